"""What if: the year end by supposition, judged as December will be."""

from __future__ import annotations

import pytest

from indicators.evaluation.board import Board, board
from indicators.evaluation.scenario import slider_range, year_end_if
from indicators.period import Period
from indicators.store.seed import open_store


@pytest.fixture(scope="module")
def september(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """The whole zone with demonstration data."""
    tables = open_store(str(tmp_path_factory.mktemp("tables")), with_demo=True).snapshot()
    return board(tables, None, Period(2024, 9))


def test_worked_number(september: Board) -> None:
    """As in the module: 5 万辆 in each month left makes 49.1812, 61.5 %, behind; 15.28 reaches 80."""
    row = september.row("li_auto_deliveries")
    supposed = year_end_if(row, 5.0)
    assert supposed["actual"] == pytest.approx(49.1812)
    assert supposed["completion"] == pytest.approx(0.614765)
    assert (supposed["status"], supposed["remaining"]) == ("behind", pytest.approx(30.8188))
    assert year_end_if(row, 15.28)["status"] == "achieved"
    assert row["actual"] == pytest.approx(34.1812)


@pytest.mark.parametrize("indicator", ["li_auto_deliveries", "new_projects", "unicorns", "gdp_growth"])
def test_what_is_needed_is_enough(september: Board, indicator: str) -> None:
    """What the rest of the year needs, supposed, reaches the target for every kind."""
    row = september.row(indicator)
    assert year_end_if(row, row["needed"])["actual"] == pytest.approx(row["target"])


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
    supposed = year_end_if(september.row(indicator), monthly)
    assert (supposed["actual"], supposed["completion"]) == (ends, pytest.approx(completion))
    assert (supposed["status"] == "achieved") == (completion == 1)


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
