"""An indicator's year as a native chart: what it says is in its workbook, and programs do not add to it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pytest
from pptx import Presentation

from indicators.charts import STAGE_THEMES
from indicators.evaluation import board
from indicators.period import Period
from indicators.reports.slides.deck import meeting_slides
from indicators.reports.slides.year_chart import SERIES
from indicators.wording import headline

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.shapes.graphfrm import GraphicFrame

    from indicators.evaluation import Board
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def zone(simulated: Store) -> Board:
    """The board that all charts are of."""
    return board(simulated.snapshot(), None, SEPTEMBER)


@pytest.fixture(scope="module")
def frames(simulated: Store) -> list[GraphicFrame]:
    """All charts of the slides."""
    deck = Presentation(io.BytesIO(meeting_slides(simulated.snapshot(), SEPTEMBER)))
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


@pytest.fixture
def li_auto(frames: list[GraphicFrame], zone: Board) -> Chart:
    """The chart of 理想汽车, on the slide where it lags."""
    wanted = headline(zone.row("li_auto_deliveries"))
    return [frame.chart for frame in frames if frame._element.nvGraphicFramePr.cNvPr.get("descr") == wanted][
        -1
    ]


def values(chart: Chart) -> dict[str, list[float | None]]:
    """Series by name, as the chart draws them."""
    return {series.name: list(series.values) for plot in chart.plots for series in plot.series}


def workbook(chart: Chart) -> dict[str, list[float | None]]:
    """Series by name, as its workbook has them."""
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet.title == "数据"
    return {column[0].value: [cell.value for cell in column[1:]] for column in sheet.iter_cols(min_col=2)}


def test_numbers_are_the_boards(li_auto: Chart, zone: Board) -> None:
    """Chart and workbook have the board's numbers, unrounded, and nothing where it has none."""
    year = zone.year_of("li_auto_deliveries")
    expected = {
        name: [None if np.isnan(value) else value for value in year[column].to_numpy(float)]
        for column, name in SERIES.items()
    }
    for found in (values(li_auto), workbook(li_auto)):
        assert list(found) == list(expected)
        for name, of_series in expected.items():
            assert [value is None for value in found[name]] == [value is None for value in of_series]
            known = [value for value in found[name] if value is not None]
            assert known == pytest.approx([value for value in of_series if value is not None], rel=1e-12)


def test_workbooks_belong_to_their_charts(frames: list[GraphicFrame]) -> None:
    """Whoever edits a chart's data finds the numbers that it draws, whichever chart it is, in the cells it names."""
    assert frames
    for frame in frames:
        drawn, stored = values(frame.chart), workbook(frame.chart)
        assert list(drawn) == list(stored)
        for name, of_series in drawn.items():
            # A sheet keeps sixteen digits.
            assert [value or 0 for value in of_series] == pytest.approx(
                [value or 0 for value in stored[name]], rel=1e-14
            )
        cells = [found.text for found in frame.chart._chartSpace.iter(f"{C}f")]
        assert cells[:3] == ["数据!$B$1", "数据!$A$2:$A$13", "数据!$B$2:$B$13"]


def test_nothing_is_left_to_the_program(frames: list[GraphicFrame]) -> None:
    """What PowerPoint takes for true and LibreOffice for false is said: no colour per bar, no invented title, no legend."""
    for frame in frames:
        space = frame.chart._chartSpace
        groups = [*space.iter(f"{C}barChart"), *space.iter(f"{C}lineChart")]
        assert [group.find(f"{C}varyColors").get("val") for group in groups] == ["0"] * 3
        assert [found.get("val") for found in space.iter(f"{C}autoTitleDeleted")] == ["1"]
        assert [found.get("val") for found in space.iter(f"{C}roundedCorners")] == ["0"]
        assert list(space.iter(f"{C}legend", f"{C}title")) == []
        bars = [found for group in groups[:2] for found in group.iter(f"{C}ser")]
        assert [found.find(f"{C}invertIfNegative").get("val") for found in bars] == ["0"] * 3
        for flag in ("showLegendKey", "showCatName", "showPercent", "showBubbleSize"):
            assert {found.get("val") for found in space.iter(f"{C}{flag}")} == {"0"}
        # Both pairs of axes span the same, or a bar would not be as high as it says.
        spans = [
            (axis.find(f".//{C}min").get("val"), axis.find(f".//{C}max").get("val"))
            for axis in space.iter(f"{C}valAx")
        ]
        assert len(spans) == 2
        assert len(set(spans)) == 1


def test_notation(li_auto: Chart) -> None:
    """The plan is outlined, the actual solid, the projection hatched in the ink of the screens."""
    looks = {
        series.name: series._element.find(f"{C}spPr") for plot in li_auto.plots for series in plot.series
    }
    ink = STAGE_THEMES["light"].ink[1:].upper()
    kinds = {name: look[0].tag.rpartition("}")[2] for name, look in looks.items()}
    assert kinds == {
        "计划": "noFill",
        "实际": "solidFill",
        "预计": "pattFill",
        "预计下限": "ln",
        "预计上限": "ln",
    }
    assert looks["实际"][0][0].get("val") == ink
    assert looks["预计"][0].find(".//{*}fgClr")[0].get("val") == ink


def labels(chart: Chart) -> list[tuple[str, int, str]]:
    """Series, month and number format of each label."""
    return [
        (series.name, int(label.find(f"{C}idx").get("val")) + 1, label.find(f"{C}numFmt").get("formatCode"))
        for plot in chart.plots
        for series in plot.series
        for label in series._element.iter(f"{C}dLbl")
    ]


def test_labels(li_auto: Chart) -> None:
    """The newest value, the year's plan and what is expected stand at their bars, as exact as on the screen."""
    assert labels(li_auto) == [("计划", 12, "#,##0"), ("实际", 9, "#,##0.00"), ("预计", 12, "#,##0.0")]


def moved(chart: Chart) -> dict[str, float]:
    """How far up each label of December is, as a share of the chart's height: where its bar ends less its own way."""
    plot = float(chart._chartSpace.find(f".//{C}plotArea/{C}layout//{C}h").get("val"))
    high = float(chart._chartSpace.find(f".//{C}valAx//{C}max").get("val"))
    found = {}
    for group in chart.plots:
        for series in group.series:
            for label in series._element.iter(f"{C}dLbl"):
                if label.find(f"{C}idx").get("val") == "11":
                    down = float(label.find(f".//{C}y").get("val"))
                    found[series.name] = series.values[11] / high * plot - down
    return found


def test_labels_stand_apart(frames: list[GraphicFrame]) -> None:
    """Two labels of December are at least a line apart, however close their values are."""
    pairs = 0
    for frame in frames:
        places: list[Any] = sorted(moved(frame.chart).values())
        if len(places) == 2:
            pairs += 1
            assert (places[1] - places[0]) * frame.height.pt >= 20
    assert pairs
