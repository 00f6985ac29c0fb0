"""The sequence of a meeting: what comes when, with which message, and what a link or a saved order makes of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.evaluation.board import Board, board
from indicators.meeting.screens import FIGURES_A_ROW, build_screens
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def of(tables: Snapshot) -> Callable[[str | None], Board]:
    """The boards of September 2024."""
    return partial(_board, tables)


def _board(tables: Snapshot, lift: str | None) -> Board:
    return board(tables, lift, SEPTEMBER)


@pytest.fixture(scope="module")
def of_simulated(simulated: Store) -> Callable[[str | None], Board]:
    """Boards of seed and demonstration."""
    return of(simulated.snapshot())


def test_order_of_the_meeting(of_simulated: Callable[[str | None], Board]) -> None:
    """Title, overall, the six lifts, what lags worst first, urgent tasks, closing."""
    made = build_screens(of_simulated)
    assert [screen.id for screen in made] == [
        "title", "overall", "lift:industry", "lift:innovation", "lift:space", "lift:city", "lift:safety",
        "lift:vitality", "item:li_auto_deliveries", "item:unicorns", "item:industrial_output", "item:gdp_growth",
        "tasks", "closing",
    ]  # fmt: skip


def test_each_screen_has_a_message(of_simulated: Callable[[str | None], Board]) -> None:
    """What lags says how far and what the rest of the year needs; a lift says how many and names its worst."""
    headlines = {screen.id: screen.headline for screen in build_screens(of_simulated)}
    assert (
        headlines["item:li_auto_deliveries"] == "理想汽车新车交付滞后，慢32.3个百分点，后三月需月均15.3万辆"
    )
    assert headlines["overall"] == (
        "11项指标中7项按时序，理想汽车新车交付慢32.3个百分点；预计12月末5项达标（4项无法预计）"
    )
    assert headlines["lift:industry"] == (
        "产业能级提档：7项指标中5项按时序，理想汽车新车交付慢32.3个百分点；预计12月末4项达标"
    )
    assert headlines["lift:city"] == "产城融合提质：2项任务均未到时限"
    assert headlines["tasks"] == "前黄项目交付超期153天"
    assert headlines["closing"] == "会后盯住4项落后指标、1项超期任务"


@pytest.mark.parametrize(
    ("due", "headline"),
    [
        ((), None),
        (("2024-10-15",), "任务0还有15天到期"),
        (("2024-09-30",), "任务0月底到期"),
        (("2024-09-30", "2024-09-30"), "2项任务月底到期"),
        (("2024-09-30", "2024-10-15"), "2项任务30天内到期"),
        (("2024-09-20",), "任务0超期10天"),
        (("2024-10-15", "2024-10-20"), "2项任务30天内到期"),
        (("2024-09-20", "2024-10-15", "2024-08-30"), "2项任务超期，1项任务30天内到期"),
    ],
)
def test_headline_of_tasks(store: Store, due: tuple[str, ...], headline: str | None) -> None:
    """Tasks: one alone is called by its name; what there is none of is not counted."""
    rows = store.snapshot().tasks.head(len(due)).assign(state="进行中")
    rows = rows.assign(
        title=[f"任务{n}" for n in range(len(due))], due=pd.to_datetime(pd.Series(due)).dt.date.to_numpy()
    )
    if len(rows):
        store.append("tasks", rows, Upload.new("建设局"))
    made = {screen.id: screen.headline for screen in build_screens(of(store.snapshot()))}
    assert made.get("tasks") == headline


def test_nothing_is_left_out(of_simulated: Callable[[str | None], Board]) -> None:
    """Every indicator and task of a lift is on one of its screens, once."""
    made = build_screens(of_simulated)
    for lift in ("industry", "safety", "space"):
        lift_board = of_simulated(lift)
        shown = [
            subject
            for screen in made
            if screen.kind == "lift" and screen.lift == lift
            for subject in screen.subjects
        ]
        assert sorted(shown) == sorted([*lift_board.indicators.index, *lift_board.tasks.index])


def test_too_many_split_and_never_shrink(store: Store) -> None:
    """A lift with twenty more indicators takes more screens, none with more than two rows of figures."""
    row = {"lift": "safety", "headline": False, "unit": "起", "kind": "count", "direction": "less", "decimals": 0,
           "frequency": "month", "origin": REPORTED}  # fmt: skip
    rows = [row | {"indicator": f"own_{n}", "name": f"指标{n}", "position": 100 + n} for n in range(20)]
    store.append("catalogue", pd.DataFrame(rows), Upload.new("应急局"))
    store.append("plans", pd.DataFrame(rows).assign(year=2024, target=9.0), Upload.new("应急局"))
    made = [screen for screen in build_screens(of(store.snapshot())) if screen.lift == "safety"]
    assert [screen.id for screen in made] == [
        "lift:safety",
        "lift:safety:2",
        "lift:safety:3",
        "lift:safety:4",
    ]
    figures = [sum(subject.startswith("own_") for subject in screen.subjects) for screen in made]
    assert sum(figures) == 20
    assert max(figures) <= 2 * FIGURES_A_ROW


def test_links_choose(of_simulated: Callable[[str | None], Board]) -> None:
    """Only what lags; a saved order, of which what has gone is left out; nothing where it holds nothing of a link."""
    behind = [screen.kind for screen in build_screens(of_simulated, only="behind")]
    assert behind == ["title", "item", "item", "item", "item", "closing"]
    order = ("closing", "item:gone", "item:unicorns", "title")
    assert [screen.id for screen in build_screens(of_simulated, order=order)] == [
        "closing",
        "item:unicorns",
        "title",
    ]
    assert len(build_screens(of_simulated, order=("item:gone",))) == len(build_screens(of_simulated))
    assert build_screens(of_simulated, lifts=("space",), order=("item:unicorns",)) == ()


@pytest.mark.parametrize(
    ("lifts", "shown", "closing"),
    [
        (("space",), ["lift:space", "tasks"], "载体建设提标：会后盯住1项超期任务"),
        (
            ("industry",),
            ["lift:industry", "item:li_auto_deliveries", "item:industrial_output"],
            "产业能级提档：会后盯住2项落后指标",
        ),
        (("overall",), ["overall", "item:gdp_growth"], "全区综合：会后盯住1项落后指标"),
    ],
)
def test_lifts_of_a_link(
    of_simulated: Callable[[str | None], Board], lifts: tuple[str, ...], shown: list[str], closing: str
) -> None:
    """Only these lifts, on tasks and closing as well; the zone's own figures are a lift of their own."""
    made = build_screens(of_simulated, lifts=lifts)
    assert [screen.id for screen in made] == ["title", *shown, "closing"]
    zone = of_simulated(None)
    rows = pd.concat([zone.indicators["lift"], zone.tasks["lift"]])
    assert {rows[subject] for screen in made for subject in screen.subjects} <= set(lifts)
    assert made[-1].headline == closing
