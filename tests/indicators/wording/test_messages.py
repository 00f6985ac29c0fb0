"""The message of a page: what it says is what its board holds, indicators and tasks apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.catalogue import lifts
from indicators.evaluation.board import board
from indicators.period import Period
from indicators.settings import Settings
from indicators.wording import board_message, share, shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store.store import Store

NAN = float("nan")
INDICATOR = {
    "kind": "flow", "unit": "亿元", "direction": "more", "decimals": 1, "gap": NAN, "gap_points": NAN,
    "plan_to_date": 6.0, "actual": 5.0, "remaining": 3.0, "chance": NAN,
    "likelihood": None,
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What a message is made of."""

    indicators: pd.DataFrame
    tasks: pd.DataFrame
    indicator_counts: Mapping[str, int]
    task_counts: Mapping[str, int]
    follow_ups: pd.DataFrame
    through: Period
    settings: Settings


def shown(*indicators: str, tasks: str = "", month: int = 9, **changes: dict[str, Any]) -> Shown:
    """Indicators and tasks by their verdicts, called after their places; worst is what comes first."""
    rows = {
        f"i{at}": INDICATOR | {"name": f"指标{at}", "status": status} | changes.get(f"i{at}", {})
        for at, status in enumerate(indicators)
    }
    deeds = {
        f"t{at}": {"title": f"任务{at}", "status": status, "days": -10 - at if status == "overdue" else 61}
        | {"due": date(2024, 11, 30)}
        | changes.get(f"t{at}", {})
        for at, status in enumerate(tasks.split())
    }
    columns = ["subject", "name", "status", "days"]
    lagging = [{**row, "subject": name, "days": NAN} for name, row in rows.items()]
    lagging += [{**row, "subject": name, "name": row["title"]} for name, row in deeds.items()]
    return Shown(
        pd.DataFrame.from_dict(rows, orient="index", columns=[*INDICATOR, "name", "status"]),
        pd.DataFrame.from_dict(deeds, orient="index", columns=["title", "status", "days", "due"]),
        Counter(indicators),
        Counter(tasks.split()),
        pd.DataFrame(lagging, columns=columns).query("status in ['behind', 'slow', 'overdue']"),
        Period(2024, month),
        Settings(),
    )


LAGS = {"gap": -1.2, "gap_points": -12.5}
LIKELY, UNLIKELY = {"chance": 0.5, "likelihood": "fair"}, {"chance": 0.49, "likelihood": "hard"}


@pytest.mark.parametrize(
    ("rows", "headline", "rest"),
    [
        (
            shown("behind", "achieved", "on_schedule", i0=LAGS | UNLIKELY, i1=LIKELY),
            "3项指标中2项按时序，指标0慢12.5个百分点；预计12月末1项达标（1项无法预计）",
            "",
        ),
        (
            shown("on_schedule", "on_schedule", i0=LIKELY, i1=UNLIKELY),
            "2项指标均按时序；预计12月末1项达标",
            "",
        ),
        (shown("slow", i0=LAGS), "1项指标未达时序，指标0慢12.5个百分点；年末能否达标暂无法预计", ""),
        (shown("slow", "behind", i0=LAGS, month=12), "2项指标均未达时序，指标0慢12.5个百分点；0项已完成全年目标", ""),
        (shown("achieved", month=12, tasks="done"), "1项指标按时序；1项已完成全年目标", "1项任务已完成"),
        (
            shown("awaiting", "on_schedule", "stale", "withheld", "unplanned", tasks="awaiting done in_progress"),
            "1项指标按时序；年末能否达标暂无法预计",
            "2项任务中1项已完成，其余未到时限；尚有1项指标、1项任务未报送，1项指标逾期未报，1项指标暂不评价，1项指标计划待下达",
        ),
        (
            shown("withheld", tasks="overdue in_progress due_soon overdue"),
            "4项任务尚无完成，2项超期，最久的任务0超期10天，1项临期",
            "1项指标暂不评价",
        ),
        (shown(tasks="done done overdue"), "3项任务中2项已完成，任务2超期12天", ""),
        (shown(tasks="done done"), "2项任务均已完成", ""),
        (shown(tasks="in_progress due_soon"), "2项任务均未到时限，1项临期", ""),
        (shown(tasks="in_progress"), "1项任务未到时限", ""),
        (shown(tasks="carried carried"), "2项任务均结转", ""),
        (shown(tasks="carried done carried"), "3项任务中1项已完成，2项结转", ""),
        (shown(tasks="carried done in_progress"), "3项任务中1项已完成，1项结转，其余未到时限", ""),
        (
            shown("awaiting", "awaiting", tasks="awaiting"),
            "2项指标、1项任务均未报送，9月的数应于10月18日前报送；任务最近时限11月30日",
            "",
        ),
        (shown("awaiting", month=12), "1项指标均未报送，12月的数应于次年1月18日前报送", ""),
        (
            shown(tasks="awaiting", t0={"due": date(2026, 3, 31)}),
            "1项任务均未报送，9月的数应于10月18日前报送；任务最近时限2026年3月31日",
            "",
        ),
        (shown(tasks="awaiting", t0={"days": -3}), "1项任务均未报送，9月的数应于10月18日前报送", ""),
        (shown("unplanned", "stale"), "1项指标逾期未报，1项指标计划待下达", ""),
        (shown(), "暂无指标和任务", ""),
    ],
)  # fmt: skip
def test_message(rows: Shown, headline: str, rest: str) -> None:
    """One sentence from the verdicts; what is not reported, not judged or not planned is counted apart."""
    message = board_message(rows)
    assert (message.headline, message.rest) == (headline, rest)


@pytest.mark.parametrize("month", [1, 2, 6, 9, 12])
@pytest.mark.parametrize("lift", [None, *lifts()])
@pytest.mark.parametrize("demo", [True, False], ids=["demo", "bare"])
def test_numbers_of_the_message_are_the_board_s(
    lift: str | None, month: int, simulated: Store, seeded: Store, *, demo: bool
) -> None:
    """Judged indicators, tasks reported on, and what is counted apart add up to all there is."""
    rows = board((simulated if demo else seeded).snapshot(), lift, Period(2024, month))
    message = board_message(rows)
    said = f"{message.headline}；{message.rest}"
    statuses = rows.indicators["status"]
    judged = int(statuses.isin(["achieved", "on_schedule", "slow", "behind"]).sum())
    apart = re.findall(r"(\d+)项指标(?:(?:、\d+项任务)?均?未报送|逾期未报|暂不评价|计划待下达)", said)
    assert judged + sum(map(int, apart)) == len(rows.indicators)
    assert f"{judged}项指标" in said or not judged
    reported, waiting = (
        re.search(r"(\d+)项任务(?:中|尚无|均?已|均?未到)", said),
        re.search(r"(\d+)项任务均?未报送", said),
    )
    assert sum(int(found[1]) for found in (reported, waiting) if found) == len(rows.tasks)
    expected = re.search(r"预计12月末(\d+)项达标(?:（(\d+)项无法预计）)?", said)
    if expected:
        assert int(expected[1]) == (rows.indicators["chance"] >= 0.5).sum()
        unplanned = statuses.isin(["awaiting", "unplanned"])
        assert int(expected[2] or 0) == (rows.indicators["chance"].isna() & ~unplanned).sum()


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        (shown("slow", "achieved", "awaiting", "stale", tasks="done"), (1, 2, "项指标按时序")),
        (shown("withheld", tasks="done overdue awaiting"), (1, 2, "项任务已完成")),
        (shown("awaiting", tasks="awaiting"), None),
    ],
)
def test_share(rows: Shown, counted: tuple[int, int, str] | None) -> None:
    """So many of those that are judged; of the tasks where no indicator is."""
    assert share(rows) == counted


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        (
            shown("achieved", "behind", "awaiting", "unplanned", tasks="done in_progress awaiting overdue"),
            ((1, 2, "项指标按时序"), (1, 3, "项任务已完成")),
        ),
        (shown("on_schedule", tasks="awaiting"), ((1, 1, "项指标按时序"),)),
        (shown("stale", "withheld", tasks="due_soon due_soon"), ((0, 2, "项任务已完成"),)),
        (shown("unplanned", "awaiting", tasks="awaiting awaiting"), ()),
    ],
)
def test_shares(rows: Shown, counted: tuple[tuple[int, int, str], ...]) -> None:
    """Indicators and tasks are counted apart, and neither counts what nobody has reported on or planned."""
    assert shares(rows) == counted
