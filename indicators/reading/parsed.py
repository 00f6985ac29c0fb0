"""The values that the steps of reading pass on: bytes -> DecodedFile -> Table."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.reading.issues import Issue

Subject = Literal["observations", "plans", "tasks", "catalogue"]

# Columns of ``Table.entries`` for observations and plans. Text columns are of type object.
ENTRY_COLUMNS = (
    "sheet",
    "row",  # int32, as a spreadsheet numbers it, from 1
    "column",  # letters and heading: C“累计”
    "name",  # the indicator's name as written, without its unit and numbering
    "period",  # key: 2024-09 (last month), for plans 2024 (the year's target), 2024-06, 2024Q2 (phases)
    "span",  # which months the file says it covers: month, quarter, ytd, year; "" where it does not say
    "measure",  # value (not said), ytd (累计), month (当月), level (期末), growth (同比, in %), target (计划)
    "value",  # float64; NaN where the cell has a mark for no value
    "found",  # the cell's text; None where it was a plain number
    "unit",  # the one nearest to the value: cell, unit column, name, heading, unit line; "" for none
    "state",  # 预计, 快报, 正式 or ""
    "note",
)
# What the row of a plan has besides: the plan's own words, the sentence they come from, and the day it was announced.
PLAN_COLUMNS = (*ENTRY_COLUMNS, "wording", "quote", "announced")
TASK_COLUMNS = ("sheet", "row", "name", "state", "done_on", "evidence", "responsible_unit", "note")
# What only some lists of tasks have a column for: ``title`` is the name as written, ``task`` the code.
TASK_DEFINITION_COLUMNS = ("title", "task", "lift", "lead_official", "due", "due_basis", "year")


@dataclass(frozen=True)
class ReadOverrides:
    """Corrections that the person made in the preview; None leaves the matter to what the file says.

    Attributes:
        header_row: first row of the heading, from 1.
        subject: which table of the store the file is for.
        year: in place of the one that title, sheet and file name give.
        period: key of the month, in place of theirs.
        unit: in place of theirs; ``catalogue`` for the one of each indicator.
        state: 预计, 快报 or 正式, in place of theirs.
        used: whether the table is read.
        measure: whether values are since January or of their own month, where the file does not say.
        roles: letters of a column -> a code of ``labels.COLUMN_ROLES``.
        tables: id of a table, or its sheet -> corrections of it alone; they go before the others.
    """

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    subject: Subject | None = None
    year: int | None = None
    period: str | None = None
    unit: str | None = None
    state: str | None = None
    used: bool | None = None
    measure: Literal["ytd", "month"] | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, ReadOverrides] = field(default_factory=dict)

    def of(self, table: str) -> ReadOverrides:
        """The corrections of one table: its own before those of the whole file."""
        own = self.tables.get(table) or self.tables.get(table.rpartition("!")[0])
        if own is None:
            return self
        chosen = {f.name: getattr(own, f.name) for f in fields(own) if getattr(own, f.name) is not None}
        return replace(self, **chosen | {"roles": {**self.roles, **own.roles}, "tables": {}})


@dataclass(frozen=True)
class Sheet:
    """A sheet.

    Attributes:
        name: empty in a text file.
        cells: str, float, int, bool, date, datetime or None for a blank one; rows may differ in length. A number has
            the size that the sheet shows; with a unit in its format it is text (12.5万元), without a saved result its
            formula (=A1+B1).
        shown: text of a cell on the sheet, by row and column from 0, where it is not the cell itself: 1月9日, 12.50万元.
        merged: top, left, bottom and right of merged cells, from 0, both ends included.
    """

    name: str
    cells: list[list[Any]]
    shown: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class DecodedFile:
    """A file as cells.

    Attributes:
        format: ``csv``, ``xlsx``, ``xls`` or ``ods``.
        encoding: of a text file: ``UTF-8``, ``UTF-16``, ``GB18030``; empty otherwise.
        separator: of a text file; empty otherwise.
        sheets: in the file's order; one, without a name, for a text file.
    """

    format: str
    encoding: str
    separator: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Table:
    """The entries of a file, before anything is compared with the catalogue.

    Attributes:
        subject: which table of the store they are for.
        entries: one row per value; ``ENTRY_COLUMNS``, ``PLAN_COLUMNS``, ``TASK_COLUMNS`` and those of
            ``TASK_DEFINITION_COLUMNS`` that the file has, or the fields of ``catalogue.Indicator``.
        issues: what could not be read, and what must be confirmed.
        labels: role -> letters and heading of its column, as issues name it; without roles that several columns have.
        unread: name -> row, of rows without any value that could be read; these names are looked up all the same.
        sheet: the first sheet that was read; entries name their own.
        unused_names: plain names of rows that nobody wants, as was said of this form before.
        unit_confirmed: whether numbers without a unit are known to be in the catalogue's.
    """

    subject: Subject
    entries: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)
    labels: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)
    sheet: str = ""
    unused_names: frozenset[str] = frozenset()
    unit_confirmed: bool = False
