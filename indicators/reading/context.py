"""What a file is checked against, and what checking hands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from indicators.reading.findings import Finding
from indicators.reading.names import indicator_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import pandas as pd

    from indicators.access import Reporter
    from indicators.reading.findings import Level
    from indicators.reading.names import Names
    from indicators.snapshot import Snapshot

# A file wrong in every row is told so once, not a million times.
MOST_FINDINGS = 200


@dataclass(frozen=True)
class Answers:
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
    answers: Answers = field(default_factory=Answers)

    @cached_property
    def names(self) -> Names:
        """What names of indicators mean to this reporter."""
        return indicator_names(self.snapshot, self.reporter.name, self.answers.names)


@dataclass(frozen=True)
class Checked:
    """What would be written.

    Attributes:
        rows: rows of the subject's table, new and changed ones only, with ``row`` of the file.
        differences: one row per key: ``key``, ``name``, ``period``, ``old``, ``new``, ``change`` (new, changed,
            unchanged, would_clear), ``row``; and what tells them apart for the subject.
        findings: problems, questions and notes.
    """

    rows: pd.DataFrame
    differences: pd.DataFrame
    findings: list[Finding]


def found_in(
    rows: pd.DataFrame,
    sheet: str,
    level: Level,
    code: str,
    say: Callable[[dict[str, object]], tuple[str, str]],
) -> list[Finding]:
    """One finding a row, the first ``MOST_FINDINGS`` of them; ``say`` gives message and fix."""
    found = []
    for row in rows.head(MOST_FINDINGS).to_dict("records"):
        cells = {str(name): cell for name, cell in row.items()}
        message, fix = say(cells)
        text = cells.get("found")
        found.append(
            Finding(
                level, code, message, fix, sheet=sheet, row=int(str(cells["row"])),
                column=str(cells.get("column") or ""),
                found=str(text) if isinstance(text, str) and text else _shown(cells.get("value")),
            )
        )  # fmt: skip
    if len(rows) > MOST_FINDINGS:
        more = f"另有{len(rows) - MOST_FINDINGS}处同样的情况未逐一列出。"
        found.append(Finding(level, code, more, found[0].fix, sheet=sheet))
    return found


def _shown(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) and value == value else ""  # noqa: PLR0124 - NaN
