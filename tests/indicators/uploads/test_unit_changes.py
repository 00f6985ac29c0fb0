"""Withdrawals and restorations across a change of unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.store.errors import StoreError
from indicators.uploads.commit import commit_upload, restore_upload, withdraw_upload
from tests.reports import ADMINISTRATOR, ECONOMY, output, previewed, value_of
from tests.upload_helpers import file

if TYPE_CHECKING:
    from indicators.store.store import Store

PLAN = "2024年目标任务分解表\n指标,单位,年度目标"
STAYS = "“规上工业总产值”改用万元以后，经发局又报了1个数；请先撤回其后的上报，再撤回或恢复这次更改。"
CONVERTED = "“规上工业总产值”的单位后来由亿元改为万元，这次上报的数已随之换算；请先撤回那次更改，再撤回或恢复这次上报。"


def reported(store: Store, *values: float, first: int = 9, unit: str = "亿元") -> str:
    """Values of the output, in its unit, with their upload."""
    content = output(*values, first=first).decode().replace("亿元", unit).encode()
    return commit_upload(store, previewed(store, content, ECONOMY), confirmed=True).upload


def redefined(store: Store, unit: str = "万元") -> str:
    """The output in another unit, with its upload."""
    content = file(f"规上工业总产值,产业提档,{unit},累计", heading="指标名称,六提,单位,类型")
    return commit_upload(store, previewed(store, content), confirmed=True).upload


def test_a_change_of_unit_is_withdrawn_with_all_it_converted(store: Store) -> None:
    """One click brings back the unit, the values and the targets, and another one the change."""
    reported(store, 1820.55)
    change = redefined(store)
    assert value_of(store) == 18205500.0
    withdraw_upload(store, change, ADMINISTRATOR)
    snapshot = store.snapshot()
    assert snapshot.catalogue.set_index("indicator").loc["industrial_output", "unit"] == "亿元"
    assert (value_of(store), snapshot.plans.set_index("indicator").loc["industrial_output", "target"]) == (
        1820.55,
        2500.0,
    )
    restore_upload(store, change, ADMINISTRATOR)
    assert value_of(store) == 18205500.0


def test_it_stands_while_later_numbers_do(store: Store) -> None:
    """Values and targets reported in the new unit would be a ten-thousandth or ten thousand times what they are."""
    reported(store, 1820.55)
    change = redefined(store)
    later = reported(store, 20100000.0, first=10, unit="万元")
    with pytest.raises(StoreError, match=STAYS):
        withdraw_upload(store, change, ADMINISTRATOR)
    withdraw_upload(store, later, ADMINISTRATOR)
    content = file("规上工业总产值,万元,26000000", heading=PLAN)
    commit_upload(store, previewed(store, content, ECONOMY), confirmed=True)
    with pytest.raises(StoreError, match=STAYS):
        withdraw_upload(store, change, ADMINISTRATOR)


def test_it_stays_withdrawn_while_later_numbers_stand(store: Store) -> None:
    """What was reported in the old unit after the withdrawal is not taken for the new one."""
    change = redefined(store)
    withdraw_upload(store, change, ADMINISTRATOR)
    reported(store, 1820.55)
    with pytest.raises(StoreError, match=STAYS):
        restore_upload(store, change, ADMINISTRATOR)


def test_what_was_converted_stands_with_the_change(store: Store) -> None:
    """A value from before the change counts converted: withdrawing it would leave it standing."""
    earlier = reported(store, 1820.55)
    change = redefined(store)
    with pytest.raises(StoreError, match=CONVERTED):
        withdraw_upload(store, earlier, ECONOMY)
    withdraw_upload(store, change, ADMINISTRATOR)
    assert withdraw_upload(store, earlier, ECONOMY) == 1


def test_what_was_withdrawn_before_the_change_does_not_come_back(store: Store) -> None:
    """Its numbers are in the old unit."""
    earlier = reported(store, 1820.55)
    withdraw_upload(store, earlier, ECONOMY)
    change = redefined(store)
    with pytest.raises(StoreError, match=CONVERTED):
        restore_upload(store, earlier, ECONOMY)
    withdraw_upload(store, change, ADMINISTRATOR)
    assert restore_upload(store, earlier, ECONOMY) == 1


@pytest.mark.parametrize("unit", ["亿元", "亿 元", "人民币亿元"])
def test_another_spelling_stands_in_no_way(store: Store, unit: str) -> None:
    """Where the amount stays the same, all may be withdrawn and restored in any order."""
    earlier = reported(store, 1820.55)
    change = commit_upload(
        store,
        previewed(
            store, file(f"规上工业总产值,产业提档,{unit},,经发局", heading="指标名称,六提,单位,编码,责任单位")
        ),
        confirmed=True,
    ).upload
    reported(store, 2010.0, first=10)
    assert withdraw_upload(store, earlier, ECONOMY) == 1
    assert withdraw_upload(store, change, ADMINISTRATOR) == 1
    assert restore_upload(store, earlier, ECONOMY) == 1
