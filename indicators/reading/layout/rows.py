"""Which rows under a heading hold values, and their attributes next to the numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from indicators.reading.cells import HeadingMeaning, interpret_heading, plain_name
from indicators.reading.formats import letters
from indicators.reading.issues import issue, rows_text
from indicators.reading.layout.classify import classify, is_note, is_total, may_be_period
from indicators.reading.layout.periods import misread_periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.issues import Issue
    from indicators.reading.layout.classify import ClassifiedSheet
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.layout import TableLayout

# The first row under the heading of a statistical form: 甲 乙 1 2 3.
_COLUMN_MARKS: Final = frozenset("甲乙丙丁")
_ATTRIBUTES: Final = (
    "period", "year", "unit", "state", "area", "note", "row_meaning", "wording", "evidence", "announced",
)  # fmt: skip
_MERGED_SHARE: Final = 0.5


@dataclass(frozen=True)
class Row:
    """A row under a key column; its cells are as written, None for a blank one.

    Attributes:
        number: as a spreadsheet counts it, from 1.
        key: the indicator's name; where indicators are columns, the period.
        has_values: whether any of its value columns is filled.
        period_above: the nearest period, its own or one above.
        period: of its values.
        year: of its values.
        unit: of its values.
        state: of its values.
        area: whose values they are.
        note: on its values.
        row_meaning: 累计, 同比 and the like.
        wording: of a plan, its own words.
        evidence: 依据: of a plan, the sentence that its words come from.
        announced: of a plan, the day on which it was announced.
    """

    number: int
    key: Any
    has_values: bool
    period_above: Any
    period: Any = None
    year: Any = None
    unit: Any = None
    state: Any = None
    area: Any = None
    note: Any = None
    row_meaning: Any = None
    wording: Any = None
    evidence: Any = None
    announced: Any = None


def read_rows(
    sheet: ClassifiedSheet, table: TableLayout, issues: list[Issue]
) -> list[tuple[list[Column], list[Row]]]:
    """Value columns and their rows, for each of the tables side by side.

    Notes, totals, section titles and repeated headings are left out, merged cells are filled down.
    """
    values = table.with_role("value")
    # A table of tasks that the person takes for one of values has no column of names.
    names_at = [] if table.form == "across" else [c.index for c in table.with_role("name")]
    keys = names_at or [table.key]
    tables = []
    for key, end in zip(keys, [*keys[1:], len(table.columns)], strict=True):
        columns = [c for c in values if c.index < end and (c.index > key or key == keys[0])]
        # Each table has its own unit; what is left of all of them is theirs together.
        shared = [c for c in table.columns if c.index < keys[0]]
        attributes = {c.role: c for c in reversed([*table.columns[key + 1 : end], *shared])}
        attributes = {role: attributes[role] for role in _ATTRIBUTES if role in attributes}
        rows = _all_rows(sheet, table, key, columns, attributes)
        rows = _with_misread_periods(rows, sheet, table, key, attributes, issues)
        kept = _value_rows(rows, sheet, table, key, issues)
        if table.form == "long" and "period" in attributes:
            kept = _filled_if_merged(kept)
        tables.append((columns, kept))
    return tables


def _all_rows(
    sheet: ClassifiedSheet,
    table: TableLayout,
    key: int,
    values: list[Column],
    attributes: Mapping[str, Column],
) -> list[Row]:
    """All rows under the heading; a merged name is written at the top only and counts for the rows below."""
    may_be_merged = table.form == "long" or "row_meaning" in attributes
    name_above = period_above = None
    rows = []
    for index in table.body:
        cells = {role: _as_written(sheet.cell(index, c.index)) for role, c in attributes.items()}
        name = _as_written(sheet.cell(index, key))
        has_values = any(sheet.cell(index, column.index) is not None for column in values)
        name_above = name_above if name is None else name
        period_above = period_above if cells.get("period") is None else cells["period"]
        name = name_above if may_be_merged and has_values else name
        rows.append(Row(index + 1, name, has_values, period_above, **cells))
    return rows


def _as_written(cell: Any) -> Any:  # noqa: ANN401 - a cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return str(cell) if isinstance(cell, bool) else cell


def _value_rows(
    rows: list[Row], sheet: ClassifiedSheet, table: TableLayout, key: int, issues: list[Issue]
) -> list[Row]:
    """Rows of values; an issue for others with numbers. A second heading with other columns ends the table."""
    of_kind: dict[str, list[Row]] = defaultdict(list)
    totals: dict[str, list[int]] = defaultdict(list)
    owned = any(is_own_area(row.area) for row in rows)
    left = [c.index for c in table.columns[:key] if c.role in {"", "ignored", "area"}]
    for row in rows:
        kind, total = _kind_of_row(row, table, sheet), str(row.key)
        if kind == "blank":
            # 小计 may be in a column of its own, left of the names.
            texts = [str(sheet.cell(row.number - 1, index)) for index in left]
            total = next(filter(is_total, texts), "")
            kind = "total" if total else kind
        if kind == "heading" and not _is_repeated(sheet, row, table):
            issues.append(issue("second_heading", row=row.number))
            break
        if kind == "total":
            totals[total].append(row.number)
        if not owned or row.area is None or is_own_area(row.area):
            of_kind[kind].append(row)
    label = table.columns[key].label
    for total, numbers in totals.items():
        issues.append(issue("totals_left_out", row=numbers[0], found=total, rows=rows_text(numbers)))
    if growths := of_kind["growth"]:
        found, listed = str(growths[0].key), rows_text(row.number for row in growths)
        first = growths[0].number
        issues.append(issue("growth_rows_left_out", row=first, column=label, found=found, rows=listed))
    issues += [issue("missing_name", row=row.number, column=label) for row in of_kind["blank"]]
    return of_kind["value"]


def is_own_area(cell: object) -> bool:
    """Whether a cell names the zone itself: 本区, 高新区; 全市 is another."""
    return isinstance(cell, str) and interpret_heading(cell).area == "own"


def _with_misread_periods(  # noqa: PLR0913, PLR0917 - the parts of one table
    rows: list[Row],
    sheet: ClassifiedSheet,
    table: TableLayout,
    key: int,
    attributes: Mapping[str, Column],
    issues: list[Issue],
) -> list[Row]:
    """Rows whose period a spreadsheet has spoiled, with the one that was meant, which must be confirmed."""
    across = table.form == "across"
    column = table.columns[key] if across else attributes.get("period")
    if column is None:
        return rows
    shown = [sheet.shown.get((row.number - 1, column.index)) for row in rows]
    written = [text or (row.key if across else row.period) for text, row in zip(shown, rows, strict=True)]
    meant = misread_periods(written)
    result = []
    for index, row in enumerate(rows):
        if index in meant:
            kind, period = meant[index]
            cell = row.key if across else row.period
            if isinstance(cell, date):
                period = f"{cell.year}年{period}"
            found = str(written[index])
            issues.append(issue(kind, row=row.number, column=column.label, found=found, meant=period))
            row = replace(row, period_above=period, key=period if across else row.key)  # noqa: PLW2901
            row = row if across else replace(row, period=period)  # noqa: PLW2901
        result.append(row)
    return result


def _kind_of_row(row: Row, table: TableLayout, sheet: ClassifiedSheet) -> str:
    """``value``, ``total``, ``growth``, ``heading``, ``blank`` (values without a name), or empty for a row to skip."""
    kind = _kind_of_key(row, table, sheet)
    if kind not in {"known", "word"}:
        return kind if row.has_values else ""
    is_long = table.form == "long"
    dated = is_long and (row.period is not None or row.year is not None)
    return "value" if row.has_values or dated or (kind == "known" and not is_long) else ""


def _kind_of_key(row: Row, table: TableLayout, sheet: ClassifiedSheet) -> str:
    """``known``, ``word``, or why the row has no values of the table; 同比 alone is no indicator's name."""
    text, across = str(row.key), table.form == "across"
    meaning = interpret_heading(row.key) if isinstance(row.key, str) else HeadingMeaning()
    is_known = may_be_period(row.key, classify(row.key, {})) if across else plain_name(text)[0] in sheet.names
    # 频度, 地区, 来源 above the numbers say nothing of them; nor does 甲 乙 1 2 3.
    is_remark = (across and meaning.role not in {"", "value", "name", "period", "task"}) or is_note(text)
    is_mark = text in _COLUMN_MARKS and row.number == table.header_rows[1] + 1
    kinds = {
        "word" if across else "blank": row.key is None, "known": is_known, "": is_remark or is_mark,
        "total": is_total(text), "heading": meaning.role in {"name", "period", "task"},
        "growth": meaning.measure == "growth" and not across,
    }  # fmt: skip
    return next((kind for kind, applies in kinds.items() if applies), "word")


def _is_repeated(sheet: ClassifiedSheet, row: Row, table: TableLayout) -> bool:
    """Whether a second heading, as on a second page, has the same columns."""
    written = ((c, sheet.cell(row.number - 1, c.index)) for c in table.with_role("value"))
    return all(cell is None or str(cell) == column.heading.split(" ")[-1] for column, cell in written)


def _filled_if_merged(rows: list[Row]) -> list[Row]:
    """Periods are filled down only if most are blank; a single blank is a mistake, and becomes an issue."""
    if sum(row.period is None for row in rows) <= _MERGED_SHARE * len(rows):
        return rows
    return [replace(row, period=row.period_above) for row in rows]


def refuse_longer_rows(sheet: ClassifiedSheet, table: TableLayout, issues: list[Issue]) -> None:
    """In a text file a comma within a number makes two cells of it: 1,820.55 would be read as 1."""
    width = table.width
    for row in table.body:
        filled = (entry for entry in sheet.filled(row) if entry[0] >= width)
        _, beyond, kind = next(filled, (0, None, "empty"))
        if kind == "number" and any(map(str.isdigit, str(beyond))):
            column = letters(width)
            issues.append(issue("longer_row", row=row + 1, column=column, found=str(beyond)))
