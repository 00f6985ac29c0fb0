"""What a chart on paper is given: the board's series, and labels as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.evaluation import MONTHS, board
from indicators.labels import is_missing
from indicators.period import Period
from indicators.reports.sheets.parts import year_bars

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.mark.parametrize("month", [1, 9, 12])
def test_bars_are_the_series(simulated: Store, month: int) -> None:
    """Every value stands unrounded in its month, and what is absent is null, never 0."""
    shown = board(simulated.snapshot(), None, Period(2024, month))
    for indicator in shown.indicators.index:
        year = shown.year_of(indicator)
        bars = year_bars(shown.row(indicator), year)
        for name in ("plan", "actual", "expected", "expected_low", "expected_high"):
            assert bars[name] == [None if is_missing(value) else value for value in year[name]]
            assert len(bars[name]) == len(MONTHS)


def test_labels(simulated: Store) -> None:
    """The newest value is labelled in its month, target and projection at the year's end; a year that is over has its result there."""
    tables = simulated.snapshot()
    september, december = (board(tables, None, Period(2024, month)) for month in (9, 12))
    name = "li_auto_deliveries"
    bars = year_bars(september.row(name), september.year_of(name))
    assert bars["newest"] == {"month": 8, "text": "34.18"}
    assert [label["text"] for label in bars["ends"]] == ["计划 80", "预计 52.5"]
    bars = year_bars(december.row(name), december.year_of(name))
    assert [label["text"] for label in bars["ends"]] == ["计划 80", "实际 50.05"]


def test_nothing_known(seeded: Store) -> None:
    """Before the first value there is no label of one."""
    shown = board(seeded.snapshot(), None, Period(2024, 9))
    bars = year_bars(shown.row("gazelles"), shown.year_of("gazelles"))
    assert bars["newest"] is None
