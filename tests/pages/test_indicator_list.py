"""全部指标 as Streamlit runs it: each indicator once, with its projected year end where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.evaluation.board import board
from indicators.period import Period
from indicators.wording import chance_text, year_end_text
from tests.pages.app import html_blocks, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store


def lines(app: AppTest) -> list[str]:
    """The cells of each line but the heads, as text."""
    drawn = [block for block in html_blocks(app) if 'class="cells"' in block]
    return [text_of(block) for block in drawn if "<b>评价</b>" not in block]


def test_each_indicator_with_its_outlook(visit: Callable[..., AppTest], store: Store) -> None:
    """Year end and chance are shown for the indicator that has a projection, and for no other."""
    app = visit("indicator", lifts=None)
    rows = board(store.snapshot(), None, Period(2024, 9)).indicators
    shown = lines(app)
    assert len(shown) == len(rows)
    projected = rows[rows["year_end"].notna()]
    assert list(projected.index) == ["li_auto_deliveries"]
    row = projected.iloc[0]
    (line,) = [line for line in shown if "万辆（" in line]
    assert year_end_text(row).removeprefix("预计全年") in line
    assert chance_text(row).partition("：")[2] in line
