"""A file read and checked: what was understood, what is wrong, what would change. Nothing is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from indicators.counters import count
from indicators.reading import (
    DecodedFile,
    Issue,
    IssueCollector,
    Layout,
    ReadingError,
    ReadOverrides,
    Table,
    classify_file,
    decode_apart,
    issue,
    parse_file,
    plain_name,
    propose,
    settle,
)
from indicators.uploads.layouts import remembered_layouts
from indicators.uploads.typed import call_by_name, unread_rows
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
    "observations": check_observations, "plans": check_plans, "tasks": check_tasks, "catalogue": check_definitions,
}  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What a file would change.

    Attributes:
        file: its name.
        content: the file as it came; kept next to the tables when it is committed.
        sha256: of the content.
        source: its cells, None where nothing could be read.
        layout: what they mean, and how sure that is.
        table: what was understood, None where no table was found.
        checked: rows, differences and issues of checking.
        reporter: who would report it.
        decisions: what was decided about its content.
        versions: of the tables it was compared with.
        issues: all of them, problems first, then in the order of the file.
    """

    file: str
    content: bytes
    sha256: str
    source: DecodedFile | None
    layout: Layout
    table: Table | None
    checked: CheckResult
    reporter: Reporter
    decisions: UploadDecisions
    versions: Mapping[str, int]
    issues: list[Issue] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """The table of the store that its rows belong to; empty where no table was found."""
        return self.table.subject if self.table else ""

    @property
    def sheet(self) -> str:
        """The sheet that was read; empty for a text file."""
        return self.table.sheet if self.table else ""

    @property
    def problems(self) -> list[Issue]:
        """What refuses the file."""
        return [issue for issue in self.issues if issue.severity == "error"]

    @property
    def questions(self) -> list[Issue]:
        """What must be confirmed."""
        return [issue for issue in self.issues if issue.severity == "confirm"]

    @property
    def notes(self) -> list[Issue]:
        """What is only noted."""
        return [issue for issue in self.issues if issue.severity == "info"]

    @property
    def accepted(self) -> bool:
        """Whether it may be committed once the questions are confirmed."""
        return not self.problems

    @property
    def counts(self) -> dict[str, int]:
        """How many values are new, changed, unchanged, would_clear."""
        changes = [] if self.checked.differences.empty else self.checked.differences["change"].tolist()
        return {change: changes.count(change) for change in (NEW, CHANGED, UNCHANGED, WOULD_CLEAR)}


def preview_file(  # noqa: PLR0913 - all but the first by name
    content: bytes,
    *,
    name: str,
    snapshot: Snapshot,
    reporter: Reporter,
    today: date,
    overrides: ReadOverrides | None = None,
    decisions: UploadDecisions | None = None,
    typed: Mapping[int, str] | None = None,
) -> Preview:
    """Read and check a file: all problems at once, none of them an exception.

    Args:
        content: the file.
        name: of the file.
        snapshot: the tables it is compared with.
        reporter: who reports.
        today: the date in China; what lies after it cannot have been measured.
        overrides: how to read it, where a person corrected that.
        decisions: what a person decided about its content.
        typed: of values typed into a grid: line -> what its row is about (``TypedRows.names``).
    """
    overrides, decisions, typed = overrides or ReadOverrides(), decisions or UploadDecisions(), typed or {}
    source = table = None
    layout = Layout()
    checked = CheckResult(pd.DataFrame(), pd.DataFrame(), [])
    try:
        source = decode_apart(content, name, overrides)
        context = Context(snapshot, reporter, today, decisions)
        names = {**context.names.ids, **task_names(snapshot).ids}
        sheets = classify_file(source, names)
        remembered = remembered_layouts(snapshot, reporter.name)
        layout = settle(propose(sheets, name, overrides, _adding_up(snapshot)), remembered, overrides)
        table = _without_unused(parse_file(sheets, layout), decisions)
        issues = list(table.issues)
        if len(table.entries) or table.unread:
            checked = _CHECKS[table.subject](table, context)
            if any(found.code == "unit_assumed" for found in checked.issues):
                layout = layout.in_catalogue_units()
        elif not any(found.severity == "error" for found in issues):
            issues.append(issue("nothing_found", sheet=table.sheet))
    except ReadingError as error:
        issues = [error.issue]
    collector = IssueCollector()
    collector.add(*issues, *checked.issues, *unread_rows(checked, [*issues, *checked.issues], typed))
    for found in collector.as_list():
        count("sixlifts_issues_total", found.code)
    return Preview(name, content, hashlib.sha256(content).hexdigest(), source, layout, table, checked, reporter, decisions,
                   dict(snapshot.versions), call_by_name(collector.as_list(), typed))  # fmt: skip


def _without_unused(table: Table, decisions: UploadDecisions) -> Table:
    """The table without the rows that nobody wants, as was said now or of this form before."""
    unused = table.unused_names | {plain_name(name)[0] for name in decisions.unused_names}
    if not unused:
        return table
    wanted = [plain_name(name)[0] not in unused for name in table.entries["name"].astype(str)]
    unread = {name: row for name, row in table.unread.items() if plain_name(name)[0] not in unused}
    return replace(table, entries=table.entries[wanted], unread=unread)


def _adding_up(snapshot: Snapshot) -> frozenset[str]:
    """The indicators for which it matters whether a value is since January or of its own month."""
    catalogue = snapshot.catalogue
    return frozenset(catalogue.loc[catalogue["kind"].isin(["flow", "count", "mean"]), "indicator"])
