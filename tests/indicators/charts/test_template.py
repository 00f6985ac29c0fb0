"""Both themes of a chart: what is written stands out, and each light colour has one dark one to change into."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from indicators import charts
from indicators.charts.template import COLOURS, PAGE
from indicators.evaluation.board import board
from indicators.history import values_by_year
from indicators.period import Period
from tests.browser.colour_vision import contrast, linear

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from indicators.store.store import Store

LEAST_CONTRAST = 7
# Drawings: WCAG 2, 1.4.11.
LEAST_DRAWN = 3
ANY_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?)\([^)]*\)")


@pytest.fixture(scope="module")
def figures(simulated: Store) -> dict[str, go.Figure]:
    """One of each kind that a page draws."""
    tables = simulated.snapshot()
    zone = board(tables, None, Period(2024, 9))
    row, year = zone.row("li_auto_deliveries"), zone.year_of("li_auto_deliveries")
    waiting = zone.indicators.index[zone.indicators["status"] == "awaiting"][0]
    return {
        "year": charts.actual_against_plan(row, year),
        "awaiting": charts.actual_against_plan(zone.row(waiting), zone.year_of(waiting)),
        "months": charts.months_own(year, row),
        "years": charts.values_by_year_chart(values_by_year(tables, "li_auto_deliveries", zone.through), row),
        "file": charts.before_and_after(year["last_year"], year["actual"], decimals=2),
    }


def rgb(colour: str) -> tuple[int, ...]:
    """#14407a as 20, 64, 122."""
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_contrast(name: str) -> None:
    """Every word has 7:1 on the page, every bar and line 3:1, and this year's bars stand out from last year's."""
    theme = {
        key: linear(rgb(value)) for key, value in asdict(charts.PAGE_THEMES[name]).items() if key in COLOURS
    }
    for words in ("ink", "text", "quiet"):
        assert contrast(theme[words], theme["paper"]) >= LEAST_CONTRAST, words
    for drawn in ("line", "previous"):
        assert contrast(theme[drawn], theme["paper"]) >= LEAST_DRAWN, drawn
    assert contrast(theme["ink"], theme["previous"]) >= LEAST_DRAWN


def test_one_to_one() -> None:
    """No colour of a theme stands for two things, none is in both, and all other fields of the themes agree."""
    light, dark = (asdict(theme) for theme in charts.PAGE_THEMES.values())
    assert {key for key in light if light[key] != dark[key]} == {*COLOURS}
    assert len({*charts.DARK_COLOURS, *charts.DARK_COLOURS.values()}) == 2 * len(COLOURS)
    assert charts.DARK_COLOURS[PAGE.quiet] == charts.PAGE_THEMES["dark"].quiet


def test_no_other_colours(figures: dict[str, go.Figure]) -> None:
    """A figure has the theme's colours and nothing else that a change of them would miss."""
    for name, figure in figures.items():
        found = {*ANY_COLOUR.findall(figure.to_json())}
        assert found <= {*charts.DARK_COLOURS, "rgba(0,0,0,0)"}, name
        assert len(found) >= 4, name


def test_in_dark(figures: dict[str, go.Figure]) -> None:
    """In the dark a figure is the same with other colours; the one that all share keeps its own."""
    for name, figure in figures.items():
        before = figure.to_json()
        dark = charts.in_dark(figure).to_json()
        assert not {*ANY_COLOUR.findall(dark)} & {*charts.DARK_COLOURS}, name
        assert json.loads(ANY_COLOUR.sub("", dark)) == json.loads(ANY_COLOUR.sub("", before)), name
        assert figure.to_json() == before
