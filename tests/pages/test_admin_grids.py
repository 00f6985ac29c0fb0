"""管理 as Streamlit runs it: indicators, targets, tasks in grids; what is remembered; demonstration data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.store.demo import count_demo
from indicators.uploads import commit_upload, list_layouts, list_names, list_uploads, withdraw_upload
from indicators.validation import UploadDecisions
from tests.layout_helpers import confirmable, read_by
from tests.pages.app import visible_text
from tests.pages.grids import shown, type_into
from tests.reports import ADMINISTRATOR, ECONOMY, output, press, previewed

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

ALL = ("all",)
NAMES = "指标,单位,期间,累计\n我局产值,亿元,2024-09,1820.55"


def section(visit: Callable[..., AppTest], name: str) -> AppTest:
    """管理 with this section, as an administrator."""
    app = visit("admin", lifts=ALL)
    app.query_params["section"] = name
    app.run()
    assert not app.exception
    return app


def definitions(store: Store) -> pd.DataFrame:
    """The catalogue by name."""
    return store.snapshot().catalogue.set_index("name")


def tick(app: AppTest) -> AppTest:
    """Confirm whatever is asked."""
    for box in app.checkbox:
        box.check()
    return app.run()


def note(app: AppTest, text: str) -> None:
    """Write into 备注 beside the button."""
    (box,) = [box for box in app.text_input if box.label == "备注"]
    box.set_value(text)


def test_indicators(visit: Callable[..., AppTest], store: Store) -> None:
    """A definition is changed and another one made in the grid: one recorded upload, taken back by one click."""
    new = {
        "指标名称": "事故起数",
        "六提": "安全提升",
        "单位": "起",
        "类型": "个数",
        "方向": "越低越好",
        "频率": "月",
        "小数位": "0",
    }
    app = type_into(section(visit, "indicators"), ("瞪羚企业累计认定", "责任单位", "科技局"), added=(new,))
    press(tick(press(app, "核对")), "提交 2 个数据")
    assert definitions(store).loc["瞪羚企业累计认定", "responsible_unit"] == "科技局"
    assert definitions(store).loc["事故起数", "lift"] == "safety"
    assert "已提交“在线填报 指标目录.csv”" in visible_text(app)
    (upload,) = list_uploads(store)["upload"]
    withdraw_upload(store, upload, ADMINISTRATOR)
    assert "事故起数" not in definitions(store).index


def test_one_lift(visit: Callable[..., AppTest]) -> None:
    """The grid of indicators shows one lift's, where one is chosen."""
    app = section(visit, "indicators")
    everything = len(shown(app))
    (lift,) = [control for control in app.segmented_control if control.label == "哪一提"]
    lift.set_value("space").run()
    assert set(shown(app)["六提"]) == {"载体提标"}
    assert len(shown(app)) < everything


def test_targets(visit: Callable[..., AppTest], store: Store) -> None:
    """A target is revised with its reason, and stands below beside the original with who, when and why."""
    app = type_into(section(visit, "targets"), ("规上工业总产值", "2024年全年目标", "突破2600亿元"))
    tick(press(app, "核对"))
    press(app, "提交 1 个数据")
    assert "计划调整要写明原因" in visible_text(app)
    note(app, "年中调整")
    press(app, "提交 1 个数据")
    assert list_uploads(store)["note"].tolist() == ["年中调整"]
    (chosen,) = [box for box in app.selectbox if box.label == "看哪项指标"]
    chosen.set_value("industrial_output").run()
    assert re.search(
        r"2,500亿元 +力争突破2500亿元.*2,600亿元 +突破2600亿元 +管理员 .*年中调整",
        visible_text(app),
        re.DOTALL,
    )


def test_targets_of_next_year(visit: Callable[..., AppTest], store: Store) -> None:
    """The targets of the year that comes are typed before it has a plan."""
    app = section(visit, "targets")
    (year,) = [box for box in app.selectbox if box.label == "年度"]
    year.set_value(2025).run()
    press(tick(press(type_into(app, ("新签产业项目", "2025年全年目标", "55")), "核对")), "提交 1 个数据")
    plans = store.snapshot().plans
    assert plans.loc[plans["year"] == 2025, ["indicator", "target"]].to_numpy().tolist() == [
        ["new_projects", 55.0]
    ]


def test_tasks(visit: Callable[..., AppTest], store: Store) -> None:
    """A task's state is typed with its day."""
    app = section(visit, "tasks")
    title = shown(app)["任务"].iloc[0]
    type_into(app, (title, "状态", "已完成"), (title, "办结时间", "2024-09-20"))
    press(tick(press(app, "核对")), "提交 1 个数据")
    tasks = store.snapshot().tasks.set_index("title")
    assert tasks.loc[title, "state"] == "已完成"


def test_others_commit_meanwhile(visit: Callable[..., AppTest], store: Store) -> None:
    """A new row and a changed cell survive the run that somebody else's commit of the same table causes."""
    app = type_into(
        section(visit, "indicators"),
        ("瞪羚企业累计认定", "责任单位", "科技局"),
        added=({"指标名称": "事故起数"},),
    )
    definition = "指标名称,单位,类型,方向,频率,六提,定义\n工业用电量,亿千瓦时,累计,越高越好,月,产业提档,全部"
    commit_upload(store, previewed(store, definition.encode()), confirmed=True)
    app.run()
    assert "已填2行" in visible_text(app)
    assert "“事故起数”这一行没有可以写入的内容" in visible_text(press(app, "核对"))


def test_an_empty_grid_stays_open(visit: Callable[..., AppTest], store: Store) -> None:
    """Somebody may have a cell open: what others commit is offered, and shown when it is asked for."""
    app = section(visit, "indicators")
    editor = app.data_editor[0].key
    definition = "指标名称,单位,类型,方向,频率,六提,定义\n工业用电量,亿千瓦时,累计,越高越好,月,产业提档,全部"
    commit_upload(store, previewed(store, definition.encode()), confirmed=True)
    app.run()
    assert app.data_editor[0].key == editor
    press(app, "有更新，重新显示")
    assert "工业用电量" in shown(app)["指标名称"].tolist()


def test_layouts_and_names(visit: Callable[..., AppTest], store: Store) -> None:
    """Forms and names that departments use are listed with whose they are and since when, and forgotten by a click."""
    commit_upload(store, read_by(store, output(700), ECONOMY, confirmable()), confirmed=True)
    decisions = UploadDecisions(names={"我局产值": "industrial_output"})
    commit_upload(store, previewed(store, NAMES.encode(), ECONOMY, decisions=decisions), confirmed=True)
    app = section(visit, "layouts")
    assert re.search(r"我局产值\s+即\s+规上工业总产值", visible_text(app))
    for _ in range(2):
        next(button for button in app.button if button.label == "确认忘记").click().run()
    assert "已忘记名称“我局产值”" in visible_text(app)
    assert list_names(store.snapshot()).empty
    assert list_layouts(store.snapshot()).empty


def test_demonstration(visit: Callable[..., AppTest], store: Store) -> None:
    """What would be simulated is said before; one button puts it in, the other removes it, and who did it is said."""
    app = section(visit, "demo")
    assert "现在没有演示数据" in visible_text(app)
    assert re.search(r"装入后显示218个实际数，19项任务的状态，14个指标的责任单位", visible_text(app))
    press(app, "确认装入")
    assert count_demo(store.snapshot())["observations"] == 218
    assert re.search(r"现在显示的演示数据：218个实际数.*管理员于 .* 装入", visible_text(app), re.DOTALL)
    assert re.search(r"○ 待报送 +1项 +13项", visible_text(app))
    press(app, "确认清除")
    assert set(count_demo(store.snapshot()).values()) == {0}
    assert re.search(r"管理员于 .* 清除", visible_text(app))


def test_only_administrators(visit: Callable[..., AppTest]) -> None:
    """A department sees none of it."""
    app = visit("admin")
    assert "本页只对管理员开放" in visible_text(app)
    assert not app.data_editor
