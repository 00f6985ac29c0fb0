"""Charts on the stage: what is written, and that words which belong near each other do not meet."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from indicators.charts import STAGE_THEMES, projector_chart
from indicators.charts.template import CLEAR
from indicators.evaluation.board import Board, board
from indicators.period import Period

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from indicators.store.store import Store

WIDTH, HEIGHT = 1080, 500


@pytest.fixture(scope="module", params=[True, False], ids=["simulated", "plain"])
def tables(request: pytest.FixtureRequest, seeded: Store, simulated: Store) -> Any:
    """The seed, with and without simulated figures."""
    return (simulated if request.param else seeded).snapshot()


def staged(of: Board, indicator: str, theme: str = "light") -> go.Figure:
    """The chart of an item's screen."""
    return projector_chart(
        of.row(indicator), of.year_of(indicator), theme=STAGE_THEMES[theme], width=WIDTH, height=HEIGHT
    )


def words(figure: go.Figure) -> set[str]:
    """What is written in it."""
    return {note.text.replace("<b>", "").replace("</b>", "") for note in figure.layout.annotations} - {""}


@pytest.mark.parametrize(
    ("month", "labels"),
    [
        (1, {"实际 3.12", "计划 80"}),
        (9, {"实际 34.18", "计划 80", "预计 52.5"}),
        (12, {"实际 50.05", "计划 80"}),
    ],
)
def test_what_is_written(tables: Any, month: int, labels: set[str]) -> None:
    """The newest value, what is planned, and what is projected while the year lasts."""
    figure = staged(board(tables, None, Period(2024, month)), "li_auto_deliveries")
    assert labels <= words(figure)
    assert any("预计" in text for text in words(figure)) == (month < 12)


def test_nothing_is_made_up(seeded: Store) -> None:
    """Without a value the chart shows the plan and says so."""
    figure = staged(board(seeded.snapshot(), None, Period(2024, 9)), "new_premises_area")
    assert words(figure) == {"本年尚无数据", "计划 30"}


def test_ends_are_apart(tables: Any) -> None:
    """Plan and projection next to December are a line apart, however near their values; all of it inside."""
    for month in (1, 6, 9, 12):
        of = board(tables, None, Period(2024, month))
        for indicator in of.indicators.index:
            figure = staged(of, indicator)
            low, top = figure.layout.yaxis.range
            scale = (HEIGHT - figure.layout.margin.t - figure.layout.margin.b) / (top - low)
            places = sorted(
                (note.y - low) * scale + (note.yshift or 0)
                for note in figure.layout.annotations
                if note.yanchor == "middle"
            )
            assert all(upper - lower > 35 for lower, upper in pairwise(places)), indicator
            assert all(place < HEIGHT - 60 for place in places), indicator


def test_each_theme_has_its_colours(tables: Any) -> None:
    """Light bars on dark paper and dark bars on light, and no colour of the one left in the other."""
    of = board(tables, None, Period(2024, 9))
    for name, theme in STAGE_THEMES.items():
        drawn = staged(of, "li_auto_deliveries", name).to_json().lower()
        colours = set(re.findall(r"#[0-9a-f]{6}|rgba\([^)]*\)", drawn)) - {CLEAR}
        assert theme.ink in colours
        assert colours <= {theme.ink, theme.text, theme.quiet, theme.line, theme.paper}
