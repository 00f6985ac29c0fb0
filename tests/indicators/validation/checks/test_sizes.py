"""Sizes next to all that is known: asked about from three times on, refused from fifty, unless by an administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.uploads.commit import commit_upload
from indicators.validation.checks.units import unit_of_slip
from tests.upload_helpers import ECONOMY, OUTPUT, PROJECTS, ask, codes, file, only, store_values, values

if TYPE_CHECKING:
    from indicators.store.store import Store

# An indicator without a plan.
INVESTMENT = "工业投资"


@pytest.fixture
def invested(store: Store) -> Store:
    """Nothing is known of 工业投资 but last year: 85 in September, 120 in December."""
    definition = file(f"{INVESTMENT},产业提档,亿元,累计", heading="指标名称,六提,单位,类型")
    commit_upload(store, ask(store, definition), confirmed=True)
    catalogue = store.snapshot().catalogue.set_index("name")
    store_values(store, catalogue.loc[INVESTMENT, "indicator"], {"2023-09": 85.0, "2023-12": 120.0})
    return store


def invest(value: float, month: str = "2024-09") -> bytes:
    """工业投资 since January."""
    return file(f"{INVESTMENT},亿元,{month},{value}")


@pytest.mark.parametrize(
    ("value", "month", "said"),
    [
        (2700, "2024-09", "为2,700亿元，是以往水平90的30倍"),
        (4450, "2024-09", "为4,450亿元，是以往水平90的49倍"),
        (275, "2024-09", "为275亿元，是以往水平90的3倍"),
        (28, "2024-09", "为28亿元，是上年同期85的33%"),
        (31, "2024-01", "为31亿元，是以往水平10的3倍"),
    ],
)
def test_what_is_far_from_all_that_is_known_is_asked_about(
    invested: Store, value: float, month: str, said: str
) -> None:
    """Beyond three times the largest or a third of the smallest size so far; a sum counts by its average month."""
    found = ask(invested, invest(value, month), ECONOMY)
    assert codes(found) == ["confirm unusual_size"]
    assert only(found, "unusual_size").message.endswith(said)


@pytest.mark.parametrize("value", [29, 85, 265])
def test_what_is_near_to_one_of_the_known_sizes_is_not(invested: Store, value: float) -> None:
    """A third and three times are the ends; one known size that is near is enough."""
    assert codes(ask(invested, invest(value), ECONOMY)) == []


@pytest.mark.parametrize("value", [4600, 56_000, 1.6, 0.4])
def test_fifty_times_is_for_an_administrator(invested: Store, value: float) -> None:
    """What a department cannot confirm an administrator can; both are told the same."""
    refused = only(ask(invested, invest(value), ECONOMY), "unusual_size")
    asked = only(ask(invested, invest(value)), "unusual_size")
    assert (refused.severity, asked.severity) == ("error", "confirm")
    assert refused.message == asked.message
    assert "只能由管理员上报" in refused.fix


def test_a_remark_confirms_no_size(invested: Store) -> None:
    """修正 explains a slip that is put right, not a number that fits nothing."""
    content = file(f"{INVESTMENT},亿元,2024-09,4600,修正", heading="指标,单位,期间,累计,备注")
    assert codes(ask(invested, content, ECONOMY)) == ["error unusual_size"]


def test_one_file_is_compared_with_itself(store: Store) -> None:
    """Where nothing is stored, its earlier months are known: the later one is asked about, once."""
    definition = file(f"{INVESTMENT},产业提档,亿元,累计", heading="指标名称,六提,单位,类型")
    commit_upload(store, ask(store, definition), confirmed=True)
    found = ask(store, file(f"{INVESTMENT},亿元,2023-09,850", f"{INVESTMENT},亿元,2024-09,45000"))
    assert codes(found) == ["confirm unusual_size"]
    assert only(found, "unusual_size").message == "“工业投资”2024年1—9月为45,000亿元，是上年同期850的53倍"
    assert only(found, "unusual_size").row == 3


@pytest.mark.parametrize(
    ("months", "odd"),
    [
        ({2: 7.59, 3: 40.38, 4: 98.2}, []),
        ({2: 7.59, 3: 40.38}, [3]),
        ({6: 510, 7: 61_000, 9: 830}, [3, 4]),
        ({6: 51_000, 7: 612}, [3]),
    ],
)
def test_a_year_that_begins_slowly(store: Store, months: dict[int, float], odd: list[int]) -> None:
    """In a first file March may be many times February where April goes on like it; else what does not fit is asked about."""
    definition = file(f"{INVESTMENT},产业提档,亿元,累计", heading="指标名称,六提,单位,类型")
    commit_upload(store, ask(store, definition), confirmed=True)
    lines = [f"{INVESTMENT},亿元,2017-{month:02d},{value}" for month, value in months.items()]
    found = ask(store, file(*lines))
    assert sorted({f.row for f in found.issues if f.code in {"unusual_size", "off_by_factor"}}) == odd


def test_wrong_numbers_do_not_vouch_for_each_other(invested: Store) -> None:
    """Each number of a file that fits nothing stored is told, not only its first."""
    lines = [f"{INVESTMENT},亿元,2024-{month:02d},{300.0 * month}" for month in (7, 8, 9)]
    found = ask(invested, file(*lines), ECONOMY)
    assert [(f.code, f.row) for f in found.questions] == [("unusual_size", row) for row in (2, 3, 4)]


@pytest.mark.parametrize(("value", "severity"), [(187.5, "confirm"), (2, "error"), (6000, "confirm")])
def test_next_to_the_plan_alone(seeded: Store, value: float, severity: str) -> None:
    """The first value of all has the plan's share of the months: 1,875 of 2,500 by September."""
    found = ask(seeded, values(OUTPUT, m2024_09=value), ECONOMY)
    assert codes(found) == [f"{severity} unusual_size"]
    assert "计划数1,875的" in only(found, "unusual_size").message


@pytest.mark.parametrize("value", [182_055_000_000, 210_000_000_000])
def test_yuan_for_a_hundred_million_yuan(seeded: Store, value: float) -> None:
    """A hundred million times the plan is 元 for 亿元, and is refused as that, whoever reports it."""
    for found in (
        ask(seeded, values(OUTPUT, m2024_09=value)),
        ask(seeded, values(OUTPUT, m2024_09=value), ECONOMY),
    ):
        assert codes(found) == ["error off_by_factor"]
        assert only(found, "off_by_factor").message.endswith("约大1亿倍，疑为单位错误，像是以元为单位")


def test_a_department_cannot_confirm_a_slip_of_fifty_times(store: Store) -> None:
    """A ten-thousandth of the plan is a question to an administrator, a refusal to a department."""
    found = only(ask(store, values(OUTPUT, m2024_09=0.18), ECONOMY), "off_by_factor")
    assert (found.severity, found.message[-14:]) == ("error", "小10000倍，疑为单位错误")


def test_ten_times_last_years_as_planned_is_only_asked_about(store: Store) -> None:
    """What the plan expects is no slip beyond doubt."""
    store_values(store, OUTPUT, {"2023-09": 185.0})
    assert codes(ask(store, values(OUTPUT, m2024_09=1850))) == ["confirm off_by_factor"]


def test_few_pieces_and_rates_vary(store: Store) -> None:
    """One project and twelve, 0.6 % and 5.1 %, nothing and something: none of them is asked about."""
    store_values(store, PROJECTS, {"2023-03": 1.0})
    store_values(store, "budget_revenue_growth", {"2024-08": 0.6})
    assert codes(ask(store, values(PROJECTS, m2024_03=12))) == []
    assert codes(ask(store, values("budget_revenue_growth", m2024_09=5.1))) == []


SIZES = "指标名称,六提,单位,类型,常见下限,常见上限"


@pytest.mark.parametrize(
    ("line", "value", "found"),
    [
        ("丑额,产业提档,亿元,累计,40,90", "丑额,亿元,2024-09,280", "confirm unusual_size"),
        ("寅额,产业提档,亿元,累计,40,90", "寅额,亿元,2024-09,5100", "error unusual_size"),
        ("卯率,产业提档,%,比率,2,15", "卯率,%,2024-09,0.5", "confirm unusual_size"),
        ("辰额,产业提档,亿元,累计,40,90", "辰额,亿元,2024-09,150", None),
        ("巳额,产业提档,亿元,累计,,", "巳额,亿元,2024-09,280000", None),
    ],
)
def test_the_first_value_next_to_what_is_usual(
    store: Store, line: str, value: str, found: str | None
) -> None:
    """With nothing else known the catalogue's usual range counts; with not even that, nothing can be said."""
    commit_upload(store, ask(store, file(line, heading=SIZES)), confirmed=True)
    preview = ask(store, file(value), ECONOMY)
    assert codes(preview) == ([found] if found else [])
    if found:
        assert "是常见值" in only(preview, "unusual_size").message


@pytest.mark.parametrize(
    ("unit", "times", "written"),
    [
        ("亿元", 1e8, "元"), ("亿元", 1e4, "万元"), ("亿元", 100, "百万元"), ("万平方米", 1e4, "平方米"),
        ("亿美元", 1e4, "万美元"), ("亿元", 10, ""), ("个", 100, ""), ("%", 100, ""),
    ],
)  # fmt: skip
def test_the_unit_a_slip_is_in(unit: str, times: float, written: str) -> None:
    """Named where offices use one; ten times too much is a slip of the point."""
    assert unit_of_slip(unit, times) == written
