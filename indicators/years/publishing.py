"""A draft published: definitions, targets, tasks and announcement as one upload, with the checks of files.

Definitions and targets are written as the files that an office would upload and go through ``preview_file``; the tables
that the second of them is compared with have the rows of the first.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.access import NotAllowedError
from indicators.catalogue import lifts
from indicators.frames import as_csv, records
from indicators.labels import DIRECTIONS, FREQUENCIES, KINDS
from indicators.reading import wording_of_target
from indicators.store import (
    DEMO,
    REPORTED,
    StoreError,
    StoreWriteError,
    Upload,
    UploadedFiles,
    update_together,
)
from indicators.uploads import preview_file
from indicators.validation import CHANGED, NEW, indicator_names
from indicators.years.announcement import announcement
from indicators.years.draft import ADDED, CARRIED, Draft, DraftTask, draft_text, reported_units
from indicators.years.missing import is_day, missing, open_ends, task_problems
from indicators.years.prospect import prospect
from indicators.years.saved_drafts import PUBLISHED, draft_row, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store
    from indicators.uploads import Preview


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
    definitions = _preview(_definitions_file(snapshot, draft), "指标目录.csv", snapshot, reporter, today)
    with_new = snapshot.with_rows({"catalogue": definitions.checked.rows}) if definitions else snapshot
    with_target = listed[listed["target"].notna() & (listed["problem"] == "")]
    plans = _preview(
        _plans_file(with_target, draft.year), f"{draft.year}年计划.csv", with_new, reporter, today
    )
    previews = [preview for preview in (definitions, plans) if preview]
    problems = [*missing(snapshot, draft, listed), *task_problems(snapshot, draft)]
    problems += [_sentence(issue) for preview in previews for issue in preview.problems]
    questions = [*open_ends(draft, listed)]
    questions += [_sentence(issue) for preview in previews for issue in preview.questions]
    notes = [_sentence(issue) for preview in previews for issue in preview.notes]
    rows = {
        "catalogue": definitions.checked.rows.assign(row=None) if definitions else pd.DataFrame(),
        "plans": _with_words(plans.checked.rows, with_target, with_new, draft) if plans else pd.DataFrame(),
        "tasks": pd.DataFrame(_task_rows(snapshot, draft)),
        "announcements": pd.DataFrame(_announcement_rows(snapshot, draft)),
    }
    return Review(rows, problems, questions, notes, [change for p in previews for change in _changes(p)])


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
        msg = f"原始文件无法保存：{error}。未写入任何数据，请检查磁盘空间和文件夹权限后重试。"
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


def _preview(
    table: pd.DataFrame, name: str, snapshot: Snapshot, reporter: Reporter, today: date
) -> Preview | None:
    """The table read and checked like a file; None where there is nothing in it."""
    if table.empty:
        return None
    return preview_file(as_csv(table), name=name, snapshot=snapshot, reporter=reporter, today=today)


def _definitions_file(snapshot: Snapshot, draft: Draft) -> pd.DataFrame:
    """New indicators, and new units in charge, as a file of the catalogue."""
    names, units, known = names_in(snapshot), reported_units(snapshot), indicator_names(snapshot)
    short = {lift.lift: lift.short for lift in lifts().values()}
    rows = [
        {
            "指标名称": target.name, "六提": short.get(target.lift, target.lift), "单位": target.unit,
            "类型": KINDS.get(target.kind, target.kind), "方向": DIRECTIONS.get(target.direction, target.direction),
            "频率": FREQUENCIES.get(target.frequency, target.frequency), "责任单位": target.responsible_unit,
            "口径": target.definition, "编码": "",
        }
        for target in draft.targets if not target.indicator and target.listed and known.find(target.name) is None
    ] + [
        {"指标名称": names[target.indicator], "责任单位": target.responsible_unit, "编码": target.indicator}
        for target in draft.targets
        if target.indicator and target.listed and target.responsible_unit not in {"", units.get(target.indicator)}
    ]  # fmt: skip
    return pd.DataFrame(rows).fillna("")


def _plans_file(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """The targets as a file of a plan, each with its comparator in words."""
    amounts = (f"{row['target']:.15g}{row['unit']}" for row in records(table))
    usual = ("at_least",)
    cells = [
        amount if how in usual else wording_of_target(amount, how)
        for amount, how in zip(amounts, table["comparator"], strict=True)
    ]
    return pd.DataFrame({"指标": table["name"], "单位": table["unit"], f"{year}年全年目标": cells})


def _with_words(rows: pd.DataFrame, table: pd.DataFrame, snapshot: Snapshot, draft: Draft) -> pd.DataFrame:
    """The rows of the plan with the announcement's own words, its sentence and its day."""
    names = indicator_names(snapshot)
    said = {names.find(row["name"]): row for row in records(table)}
    mine = [said[indicator] for indicator in rows["indicator"]]
    wording = [own["wording"] or text for own, text in zip(mine, rows["wording"], strict=True)]
    quotes, how = [own["words"] for own in mine], [own["comparator"] for own in mine]
    return rows.assign(wording=wording, quote=quotes, comparator=how, announced=_announced(draft), row=None)


def _task_rows(snapshot: Snapshot, draft: Draft) -> Iterator[dict[str, Any]]:
    """New tasks, and tasks of last year with their new day; what was simulated of them is not taken over."""
    stored = {row["task"]: row for row in records(snapshot.tasks)}
    for task in draft.tasks:
        if task.what not in {CARRIED, ADDED} or not is_day(task.due):
            continue
        old = stored.get(task.task, {})
        reported = old if old.get("origin") != DEMO else {}
        yield {
            **{name: old.get(name) for name in ("quote", "lead_official")},
            **{name: reported.get(name) for name in ("state", "evidence")},
            "task": task.task or _new_id(task), "lift": old.get("lift", task.lift), "title": old.get("title", task.title),
            "due": date.fromisoformat(task.due), "due_basis": task.due_basis or f"{draft.year}年计划",
            "responsible_unit": task.responsible_unit, "year": draft.year, "origin": REPORTED,
        }  # fmt: skip


def _new_id(task: DraftTask) -> str:
    return f"task_{hashlib.sha256(task.title.encode()).hexdigest()[:10]}"


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
