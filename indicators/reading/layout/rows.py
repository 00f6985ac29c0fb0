"""Which rows under a heading are values, and what each says of them besides the numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from indicators.reading.cells import interpret_heading, plain_name
from indicators.reading.formats import cell_at, letters
from indicators.reading.issues import issue, rows_text
from indicators.reading.layout.columns import is_number, is_period
from indicators.reading.layout.title import is_note, is_total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.formats import Grid
    from indicators.reading.issues import Issue
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.header import Heading

# What stands in the first row under the heads of statistical forms: 甲 乙 1 2 3.
_COLUMN_MARKS: Final = frozenset("甲乙丙丁")
_ATTRIBUTES: Final = ("period", "year", "unit", "state", "note", "row_meaning")
_MERGED_SHARE: Final = 0.5


class RowCells(NamedTuple):
    """What a row says of all its values, as written; None for a blank cell.

    Attributes:
        key: the indicator's name; where indicators stand across, the period.
        row_meaning: 累计, 同比 and the like.
    """

    key: Any
    period: Any = None
    year: Any = None
    unit: Any = None
    row_meaning: Any = None


@dataclass(frozen=True)
class Row:
    """A row under a key column.

    Attributes:
        number: as a spreadsheet counts it, from 1.
        cells: what it says of its values.
        state: as written, None for a blank cell; ``note`` likewise.
        has_values: whether anything stands in its value columns.
        period_above: the period that stands here or, where it is blank, nearest above.
    """

    number: int
    cells: RowCells
    state: Any
    note: Any
    has_values: bool
    period_above: Any


@dataclass(frozen=True)
class Block:
    """Value columns with the column of names, or of periods, that they belong to; tables may stand side by side."""

    columns: list[Column]
    rows: list[Row]


def read_rows(grid: Grid, heading: Heading, names: Mapping[str, str], issues: list[Issue]) -> list[Block]:
    """Rows without notes, totals, section titles and repeated headings, merged cells filled down."""
    values = heading.with_role("value")
    # A table of tasks that the person takes for one of values has no column of names.
    names_at = [] if heading.form == "across" else [c.index for c in heading.with_role("name")]
    keys = names_at or [heading.key]
    blocks = []
    for key, end in zip(keys, [*keys[1:], len(heading.columns)], strict=True):
        mine = [c for c in values if c.index < end and (c.index > key or key == keys[0])]
        attributes = {
            role: column
            for role in _ATTRIBUTES
            if (column := _attribute_of(heading, role, key, end, keys[0])) is not None
        }
        rows = _all_rows(grid, heading, key, mine, attributes)
        kept = _values_only(rows, grid, heading, key, names, issues)
        if heading.form == "long" and "period" in attributes:
            kept = _filled_if_merged(kept)
        blocks.append(Block(mine, kept))
    return blocks


def _attribute_of(heading: Heading, role: str, key: int, end: int, first: int) -> Column | None:
    """Of blocks side by side each has its own unit; what stands before all of them is theirs together."""
    columns = heading.with_role(role)
    own = [c for c in columns if key < c.index < end]
    shared = [c for c in columns if c.index < first]
    return next(iter([*own, *shared]), None)


def _all_rows(
    grid: Grid, heading: Heading, key: int, values: list[Column], attributes: Mapping[str, Column]
) -> list[Row]:
    """All rows under the heading; a merged name has its text at the top only and counts for the rows below."""
    stretched = heading.form == "long" or "row_meaning" in attributes
    above = period_above = None
    rows = []
    for place in range(heading.last + 1, len(grid)):
        cells = {role: _word(cell_at(grid, place, column.index)) for role, column in attributes.items()}
        name = _word(cell_at(grid, place, key))
        has_values = any(cell_at(grid, place, column.index) is not None for column in values)
        above = above if name is None else name
        if stretched and has_values:
            name = above
        period_above = period_above if cells.get("period") is None else cells["period"]
        state, note = cells.pop("state", None), cells.pop("note", None)
        rows.append(Row(place + 1, RowCells(name, **cells), state, note, has_values, period_above))
    return rows


def _word(cell: Any) -> Any:  # noqa: ANN401 - what a cell may hold
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return str(cell) if isinstance(cell, bool) else cell


def _values_only(  # noqa: PLR0913, PLR0917 - one table's parts
    rows: list[Row],
    grid: Grid,
    heading: Heading,
    key: int,
    names: Mapping[str, str],
    issues: list[Issue],
) -> list[Row]:
    """Rows of values; what else holds numbers is told. A second heading with other columns ends the table."""
    kept, nameless, growths = [], [], []
    totals: dict[str, list[int]] = {}
    for row in rows:
        kind = _kind_of_row(row, heading, names)
        total = str(row.cells.key) if kind == "total" else ""
        if kind == "blank":
            # 小计 may stand in a column of its own, left of the names.
            total = _total_beside(grid, row, heading, key)
        if kind == "heading" and not _is_repeated(grid, row, heading):
            issues.append(issue("second_heading", row=row.number))
            break
        if total:
            totals.setdefault(total, []).append(row.number)
        elif kind == "blank":
            nameless.append(row)
        elif kind == "growth":
            growths.append(row)
        elif kind == "value":
            kept.append(row)
    _tell_totals(totals, issues)
    _tell_growths(growths, heading, issues)
    label = heading.columns[key].label
    issues += [issue("missing_name", row=row.number, column=label) for row in nameless]
    return kept


def _kind_of_row(row: Row, heading: Heading, names: Mapping[str, str]) -> str:
    """``value``, ``total``, ``growth``, ``heading``, ``blank`` (values without a name); empty for one that says nothing."""
    key = row.cells.key
    kind = "blank" if key is None else _kind_of_key(key, heading.form, names)
    if kind == "mark":
        kind = "" if row.number == heading.last + 2 else "word"
    if kind == "blank" and heading.form == "across":
        kind = "word"
    dated = heading.form == "long" and (row.cells.period is not None or row.cells.year is not None)
    if kind in {"known", "word"}:
        listed = kind == "known" and heading.form != "long"
        return "value" if row.has_values or dated or listed else ""
    return kind if row.has_values and kind != "note" else ""


def _kind_of_key(word: Any, form: str, names: Mapping[str, str]) -> str:  # noqa: ANN401 - a cell
    """Of a key cell: known, word, or what makes its row none of the table's; 同比 alone is none's name."""
    text = str(word)
    if is_period(word, {}) if form == "across" else plain_name(text)[0] in names:
        return "known"
    if is_note(text):
        return "note"
    if is_total(text):
        return "total"
    if text in _COLUMN_MARKS:
        return "mark"
    if isinstance(word, str) and (meaning := interpret_heading(word)).role in {"name", "period", "task"}:
        return "heading"
    return "growth" if form != "across" and isinstance(word, str) and meaning.measure == "growth" else "word"


def _total_beside(grid: Grid, row: Row, heading: Heading, key: int) -> str:
    left = [c.index for c in heading.columns if c.role in {"", "ignored"} and c.index < key]
    cells = [str(cell_at(grid, row.number - 1, index)) for index in left]
    return next((cell for cell in cells if is_total(cell)), "")


def _is_repeated(grid: Grid, row: Row, heading: Heading) -> bool:
    """Whether a second heading, as on a second page, has the same columns."""
    written = ((c, cell_at(grid, row.number - 1, c.index)) for c in heading.with_role("value"))
    return all(cell is None or str(cell) == column.heading.split(" ")[-1] for column, cell in written)


def _filled_if_merged(rows: list[Row]) -> list[Row]:
    """Periods are filled down only where blanks are the rule; a single blank is a mistake to be told."""
    blank = sum(row.cells.period is None for row in rows)
    if blank <= _MERGED_SHARE * len(rows):
        return rows
    return [replace(row, cells=row.cells._replace(period=row.period_above)) for row in rows]


def _tell_totals(totals: Mapping[str, list[int]], issues: list[Issue]) -> None:
    for word, numbers in totals.items():
        issues.append(issue("totals_left_out", row=numbers[0], found=word, rows=rows_text(numbers)))


def _tell_growths(growths: list[Row], heading: Heading, issues: list[Issue]) -> None:
    if growths:
        left_out = issue(
            "growth_rows_left_out", row=growths[0].number, column=heading.columns[heading.key].label,
            found=str(growths[0].cells.key), rows=rows_text(row.number for row in growths),
        )  # fmt: skip
        issues.append(left_out)


def refuse_longer_rows(grid: Grid, heading: Heading, issues: list[Issue]) -> None:
    """In a text file a comma within a number makes two cells of it: 1,820.55 would be read as 1."""
    for number, row in enumerate(grid[heading.last + 1 :], heading.last + 2):
        beyond = next((cell for cell in row[heading.width :] if cell is not None), None)
        if is_number(beyond) and any(map(str.isdigit, str(beyond))):
            column = letters(heading.width)
            issues.append(issue("longer_row", row=number, column=column, found=str(beyond)))
