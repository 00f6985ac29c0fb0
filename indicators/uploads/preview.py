"""A file read and checked: what was understood, what is wrong, what would change. Nothing is written here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from indicators.reading import (
    DecodedFile,
    Issue,
    IssueCollector,
    ReadingError,
    ReadOverrides,
    Table,
    decode,
    issue,
    parse_file,
)
from indicators.validation import (
    CHANGED,
    NEW,
    UNCHANGED,
    WOULD_CLEAR,
    CheckResult,
    Context,
    UploadDecisions,
    check_definitions,
    check_observations,
    check_plans,
    check_tasks,
    task_names,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from indicators.access import Reporter
    from indicators.store import Snapshot

_CHECKS = {
    "observations": check_observations,
    "plans": check_plans,
    "tasks": check_tasks,
    "catalogue": check_definitions,
}


@dataclass(frozen=True)
class Preview:
    """What a file would do.

    Attributes:
        content: the file as it came; kept beside the tables when it is committed.
        sha256: of the content.
        source: its cells, None where nothing could be read.
        table: what was understood, None where no table was found.
        checked: rows, differences and issues of checking.
        reporter: who would report it.
        answers: what was said about its content.
        versions: of the tables it was compared with.
        findings: everything found, errors first, then in the order of the file.
    """

    file: str
    content: bytes
    sha256: str
    source: DecodedFile | None
    table: Table | None
    checked: CheckResult
    reporter: Reporter
    answers: UploadDecisions
    versions: Mapping[str, int]
    findings: list[Issue] = field(default_factory=list)

    @property
    def problems(self) -> list[Issue]:
        """What refuses the file."""
        return [f for f in self.findings if f.severity == "error"]

    @property
    def questions(self) -> list[Issue]:
        """What must be confirmed."""
        return [f for f in self.findings if f.severity == "confirm"]

    @property
    def notes(self) -> list[Issue]:
        """What is only said."""
        return [f for f in self.findings if f.severity == "info"]

    @property
    def accepted(self) -> bool:
        """Whether it may be committed once the questions are confirmed."""
        return not self.problems

    @property
    def counts(self) -> dict[str, int]:
        """How many values are new, changed, unchanged, would_clear."""
        changes = (NEW, CHANGED, UNCHANGED, WOULD_CLEAR)
        if self.checked.differences.empty:
            return dict.fromkeys(changes, 0)
        seen = self.checked.differences["change"].value_counts()
        return {change: int(seen.get(change, 0)) for change in changes}


def preview_file(  # noqa: PLR0913 - all but the first by name
    content: bytes,
    *,
    name: str,
    snapshot: Snapshot,
    reporter: Reporter,
    today: date,
    choices: ReadOverrides | None = None,
    answers: UploadDecisions | None = None,
) -> Preview:
    """Read and check a file: all problems at once, none of them an exception.

    Args:
        content: the file.
        name: of the file.
        snapshot: what stands.
        reporter: who reports.
        today: the date in China; what lies after it cannot have been measured.
        choices: how to read it, where somebody has said so.
        answers: what was answered about it.
    """
    answers = answers or UploadDecisions()
    digest = hashlib.sha256(content).hexdigest()
    source = table = None
    checked = CheckResult(pd.DataFrame(), pd.DataFrame(), [])
    findings: list[Issue] = []
    try:
        choices = choices or ReadOverrides()
        source = decode(content, name, choices)
        context = Context(snapshot, reporter, today, answers)
        table = parse_file(source, {**context.names.ids, **task_names(snapshot).ids}, choices)
        findings = list(table.findings)
        if len(table.entries) or table.unread:
            checked = _CHECKS[table.subject](table, context)
        elif not any(f.severity == "error" for f in findings):
            findings.append(issue("nothing_found", sheet=table.sheet))
    except ReadingError as error:
        findings = [error.finding]
    collector = IssueCollector()
    collector.add(*findings, *checked.issues)
    return Preview(
        name, content, digest, source, table, checked, reporter, answers, dict(snapshot.versions),
        collector.as_list(),
    )  # fmt: skip
