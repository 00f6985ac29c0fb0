"""A file of actuals: all that is wrong is reported at once, and what is due is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.upload_helpers import ECONOMY, OUTPUT, ask, codes, file, only, rows, store_values, values

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_all_problems_at_once(seeded: Store) -> None:
    """Everything that is wrong with a file is reported at once, in the order of its rows."""
    lines = ["没有的,个,2024-09,1", "规上产值,万元,2024-09,1", "新签项目,个,2024-09,1.5", "规上产值,亿元,昨天,1",
             "规上产值,亿元,2024-08,多"]  # fmt: skip
    found = [(f.code, f.row) for f in ask(seeded, file(*lines)).problems]
    assert found == [("unknown_indicator", 2), ("wrong_unit", 3), ("not_whole", 4), ("unreadable_period", 5),
                     ("unreadable_number", 6)]  # fmt: skip


def test_due_but_missing(store: Store) -> None:
    """Only noted: the reporter's own indicators of the newest month that neither the file nor an earlier one has."""
    found = ask(store, values(OUTPUT, m2024_08=1600), ECONOMY)
    note = only(found, "due_but_missing")
    assert note.message.startswith("2024年1—8月应报未报：全部工业开票销售、新签产业项目")
    assert (found.accepted, found.questions) == (True, [])
    for name in (
        "规上工业总产值",
        "近地化配套率",
        "瞪羚",
        "理想汽车新车交付",
    ):  # in it, quarterly, foreign, public
        assert name not in note.message
    store_values(store, "industrial_invoicing", {"2024-08": 2000.0})
    note = only(ask(store, values(OUTPUT, m2024_08=1600), ECONOMY), "due_but_missing")
    assert "开票" not in note.message


def test_simulated_values_are_due(simulated: Store) -> None:
    """What is only simulated was never reported."""
    assert (
        "全部工业开票销售" in only(ask(simulated, values(OUTPUT, m2024_09=1800)), "due_but_missing").message
    )


def test_refused_is_not_missing(seeded: Store) -> None:
    """A number in the wrong unit is there: it is not called 应报未报 as well."""
    lines = ("规上产值,万元,2024-09,18000000", "新签项目,个,2024-09,38")
    assert "规上工业总产值" not in only(ask(seeded, file(*lines), ECONOMY), "due_but_missing").message


def test_targets_beside_actuals_are_left_alone(seeded: Store) -> None:
    """A column of targets in a file of actuals changes no plan, and that is reported."""
    found = ask(seeded, file("规上产值,亿元,2024-09,1800,2600", heading="指标,单位,期间,累计,年度目标"))
    assert codes(found) == ["confirm layout_inferred", "info targets_ignored"]
    assert rows(found, "indicator", "value") == [(OUTPUT, 1800.0)]


def test_all_that_is_wrong_with_a_row_at_once(seeded: Store) -> None:
    """A row in the future and in the wrong unit is reported for both."""
    content = "指标,单位,期间,累计\n规上工业总产值,万元,2099-09,18205500\n"
    assert codes(ask(seeded, content)) == ["error future_period", "error wrong_unit"]
