"""Columns under a heading: what each level of the heading says, and what the column is used for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from indicators.period import maybe_ytd
from indicators.reading.cells import HeadingMeaning, interpret_heading, plain_name
from indicators.reading.formats import letters
from indicators.reading.layout.classify import is_note, may_be_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.layout.classify import ClassifiedSheet, Kind

# ``stated`` where it stands in the cell, row or column it concerns, ``inferred`` from anywhere else until somebody
# confirms it, ``confirmed`` by a person, now or for this form before, ``open`` for numbers nobody knows the use of.
Certainty = Literal["stated", "inferred", "confirmed", "open"]
# Which share of a column's cells must agree.
_MAJORITY: Final = 0.6
_LAST_YEAR: Final = re.compile("同期|去年|上年")
# Measure and span of each use that a column of numbers may have.
_USES: Final[Mapping[str, tuple[str, str]]] = {
    "ytd": ("ytd", "ytd"), "month": ("month", "month"), "quarter": ("month", "quarter"), "level": ("level", ""),
    "value": ("", ""), "growth": ("growth", ""), "target": ("target", ""), "phase": ("target", ""),
}  # fmt: skip
_UNUSED: Final = frozenset({"unused", "last_year"})


@dataclass(frozen=True)
class Column:
    """A column under a heading.

    Attributes:
        index: from 0.
        parts: what each level of its heading says, from the top.
        meaning: all levels in one.
        heading: as written, levels joined.
        name: the indicator's name as written, where indicators are columns.
        use: a code of ``labels.COLUMN_ROLES``, or a field of tasks or definitions.
        certainty: how sure that is.
        basis: why it is no more than inferred, in a few Chinese words.
    """

    index: int
    parts: tuple[HeadingMeaning, ...]
    meaning: HeadingMeaning
    heading: str
    name: str = ""
    use: str = ""
    certainty: Certainty = "stated"
    basis: str = ""

    @property
    def role(self) -> str:
        """What the heading's cells are, empty for one that was not understood."""
        return self.meaning.role

    @property
    def letters(self) -> str:
        """As a spreadsheet names it."""
        return letters(self.index)

    @property
    def label(self) -> str:
        """The column as issues name it: C“累计”."""
        return f"{self.letters}“{self.heading}”" if self.heading else self.letters

    def with_role(self, role: str) -> Column:
        """The same column for something else."""
        return replace(self, meaning=replace(self.meaning, role=role))

    def used_as(self, use: str, certainty: Certainty, basis: str = "") -> Column:
        """The same column with this use, whatever its heading says."""
        if use in _USES:
            measure, span = _USES[use]
            meaning = replace(self.meaning, role="value", measure=measure, span=span)
        else:
            role = "ignored" if use in _UNUSED else "" if use == "undecided" else use
            meaning = replace(self.meaning, role=role)
        return replace(self, meaning=meaning, use=use, certainty=certainty, basis=basis)


def use_of(column: Column) -> str:
    """The use that a heading by itself gives a column."""
    meaning = column.meaning
    if meaning.role == "ignored" and _LAST_YEAR.search(column.heading):
        return "last_year"
    if meaning.role in {"ignored", "reference", ""}:
        return "unused"
    if meaning.role != "value":
        return meaning.role
    if meaning.measure == "month" and meaning.span == "quarter":
        return "quarter"
    if meaning.measure == "target":
        return "phase" if re.search("[月季半]", meaning.when) else "target"
    return meaning.measure or ("quarter" if meaning.span == "quarter" else "value")


def meaning_of(cell: object, names: Mapping[str, str]) -> HeadingMeaning:
    """What a cell of a heading says; a known name is a name, even where it contains 增速."""
    if isinstance(cell, str) and plain_name(cell)[0] in names:
        return HeadingMeaning(text=cell, unit=plain_name(cell)[1])
    return interpret_heading(cell)


def read_columns(sheet: ClassifiedSheet, first: int, last: int, width: int) -> list[Column]:
    """Each column with the levels of its heading; an upper level spans the blanks to its right."""
    indices = range(width)
    levels = [[_heading_cell(sheet, row, index) for index in indices] for row in range(first, last + 1)]
    for upper, lower in pairwise(levels):
        spanning = None
        for index in indices:
            if lower[index] is None:
                spanning = None
            elif upper[index] is None:
                upper[index] = spanning
            else:
                spanning = upper[index]
    columns = []
    for index in indices:
        cells = [level[index] for level in levels if level[index] is not None]
        parts = tuple(meaning_of(cell, sheet.names) for cell in cells)
        texts = [c if isinstance(c, str) else p.text or str(c) for c, p in zip(cells, parts, strict=True)]
        heading = " ".join(" ".join(dict.fromkeys(texts)).split())
        name = " ".join(str(c) for c, p in zip(cells, parts, strict=True) if not p.role)
        column = Column(index, parts, merge_meanings(parts), heading, name)
        if any(_typed_months(sheet, row, index) for row in range(first, last + 1)):
            column = replace(column, basis="像是“1-9”被表格软件改成了日期，按1月起累计理解")
        columns.append(column)
    return columns


def _heading_cell(sheet: ClassifiedSheet, row: int, index: int) -> Any:  # noqa: ANN401 - a cell
    cell, months = sheet.cell(row, index), _typed_months(sheet, row, index)
    year = f"{cell.year}年" if isinstance(cell, date) else ""
    return f"{year}1-{months}月" if months else cell


def _typed_months(sheet: ClassifiedSheet, row: int, index: int) -> int | None:
    """9 where somebody typed 1-9 and the spreadsheet made 1月9日 of it."""
    return maybe_ytd(sheet.shown.get((row, index)) or sheet.cell(row, index))


def merge_meanings(parts: tuple[HeadingMeaning, ...]) -> HeadingMeaning:
    """What several levels, or a heading and the beginning of a row, say together; the last is the nearest.

    工业总产值 over 累计 over 同比 is growth since January; 2024年 over 9月 names 2024年9月.
    """
    roles = [part.role for part in parts if part.role]
    role = next((r for r in ("ignored", "value") if r in roles), roles[-1] if roles else "")
    measures = [part.measure for part in reversed(parts) if part.measure]
    measure = next((m for m in ("growth", "target") if m in measures), measures[0] if measures else "")
    spans = [part.span for part in reversed(parts) if part.span]
    span = next((part.span for part in reversed(parts) if part.measure == measure and part.span), "")
    if measure in {"growth", ""}:
        span = "month" if "month" in spans else (spans[0] if spans else "")
    unit, when, area, state = (
        next((getattr(part, name) for part in reversed(parts) if getattr(part, name)), "")
        for name in ("unit", "when", "area", "state")
    )
    text = " ".join(part.text for part in parts)
    return HeadingMeaning(role, measure, span, unit, when, text, area, state)


def as_row_meaning(sheet: ClassifiedSheet, body: range, column: Column) -> Column:
    """A column, also one of 指标性质, that says 累计 or 同比 in each row; one without heading may also say 1-9月."""
    cells = cells_under(sheet, body, column.index)
    if column.role not in {"", "kind"} or not cells or not all(isinstance(cell, str) for cell, _ in cells):
        return column
    meanings = [interpret_heading(cell) for cell, kind in cells if kind != "number"]
    values = [m for m in meanings if m.role == "value"]
    # 计划 and 实际 in turn: of these 实际 by itself has no measure.
    says_measure = not column.heading or any(m.measure for m in values)
    return (
        column.with_role("row_meaning") if says_measure and len(values) >= _MAJORITY * len(cells) else column
    )


def cells_under(sheet: ClassifiedSheet, body: range, index: int) -> list[tuple[Any, Kind]]:
    """The cells of a column and what they are, without notes and blanks."""
    found: list[tuple[Any, Kind]] = []
    for row in body:
        kind = sheet.kind(row, index)
        if kind != "empty":
            first = sheet.cells[row][0]
            if not (isinstance(first, str) and is_note(first)):
                found.append((sheet.cells[row][index], kind))
    return found


def holds_numbers(sheet: ClassifiedSheet, body: range, index: int) -> bool:
    """Whether most cells of a column are numbers or marks of a missing one."""
    kinds = [kind for _, kind in cells_under(sheet, body, index)]
    return bool(kinds) and kinds.count("number") >= _MAJORITY * len(kinds)


def holds_periods(sheet: ClassifiedSheet, body: range, index: int) -> bool:
    """Whether most cells of a column are periods, or say 累计 or 同比 of the table's."""
    cells = cells_under(sheet, body, index)
    return bool(cells) and sum(may_be_period(*cell) for cell in cells) >= _MAJORITY * len(cells)
