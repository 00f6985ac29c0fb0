"""Thirty months as an office lives them, from empty tables on: every board next to one computed in plain Python."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.evaluation import board, default_month, months
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.uploads.preview import preview_file
from indicators.wording import STATUS, TASK_STATUS
from tests.replayed_years import EVENTS, UNIT_CHANGED, UNIT_FACTOR, Event

if TYPE_CHECKING:
    from indicators.evaluation import Board
    from indicators.store.snapshot import Snapshot

NUMBERS = ("actual", "last_year", "target", "plan_to_date", "completion", "gap_points", "pace", "yoy")
CYCLES = {"month": 1, "quarter": 3}
FOLLOWED_UP = {"behind", "slow", "stale", "overdue", "due_soon"}
MONTHS = [
    (year, month) for year in (2024, 2025, 2026) for month in range(1, 13) if (year, month) <= (2026, 6)
]
# The plan of 2026 comes in March, after the boards of January have been looked at.
BEFORE_THEIR_PLAN = {(2026, 1)}


def looked_at(year: int, month: int) -> date:
    """The day on which a month is looked at: the 20th of the next one."""
    return date(year + month // 12, month % 12 + 1, 20)


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, int], Snapshot]:
    """The tables as they were each time a month was looked at."""
    (store := Store(tmp_path_factory.mktemp("replay"))).create({})
    waiting, seen = sorted(EVENTS, key=lambda event: event.day), {}
    for year, month in MONTHS:
        due = [event for event in waiting if event.day <= looked_at(year, month)]
        waiting = waiting[len(due) :]
        for day, table, file in sorted({(event.day, event.table, event.file) for event in due}):
            rows = [e.row for e in due if (e.day, e.table, e.file) == (day, table, file)]
            report(store, day, table, rows, file)
        seen[year, month] = store.snapshot()
    assert not waiting
    return seen


def report(store: Store, day: date, table: str, rows: list[dict[str, Any]], file: str) -> None:
    """Rows come in on a day: as they are, or by a file that is read, confirmed and committed then."""
    at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    if not file:
        frame = pd.DataFrame(rows).assign(lift="industry", origin=REPORTED)
        store.append(table, frame, Upload(f"{day}-{table}", "发改局", at))
        return
    preview = preview_file(
        file.encode(), name="指标目录.csv", snapshot=store.snapshot(), reporter=LOCAL_ADMINISTRATOR, today=day
    )
    assert len(preview.questions) == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "indicators.uploads.commit.Upload.new",
            lambda by, file, note: Upload(f"{day}", by, at, file, note=note),
        )
        commit_upload(store, preview, confirmed=True)


@pytest.mark.parametrize(("year", "month"), MONTHS)
def test_each_month(year: int, month: int, replayed: dict[tuple[int, int], Snapshot]) -> None:
    """What a month shows on the day it is looked at is what the office's own sheet of paper says."""
    assert_equal(
        board(replayed[year, month], None, Period(year, month)), Paper(year, month, looked_at(year, month))
    )


@pytest.mark.parametrize(("year", "month"), MONTHS)
def test_each_month_seen_from_the_end(
    year: int, month: int, replayed: dict[tuple[int, int], Snapshot]
) -> None:
    """Looked at again in 2026 it shows what is known by then, and counts what it counted before."""
    now = board(replayed[MONTHS[-1]], None, Period(year, month))
    assert_equal(now, Paper(year, month, looked_at(*MONTHS[-1])))
    then = board(replayed[year, month], None, Period(year, month))
    if (year, month) not in BEFORE_THEIR_PLAN:
        assert now.indicators.index.tolist() == then.indicators.index.tolist()


def test_the_years_have_everything(replayed: dict[tuple[int, int], Snapshot]) -> None:
    """Each verdict of an indicator and of a task is among what is compared, and so is what the plan leaves out; no year is closed."""
    boards = [board(snapshot, None, Period(*month)) for month, snapshot in replayed.items()]
    statuses = {status for shown in boards for status in (*shown.indicator_counts, *shown.task_counts)}
    assert statuses == {*STATUS, *TASK_STATUS} - {"unlisted", "carried"}
    assert {name for shown in boards for name in shown.unlisted.index} == {"premises", "patents"}


def test_the_month_that_opens(replayed: dict[tuple[int, int], Snapshot]) -> None:
    """The dashboard opens with the month that was reported last, in January, too, without a setting."""
    opened = {month: default_month(snapshot) for month, snapshot in replayed.items()}
    # 1—2月 are published together: only three of the six planned indicators say something of January 2025.
    expected = {month: Period(*month) for month in MONTHS} | {(2025, 1): Period(2024, 12)}
    assert opened == expected
    assert {month: months(snapshot, date(*month, 28))[0] for month, snapshot in replayed.items()} == {
        month: Period(*month) for month in MONTHS
    }


def assert_equal(shown: Board, paper: Paper) -> None:
    """The same indicators and tasks, numbers, verdicts and counts."""
    rows = paper.indicators
    assert shown.indicators.index.tolist() == list(rows)
    assert shown.indicators["status"].to_dict() == {name: row["status"] for name, row in rows.items()}
    for field in ("name", "unit"):
        assert shown.indicators[field].to_dict() == {name: row[field] for name, row in rows.items()}
    for name, row in rows.items():
        numbers = {column: shown.row(name)[column] for column in NUMBERS}
        assert numbers == pytest.approx(
            {c: math.nan if row[c] is None else row[c] for c in NUMBERS}, nan_ok=True
        )
    outside = {name: None if pd.isna(value) else value for name, value in shown.unlisted["actual"].items()}
    assert outside == paper.unlisted
    assert shown.tasks["status"].to_dict() == paper.tasks
    statuses = {name: str(row["status"]) for name, row in rows.items()}
    assert shown.indicator_counts == Counter(statuses.values())
    assert shown.task_counts == Counter(paper.tasks.values())
    followed_up = {name for name, status in (statuses | paper.tasks).items() if status in FOLLOWED_UP}
    assert set(shown.follow_ups["subject"]) == followed_up


@dataclass(frozen=True)
class Paper:
    """What a month is on a day, from what was reported up to then: plain Python, rule by rule as the reference says."""

    year: int
    month: int
    day: date

    def _events(self, table: str) -> list[Event]:
        return sorted((e for e in EVENTS if e.table == table and e.day <= self.day), key=lambda e: e.day)

    def _values(self, indicator: str, year: int) -> dict[int, float]:
        """The newest value of each month of a year, not after the month looked at."""
        events = [event for event in self._events("observations") if event.row["indicator"] == indicator]
        values = {event.row["period"]: self._today(event, "value") for event in events}
        return {
            int(period[5:]): value
            for period, value in values.items()
            if period[:4] == str(year) and period <= f"{self.year}-{self.month:02d}"
        }

    def _today(self, event: Event, column: str) -> float:
        """A number of an event in the unit that its indicator has on the day."""
        number: float = event.row[column]
        is_older = event.row["indicator"] == "investment" and event.day < UNIT_CHANGED <= self.day
        return number * UNIT_FACTOR if is_older else number

    @property
    def _plan(self) -> dict[str, dict[str, Any]]:
        """Of each indicator in the year's plan its newest row, and the day of its first one."""
        plan: dict[str, dict[str, Any]] = {}
        for event in self._events("plans"):
            if event.row["year"] == self.year:
                came = plan.get(event.row["indicator"], {}).get("came", event.day)
                plan[event.row["indicator"]] = event.row | {
                    "came": came,
                    "target": self._today(event, "target"),
                }
        return plan

    @property
    def _catalogue(self) -> dict[str, dict[str, Any]]:
        rows = {event.row["indicator"]: event.row for event in self._events("catalogue")}
        return dict(sorted(rows.items(), key=lambda pair: pair[1]["position"]))

    @property
    def _counted(self) -> set[str]:
        """In the plan from its beginning, or added before this month's numbers were due."""
        plan = self._plan
        if not plan:
            return {*self._catalogue}
        begun = min(row["came"] for row in plan.values())
        due = date(self.year + self.month // 12, self.month % 12 + 1, 18)
        return {name for name, row in plan.items() if row["came"] == begun or row["came"] <= due}

    @property
    def unlisted(self) -> dict[str, float | None]:
        """The newest value of the year of what does not count."""
        names = [name for name in self._catalogue if name not in self._counted]
        values = {name: self._values(name, self.year) for name in names}
        return {name: of_year[max(of_year)] if of_year else None for name, of_year in values.items()}

    @property
    def indicators(self) -> dict[str, dict[str, Any]]:
        """What counts, with its numbers and its verdict."""
        return {name: self._row(row) for name, row in self._catalogue.items() if name in self._counted}

    def _row(self, indicator: dict[str, Any]) -> dict[str, Any]:
        name, kind = indicator["indicator"], indicator["kind"]
        values, before = self._values(name, self.year), self._values(name, self.year - 1)
        plan = self._plan.get(name, {})
        at = max(values, default=self.month)
        actual, last_year, target = values.get(at), before.get(at), plan.get("target")
        start = before.get(12) if kind == "stock" else 0.0
        asked = None if target is None else planned_by(kind, at, target, start)
        judged = verdict({
            **indicator, "actual": actual, "target": target, "asked": asked, "start": start,
            "comparator": plan.get("comparator"), "at": at,
        })  # fmt: skip
        if target is None:
            status = "unplanned"
        elif actual is None:
            status = "awaiting"
        elif self.month - at > CYCLES[indicator["frequency"]]:
            status = "stale"
        else:
            status = judged["status"]
        if status in {"awaiting", "stale"}:
            judged |= {"gap_points": None, "pace": None}
        share = None if actual is None or not target or kind in {"rate", "mean"} else actual / target
        yoy = None if actual is None or not last_year or kind == "rate" else actual / last_year - 1
        return judged | {
            "name": indicator["name"], "unit": indicator["unit"], "actual": actual, "last_year": last_year, "target": target,
            "plan_to_date": asked, "completion": share, "yoy": yoy, "status": status,
        }  # fmt: skip

    @property
    def tasks(self) -> dict[str, str]:
        """The verdicts of the tasks that count, by due date."""
        end = Period(self.year, self.month).end
        planned = {event.row["year"] for event in self._events("plans") if event.row["year"] <= self.year}
        verdicts = {}
        for name in {event.row["task"] for event in self._events("tasks")}:
            rows = [event.row for event in self._events("tasks") if event.row["task"] == name]
            announced = [row for row in rows if row["year"] <= self.year]
            if not announced:
                continue
            due, newest = announced[-1]["due"], rows[-1]
            ended = newest["done_on"]
            if due.year < max(planned, default=0) or (ended and ended.year < self.year):
                continue
            if newest["state"] == "已取消" and ended <= end:
                continue
            if ended and ended <= end:
                verdicts[name] = "done"
            elif not newest["state"]:
                verdicts[name] = "awaiting"
            elif due < end:
                verdicts[name] = "overdue"
            else:
                verdicts[name] = "due_soon" if (due - end).days <= 30 else "in_progress"
        return verdicts


def planned_by(kind: str, month: int, target: float, start: float | None) -> float | None:
    """What the plan asks for by the end of a month."""
    if kind in {"rate", "mean"}:
        return target
    if start is None:
        return target if month == 12 else None
    asked = start + (target - start) * month / 12
    return math.floor(asked + 1e-9) if kind == "count" else asked


def verdict(row: dict[str, Any]) -> dict[str, Any]:
    """Gap in 百分点, pace and the verdict of a value that is not too old."""
    kind, less = row["kind"], row["direction"] == "less"
    actual, target, asked = row["actual"], row["target"], row["asked"]
    if actual is None or target is None:
        return {"gap_points": None, "pace": None, "status": ""}
    reached, began = (is_within(row, value) for value in (actual, row["start"]))
    # What began the year within its target may still leave it.
    achieved = reached and (row["at"] == 12 or not (kind in {"rate", "mean"} or began))
    if asked is None:
        return {"gap_points": None, "pace": None, "status": "achieved" if achieved else "withheld"}
    good, bad = (asked, actual) if less else (actual, asked)
    gap = round(good - bad, 9)
    points = {"rate": gap, "mean": None}.get(kind, gap / target * 100)
    pace = good / bad if bad and kind != "rate" else None
    is_slow = gap >= -1.0 if kind == "rate" else pace is not None and round(pace, 9) >= 0.9
    status = "achieved" if achieved else "on_schedule" if gap >= 0 else "slow" if is_slow else "behind"
    return {"gap_points": points, "pace": pace, "status": status}


def is_within(row: dict[str, Any], value: float | None) -> bool:
    """Whether a value is where its target wants it."""
    if value is None:
        return False
    if row["direction"] == "less":
        return bool(value <= row["target"])
    return bool(value > row["target"] if row["comparator"] == "above" else value >= row["target"])
