"""What a file is checked against, and what checking hands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from indicators.frames import records
from indicators.labels import is_missing
from indicators.reading import issue
from indicators.validation.names import indicator_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import pandas as pd

    from indicators.access import Reporter
    from indicators.reading import Issue
    from indicators.store import Snapshot
    from indicators.validation.names import Names


@dataclass(frozen=True)
class UploadDecisions:
    """What the person said about the content, after looking at the preview.

    Attributes:
        names: a name as written -> the id of the indicator that it means.
        measure: what numbers are of which the file does not say it: since January or the month's own.
        convert_units: whether numbers in another unit of the same dimension are converted.
        clear_blanks: whether a blank takes away a value that stands.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    measure: Literal["ytd", "month"] | None = None
    convert_units: bool = False
    clear_blanks: bool = False


@dataclass(frozen=True)
class Context:
    """Attributes: snapshot: what stands. reporter: who reports. today: no period may lie after it."""

    snapshot: Snapshot
    reporter: Reporter
    today: date
    answers: UploadDecisions = field(default_factory=UploadDecisions)

    @cached_property
    def names(self) -> Names:
        """What names of indicators mean to this reporter."""
        return indicator_names(self.snapshot, self.reporter.name, self.answers.names)


@dataclass(frozen=True)
class CheckResult:
    """What would be written.

    Attributes:
        rows: rows of the subject's table, new and changed ones only, with ``row`` of the file.
        differences: one row per key: ``key``, ``name``, ``period``, ``old``, ``new``, ``change`` (new, changed,
            unchanged, would_clear), ``row``; and what tells them apart for the subject.
        findings: problems, questions and notes.
    """

    rows: pd.DataFrame
    differences: pd.DataFrame
    findings: list[Issue]


def issues_for_rows(
    rows: pd.DataFrame,
    sheet: str,
    kind: str,
    places: Callable[[dict[str, Any]], Mapping[str, object]] | None = None,
    **common: object,
) -> list[Issue]:
    """One issue of the catalogue a row.

    Args:
        rows: with ``row``; ``column`` and ``found`` where they are known, or ``value``.
        sheet: of the file.
        kind: key of ``wording.issues.ISSUES``; its templates take a row's cells by their names.
        places: what else they take, from the row.
        common: what else they take, the same for all rows.
    """
    issues = []
    for cells in records(rows):
        text = cells.get("found")
        place = {
            "sheet": sheet, "row": int(cells["row"]), "column": str(cells.get("column") or ""),
            "found": text if isinstance(text, str) and text else _shown(cells.get("value")),
        }  # fmt: skip
        more = places(cells) if places else {}
        issues.append(issue(kind, **{**cells, **common, **more, **place}))
    return issues


def _shown(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) and not is_missing(value) else ""
