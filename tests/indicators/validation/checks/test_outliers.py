"""New values next to the series they continue: what is refused as impossible, and what must be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.store.schemas import DEMO
from indicators.validation.context import UploadDecisions
from tests.upload_helpers import DELIVERIES, OUTPUT, PROJECTS, ask, codes, only, store_values, values

if TYPE_CHECKING:
    from indicators.store.store import Store

STEADY = {f"2024-{month:02d}": 200.0 * month for month in range(1, 9)}
GAZELLES = {f"2024-{month:02d}": 58.0 + month for month in range(1, 9)}


@pytest.mark.parametrize(
    ("value", "size", "right"),
    [
        ("18000", "约大10倍", "约1,800"),
        ("180000", "约大100倍", "约1,800"),
        ("18000000", "约大10000倍", "约1,800"),
        ("180", "约小10倍", "约1,800"),
        ("18", "约小100倍", "约1,800"),
        ("0.18", "约小10000倍", "约1,800"),
        ("22000", "约大10倍", "约2,200"),
    ],
)
def test_off_by_a_power_of_ten(store: Store, value: str, size: str, right: str) -> None:
    """A number ten, a hundred or ten thousand times last year's is a slip of the unit, and named as such."""
    store_values(store, OUTPUT, {"2023-09": 1800.0})
    found = ask(store, values(OUTPUT, m2024_09=value))
    assert codes(found) == ["error off_by_factor"]
    problem = only(found, "off_by_factor")
    assert (problem.row, problem.column) == (2, "D“累计”")
    assert f"比上年同期1,800{size}，疑为单位错误" in problem.message
    assert right in problem.fix


def test_off_against_what_stands(store: Store) -> None:
    """The stored value of the same month is the nearest measure of all."""
    store_values(store, OUTPUT, {"2023-09": 18000.0, "2024-09": 1800.0})
    assert (
        "比现有数1,800约大10倍" in only(ask(store, values(OUTPUT, m2024_09=18500)), "off_by_factor").message
    )


@pytest.mark.parametrize(
    ("indicator", "before", "value", "severity"),
    [
        (OUTPUT, 1610.2, 18205500, "error"),
        (OUTPUT, 1610.2, 18205.5, "confirm"),
        ("gazelles", 61, 620, "confirm"),
        (PROJECTS, 34, 3800, "error"),
        ("gdp_growth", 7.8, 0.079, "confirm"),
        ("budget_revenue_growth", 6.5, 650, "confirm"),
    ],
)
def test_off_against_the_month_before(
    store: Store, indicator: str, before: float, value: float, severity: str
) -> None:
    """Without last year's value the month before tells; only the largest slips are beyond doubt then."""
    store_values(store, indicator, {"2024-08": before})
    found = only(ask(store, values(indicator, m2024_09=value)), "off_by_factor")
    assert found.severity == severity
    assert "比前期数" in found.message


@pytest.mark.parametrize(
    ("indicator", "value", "severity"),
    [
        (OUTPUT, 18205500, "error"),
        (OUTPUT, 0.18, "confirm"),
        ("gdp_growth", 0.075, "confirm"),
    ],
)
def test_off_against_the_plan(store: Store, indicator: str, value: float, severity: str) -> None:
    """The very first value of an indicator has nothing but its plan to compare with."""
    slip = only(ask(store, values(indicator, m2024_09=value)), "off_by_factor")
    assert slip.severity == severity
    assert "比计划数" in slip.message


def test_far_from_the_plan_is_no_slip(store: Store) -> None:
    """Half of the plan, twice the plan, a third of it early in the year: all of them happen."""
    for value in (900, 3800):
        assert codes(ask(store, values(OUTPUT, m2024_09=value))) == []
    store_values(store, OUTPUT, {"2024-01": 20.0})
    assert codes(ask(store, values(OUTPUT, m2024_02=150))) == []


def test_growth_is_no_slip(store: Store) -> None:
    """A third more, three times as much, or a rate ten times as high are no slips of the unit."""
    store_values(store, OUTPUT, {"2023-09": 1800.0})
    for value in (2400, 5400, 900):
        assert codes(ask(store, values(OUTPUT, m2024_09=value))) == []
    store_values(store, "budget_revenue_growth", {"2023-09": 0.8})
    assert codes(ask(store, values("budget_revenue_growth", m2024_09=8.0))) == []


def test_few_pieces_grow_tenfold(store: Store) -> None:
    """Two projects last year and twenty this year are possible; 47 and 470 are not."""
    store_values(store, PROJECTS, {"2023-03": 2.0, "2023-09": 47.0})
    assert codes(ask(store, values(PROJECTS, m2024_03=20))) == []
    assert codes(ask(store, values(PROJECTS, m2024_09=470))) == ["error off_by_factor"]


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        (1500, "累计数1,500亿元，比此前1—8月的累计数1,600亿元少100"),
        (1599.9, "累计数1,599.9亿元，比此前1—8月的累计数1,600亿元少0.1"),
        (950, "累计数950亿元，比此前1—8月的累计数1,600亿元少650"),
    ],
)
def test_a_falling_ytd_is_asked_about(store: Store, value: float, compared: str) -> None:
    """The bureau itself revises: a sum below an earlier one is a question that names both and the fall."""
    store_values(store, OUTPUT, STEADY)
    found = only(ask(store, values(OUTPUT, m2024_09=value)), "ytd_falls")
    assert (found.severity, found.row) == ("confirm", 2)
    assert found.message.endswith(compared)


def test_a_sum_above_a_later_one_is_asked_about(store: Store) -> None:
    """The same between the file's month and a later one that is stored."""
    store_values(store, OUTPUT, STEADY | {"2024-10": 2000.0})
    later = only(ask(store, values(OUTPUT, m2024_09=2100)), "ytd_falls")
    assert later.severity == "confirm"
    assert later.message.endswith("累计数2,100亿元，比其后1—10月的累计数2,000亿元多100")


@pytest.mark.parametrize("value", [205, 190.5, 640])
def test_a_months_own_value_as_sum_is_refused(store: Store, value: float) -> None:
    """What falls further than the series ever did, to the size of a month, is that month's own value."""
    store_values(store, OUTPUT, STEADY)
    refused = only(ask(store, values(OUTPUT, m2024_09=value)), "ytd_falls")
    assert (refused.severity, refused.message[-5:]) == ("error", "像是当月数")
    assert "如为当月数，请把这一列的用途改为“当月”" in refused.fix


def test_a_fall_that_happened_before_is_only_asked_about(store: Store) -> None:
    """A series that once fell as far may do so again."""
    store_values(store, OUTPUT, {"2023-11": 2200.0, "2023-12": 800.0} | STEADY)
    assert codes(ask(store, values(OUTPUT, m2024_09=640))) == ["confirm ytd_falls"]


def test_a_fall_behind_a_blank(store: Store) -> None:
    """A blank clears nothing, so the stored value is still compared with; unless it is cleared."""
    store_values(store, OUTPUT, {"2024-07": 1400.0, "2024-08": 1600.0})
    content = values(OUTPUT, m2024_08="—", m2024_09=1500)
    assert codes(ask(store, content)) == ["confirm ytd_falls", "info would_clear"]
    cleared = ask(store, content, decisions=UploadDecisions(clear_blanks=True))
    assert codes(cleared) == ["confirm would_clear"]
    assert "将被清空" in only(cleared, "would_clear").message


def test_a_fall_within_the_file(seeded: Store) -> None:
    """Rows of one file are compared with each other, too, whatever their order."""
    found = ask(seeded, values(OUTPUT, m2024_09=1500, m2024_08=1600))
    assert (codes(found), only(found, "ytd_falls").row) == (["confirm ytd_falls"], 2)
    found = ask(seeded, values(OUTPUT, m2024_12=889, m2024_11=906, m2024_10=850))
    assert only(found, "ytd_falls").message.endswith("889亿元，比此前1—11月的累计数906亿元少17")


@pytest.mark.parametrize("word", ["修正", "数据修订", "据统计局核实更正", "订正上月"])
def test_a_revision_is_asked_about(store: Store, word: str) -> None:
    """Marked as a revision, a fall or a slip is no longer refused, only to be confirmed."""
    store_values(store, OUTPUT, STEADY | {"2023-09": 1800.0})
    assert codes(ask(store, values(OUTPUT, word, m2024_09=640))) == ["confirm ytd_falls"]
    assert codes(ask(store, values(OUTPUT, word, m2024_09=18000))) == ["confirm off_by_factor"]
    assert codes(ask(store, values(OUTPUT, "正常", m2024_09=640))) == ["error ytd_falls"]


def test_what_may_fall(store: Store) -> None:
    """January begins again, and a level or a rate may fall."""
    store_values(store, OUTPUT, {"2023-12": 2300.0})
    store_values(store, "gazelles", {"2024-08": 70.0})
    store_values(store, "budget_revenue_growth", {"2024-08": 7.0})
    assert codes(ask(store, values(OUTPUT, m2024_01=200))) == []
    assert codes(ask(store, values("gazelles", m2024_09=68))) == []
    assert codes(ask(store, values("budget_revenue_growth", m2024_09=6.5))) == []


def test_a_jump_is_asked_about(store: Store) -> None:
    """A month three times as large as any before it must be confirmed; one a third larger need not."""
    store_values(store, OUTPUT, STEADY)
    found = ask(store, values(OUTPUT, m2024_09=2200))
    assert codes(found) == ["confirm jump"]
    assert "本期变动600，远超该指标以往的变动" in only(found, "jump").message
    assert found.accepted
    assert codes(ask(store, values(OUTPUT, m2024_09=1870))) == []


def test_a_jump_of_a_level(store: Store) -> None:
    """A level's steps are those from one month to the next."""
    store_values(store, "gazelles", GAZELLES)
    assert codes(ask(store, values("gazelles", m2024_09=67))) == []
    assert codes(ask(store, values("gazelles", m2024_09=90))) == ["confirm jump"]


def test_a_short_series_has_no_jumps(store: Store) -> None:
    """Five steps tell nothing of what is usual."""
    store_values(store, OUTPUT, {period: STEADY[period] for period in list(STEADY)[:5]})
    assert codes(ask(store, values(OUTPUT, m2024_06=1600))) == []


def test_published_deliveries_are_usual(seeded: Store) -> None:
    """The real January 2025 (29,927 cars) is neither a jump nor a slip; ten times as many are."""
    assert codes(ask(seeded, values(DELIVERIES, m2025_01=2.9927))) == []
    assert codes(ask(seeded, values(DELIVERIES, m2025_01=29.927))) == ["error off_by_factor"]


def test_identical_to_last_month(store: Store) -> None:
    """The same number as last month may be last month's file; for pieces and levels it is usual, and so is 0."""
    store_values(store, OUTPUT, {"2024-07": 1400.0, "2024-08": 1600.0})
    found = ask(store, values(OUTPUT, m2024_09=1600))
    assert codes(found) == ["confirm identical"]
    assert only(found, "identical").message == "“规上工业总产值”2024年1—9月与上月完全相同（1,600亿元）"
    store_values(store, PROJECTS, {"2024-08": 38.0})
    store_values(store, "gazelles", {"2024-08": 61.0})
    store_values(store, "new_premises_area", {"2024-08": 0.0})
    assert codes(ask(store, values(PROJECTS, m2024_09=38))) == []
    assert codes(ask(store, values("gazelles", m2024_09=61))) == []
    zero = "指标,单位,期间,累计\n新增载体面积,万平方米,2024-09,0"
    assert codes(ask(store, zero)) == []


def test_identical_is_asked_about_once(store: Store) -> None:
    """Of a long series, too, a copied number is one question: that nothing was added needs no second one."""
    store_values(store, OUTPUT, STEADY)
    assert codes(ask(store, values(OUTPUT, m2024_09=1600))) == ["confirm identical"]


def test_identical_with_a_gap_between(store: Store) -> None:
    """A rate that is the same as two months ago was not copied from last month."""
    store_values(store, "budget_revenue_growth", {"2024-07": 6.5})
    assert codes(ask(store, values("budget_revenue_growth", m2024_09=6.5))) == []
    assert codes(ask(store, values("budget_revenue_growth", m2024_08=6.5))) == ["confirm identical"]


def test_a_large_change_is_asked_about(store: Store) -> None:
    """More than a fifth away from what was reported must be confirmed, in either direction."""
    store_values(store, OUTPUT, {"2024-09": 1000.0})
    found = ask(store, values(OUTPUT, m2024_09=1201))
    assert codes(found) == ["confirm large_change"]
    message = "“规上工业总产值”2024年1—9月将由1,000亿元改为1,201亿元，变动20.1%"
    assert only(found, "large_change").message == message
    assert codes(ask(store, values(OUTPUT, m2024_09=1200))) == []
    assert codes(ask(store, values(OUTPUT, m2024_09=799))) == ["confirm large_change"]


def test_state_backwards(store: Store) -> None:
    """预计, 快报, 正式 come in this order; the way back must be confirmed, and a missing state is no way back."""
    store_values(store, OUTPUT, {"2024-09": 1000.0}, state="正式")
    heading, line = "指标,单位,期间,累计,状态", "规上产值,亿元,2024-09,1010,"
    found = ask(store, f"{heading}\n{line}快报数")
    assert codes(found) == ["confirm state_backwards"]
    assert "已有“正式”数，文件中是“快报”数" in only(found, "state_backwards").message
    for value, state in ((1000, "快报"), (1000, "预计"), (880, "预计数")):
        backwards = ask(store, f"{heading}\n规上产值,亿元,2024-09,{value},{state}")
        assert codes(backwards) == ["confirm state_backwards"]
    for state in ("正式", ""):
        assert codes(ask(store, f"{heading}\n{line}{state}")) == []


def test_simulated_values_are_no_history(simulated: Store) -> None:
    """Beside simulated values nothing is a jump, a slip, a fall, a change or a copy."""
    current = simulated.snapshot().observations
    august = current[(current["indicator"] == OUTPUT) & (current["period"] == "2024-08")]
    assert august["origin"].tolist() == [DEMO]
    for value in (august["value"].item(), 700.0, 5_000.0):
        assert codes(ask(simulated, values(OUTPUT, m2024_09=value))) == ["info demo_replaced"]


GROWTH = "指标,单位,期间,累计,同比"


def test_a_published_growth_does_not_vanish_unseen(store: Store) -> None:
    """A corrected value without a growth removes the published one: that must be confirmed."""
    store_values(store, OUTPUT, {"2024-09": 1500.0}, growth=5.4)
    found = ask(store, values(OUTPUT, m2024_09=1501))
    assert codes(found) == ["confirm growth_lost"]
    assert "原报同比+5.4%" in only(found, "growth_lost").message
    assert codes(ask(store, values(OUTPUT, m2024_09=1500))) == []


def test_a_growth_that_changes_far(store: Store) -> None:
    """Beside a value that stays, a growth that moves more than 5 points must be confirmed."""
    store_values(store, OUTPUT, {"2024-09": 1951.0, "2023-09": 1851.0}, growth=5.4)
    found = ask(store, f"{GROWTH}\n规上工业总产值,亿元,2024-09,1951,15.4\n")
    assert codes(found) == ["confirm growth_changes"]
    assert "同比将由+5.4%改为+15.4%" in only(found, "growth_changes").message
    assert codes(ask(store, f"{GROWTH}\n规上工业总产值,亿元,2024-09,1951,5.6\n")) == []


@pytest.mark.parametrize(
    ("growth", "message"),
    [
        (93.25, "按上年同期推算为+5.4%"),
        (-60, "按上年同期推算为+5.4%"),
        (0.054, "的同比为0.054%，按上年同期推算为+5.4%"),
    ],
)
def test_a_growth_far_from_last_years_value(store: Store, growth: float, message: str) -> None:
    """An amount taken for a growth, or a slip of the point, is far from what the two values make."""
    store_values(store, OUTPUT, {"2023-09": 1851.0})
    found = ask(store, f"{GROWTH}\n规上工业总产值,亿元,2024-09,1951,{growth}\n")
    assert codes(found) == ["confirm odd_growth"]
    assert message in only(found, "odd_growth").message


def test_a_growth_too_large_to_be_believed(store: Store) -> None:
    """Without last year's value more than a doubling must be confirmed; a loss of more than all is refused."""
    line = f"{GROWTH}\n规上工业总产值,亿元,2024-09,1951,"
    assert codes(ask(store, f"{line}820.55\n")) == ["confirm odd_growth"]
    assert codes(ask(store, f"{line}60\n")) == []
    assert codes(ask(store, f"{line}-540\n")) == ["confirm odd_growth", "error impossible_growth"]
