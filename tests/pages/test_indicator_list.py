"""全部指标 as Streamlit runs it: each indicator once, with what is expected of the year's end, or why nothing is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.evaluation.board import board
from indicators.period import Period
from indicators.wording import chance_text, year_end_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store


def lines(app: AppTest) -> list[str]:
    """The cells of each line but the heads, as text."""
    drawn = [element.proto.body for element in app.get("html") if 'class="cells"' in element.proto.body]
    return [re.sub("<[^>]+>", " ", body) for body in drawn if "<b>评价</b>" not in body]


def test_each_indicator_with_its_outlook(visit: Callable[..., AppTest], store: Store) -> None:
    """The year end with interval and chance stands beside the indicator that has them, and nowhere else."""
    app = visit("indicator", lifts=None)
    rows = board(store.snapshot(), None, Period(2024, 9)).indicators
    told = lines(app)
    assert len(told) == len(rows)
    projected = rows[rows["year_end"].notna()]
    assert list(projected.index) == ["li_auto_deliveries"]
    row = projected.iloc[0]
    (line,) = [line for line in told if "万辆（" in line]
    assert year_end_text(row).removeprefix("预计全年") in line
    assert chance_text(row).partition("：")[2] in line
