"""What if: the year end by supposition, judged as December will be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from indicators.evaluation.board import Board, board
from indicators.evaluation.scenario import slider_range, year_end_if
from indicators.period import Period
from indicators.settings import Settings
from indicators.wording import amount

if TYPE_CHECKING:
    from indicators.store.store import Store

NAN = float("nan")


@pytest.fixture(scope="module")
def september(simulated: Store) -> Board:
    """The whole zone with demonstration data."""
    return board(simulated.snapshot(), None, Period(2024, 9))


def test_worked_number(september: Board) -> None:
    """As in the module: 5 万辆 in each month left makes 49.1812, 61.5 %, behind; 15.28 reaches 80."""
    row = september.row("li_auto_deliveries")
    supposed = year_end_if(row, 5.0, Settings())
    assert supposed["actual"] == pytest.approx(49.1812)
    assert supposed["completion"] == pytest.approx(0.614765)
    assert (supposed["status"], supposed["remaining"]) == ("behind", pytest.approx(30.8188))
    assert year_end_if(row, 15.28, Settings())["status"] == "achieved"
    assert row["actual"] == pytest.approx(34.1812)


@pytest.mark.parametrize("indicator", ["li_auto_deliveries", "new_projects", "unicorns", "gdp_growth"])
def test_what_is_needed_is_enough(september: Board, indicator: str) -> None:
    """What the rest of the year needs, supposed, reaches the target for every kind."""
    row = september.row(indicator)
    assert year_end_if(row, row["needed"], Settings())["actual"] == pytest.approx(row["target"])


@pytest.mark.parametrize(
    ("indicator", "monthly", "ends", "completion"),
    [
        ("projects_10bn", 0.19, 0, 0.0),
        ("new_projects", 2.9, 49, 0.98),
        ("unicorns", 0.94, 9, 0.9),
        ("unicorns", 1.0, 10, 1.0),
    ],
)
def test_what_is_counted_ends_whole(
    september: Board, indicator: str, monthly: float, ends: int, completion: float
) -> None:
    """Nine tenths of a project are none: number, completion and verdict are of the same whole."""
    supposed = year_end_if(september.row(indicator), monthly, Settings())
    assert (supposed["actual"], supposed["completion"]) == (ends, pytest.approx(completion))
    assert (supposed["status"] == "achieved") == (completion == 1)


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"direction": "less", "target": 60.0, "actual": 75.0, "baseline": 100.0, "needed": -5.0,
          "average": -25 / 9, "last_year_average": -3.0}, -25 / 9),
        ({"direction": "less", "target": 0.0, "actual": 4.0, "baseline": 22.0, "needed": -4 / 3,
          "average": -2.0, "last_year_average": NAN}, -2.0),
        ({"kind": "mean", "target": 32.0, "actual": 33.4, "needed": 27.8, "average": NAN,
          "last_year_average": NAN}, 33.4),
    ],
    ids=["falls", "falls to nothing", "mean"],
)  # fmt: skip
def test_slider_of_what_falls_or_is_averaged(september: Board, changes: dict[str, Any], first: float) -> None:
    """It begins with the fall so far, or the average so far, and reaches what is needed."""
    row = september.row("gazelles") | {"year_end": NAN} | changes
    limits = slider_range(row)
    assert limits is not None
    lowest, highest, start, step = limits
    assert lowest <= row["needed"] <= highest
    assert start == pytest.approx(first, abs=step)
    assert lowest <= start <= highest


def test_mean_ends_as_the_average_of_its_months(september: Board) -> None:
    """33.4 for nine months and 27.8 for three make 32.0, the target; one more for each is too much."""
    row = september.row("gazelles") | {
        "kind": "mean", "direction": "less", "comparator": "at_most", "decimals": 1, "target": 32.0, "actual": 33.4,
        "actual_month": 9.0, "months_left": 3.0,
    }  # fmt: skip
    assert [year_end_if(row, monthly, Settings())["status"] for monthly in (27.8, 28.8)] == [
        "achieved",
        "slow",
    ]
    assert year_end_if(row, 27.8, Settings())["actual"] == pytest.approx(32.0)


@pytest.mark.parametrize(
    ("indicator", "changes", "ends"),
    [
        ("li_auto_deliveries", {}, 52.53),
        ("new_projects", {}, 55),
        ("unicorns", {}, 8),
        ("gazelles", {"year_end": 70.4}, 70),
        ("industrial_invoicing", {"year_end": 2310.0}, 2310.0),
        ("industrial_output", {"year_end": 2428.987}, 2428.99),
        ("li_auto_deliveries", {"year_end": 53.1651}, 53.17),
        ("li_auto_deliveries", {"year_end": 53.1649}, 53.16),
    ],
)
def test_slider_begins_at_the_projection(
    september: Board, indicator: str, changes: dict[str, float], ends: float
) -> None:
    """Untouched it leads to the year end that the page projects, also where that is below what is reached."""
    row = september.row(indicator) | changes
    limits = slider_range(row)
    assert limits is not None
    assert amount(year_end_if(row, limits[2], Settings()), "actual") == amount(
        row | {"actual": ends}, "actual"
    )


def test_slider_without_a_projection(september: Board) -> None:
    """It begins with the average so far, of a rate with the rate."""
    limits = slider_range(september.row("li_auto_deliveries") | {"year_end": NAN})
    assert limits is not None
    assert limits[2] == pytest.approx(34.1812 / 9, abs=limits[3])
    limits = slider_range(september.row("gdp_growth"))
    assert limits is not None
    assert limits[2] == pytest.approx(7.5)


def test_slider(september: Board) -> None:
    """It reaches beyond what is needed, begins within its ends, and is not there once nothing can be supposed."""
    for indicator in ("li_auto_deliveries", "new_projects", "gazelles", "budget_revenue_growth"):
        row = september.row(indicator)
        limits = slider_range(row)
        assert limits is not None
        lowest, highest, first, step = limits
        assert lowest <= first <= highest
        assert highest >= row["needed"]
        assert step > 0
    assert slider_range(september.row("local_parts_share")) is None
    assert slider_range(september.row("li_auto_deliveries") | {"months_left": float("nan")}) is None
