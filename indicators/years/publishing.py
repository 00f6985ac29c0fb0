"""A draft published: definitions, targets, tasks and announcement as one upload, with the checks of files.

Each is written as the file that an office would upload and goes through ``preview_file``; the tables that plan and tasks
are compared with have the new definitions.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.access import NotAllowedError
from indicators.frames import as_csv, records
from indicators.store import REPORTED, StoreError, StoreWriteError, Upload, UploadedFiles, update_together
from indicators.uploads import preview_file
from indicators.validation import CHANGED, NEW
from indicators.years.announcement import announcement
from indicators.years.draft import Draft, draft_text
from indicators.years.missing import is_day, missing, open_ends, task_problems
from indicators.years.plan_files import definitions_file, plans_file, tasks_file
from indicators.years.prospect import prospect
from indicators.years.saved_drafts import PUBLISHED, draft_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store
    from indicators.uploads import Preview


# The question about each task that changes: carrying over was decided on task by task.
_CARRIED_OVER: Final = "task_changed"


class PublishingError(StoreError):
    """Nothing was published; the message is Chinese and says what is missing."""


@dataclass(frozen=True)
class Review:
    """What publishing a draft would write.

    Attributes:
        rows: the rows of each table.
        problems: why it cannot be published.
        questions: what must be confirmed.
        notes: what is only said.
        changes: new and changed definitions and targets: ``name``, ``old``, ``new``.
    """

    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table gets."""
        return {table: len(rows) for table, rows in self.rows.items()}


def review_draft(snapshot: Snapshot, draft: Draft, reporter: Reporter, today: date) -> Review:
    """Everything that publishing would write, and everything that speaks against it."""
    table = prospect(snapshot, draft)
    listed = table[table["listed"].astype(bool)]
    with_target = listed[listed["target"].notna() & (listed["problem"] == "")]

    def preview(file: pd.DataFrame, name: str, tables: Snapshot) -> Preview | None:
        if file.empty:
            return None
        return preview_file(as_csv(file), name=name, snapshot=tables, reporter=reporter, today=today)

    definitions = preview(definitions_file(snapshot, draft), "指标目录.csv", snapshot)
    with_new = snapshot.with_rows({"catalogue": definitions.checked.rows}) if definitions else snapshot
    plans = preview(plans_file(snapshot, draft, with_target), f"{draft.year}年计划.csv", with_new)
    tasks = preview(tasks_file(draft), f"{draft.year}年任务.csv", with_new)
    made = {"catalogue": definitions, "plans": plans, "tasks": tasks}
    previews = [preview for preview in made.values() if preview]
    rows = {table: _rows_of(preview) for table, preview in made.items()}
    return Review(
        rows={**rows, "announcements": pd.DataFrame(_announcement_rows(snapshot, draft))},
        problems=[
            *snapshot.lacking.values(), *missing(snapshot, draft, listed), *task_problems(snapshot, draft),
            *(_sentence(issue) for preview in previews for issue in preview.problems),
        ],
        questions=[
            *open_ends(draft, listed),
            *(_sentence(issue) for preview in previews for issue in preview.questions if issue.code != _CARRIED_OVER),
        ],
        notes=[_sentence(issue) for preview in previews for issue in preview.notes],
        changes=[change for preview in previews for change in _changes(preview)],
    )  # fmt: skip


def _rows_of(preview: Preview | None) -> pd.DataFrame:
    """The rows of one file, without its lines: nobody has seen that file."""
    if preview is None or preview.checked.rows.empty:
        return pd.DataFrame()
    return preview.checked.rows.assign(row=None)


def publish_draft(  # noqa: PLR0913 - all but the first by name
    store: Store, *, draft: Draft, reporter: Reporter, today: date, confirmed: bool, note: str = ""
) -> Upload:
    """Write a draft's plan in one commit that a withdrawal takes back as a whole; the draft is then published.

    Raises:
        NotAllowedError: not by an administrator.
        PublishingError: there are problems, or questions that were not confirmed.
        StoreWriteError: nothing was written.
    """
    if not reporter.is_administrator:
        msg = f"“{reporter.name}”不是管理员，年度计划只有管理员可以发布。"
        raise NotAllowedError(msg)
    name, content = f"{draft.year}年计划.json", draft_text(draft).encode()
    review = _ready(review_draft(store.snapshot(), draft, reporter, today), confirmed=confirmed)
    changed = sum(change["change"] == CHANGED for change in review.changes)
    upload = replace(
        Upload.new(reporter.name, f"{draft.year}年计划", note=note.strip()).as_joint(),
        sha256=hashlib.sha256(content).hexdigest(), added=len(review.changes) - changed, changed=changed,
    )  # fmt: skip

    def decide(now: Snapshot) -> dict[str, pd.DataFrame]:
        again = _ready(review_draft(now, draft, reporter, today), confirmed=confirmed)
        if again.questions != review.questions:
            msg = "核对之后数据又有更新，本次没有发布，请重新核对。"
            raise PublishingError(msg)
        rows = {table: rows.assign(source=upload.file) for table, rows in again.rows.items() if len(rows)}
        # Withdrawn with the rest, so that the draft is one again.
        return {**rows, "drafts": pd.DataFrame([draft_row(draft, PUBLISHED)])}

    files = UploadedFiles(store)
    try:
        files.save(upload.id, name, content)
        update_together(store, upload, decide)
    except OSError as error:
        msg = "原始文件无法保存。未写入任何数据，请检查磁盘空间和文件夹权限后重试。"
        raise StoreWriteError(msg) from error
    except StoreError:
        files.delete(upload.id)
        raise
    return upload


def _ready(review: Review, *, confirmed: bool) -> Review:
    if review.problems:
        msg = f"有{len(review.problems)}处问题，没有发布：{review.problems[0]}"
        raise PublishingError(msg)
    if not sum(review.counts.values()):
        msg = "与现有计划完全相同，没有要发布的改动。"
        raise PublishingError(msg)
    if review.questions and not confirmed:
        msg = f"有{len(review.questions)}处需要确认，没有发布：{review.questions[0]}"
        raise PublishingError(msg)
    return review


def _announced(draft: Draft) -> date | None:
    return date.fromisoformat(draft.announced) if is_day(draft.announced) else None


def _announcement_rows(snapshot: Snapshot, draft: Draft) -> Iterator[dict[str, Any]]:
    """The announcement, unless it stands already as it is."""
    known = announcement(snapshot, draft.year)
    before = known and (known.title, known.document, known.announced or "", known.text)
    if before != (draft.title, draft.document, draft.announced, draft.text):
        yield {
            "year": draft.year, "title": draft.title, "document": draft.document, "announced": _announced(draft),
            "text": draft.text, "origin": REPORTED,
        }  # fmt: skip


def _changes(preview: Preview) -> list[dict[str, Any]]:
    rows = preview.checked.differences
    if rows.empty:
        return []
    rows = rows[rows["change"].isin([NEW, CHANGED])]
    if "value" in rows:
        rows = rows.assign(new=rows["value"])
    return [
        {name: row.get(name) for name in ("name", "unit", "old", "new", "change")} for row in records(rows)
    ]


def _sentence(issue: Any) -> str:  # noqa: ANN401 - reading's Issue
    return f"{issue.message}。{issue.fix}" if issue.fix else str(issue.message)
