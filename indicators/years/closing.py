"""年终: a plan year is closed; its verdicts stand from then on, until it is reopened.

ClosingError    it cannot be closed or reopened like this, in words
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, NoReturn

import numpy as np
import pandas as pd

from indicators.access import NotAllowedError
from indicators.evaluation import MONTHS, board
from indicators.labels import is_missing, join_names
from indicators.meeting import Edition, free_name, freeze_edition, list_editions, withdraw_edition
from indicators.plan_year import plan_years
from indicators.store import DEMO, REPORTED, StoreError, Upload, update_together, withdraw_rows
from indicators.uploads import withdraw_upload
from indicators.years.review import Closing, YearReview, closing_of, december, review_year
from indicators.years.undone_tasks import decided_tasks, wrong_decisions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store
    from indicators.years.undone_tasks import Decision

# What the closings say of a task that was not done.
_ENDS: Final = ("carried", "cancelled")
_CLOSED: Final = ["lift", "status", "actual", "state", "target", "completion", "gap", "gap_points", "pace"]
_LONGEST_NOTE: Final = 200


class ClosingError(StoreError):
    """A year that cannot be closed or reopened like this; the message is Chinese."""


def close_year(  # noqa: PLR0913, PLR0917 - what a closing is
    store: Store, reporter: Reporter, year: int, decisions: Mapping[str, Decision], note: str, today: date
) -> Closing:
    """Close a year: the verdicts of its December stand from now on, each task not done is decided on, an edition is frozen.

    All of it is one upload to several tables, which ``reopen_year`` takes back.

    Args:
        store: of the tables.
        reporter: an administrator.
        year: one that is over.
        decisions: one for each task of ``review_year``.
        note: what the reporter adds.
        today: the day on which this is asked for.

    Raises:
        NotAllowedError: nobody but an administrator may.
        ClosingError: the year cannot be closed, or a decision is missing or cannot be.
        StoreWriteError: nothing was written.
    """
    _require_administrator(reporter, "关账")
    note, name = " ".join(note.split()), edition_name(year)
    if len(note) > _LONGEST_NOTE:
        _refuse(f"备注有{len(note)}字，应不超过{_LONGEST_NOTE}字。")
    upload = Upload.new(reporter.name, name, note=note).as_joint()
    verdicts = len(review_year(store.snapshot(), year).indicators)
    upload = replace(upload, added=verdicts, changed=len(decisions))

    def decide(now: Snapshot) -> dict[str, pd.DataFrame]:
        review = review_year(now, year)
        if reason := why_not_closable(now, year, today) or wrong_decisions(
            review.tasks, decisions, year, today
        ):
            _refuse(reason)
        tasks = decided_tasks(now, decisions, year).assign(source=name)
        closings = _closings(now.with_rows({"tasks": tasks}), review, decisions)
        return {"closings": closings.assign(year=year, note=note, source=name), "tasks": tasks}

    update_together(store, upload, decide)
    try:
        free = free_name(store.snapshot(), name)
        freeze_edition(store, free, december(year), reporter, note=_edition_note(upload.id))
    except BaseException:
        # Closed with its edition, or not at all.
        withdraw_rows(store, upload.id, reporter.name)
        raise
    return Closing(year, upload.id, upload.by, upload.at, note)


def reopen_year(store: Store, reporter: Reporter, year: int) -> Closing:
    """Take a closing back: verdicts follow the newest values again, tasks are as they were, its edition is withdrawn.

    Raises:
        NotAllowedError: nobody but an administrator may.
        ClosingError: the year is not closed.
        StoreWriteError: nothing was written.
    """
    _require_administrator(reporter, "重新打开")
    snapshot = store.snapshot()
    closing = closing_of(snapshot, year)
    if closing is None:
        _refuse(f"{year}年没有关账，无需重新打开。")
    withdraw_upload(store, closing.upload, reporter)
    edition = edition_of(snapshot, closing)
    if edition is not None:
        withdraw_edition(store, edition.id, reporter)
    return closing


def why_not_closable(snapshot: Snapshot, year: int, today: date) -> str:
    """Why a year cannot be closed now, whatever is decided; empty where it can."""
    if snapshot.lacking:
        return f"{''.join(snapshot.lacking.values())}数可能不全，恢复以前不能关账。"
    closing = closing_of(snapshot, year)
    if year not in plan_years(snapshot):
        known = join_names(f"{known}年" for known in plan_years(snapshot)) or "无"
        return f"没有{year}年的计划，不能关账；有计划的年份：{known}。"
    if closing is not None:
        return f"{year}年已由{closing.by}关账，如需改动，先重新打开。"
    if today <= date(year, 12, 31):
        return f"{year}年还没有过完，{year + 1}年1月1日起才能关账。"
    if december(year).key not in set(snapshot.observations.dropna(subset=["value"])["period"]):
        return f"{year}年12月的数一个也没有报送，不能关账；请先报送12月的数。"
    return ""


def edition_name(year: int) -> str:
    """What the closing of a year is called, as an upload and as an edition."""
    return f"{year}年年终"


def edition_of(snapshot: Snapshot, closing: Closing) -> Edition | None:
    """The edition that was frozen with a closing; None where it was withdrawn."""
    note = _edition_note(closing.upload)
    return next((edition for edition in list_editions(snapshot) if edition.note == note), None)


def _edition_note(upload: str) -> str:
    """What ties an edition to its closing, whatever it is renamed to."""
    return f"关账编号 {upload[:8]}"


def _refuse(message: str) -> NoReturn:
    raise ClosingError(message)


def _require_administrator(reporter: Reporter, what: str) -> None:
    if not reporter.is_administrator:
        msg = f"“{reporter.name}”不能{what}，请由管理员操作。"
        raise NotAllowedError(msg)


def _closings(decided: Snapshot, review: YearReview, decisions: Mapping[str, Decision]) -> pd.DataFrame:
    """The verdicts that will stand: of the indicators, and of the tasks as they are decided on."""
    indicators = review.indicators.reset_index(names="subject")
    # A value of an earlier month is no result of the year.
    indicators.loc[indicators["actual_month"] != MONTHS[-1], ["actual", "state"]] = None
    # A verdict on simulated numbers is simulated, too.
    simulated = (indicators["origin"] == DEMO) | (indicators["plan_origin"] == DEMO)
    indicators["origin"] = np.where(simulated, DEMO, REPORTED)
    ends = {task: decision.what for task, decision in decisions.items() if decision.what in _ENDS}
    others = board(decided, None, december(review.year)).tasks.drop(index=[*ends], errors="ignore")
    of_tasks = pd.concat([others, review.tasks.loc[[*ends]].assign(status=pd.Series(ends, dtype=str))])
    of_tasks = of_tasks.reset_index(names="subject").assign(origin=REPORTED, state="")
    columns = ["subject", *_CLOSED, "origin"]
    parts = [rows.reindex(columns=columns).astype(object) for rows in (indicators, of_tasks)]
    closings = pd.concat(parts, ignore_index=True)
    return closings.assign(state=closings["state"].where(~closings["state"].map(is_missing), ""))
