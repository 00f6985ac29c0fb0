"""From what a file says to what is stored: months added up, once a month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.reading.parsed import ReadOverrides
from indicators.uploads.commit import commit_upload
from tests.upload_helpers import DELIVERIES, OUTPUT, ask, codes, file, only, rows, store_values

if TYPE_CHECKING:
    from indicators.store.store import Store

OWN, BOTH, BARE = "指标,单位,期间,当月", "指标,单位,期间,当月,累计", "指标,单位,期间,数值"


def test_months_are_added_up(seeded: Store) -> None:
    """January's own value is the year's; each later one adds to the sum, in whatever order they come."""
    lines = [
        f"规上产值,亿元,2024-{month:02d},{value}" for month, value in ((3, 230.5), (1, 110.25), (2, 120))
    ]
    found = ask(seeded, file(*lines, heading=OWN))
    assert codes(found) == []
    assert sorted(rows(found, "period", "value")) == [
        ("2024-01", 110.25),
        ("2024-02", 230.25),
        ("2024-03", 460.75),
    ]


def test_a_month_is_added_to_what_stands(store: Store) -> None:
    """September's own value joins August's ytd; December's takes nothing from last year."""
    store_values(store, OUTPUT, {"2024-08": 1600.0, "2023-12": 2300.0})
    assert rows(ask(store, file("规上产值,亿元,2024-09,200.5", heading=OWN)), "value") == [(1800.5,)]
    assert rows(ask(store, file("规上产值,亿元,2024-01,190", heading=OWN)), "value") == [(190.0,)]


def test_without_the_months_before_there_is_no_sum(seeded: Store, simulated: Store) -> None:
    """A month alone gives no ytd: what is missing is named, and simulated values are nothing to build on."""
    content = file("规上产值,亿元,2024-09,200.5", heading=OWN)
    for tables in (seeded, simulated):
        found = ask(tables, content)
        assert codes(found) == ["error missing_before"]
        problem = only(found, "missing_before")
        assert problem.message == "“规上工业总产值”只有当月数，缺2024年1—8月的累计数，得不出累计"
        assert problem.fix == "补上2024年1—8月的累计数，或直接报累计数"


def test_month_beside_ytd(store: Store) -> None:
    """Where both are there the ytd is stored, and a month that does not fit it must be confirmed, rounding aside."""
    store_values(store, OUTPUT, {"2024-08": 1600.0})
    fits = ask(store, file("规上产值,亿元,2024-09,200.51,1800.5", heading=BOTH))
    assert (codes(fits), rows(fits, "value")) == ([], [(1800.5,)])
    differs = ask(store, file("规上产值,亿元,2024-09,210,1800.5", heading=BOTH))
    assert (codes(differs), rows(differs, "value")) == (["confirm month_differs"], [(1800.5,)])
    assert only(differs, "month_differs").message == "“规上工业总产值”当月数210与累计数之差200.5不符"


def test_month_beside_a_blank_ytd(store: Store) -> None:
    """A column 累计 that is still blank takes nothing away from the months' own values."""
    store_values(store, OUTPUT, {"2024-08": 1600.0, "2024-09": 1799.0})
    found = ask(store, file("规上产值,亿元,2024-09,200.5,", heading=BOTH))
    assert (codes(found), rows(found, "period", "value")) == ([], [("2024-09", 1800.5)])
    assert found.counts == {"new": 0, "changed": 1, "unchanged": 0, "would_clear": 0}


def test_nothing_said_is_asked_about(seeded: Store) -> None:
    """A heading that only says 数值 is taken as since January, and the clerk must say so."""
    content = file("规上产值,亿元,2024-08,1600", "规上产值,亿元,2024-09,1800", heading=BARE)
    found = ask(seeded, content)
    assert codes(found) == ["confirm layout_inferred"]
    assert "D“数值”为累计（没有写累计还是当月）" in only(found, "layout_inferred").message
    assert codes(ask(seeded, content, overrides=ReadOverrides(measure="ytd"))) == []
    assert codes(ask(seeded, file("规上产值,亿元,2024-01,200", heading=BARE))) == []


def test_the_person_says_month(seeded: Store) -> None:
    """Told that they are months, the same numbers are added up."""
    lines = [f"规上产值,亿元,2024-0{month},200" for month in (1, 2, 3)]
    found = ask(seeded, file(*lines, heading=BARE), overrides=ReadOverrides(measure="month"))
    assert (codes(found), sorted(rows(found, "value"))) == ([], [(200.0,), (400.0,), (600.0,)])


@pytest.mark.parametrize("line", ["瞪羚,家,2024-09,61", "GDP增速,%,2024-09,7.9"])
def test_levels_and_rates_are_what_they_are(seeded: Store, line: str) -> None:
    """A level or a rate is never added up and needs no asking."""
    for heading in (OWN, BARE):
        found = ask(seeded, file(line, heading=heading))
        assert (codes(found), rows(found, "value")) == ([], [(float(line.rsplit(",", 1)[1]),)])


@pytest.mark.parametrize(
    ("line", "heading", "right"),
    [
        ("PM2.5,微克/立方米,2024-09,28.5", OWN, "报2024年1—9月的均值"),
        ("PM2.5,微克/立方米,2024年二季度,24", BARE, "报2024年1—6月的均值"),
        ("亩均税收,万元/亩,2024年11月,3.25", OWN, "报2024年1—11月的均值"),
    ],
)
def test_months_of_a_mean(store: Store, line: str, heading: str, right: str) -> None:
    """One month's or quarter's average is none since January, and cannot be added up to one."""
    averages = file(
        "PM2.5,微克/立方米,均值,安全提升", "亩均税收,万元/亩,平均,安全提升", heading="指标名称,单位,类型,六提"
    )
    commit_upload(store, ask(store, averages), confirmed=False)
    found = ask(store, file(line, heading=heading), today=date(2025, 1, 15))
    # 数值 does not say whether it is the quarter's own, and that is asked about.
    asked = ["confirm layout_inferred"] if heading == BARE else []
    assert (codes(found), only(found, "month_of_mean").fix) == ([*asked, "error month_of_mean"], right)
    bare = ask(store, file("PM2.5,微克/立方米,2024-09,28.5", heading=BARE), today=date(2025, 1, 15))
    assert codes(bare) == ["confirm layout_inferred"]
    since = ask(store, file(line), today=date(2025, 1, 15))
    january = ask(store, file("PM2.5,微克/立方米,2024-01,41", heading=OWN), today=date(2025, 1, 15))
    assert [rows(each, "value") for each in (since, january)] == [
        [(float(line.rsplit(",", 1)[1]),)],
        [(41.0,)],
    ]


def test_quarters_of_a_flow(store: Store) -> None:
    """The third quarter's own value adds to June's ytd; the first quarter's is both."""
    content = file("理想汽车,万辆,2024年一季度,8.04", "理想汽车,万辆,2024年三季度,15.2831", heading=BARE)
    assert codes(ask(store, content)) == ["confirm layout_inferred"]
    assert ask(store, content).counts["unchanged"] == 2  # 18.8981 by June, published, makes 34.1812
    alone = ask(store, file("规上产值,亿元,2024年三季度,600", heading=BARE))
    assert "缺2024年1—6月的累计数" in only(alone, "missing_before").message
    since = ask(store, file("理想汽车,万辆,2024年前三季度,34.1812", heading=BARE))
    assert since.counts["unchanged"] == 1


def test_growth_of_a_rate_is_the_rate(seeded: Store) -> None:
    """财政收入 同比 6.8 is the value of the indicator that is a growth itself."""
    found = ask(seeded, file("一般公共预算收入增速,%,2024-09,6.8", heading="指标,单位,期间,累计同比"))
    assert rows(found, "indicator", "value") == [("budget_revenue_growth", 6.8)]


def test_published_ytd_is_not_added_up(seeded: Store) -> None:
    """累计 is stored as it is."""
    found = ask(seeded, file("理想汽车,万辆,2025-01,2.9927", "理想汽车,万辆,2025-02,5.619"))
    assert rows(found, "indicator", "value") == [(DELIVERIES, 2.9927), (DELIVERIES, 5.619)]
