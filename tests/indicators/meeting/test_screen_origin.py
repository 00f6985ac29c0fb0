"""Where the figures of a screen come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.evaluation import board
from indicators.meeting.screen_origin import simulated_text, source_text
from indicators.meeting.screens import Screen
from indicators.period import Period

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


@pytest.mark.parametrize(
    ("subjects", "said"),
    [
        ((), "演示数据，非实际"),
        (("industrial_output",), "演示数据，非实际"),
        (("qianhuang_handover",), "演示数据，非实际"),
        (("li_auto_deliveries", "unicorns"), "演示数据，非实际"),
        # Its values are public, only the unit that answers for it is simulated.
        (("li_auto_deliveries",), "责任单位为演示"),
    ],
)
def test_simulated(simulated: Store, subjects: tuple[str, ...], said: str) -> None:
    """A screen says what is simulated of that which it shows; without subjects it shows the whole board."""
    shown = board(simulated.snapshot(), None, SEPTEMBER)
    assert simulated_text(shown, Screen("x", "item", "", subjects=subjects)) == said


def test_not_simulated(seeded: Store) -> None:
    """Without demonstration data nothing is said."""
    shown = board(seeded.snapshot(), None, SEPTEMBER)
    assert simulated_text(shown, Screen("x", "overall", "")) == ""
    assert simulated_text(shown, Screen("x", "item", "", subjects=("li_auto_deliveries",))) == ""


def test_sources(seeded: Store) -> None:
    """The first source without its remarks, and how many there are; the title names none."""
    shown = board(seeded.snapshot(), None, SEPTEMBER)
    one = Screen("x", "item", "", subjects=("li_auto_deliveries",))
    assert source_text(shown, one) == "来源：理想汽车2024年三季度业绩公告"
    assert source_text(shown, Screen("x", "overall", "")).endswith("等2项")
    assert source_text(shown, Screen("title", "title", "")) == ""
    assert source_text(shown, Screen("x", "item", "", subjects=("industrial_output",))) == ""
