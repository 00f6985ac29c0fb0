"""An indicator that has numbers gets another unit or another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from indicators.evaluation import board
from indicators.frames import as_csv
from indicators.history import observations_table, plans_table
from indicators.period import Period
from indicators.store.schemas import DEMO
from indicators.uploads.commit import UploadRefusedError, commit_upload, withdraw_upload
from indicators.uploads.history import differences_of_upload, list_uploads
from indicators.uploads.templates import definitions_template
from tests.reports import ADMINISTRATOR, output, previewed
from tests.upload_helpers import OUTPUT, PROJECTS, ask, codes, file, only, rows, store_values

if TYPE_CHECKING:
    import pandas as pd

    from indicators.store.store import Store

AREA, LAND = "new_premises_area", "reserved_land"
HEADING = "指标名称,六提,单位,类型"
QUARTERS = "2024年目标任务分解表\n指标,单位,一季度,二季度,三季度,全年"


def in_unit(unit: str, name: str = "新增载体面积", lift: str = "载体提标", kind: str = "") -> bytes:
    """A file that gives an indicator another unit."""
    return file(f"{name},{lift},{unit},{kind}", heading=HEADING)


def numbers(store: Store, table: str, indicator: str) -> list[float]:
    """What counts of an indicator, oldest first."""
    rows: pd.DataFrame = getattr(store.snapshot(), table)
    column = {"observations": "value", "plans": "target"}[table]
    return rows[rows["indicator"] == indicator].sort_values("period")[column].tolist()


def shown(store: Store, indicator: str, month: int = 7) -> dict[str, Any]:
    """An indicator on the board."""
    return board(store.snapshot(), None, Period(2024, month)).row(indicator)


@pytest.mark.parametrize(
    ("indicator", "name", "lift", "before", "values", "unit", "after", "target"),
    [
        (AREA, "新增载体面积", "载体提标", (17.92, 20.4), "平方米", "平方米", [179200.0, 204000.0], 300000.0),
        (AREA, "新增载体面积", "载体提标", (17.92, 20.4), "亩", "亩", [268.8, 306.0], 450.0),
        (OUTPUT, "规上工业总产值", "产业提档", (1400.55, 1600.5), "万元", "万元", [14005500.0, 16005000.0], 25000000.0),
        (LAND, "规划预留产业发展用地", "产城提质", (0.7, 0.86), "亩", "亩", [7000.0, 8600.0], 10000.0),
        ("gazelles", "瞪羚企业累计认定", "创新提效", (60.0, 62.0), "万家", "万家", [0.006, 0.0062], 0.0075),
    ],
)  # fmt: skip
def test_history_and_plans_are_converted(  # noqa: PLR0913, PLR0917 - a table of units
    store: Store, indicator: str, name: str, lift: str, before: tuple[float, float], values: str, unit: str,
    after: list[float], target: float,
) -> None:  # fmt: skip
    """In the same commit, so that every verdict stays what it was."""
    store_values(
        store,
        indicator,
        {"2024-06": before[0], "2024-07": before[1]},
        growth=5.5,
        source="表1",
        note="快报数",
    )
    then = shown(store, indicator)
    commit_upload(store, ask(store, in_unit(unit, name, lift)), confirmed=True)
    assert numbers(store, "observations", indicator) == after
    assert numbers(store, "plans", indicator) == [target]
    now = shown(store, indicator)
    assert now["unit"] == values
    same = [
        "status",
        "completion",
        "pace",
        "gap_points",
        "growth",
        "state",
        "origin",
        "source",
        "wording",
        "quote",
        "comparator",
    ]
    assert {k: now[k] for k in same} == pytest.approx({k: then[k] for k in same}, nan_ok=True)
    old_unit = then["unit"]
    assert now["note"] == f"快报数；由{before[1]:,g}{old_unit}换算"
    assert list_uploads(store).iloc[0][["table", "changed"]].tolist() == ["catalogue", 1]


def test_it_is_one_question_with_an_example(store: Store) -> None:
    """Shown before: how many values and plans, and what the newest of them becomes."""
    store_values(store, AREA, {"2024-06": 14.0, "2024-07": 17.92})
    commit_upload(
        store, ask(store, file("新增载体面积,万平方米,5,12,20,30", heading=QUARTERS)), confirmed=True
    )
    found = ask(store, in_unit("平方米"))
    assert codes(found) == ["confirm unit_change"]
    assert only(found, "unit_change").message == (
        "“新增载体面积”的单位将由万平方米改为平方米，2个数、4项计划一并换算，如2024年1—7月17.92万平方米为179,200平方米"
    )
    commit_upload(store, found, confirmed=True)
    assert numbers(store, "plans", AREA) == [300000.0, 50000.0, 120000.0, 200000.0]


def test_a_plan_alone_is_converted(seeded: Store) -> None:
    """Without a value the example is the target; its words stay."""
    found = ask(seeded, in_unit("平方米"))
    assert "1项计划一并换算，如2024年全年计划30万平方米为300,000平方米" in only(found, "unit_change").message
    (row,) = found.checked.also["plans"].to_dict("records")
    assert (row["target"], row["wording"], row["comparator"]) == (300000.0, "30万平方米以上", "at_least")


def test_simulated_values_stay_simulated(store_with_demo: Store) -> None:
    """Converted they are 演示 as before, and are called so in the question."""
    found = ask(store_with_demo, in_unit("平方米"))
    assert "19个演示数、1项计划一并换算" in only(found, "unit_change").message
    commit_upload(store_with_demo, found, confirmed=True)
    row = shown(store_with_demo, AREA)
    assert (row["actual"], row["origin"], row["target"]) == (179200.0, DEMO, 300000.0)


def test_what_does_not_count_any_more_is_not_converted(store: Store) -> None:
    """Only the newest value of a month is; a cleared month stays cleared."""
    store_values(store, AREA, {"2024-06": 13.0, "2024-07": 17.92})
    store_values(store, AREA, {"2024-06": 14.0, "2024-07": float("nan")})
    commit_upload(store, ask(store, in_unit("平方米")), confirmed=True)
    log = store.snapshot().log["observations"]
    assert log[log["indicator"] == AREA]["value"].dropna().tolist() == [13.0, 17.92, 14.0, 140000.0]


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        ("亿元", "“新增载体面积”已有1个数、1项计划，单位不能由万平方米改为亿元：两者不能换算"),
        ("个", "“新增载体面积”已有1个数、1项计划，单位不能由万平方米改为个：两者不能换算"),
        ("%", "“新增载体面积”已有1个数、1项计划，单位不能由万平方米改为%：两者不能换算"),
    ],
)
def test_another_dimension_is_another_indicator(store: Store, unit: str, message: str) -> None:
    """It is refused, with what to do instead."""
    store_values(store, AREA, {"2024-07": 17.92})
    found = ask(store, in_unit(unit))
    problem = only(found, "unit_change")
    assert (problem.severity, problem.message, problem.fix) == (
        "error",
        message,
        "新增一个指标，给原指标填写停用日期",
    )
    with pytest.raises(UploadRefusedError):
        commit_upload(store, found, confirmed=True)


@pytest.mark.parametrize("kind", ["期末", "比率", "均值", "个数"])
def test_another_kind_is_another_indicator(store: Store, kind: str) -> None:
    """Values since January are no levels: a kind is changed only while there are no values."""
    assert codes(ask(store, in_unit("", kind=kind))) == ["confirm definition_changed"]
    store_values(store, AREA, {"2024-07": 17.92})
    found = ask(store, in_unit("", kind=kind))
    assert "error kind_change" in codes(found)
    message = f"“新增载体面积”已有1个数、1项计划，类型不能由累计改为{kind}"
    assert only(found, "kind_change").message == message


def test_simulated_values_go_first(store_with_demo: Store) -> None:
    """Where only simulated values stand in the way, the remedy is to remove them."""
    found = ask(store_with_demo, in_unit("", kind="期末"))
    assert only(found, "kind_change").fix == "先清除演示数据，再修改"


def test_without_numbers_it_is_simply_changed(store: Store) -> None:
    """An indicator without a value or a plan gets any unit and any kind."""
    commit_upload(store, ask(store, in_unit("亿元", "甲额", kind="累计")), confirmed=True)
    found = ask(store, in_unit("家", "甲额", kind="期末"))
    assert codes(found) == ["confirm definition_changed"]
    commit_upload(store, found, confirmed=True)
    assert rows(ask(store, file("甲额,家,2024-09,3")), "value") == [(3.0,)]


def test_another_spelling_of_a_unit_converts_nothing(store: Store) -> None:
    """万㎡ is 万平方米: the numbers stay."""
    store_values(store, AREA, {"2024-07": 17.92})
    found = ask(store, in_unit("万㎡"))
    assert codes(found) == ["confirm definition_changed"]
    commit_upload(store, found, confirmed=True)
    assert numbers(store, "observations", AREA) == [17.92]


@pytest.mark.parametrize(
    ("stated", "sizes"),
    [
        ({}, (10000.0, 50000.0)),
        ({"常见下限": 1, "常见上限": 5}, (10000.0, 50000.0)),
        ({"常见上限": 60000}, (10000.0, 60000.0)),
    ],
)
def test_usual_sizes_go_with_the_unit(
    store: Store, stated: dict[str, float], sizes: tuple[float, float]
) -> None:
    """Converted where the file leaves them as they were, and otherwise as it states them; decimals stay."""
    lines = file("新增载体面积,载体提标,1,5", heading="指标名称,六提,常见下限,常见上限")
    commit_upload(store, ask(store, lines), confirmed=True)
    table = definitions_template(store.snapshot()).table
    table = table[table["编码"] == AREA].assign(单位="平方米", **stated)
    assert rows(ask(store, as_csv(table)), "typical_low", "typical_high", "decimals") == [(*sizes, 2)]


def test_the_log_shows_each_number_in_its_unit(store: Store) -> None:
    """On the indicator's page and in 上报记录 old values and targets have the unit that they were reported in."""
    store_values(store, AREA, {"2024-07": 17.92})
    receipt = commit_upload(store, ask(store, in_unit("平方米")), confirmed=True)
    history = observations_table(store.snapshot(), AREA, Period(2024, 7))
    assert history[["数值", "单位"]].to_numpy().tolist() == [[179200.0, "平方米"], [17.92, "万平方米"]]
    plans = plans_table(store.snapshot(), AREA, Period(2024, 7))
    assert plans[["目标", "单位"]].to_numpy().tolist() == [[300000.0, "平方米"], [30.0, "万平方米"]]
    wanted = [
        ["单位", "万平方米", "", "平方米", ""], [2024, 30.0, "万平方米", 300000.0, "平方米"],
        ["2024-07", 17.92, "万平方米", 179200.0, "平方米"],
    ]  # fmt: skip
    columns = ["period", "old", "old_unit", "new", "unit"]
    assert differences_of_upload(store, receipt.upload, first=9)[columns].to_numpy().tolist() == wanted
    withdraw_upload(store, receipt.upload, ADMINISTRATOR)
    assert differences_of_upload(store, receipt.upload, first=9)[columns].to_numpy().tolist() == wanted


def test_there_and_back(store: Store) -> None:
    """The original unit brings the original numbers, without noise in their last digits."""
    values = {f"2024-{month:02d}": 17.92 * month / 7 for month in range(1, 9)}
    values = {period: round(value, 2) for period, value in values.items()}
    store_values(store, AREA, values)
    for unit in ("平方米", "万平方米"):
        commit_upload(store, ask(store, in_unit(unit)), confirmed=True)
    assert numbers(store, "observations", AREA) == list(values.values())
    assert numbers(store, "plans", AREA) == [30.0]


@pytest.mark.parametrize("first", ["value", "unit"])
def test_who_is_second_checks_again(store: Store, first: str) -> None:
    """A value reported while the unit was being changed is not left in the old unit, nor the other way round."""
    unit, value = ask(store, in_unit("万元", "规上工业总产值", "产业提档")), previewed(store, output(1820.55))
    both = (value, unit) if first == "value" else (unit, value)
    commit_upload(store, both[0], confirmed=True)
    with pytest.raises(UploadRefusedError, match="请重新核对"):
        commit_upload(store, both[1], confirmed=True)


def test_a_first_value_stops_a_unit_that_had_none(store: Store) -> None:
    """Where nothing was to be converted, something may have been reported meanwhile."""
    commit_upload(store, ask(store, in_unit("亿元", "甲额", kind="累计")), confirmed=True)
    unit = ask(store, in_unit("家", "甲额"))
    commit_upload(store, ask(store, file("甲额,亿元,2024-09,3")), confirmed=True)
    with pytest.raises(UploadRefusedError, match="请重新核对"):
        commit_upload(store, unit, confirmed=True)


def test_others_are_left_alone(store: Store) -> None:
    """Of several indicators in a file only those with another unit are converted."""
    store_values(store, AREA, {"2024-07": 17.92})
    store_values(store, PROJECTS, {"2024-07": 30.0})
    content = file("新增载体面积,载体提标,平方米,累计", "新签产业项目,产业提档,个,个数", heading=HEADING)
    found = ask(store, content)
    assert found.checked.also["observations"]["indicator"].unique().tolist() == [AREA]
    commit_upload(store, found, confirmed=True)
    assert numbers(store, "observations", PROJECTS) == [30.0]
