"""A draft next to last year: targets, results, growth, and what is wrong with a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from indicators.frames import records
from indicators.labels import is_missing
from indicators.years.draft import begin_draft, set_target
from indicators.years.prospect import prospect
from tests.upload_helpers import store_values

if TYPE_CHECKING:
    from indicators.store.store import Store


def row(store: Store, indicator: str, entered: str = "", wording: str = "") -> dict[str, Any]:
    """One indicator's row with this in the field of its target."""
    draft = set_target(begin_draft(store.snapshot(), 2025), indicator, entered, "x", wording)
    return next(r for r in records(prospect(store.snapshot(), draft)) if r["key"] == indicator)


def test_last_year_and_growth(store: Store) -> None:
    """A target is compared with last year's target and with its whole year: 2700 of 2500 is +8 %, of 2460 +9.8 %."""
    store_values(store, "industrial_output", {"2024-11": 2250.0, "2024-12": 2460.0}, state="正式")
    found = row(store, "industrial_output", "2700")
    assert (found["last_target"], found["last_result"], found["last_state"]) == (2500, 2460, "正式")
    assert found["on_target"] == pytest.approx(0.08)
    assert found["on_result"] == pytest.approx(2700 / 2460 - 1)


def test_part_of_a_year_is_no_base(store: Store) -> None:
    """Against nine months a year's target says nothing: the result is shown with its month, without a growth."""
    store_values(store, "industrial_output", {"2024-09": 1800.0})
    found = row(store, "industrial_output", "2700")
    assert (found["last_result"], found["last_month"]) == (1800, "2024-09")
    assert is_missing(found["on_result"])


def test_rates_in_points(store: Store) -> None:
    """A rate's target is compared in 百分点: 7.5 after 8 is half a point less."""
    assert row(store, "gdp_growth", "7.5")["on_target"] == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("entered", "wording", "how", "words"),
    [
        ("2700", "", "at_least", ""),
        ("力争突破2700亿元", "", "above", "力争突破2700亿元"),
        ("2700", "挑战全年2700亿元", "at_least", "挑战全年2700亿元"),
        ("2700", "2700亿元左右", "about", "2700亿元左右"),
        ("不低于2700", "", "at_least", "不低于2700亿元"),
    ],
)
def test_what_is_entered(seeded: Store, entered: str, wording: str, how: str, words: str) -> None:
    """A number, or the plan's own words: they say how it is meant and stay as they are."""
    found = row(seeded, "industrial_output", entered, wording)
    assert (found["target"], found["comparator"], found["wording"], found["problem"]) == (
        2700,
        how,
        words,
        "",
    )


def test_empty_field(seeded: Store) -> None:
    """An empty field has no target, and nothing is wrong with it."""
    found = row(seeded, "industrial_output")
    assert (is_missing(found["target"]), found["problem"]) == (True, "")


@pytest.mark.parametrize(
    ("entered", "problem"),
    [
        ("两千七", "不是数字"),
        ("27000000万元", "即2,700亿元"),
        ("2700家", "目录中是亿元"),
        ("增长8%", "目录中是亿元"),
    ],
)
def test_what_is_wrong(seeded: Store, entered: str, problem: str) -> None:
    """What cannot be the target is said with what would be right; nothing is converted silently."""
    assert problem in row(seeded, "industrial_output", entered)["problem"]


def test_the_unit_changed_meanwhile(seeded: Store) -> None:
    """A number typed beside 亿元 is not taken as 万元 after the indicator's unit has changed: what it is then is said."""
    snapshot = seeded.snapshot()
    draft = set_target(begin_draft(snapshot, 2025), "industrial_output", "2700", "x", unit="亿元")
    catalogue = snapshot.catalogue[snapshot.catalogue["indicator"] == "industrial_output"]
    changed = snapshot.with_rows({"catalogue": catalogue.assign(unit="万元", origin="报送")})
    (found,) = (r for r in records(prospect(changed, draft)) if r["key"] == "industrial_output")
    assert is_missing(found["target"])
    assert "“2700”的单位是亿元，目录中是万元，请按万元填写，即27,000,000万元" in found["problem"]
