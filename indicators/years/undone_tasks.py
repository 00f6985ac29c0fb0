"""What becomes of the tasks that a year leaves undone: done after all, carried over, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

from indicators.labels import CANCELLED, DONE, day_label, join_names, join_statements
from indicators.store import REPORTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store import Snapshot

_SAID_BY_DEPARTMENTS: Final = ["state", "done_on", "evidence", "responsible_unit"]
_NAMED: Final = 3


@dataclass(frozen=True)
class Decision:
    """What becomes of a task that was not done in its year.

    Attributes:
        what: done (完成), carried over into the next year (结转) or cancelled (取消).
        day: on which it was done, or the new due date.
        text: the evidence, the reason, or a remark on carrying it over.
    """

    what: Literal["done", "carried", "cancelled"]
    day: date | None = None
    text: str = ""


def undone_tasks(snapshot: Snapshot, judged: pd.DataFrame, year: int) -> pd.DataFrame:
    """Those of a year's tasks that were to be done by its end and are not, and that a later year has not taken over."""
    missed = _missed(judged, year)
    return missed[~missed.index.isin(_of_later_years(snapshot, year))]


def tasks_taken_over(snapshot: Snapshot, judged: pd.DataFrame, year: int) -> pd.DataFrame:
    """Those of a year's tasks that were not done by its end, and that a later year's plan has."""
    missed = _missed(judged, year)
    return missed[missed.index.isin(_of_later_years(snapshot, year))]


def _missed(judged: pd.DataFrame, year: int) -> pd.DataFrame:
    later = pd.to_datetime(judged["due"]).dt.year > year
    return judged[(judged["status"] != "done") & ~later]


def _of_later_years(snapshot: Snapshot, year: int) -> pd.Series:
    tasks = snapshot.tasks
    return tasks.loc[tasks["year"] > year, "task"]


def wrong_decisions(undone: pd.DataFrame, decisions: Mapping[str, Decision], year: int, today: date) -> str:
    """Which decisions are missing or cannot be, and what would be right; empty where all is decided."""
    titles = undone["title"]
    unknown = [task for task in decisions if task not in titles.index]
    if unknown:
        return f"{join_names(unknown)}不是{year}年未完成的任务，无需决定。"
    waiting = [f"“{title}”" for task, title in titles.items() if task not in decisions]
    if waiting:
        named = join_names(waiting[:_NAMED]) + ("等" if len(waiting) > _NAMED else "")
        return f"还有{len(waiting)}项任务没有决定：{named}。每一项请选完成、结转或取消。"
    wrong = [
        f"“{titles[task]}”{problem}"
        for task, decision in decisions.items()
        if (problem := _problem(decision, year, today))
    ]
    more = f"；另有{len(wrong) - _NAMED}项" if len(wrong) > _NAMED else ""
    return f"{join_statements(wrong[:_NAMED])}{more}。" if wrong else ""


def _problem(decision: Decision, year: int, today: date) -> str:
    day, has_text = decision.day, bool(decision.text.strip())
    if decision.what == "done":
        if day is None:
            return "没有完成日期，请填写"
        if day > today:
            return f"完成日期{day_label(day)}还没有到，应不晚于{day_label(today)}"
        return "" if has_text else "没有佐证材料，请写明凭什么认定完成"
    if decision.what == "carried":
        if day is None:
            return "没有新的时限，请填写"
        return "" if day.year > year else f"的新时限{day_label(day)}不对，应在{year}年12月31日以后"
    return "" if has_text else "没有取消的原因，请写明"


def decided_tasks(snapshot: Snapshot, decisions: Mapping[str, Decision], year: int) -> pd.DataFrame:
    """A newer full row of each task that was decided on."""
    newest = snapshot.tasks.set_index("task", drop=False)
    rows = [_decided(newest.loc[task].to_dict(), decision, year) for task, decision in decisions.items()]
    return pd.DataFrame(rows, columns=[*newest.columns]).assign(row=None)


def _decided(task: Mapping[Any, Any], decision: Decision, year: int) -> dict[str, Any]:
    # Simulated words never become reported ones.
    kept = {} if task["origin"] == REPORTED else dict.fromkeys(_SAID_BY_DEPARTMENTS)
    text = decision.text.strip()
    ended_or_carried: dict[str, dict[str, Any]] = {
        # Cancelled with the year's end: in its December it counts no more, before it stays as it was.
        "cancelled": {"state": CANCELLED, "done_on": date(year, 12, 31), "evidence": text},
        "done": {"state": DONE, "done_on": decision.day, "evidence": text},
        # In the year it was missed it keeps its due date; ``plan_year.counted_tasks``.
        "carried": {"due": decision.day, "due_basis": f"{year}年年终结转", "year": year + 1},
    }  # fmt: skip
    return {**task} | kept | {"note": text, "origin": REPORTED} | ended_or_carried[decision.what]
