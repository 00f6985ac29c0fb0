"""All plan years, and the one to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.plan_year import plan_years
from indicators.years.announcement import announcement
from indicators.years.draft import next_year
from indicators.years.review import closing_of
from indicators.years.saved_drafts import DRAFT, saved_draft

if TYPE_CHECKING:
    from indicators.store import Snapshot

COLUMNS: Final = [
    "year", "targets", "tasks", "title", "document", "announced", "by", "at", "draft_by", "draft_at", "closed_by", "closed_at",
]  # fmt: skip


def list_years(snapshot: Snapshot) -> pd.DataFrame:
    """Every year that has a plan, a draft or is the next to begin; newest first.

    Returns:
        ``COLUMNS``: number of targets and tasks; ``by`` and ``at`` of the announcement, or else of the newest target;
        who saved the draft that is not published, and who closed the year; empty where nobody did.
    """
    years = {*plan_years(snapshot), next_year(snapshot), *snapshot.drafts["year"].dropna().astype(int)}
    return pd.DataFrame([_row(snapshot, year) for year in sorted(years, reverse=True)], columns=COLUMNS)


def _row(snapshot: Snapshot, year: int) -> dict[str, object]:
    plans = snapshot.plans[(snapshot.plans["year"] == year) & (snapshot.plans["period"].fillna("") == "")]
    known, saved = announcement(snapshot, year), saved_draft(snapshot, year)
    last = plans.iloc[-1] if len(plans) else None
    closed = closing_of(snapshot, year)
    drafted = saved if saved and saved.state == DRAFT else None
    return {
        "year": year, "targets": len(plans), "tasks": _announced_tasks(snapshot, year),
        "title": known.title if known else "", "document": known.document if known else "",
        "announced": known.announced if known else None,
        "by": known.by if known else "" if last is None else last["reported_by"],
        "at": known.at if known else None if last is None else last["reported_at"],
        "draft_by": drafted.by if drafted else "", "draft_at": drafted.at if drafted else None,
        "closed_by": closed.by if closed else "", "closed_at": closed.at if closed else None,
    }  # fmt: skip


def _announced_tasks(snapshot: Snapshot, year: int) -> int:
    """How many tasks a year's plan has, those that were carried over to a later one included."""
    log = snapshot.log["tasks"]
    return int(log.loc[log["year"] == year, "task"].nunique())
