"""What a file is checked against, and what a check returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from indicators.access import are_reportable, belonging, responsible_units
from indicators.frames import records
from indicators.labels import is_missing
from indicators.period import Period
from indicators.reading import MOST_ERRORS, issue
from indicators.validation.names import indicator_names
from indicators.wording import ISSUES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import pandas as pd

    from indicators.access import Reporter
    from indicators.reading import Issue, Table
    from indicators.store import Snapshot
    from indicators.validation.names import Names


@dataclass(frozen=True)
class UploadDecisions:
    """What a person decided about the content after looking at the preview.

    Attributes:
        names: name as written -> id of the indicator it means.
        unused_names: names as written of rows that nobody wants; they are not read.
        convert_units: whether numbers in another unit of the same dimension are converted.
        clear_blanks: whether a blank removes a stored value.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    unused_names: frozenset[str] = frozenset()
    convert_units: bool = False
    clear_blanks: bool = False


@dataclass(frozen=True)
class Context:
    """What a file is checked against.

    Attributes:
        snapshot: the stored tables.
        reporter: who reports.
        today: no reported period may begin after it.
        decisions: what the reporter decided about the content.
    """

    snapshot: Snapshot
    reporter: Reporter
    today: date
    decisions: UploadDecisions = field(default_factory=UploadDecisions)

    @cached_property
    def names(self) -> Names:
        """What names of indicators mean to this reporter."""
        return indicator_names(self.snapshot, self.reporter.name, self.decisions.names)

    @cached_property
    def year_targets(self) -> pd.Series:
        """The current targets by indicator and year."""
        plans = self.snapshot.plans
        return plans[plans["period"].fillna("") == ""].set_index(["indicator", "year"])["target"]

    def may_report(self, rows: pd.DataFrame) -> pd.Series:
        """Whether each row, with its lift and its indicator or task, is the reporter's."""
        return are_reportable(rows, self.reporter, self.snapshot)

    def belonging(self, lift: str, subject: str) -> str:
        """Whose an indicator or a task is, in words."""
        return belonging(lift, responsible_units(self.snapshot).get(subject, ""))


@dataclass(frozen=True)
class CheckResult:
    """What would be written.

    Attributes:
        rows: new and changed rows of the subject's table, with ``row`` of the file.
        differences: one row per key: ``key``, ``name``, ``period``, ``old``, ``new``, ``change`` (new, changed,
            unchanged, would_clear), ``row``, and columns of the subject's own.
        issues: what is wrong, what must be confirmed, what is only reported.
        also: rows of other tables that belong to the same commit: the converted history of a unit that changes.
    """

    rows: pd.DataFrame
    differences: pd.DataFrame
    issues: list[Issue]
    also: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def issues_for_rows(
    rows: pd.DataFrame,
    table: Table,
    kind: str,
    details: Callable[[dict[str, Any]], Mapping[str, object]] | None = None,
    *,
    field: str = "",
    **common: object,
) -> list[Issue]:
    """One issue for each row; of errors at most ``MOST_ERRORS``, and one that says that there are more.

    Args:
        rows: with ``row`` and, where they are known, ``column``, ``found``, ``value``.
        table: the table of the file that they come from.
        kind: key of ``wording.ISSUES``; its templates take a row's cells by name, and ``when`` for its ``period``.
        details: more values for the templates, from the row.
        field: the field at fault, where it is not the value: its cell is what was found, in its column.
        common: more values for the templates, the same for all rows.
    """
    if rows.empty:  # nearly always: making records of no rows costs pandas milliseconds
        return []
    issues = []
    if len(rows) > MOST_ERRORS and ISSUES[kind].severity == "error":
        rows = rows.head(MOST_ERRORS)
        issues.append(issue("too_many_issues", sheet=table.sheet, limit=MOST_ERRORS))
    for cells in records(rows):
        found = cells.get(field or "found")
        place = {
            "sheet": str(cells.get("sheet", table.sheet)), "row": int(cells["row"]),
            "column": str(table.labels.get(field) or cells.get("column") or ""),
            "found": _number_text(cells.get("value")) if is_missing(found) or found == "" else str(found),
        }  # fmt: skip
        when = period_text(str(cells["period"])) if cells.get("period") else ""
        more = details(cells) if details else {}
        issues.append(issue(kind, **{"when": when, **cells, **common, **more, **place}))
    return issues


def period_text(key: str) -> str:
    """The months a key stands for; the key of a year (2024) is the whole year."""
    return f"{key}年全年" if key.isdigit() else str(Period.from_key(key))


def _number_text(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) and not is_missing(value) else ""
