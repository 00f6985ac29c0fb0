"""The reminder: what is due until when, who misses what, and which items nobody has answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.evaluation import board
from indicators.follow_up import items, reminder_text, reporting_calendar
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from tests.reports import output, previewed
from tests.store_helpers import in_charge

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def reminded(store: Store, today: date) -> str:
    """The text on a day."""
    snapshot = store.snapshot()
    found = items(snapshot, board(snapshot, None, SEPTEMBER), today)
    return reminder_text(reporting_calendar(snapshot, SEPTEMBER, today), found, today)


def test_who_misses_what(store: Store) -> None:
    """Each unit with what it has not reported; what was reported is not asked for."""
    in_charge(store, industrial_output="经发局", industrial_invoicing="经发局", new_projects="招商局")
    commit_upload(store, previewed(store, output(1500)), confirmed=True)
    calendar = reporting_calendar(store.snapshot(), SEPTEMBER, date(2024, 10, 9))
    assert (calendar.month.key, calendar.due) == ("2024-09", date(2024, 10, 18))
    units = {unit.unit: unit for unit in calendar.units}
    assert units["经发局"].reported == ("规上工业总产值",)
    assert units["经发局"].missing == ("全部工业开票销售",)
    text = reminded(store, date(2024, 10, 9))
    assert text.startswith("【数据报送提醒】2024年9月数据请于2024年10月18日前报送，还有9天。")
    assert "经发局：全部工业开票销售\n" in text
    assert "招商局：新签产业项目\n" in text


def test_items_nobody_answered(store: Store) -> None:
    """What lags without an answer is asked for, by its unit."""
    in_charge(store, li_auto_deliveries="经发局")
    text = reminded(store, date(2024, 10, 9))
    assert "督办待答复（1项），请说明原因、措施、时限、责任人：\n经发局：理想汽车新车交付" in text


@pytest.mark.parametrize(("day", "says"), [(18, "今天截止"), (17, "还有1天")])
def test_days_left(store: Store, day: int, says: str) -> None:
    """The text says how many days are left."""
    assert says in reminded(store, date(2024, 10, day))


def test_simulated_units_are_named_as_such(store_with_demo: Store) -> None:
    """A reminder with simulated units says so."""
    assert "演示数据，不是实际分工" in reminded(store_with_demo, date(2024, 11, 9))


def test_december_is_due_next_year(store: Store) -> None:
    """December's numbers are due in January."""
    calendar = reporting_calendar(store.snapshot(), SEPTEMBER, date(2025, 1, 9))
    assert (calendar.month.key, calendar.due) == ("2024-12", date(2025, 1, 18))
