"""Native tables on slides: rows as high as their texts, and as many slides as they need."""

from __future__ import annotations

import pytest

from indicators.reports.slides.tables import Column, distribute, row_height, text_cell, verdict_cell
from indicators.reports.slides.text import line
from indicators.wording import STATUS


@pytest.mark.parametrize(
    ("heights", "pages"),
    [
        ([], []),
        ([40] * 3, [3]),
        ([40] * 5, [3, 2]),
        ([40] * 9, [3, 3, 3]),
        # One that is higher than a slide stands alone.
        ([40, 500, 40], [1, 1, 1]),
        # As few as hold them, each about as full as the others.
        ([40] * 6, [3, 3]),
        ([100, 40, 40, 40, 40], [1, 2, 2]),
    ],
)
def test_distribute(heights: list[float], pages: list[int]) -> None:
    """On a room of 130 points: no slide is overfull, none nearly empty beside a full one."""
    filled = distribute(range(len(heights)), heights, 130)
    assert [len(page) for page in filled] == pages
    assert [item for page in filled for item in page] == list(range(len(heights)))


def test_row_height() -> None:
    """The longest text decides."""
    columns = (Column("事项", 200), Column("判定", 200))
    short, long = text_cell(line("短")), text_cell(line("长" * 40))
    assert (
        row_height(columns, [short, long])
        == row_height(columns, [long, short])
        > row_height(columns, [short, short])
    )


def test_verdict() -> None:
    """A verdict is a shape, a word and its number; what is simulated says so."""
    (said,) = verdict_cell(STATUS["behind"], "慢32.3个百分点", is_simulated=True).paragraphs
    assert said.runs[0].text == "■ 滞后 慢32.3个百分点 演示"
