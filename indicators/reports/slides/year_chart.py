"""An indicator's year as a native chart: its months in a workbook inside the file, its newest numbers beside the bars."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import xlsxwriter
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.ns import nsdecls
from pptx.parts.chart import ChartPart

from indicators.charts import expected_decimals, target_decimals
from indicators.evaluation import MONTHS
from indicators.reports.slides.chart_xml import LABEL, SHEET, Label, Plot, chart_xml, number_format
from indicators.reports.slides.look import SMALL
from indicators.reports.slides.text import line_height
from indicators.wording import headline, short_decimals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from indicators.reports.slides.page import Canvas, Place

# Columns of ``Board.series`` -> what the chart and its workbook call them.
SERIES: Final = {
    "plan": "计划", "actual": "实际", "expected": "预计", "expected_low": "预计下限", "expected_high": "预计上限",
}  # fmt: skip
# Without 月, which would not fit below narrow bars.
_MONTH_NAMES: Final = tuple(map(str, MONTHS))
_FREE: Final = 6  # points around a label
_ABOVE_BAR: Final = 3  # points between a bar's end and the label that a program writes over it


def draw_year(canvas: Canvas, place: Place, row: Mapping[str, Any], series: pd.DataFrame) -> None:
    """Put the chart of an indicator's year.

    Args:
        canvas: the slide.
        place: where.
        row: its row of ``Board.indicators``.
        series: its twelve rows of ``Board.series``.
    """
    values = {name: series[name].to_numpy(float) for name in SERIES}
    xml = chart_xml(values, SERIES, _MONTH_NAMES, _plot(row, values, place))
    part = canvas.slide.part
    name = part.package.next_partname(ChartPart.partname_template)
    chart = ChartPart.load(name, CONTENT_TYPE.DML_CHART, part.package, xml.encode())
    chart.chart_workbook.update_from_xlsx_blob(_workbook(values, int(row["decimals"])))
    relation = part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    canvas.frame("图表", place, f'<c:chart {nsdecls("c", "r")} r:id="{relation}"/>', alt=headline(row))


def _workbook(values: Mapping[str, np.ndarray], decimals: int) -> bytes:
    """Months below each other, a column a series; what is unknown is empty."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        shown = book.add_format({"num_format": number_format(decimals)})
        sheet.write_row(0, 0, ["月份", *(SERIES[name] for name in values)])
        sheet.write_column(1, 0, _MONTH_NAMES)
        for column, of_series in enumerate(values.values(), start=1):
            for row in np.flatnonzero(~np.isnan(of_series)):
                sheet.write_number(int(row) + 1, column, float(of_series[row]), shown)
    return buffer.getvalue()


def _plot(row: Mapping[str, Any], values: Mapping[str, np.ndarray], place: Place) -> Plot:
    """Where the bars are in the chart, from which value to which, and the labels with their way from their usual place.

    A program writes a label over the middle of its bar. Those of December go to its right, at the height of their bars
    and apart from each other; the newest one to its left, where sums since January are lower.
    """
    newest, ends = _labels(row, values)
    above, below = line_height(LABEL) + _FREE, line_height(SMALL) + _FREE
    room = max((label.width for label in ends), default=0.0) + 2 * _FREE
    width, height = place.width - room, place.height - above - below
    low, high = _range(values.values())
    month, line = width / len(MONTHS), line_height(LABEL)
    moves = {}
    for label, apart in _apart(ends, height / (high - low), line):
        down = (line / 2 + _ABOVE_BAR) * (1 if label.value >= 0 else -1) - apart
        moves[label] = ((month + label.width) / 2 + _FREE, down)
    for label in newest:
        has_room = (label.month + 1) * month >= label.width
        moves[label] = ((month - label.width) / 2 * (1 if has_room else -1), 0.0)
    return Plot(
        y=above / place.height, width=width / place.width, height=height / place.height, low=low, high=high,
        labels=tuple((label, x / place.width, y / place.height) for label, (x, y) in moves.items()),
    )  # fmt: skip


def _labels(row: Mapping[str, Any], values: Mapping[str, np.ndarray]) -> tuple[list[Label], list[Label]]:
    """The newest value, unless it is December's; and what December ends with."""
    decimals, december = int(row["decimals"]), len(MONTHS) - 1
    plan, actual, expected = (values[name] for name in ("plan", "actual", "expected"))
    known = np.flatnonzero(~np.isnan(actual))
    of_actual = [
        Label("actual", SERIES["actual"], int(at), float(actual[at]), short_decimals(actual[at], decimals))
        for at in known[-1:]
    ]
    ends = [label for label in of_actual if label.month == december]
    if not np.isnan(plan[-1]):
        few = target_decimals(float(plan[-1]), decimals)
        ends.append(Label("plan", SERIES["plan"], december, float(plan[-1]), few))
    if not np.isnan(expected[-1]):
        few = expected_decimals(float(expected[-1]), decimals)
        ends.append(Label("expected", SERIES["expected"], december, float(expected[-1]), few))
    return [label for label in of_actual if label.month != december], ends


def _apart(labels: Iterable[Label], scale: float, line: float) -> list[tuple[Label, float]]:
    """Labels with how many points they go up, so that each is a line above the one below it."""
    ordered = sorted(labels, key=lambda label: label.value)
    between = (ordered[-1].value - ordered[0].value) * scale if ordered else 0.0
    missing = max(0.0, line - between) if len(ordered) > 1 else 0.0
    return [(label, missing / 2 if place else -missing / 2) for place, label in enumerate(ordered)]


def _range(values: Iterable[np.ndarray]) -> tuple[float, float]:
    """From 0, or below it where a value is, to the highest value."""
    every = np.concatenate(list(values))
    low, high = float(np.nanmin(every, initial=0.0)), float(np.nanmax(every, initial=0.0))
    return (low * 1.2, high) if high > low else (low, low + 1)
