"""What a file would change, next to what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.store.schemas import DEMO, PUBLIC
from indicators.store.upload import Upload
from indicators.validation.context import UploadDecisions
from tests.upload_helpers import (
    DELIVERIES,
    OUTPUT,
    PROJECTS,
    ask,
    codes,
    file,
    only,
    rows,
    store_values,
    values,
)

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

GROWTH = "指标,单位,期间,累计,同比"


def changes(preview: Preview) -> dict[str, tuple[str, float | None, float | None]]:
    """By period: kind of change, old, new."""
    found = preview.checked.differences
    cells = found[["old", "value"]].astype(object).where(found[["old", "value"]].notna(), None)
    listed = zip(
        found["period"].astype(str), found["change"].astype(str), cells["old"], cells["value"], strict=True
    )
    return {period: (change, old, new) for period, change, old, new in listed}


def test_new_changed_unchanged_would_clear(store: Store) -> None:
    """Each value is one of four, next to the old one; only new and changed ones would be written."""
    store_values(store, OUTPUT, {"2024-06": 1200.0, "2024-07": 1400.0, "2024-08": 1600.0})
    found = ask(store, values(OUTPUT, m2024_06=1200, m2024_07=1405, m2024_08="—", m2024_09=1800))
    assert changes(found) == {
        "2024-06": ("unchanged", 1200.0, 1200.0), "2024-07": ("changed", 1400.0, 1405.0),
        "2024-08": ("would_clear", 1600.0, None), "2024-09": ("new", None, 1800.0),
    }  # fmt: skip
    assert found.counts == {"new": 1, "changed": 1, "unchanged": 1, "would_clear": 1}
    assert rows(found, "period", "value", "row") == [("2024-07", 1405.0, 3), ("2024-09", 1800.0, 5)]


def test_blanks_never_clear_by_accident(store: Store) -> None:
    """A blank for a stored value is reported and clears nothing, unless the person asks for it."""
    store_values(store, OUTPUT, {"2024-08": 1600.0})
    content = values(OUTPUT, m2024_07="…", m2024_08="—")
    found = ask(store, content)
    assert codes(found) == ["info would_clear"]
    assert only(found, "would_clear").message == "“规上工业总产值”2024年1—8月在文件中为空，现有1,600亿元"
    assert found.checked.rows.empty
    cleared = ask(store, content, decisions=UploadDecisions(clear_blanks=True)).checked.rows
    assert cleared[["period", "value"]].isna().to_numpy().tolist() == [[False, True]]


def test_real_zero_is_a_value(store: Store) -> None:
    """0 is 0: new where nothing is stored."""
    assert rows(ask(store, values(PROJECTS, m2024_01=0)), "period", "value") == [("2024-01", 0.0)]


def test_public_values_stand(seeded: Store) -> None:
    """What was published counts as old, and the same number again changes nothing."""
    found = ask(seeded, values(DELIVERIES, m2024_08=28.8103, m2024_09=34.2))
    assert changes(found) == {
        "2024-08": ("unchanged", 28.8103, 28.8103),
        "2024-09": ("changed", 34.1812, 34.2),
    }
    assert set(found.checked.differences["old_origin"]) == {PUBLIC}


def test_simulated_values_are_never_old(simulated: Store) -> None:
    """A real value in place of a simulated one is new, and marked as taking its place; a blank clears nothing."""
    found = ask(simulated, values(OUTPUT, m2024_08=1600, m2024_09="—"))
    assert changes(found) == {"2024-08": ("new", None, 1600.0)}
    assert found.checked.differences["replaces_demo"].tolist() == [True]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("规上产值,亿元,2024-09,1800", "规上工业总产值"),
        ("瞪羚,家,2024-06,62", "瞪羚企业累计认定"),
        ("新签项目,个,2026-02,8", "新签产业项目"),
    ],
)
def test_simulated_values_that_will_go_are_named(simulated: Store, line: str, name: str) -> None:
    """One real value, of whichever month, replaces all simulated ones of its indicator: that is said with their number."""
    stored = simulated.snapshot().observations
    catalogue = simulated.snapshot().catalogue.set_index("name")
    months = (stored["indicator"] == catalogue.loc[name, "indicator"]).sum()
    assert months > 1
    note = only(ask(simulated, file(line)), "demo_replaced")
    assert (note.severity, note.message) == ("info", f"写入后，演示数据不再显示：{name}（{months}个月）")


def test_simulated_targets_go_by_year(store: Store) -> None:
    """A target replaces the simulated ones of its year; where nothing is written, nothing goes."""
    plans = store.snapshot().plans
    simulated = plans[plans["indicator"] == OUTPUT].assign(origin=DEMO)
    years = pd.concat([simulated.assign(year=2026), simulated.assign(year=2027)])
    store.append("plans", years, Upload.new("演示"))
    content = "2026年目标任务分解表\n指标,单位,年度目标\n规上产值,亿元,{}\n"
    note = only(ask(store, content.format(2900)), "demo_replaced")
    assert note.message == "写入后，演示数据不再显示：规上工业总产值（2026年计划1项）"
    blank = ask(store, file("规上产值,亿元,2024-09,—", "理想汽车,万辆,2024-09,34.1812"))
    assert "demo_replaced" not in {issue.code for issue in blank.issues}


def test_growth_belongs_to_its_value(store: Store) -> None:
    """Growth is entered, never worked out, and belongs to the value; another growth alone is a change."""
    found = ask(store, file("规上产值,亿元,2024-09,1800,5.4", heading=GROWTH))
    assert rows(found, "value", "growth") == [(1800.0, 5.4)]
    store_values(store, OUTPUT, {"2024-09": 1800.0}, growth=5.4)
    assert ask(store, file("规上产值,亿元,2024-09,1800,5.4", heading=GROWTH)).counts["unchanged"] == 1
    assert ask(store, file("规上产值,亿元,2024-09,1800,5.6", heading=GROWTH)).counts["changed"] == 1


def test_growth_stays_with_a_value_that_stays(store: Store) -> None:
    """A file without 同比 takes none away from the value it repeats; a new value does not keep the old growth."""
    store_values(store, OUTPUT, {"2024-09": 1800.0}, growth=5.4)
    assert ask(store, values(OUTPUT, m2024_09=1800)).counts["unchanged"] == 1
    changed = ask(store, values(OUTPUT, m2024_09=1810)).checked.rows
    assert changed["growth"].isna().all()


def test_growth_alone(store: Store) -> None:
    """同比 that comes later joins the stored value; without one there is nothing to store, and that is said."""
    content = file("规上产值,亿元,2024-09,5.4", heading="指标,单位,期间,累计同比")
    assert ask(store, content).checked.rows.empty
    assert codes(ask(store, content)) == ["error growth_without_value"]
    store_values(store, OUTPUT, {"2024-09": 1800.0})
    assert rows(ask(store, content), "value", "growth") == [(1800.0, 5.4)]
    beside_a_blank = file("规上产值,亿元,2024-09,—,5.4", heading=GROWTH)
    found = ask(store, beside_a_blank)
    assert (codes(found), rows(found, "value", "growth")) == ([], [(1800.0, 5.4)])
    clears = ask(store, beside_a_blank, decisions=UploadDecisions(clear_blanks=True))
    assert codes(clears) == ["confirm would_clear", "error growth_without_value"]


@pytest.mark.parametrize(
    ("lines", "severity", "periods", "places"),
    [
        (["规上产值,亿元,2024-09,,5.4"], "error", "2024年1—9月", ()),
        (["规上产值,亿元,2024-08,,5.4", "规上产值,亿元,2024-09,,-2.1", "新签项目,个,2024-09,38,"],
         "confirm", "2024年1—8月、2024年1—9月", (2, 3)),
        ([f"规上产值,亿元,2024-{month:02d},,5" for month in range(2, 9)], "error",
         "2024年1—2月、2024年1—3月、2024年1—4月、2024年1—5月、2024年1—6月等7期", tuple(range(2, 9))),
    ],
)  # fmt: skip
def test_a_growth_without_its_value(
    seeded: Store, lines: list[str], severity: str, periods: str, places: tuple[int, ...]
) -> None:
    """One issue names the indicator and its months; a file with nothing else is refused, others are asked about."""
    lost = only(ask(seeded, file(*lines, heading=GROWTH)), "growth_without_value")
    assert (lost.severity, lost.rows) == (severity, places)
    assert lost.message == f"“规上工业总产值”只有同比，没有数值，不能保存：{periods}"
    assert lost.fix.startswith("连同数值一起上报")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("规上产值,万元,2024-09,18000000,5.4", "wrong_unit"),
        ("规上产值,亿元,2024-09,约18百,5.4", "unreadable_number"),
        ("规上产值,亿元,2024-09,#DIV/0!,5.4", "formula_error"),
    ],
)
def test_a_growth_beside_a_refused_value_is_not_missing_one(seeded: Store, line: str, code: str) -> None:
    """What is wrong with the value is said; that the growth then has none says nothing more."""
    assert codes(ask(seeded, file(line, heading=GROWTH))) == [f"error {code}"]


def test_a_growth_of_a_level(seeded: Store) -> None:
    """A level has one growth, whichever month it is of."""
    lines = ["瞪羚,家,2024-03,61,5.2", "瞪羚,家,2024-02,60,5.1", "独角兽,家,2024-02,6,20"]
    found = ask(seeded, file(*lines, heading="指标,单位,期间,期末数,同比"))
    assert sorted(rows(found, "period", "value", "growth")) == [
        ("2024-02", 6.0, 20.0), ("2024-02", 60.0, 5.1), ("2024-03", 61.0, 5.2),
    ]  # fmt: skip


def test_state_alone_is_a_change(store: Store) -> None:
    """快报 that becomes 正式 is stored though the number stays."""
    store_values(store, OUTPUT, {"2024-09": 1800.0})
    heading = "指标,单位,期间,累计,状态"
    found = ask(store, file("规上产值,亿元,2024-09,1800,正式", heading=heading))
    assert rows(found, "value", "state") == [(1800.0, "正式")]
    assert ask(store, file("规上产值,亿元,2024-09,1800,快报", heading=heading)).counts["unchanged"] == 1


def test_rounding_noise_is_no_change(store: Store) -> None:
    """0.1 + 0.2 is what is stored as 0.3."""
    store_values(store, OUTPUT, {"2024-09": 0.1 + 0.2})
    assert ask(store, values(OUTPUT, m2024_09=0.3)).counts["unchanged"] == 1


@pytest.mark.parametrize("order", [["2024-08", "2024-09"], ["2024-09", "2024-08"]])
def test_newest_report_is_what_stands(store: Store, order: list[str]) -> None:
    """Of two reports for one month the newer one is compared with, whatever the order of months."""
    store_values(store, OUTPUT, dict.fromkeys(order, 1500.0))
    store_values(store, OUTPUT, {"2024-08": 1600.0})
    assert changes(ask(store, values(OUTPUT, m2024_08=1601)))["2024-08"] == ("changed", 1600.0, 1601.0)


def test_rows_are_what_the_table_takes(seeded: Store) -> None:
    """Rows carry indicator, lift, period, value, growth, state, note, the file's row and that they were reported."""
    written = ask(seeded, values(OUTPUT, "初步", m2024_09=1800)).checked.rows.astype(
        {"indicator": str, "lift": str}
    )
    expected = {"indicator": OUTPUT, "lift": "industry", "period": "2024-09", "value": 1800.0, "growth": None, "state": "",
            "note": "初步", "row": 2, "origin": "报送"}  # fmt: skip
    assert pd.DataFrame([expected]).astype(object).where(lambda f: f.notna(), None).to_dict("records") == (
        written.astype(object).where(written.notna(), None).to_dict("records")
    )
