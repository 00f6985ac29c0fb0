"""The values that the steps of reading pass on: bytes -> DecodedFile -> Table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.reading.issues import Issue

Subject = Literal["observations", "plans", "tasks", "catalogue"]

# Columns of ``Table.entries`` for observations and plans. Text columns are of type object.
ENTRY_COLUMNS = (
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
TASK_COLUMNS = ("row", "name", "state", "done_on", "evidence", "responsible_unit", "note")


@dataclass(frozen=True)
class ReadOverrides:
    """Corrections that the person made in the preview; None leaves the matter to detection.

    Attributes:
        header_row: first row of the heading, from 1.
        year: where neither title nor periods name one.
        period: key of the month, where the file names none.
    """

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    subject: Subject | None = None
    year: int | None = None
    period: str | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells: str, float, int, bool, date, datetime or None for a blank one; rows may differ in length."""

    name: str
    cells: list[list[Any]]


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
    """The entries of a sheet, before anything is compared with the catalogue.

    Attributes:
        subject: which table it is for.
        form: ``long`` (one row per value), ``wide`` (periods or measures across), ``across`` (indicators across).
        sheet: name of the sheet.
        header_rows: first and last row of the heading, from 1.
        unit: of the unit line (单位：亿元), empty where there is none.
        entries: one row per value; ``ENTRY_COLUMNS``, ``TASK_COLUMNS`` or the fields of ``catalogue.Indicator``.
        issues: what could not be read.
        ignored: headings of columns that are not used (完成率, 排名 …) or not understood.
        labels: role -> letters and heading of its column, as issues name it; without roles that several columns have,
            and empty where indicators are across.
        unread: name -> row, of rows without any value that could be read; these names are looked up all the same.
    """

    subject: Subject
    form: str
    sheet: str
    header_rows: tuple[int, int]
    unit: str
    entries: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    labels: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)
