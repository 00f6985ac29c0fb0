"""The XML of a year's chart: the plan outlined, the actual solid in front of it, the projection hatched.

Bars of two widths need two pairs of axes; both span the same range, and no axis of values is shown: numbers stand at
the bars. What a program would take for true or false by itself is said: PowerPoint and LibreOffice differ there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from pptx.oxml.ns import nsdecls

from indicators.reports.slides.look import FONT, INK, LINE, PAPER, QUIET, SMALL, TEXT
from indicators.reports.slides.text import fill_xml, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHEET: Final = "数据"
LABEL: Final = 20
# Gap between two bars, in per cent of a bar.
_PLAN_GAP, _ACTUAL_GAP = 19, 100
_NO_LINE: Final = "<a:ln><a:noFill/></a:ln>"
_LOOKS: Final = {
    "plan": f'<c:spPr><a:noFill/><a:ln w="25400">{fill_xml(LINE)}</a:ln></c:spPr>',
    "actual": f"<c:spPr>{fill_xml(INK)}{_NO_LINE}</c:spPr>",
    "expected": (
        f'<c:spPr><a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{INK[1:].upper()}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{PAPER[1:].upper()}"/></a:bgClr></a:pattFill>'
        f'<a:ln w="19050">{fill_xml(INK)}</a:ln></c:spPr>'
    ),
}  # fmt: skip
_THIN: Final = (
    f'<c:spPr><a:ln w="19050">{fill_xml(TEXT)}</a:ln></c:spPr><c:marker><c:symbol val="dash"/><c:size val="10"/>'
    f"<c:spPr>{fill_xml(TEXT)}{_NO_LINE}</c:spPr></c:marker>"
)

_NO_LEADERS: Final = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


@dataclass(frozen=True)
class Label:
    """A series' name and number at one of its bars; ``month`` counts from 0."""

    series: str
    name: str
    month: int
    value: float
    decimals: int

    @property
    def width(self) -> float:
        """About how wide it is, in points."""
        return text_width(f"{self.name} {self.value:,.{self.decimals}f}", LABEL)


@dataclass(frozen=True)
class Plot:
    """Where the bars are, as shares of the chart; the values at their feet and at the top; labels moved by x and y."""

    y: float
    width: float
    height: float
    low: float
    high: float
    labels: tuple[tuple[Label, float, float], ...]


def chart_xml(
    values: Mapping[str, np.ndarray], names: Mapping[str, str], months: Sequence[str], plot: Plot
) -> str:
    """A chart of the columns that the workbook has in the same order.

    Args:
        values: ``plan``, ``actual``, ``expected``, ``expected_low``, ``expected_high``; NaN where there is none.
        names: what each is called.
        months: what the months are called.
        plot: where the bars and labels are.
    """
    drawn = {}
    for place, (name, of_series) in enumerate(values.items()):
        labels = "".join(_label(*moved) for moved in plot.labels if moved[0].series == name)
        column = f"${'BCDEF'[place]}$"
        look, is_bar = _LOOKS.get(name, _THIN), name in _LOOKS
        first, last = ('<c:invertIfNegative val="0"/>', "") if is_bar else ("", '<c:smooth val="0"/>')
        drawn[name] = (
            f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{SHEET}!{column}1</c:f>'
            f"{_texts([names[name]])}</c:strRef></c:tx>{look}{first}"
            f"<c:dLbls>{labels}{_shown(0)}{_NO_LEADERS}</c:dLbls>"
            f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${len(months) + 1}</c:f>{_texts(months)}</c:strRef></c:cat>"
            f"<c:val><c:numRef><c:f>{SHEET}!{column}2:{column}{len(months) + 1}</c:f>{_numbers(of_series)}</c:numRef></c:val>"
            f"{last}</c:ser>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {nsdecls("c", "a", "r")}>'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/>'
        f'<c:y val="{plot.y:.5f}"/><c:w val="{plot.width:.5f}"/><c:h val="{plot.height:.5f}"/></c:manualLayout></c:layout>'
        f"{_bars([drawn['plan']], _PLAN_GAP, 1)}{_bars([drawn['actual'], drawn['expected']], _ACTUAL_GAP, 3)}"
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn["expected_low"]}{drawn["expected_high"]}'
        f'<c:marker val="1"/><c:axId val="3"/><c:axId val="4"/></c:lineChart>{_axes(1, plot)}{_axes(3, plot)}'
        f'<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{_letters(SMALL, QUIET)}</c:chartSpace>"
    )


def number_format(decimals: int) -> str:
    """How a workbook shows a number."""
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _texts(texts: Iterable[str]) -> str:
    points = [f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(texts)]
    return f'<c:strCache><c:ptCount val="{len(points)}"/>{"".join(points)}</c:strCache>'


def _numbers(values: np.ndarray) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(values[place])!r}</c:v></c:pt>'
        for place in np.flatnonzero(~np.isnan(values))
    )
    return f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'


def _label(label: Label, x: float, y: float) -> str:
    """计划 80: written over what is behind it, so that it can be read there."""
    colour = QUIET if label.series == "plan" else TEXT
    return (
        f'<c:dLbl><c:idx val="{label.month}"/><c:layout><c:manualLayout><c:x val="{x:.5f}"/><c:y val="{y:.5f}"/>'
        f'</c:manualLayout></c:layout><c:numFmt formatCode="{number_format(label.decimals)}" sourceLinked="0"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{PAPER[1:].upper()}"><a:alpha val="85000"/></a:srgbClr></a:solidFill>{_NO_LINE}</c:spPr>'
        f'{_letters(LABEL, colour, bold=label.series != "plan")}<c:dLblPos val="outEnd"/>{_shown(1)}</c:dLbl>'
    )


def _shown(shown: int) -> str:
    """Name and number of a series at a point with 1, neither with 0."""
    flags = {"LegendKey": 0, "Val": shown, "CatName": 0, "SerName": shown, "Percent": 0, "BubbleSize": 0}
    said = "".join(f'<c:show{name} val="{flag}"/>' for name, flag in flags.items())
    return said + ("<c:separator> </c:separator>" if shown else "")


def _bars(series: Sequence[str], gap: int, axis: int) -> str:
    return (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{"".join(series)}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="100"/><c:axId val="{axis}"/><c:axId val="{axis + 1}"/></c:barChart>'
    )


def _axes(first: int, plot: Plot) -> str:
    """Months and values; only the first pair's months are shown."""
    second, hidden = first + 1, int(first > 1)
    return (
        f'<c:catAx><c:axId val="{first}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="{hidden}"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="12700">{fill_xml(LINE)}</a:ln></c:spPr>{_letters(SMALL, QUIET)}'
        f'<c:crossAx val="{second}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="50"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{second}"/><c:scaling><c:orientation val="minMax"/><c:max val="{plot.high!r}"/>'
        f'<c:min val="{plot.low!r}"/></c:scaling><c:delete val="1"/><c:axPos val="{"r" if hidden else "l"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="{first}"/><c:crosses val="{"max" if hidden else "autoZero"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _letters(size: int, colour: str, *, bold: bool = False) -> str:
    """Letters of a chart: its font is said, for LibreOffice does not take the theme's there."""
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/>'
    return (
        '<c:txPr><a:bodyPr rot="0" wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}">{fill_xml(colour)}{font}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
