"""数据上报 and 上报记录 as Streamlit runs them: what is shown, asked and written."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from indicators.access import LOCAL_ADMINISTRATOR, Reporter
from indicators.frames import as_csv
from indicators.period import Period, today
from indicators.settings import Settings
from indicators.uploads import UploadRefusedError, commit_upload, list_uploads, month_to_report, preview_file
from indicators.uploads.templates import (
    definitions_template,
    observations_template,
    plans_template,
    tasks_template,
    template_as_xlsx,
)
from indicators.wording import report_due_text
from tests.pages.app import visible_text
from tests.reports import TODAY, output, press, previewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store
    from indicators.uploads.templates import Template

FRAME = Path(__file__).resolve().parents[2] / "pages" / "main.py"
ECONOMY = Reporter("经发局", "department", frozenset({"industry"}))
SEPTEMBER = Period(2024, 9)
ALL = ("all",)
HEAD = "指标,单位,期间,累计"
UNKNOWN_NAMES = f"{HEAD}\n规上总产值,亿元,2024-09,1820.55\n工业用电量,亿千瓦时,2024-09,55\n"
TEMPLATES = {
    "observations": lambda store: observations_template(store.snapshot(), ECONOMY, SEPTEMBER),
    "plans": lambda store: plans_template(store.snapshot(), ECONOMY, SEPTEMBER),
    "tasks": lambda store: tasks_template(store.snapshot(), ECONOMY, SEPTEMBER),
    "catalogue": lambda store: definitions_template(store.snapshot()),
}


def drop(app: AppTest, content: bytes | str, name: str = "9月.csv") -> AppTest:
    """Drop a file."""
    content = content.encode() if isinstance(content, str) else content
    app.file_uploader[0].set_value((name, content, "text/csv"))
    app.run()
    assert not app.exception
    return app


def labels(app: AppTest, kind: str) -> list[str]:
    """Labels of all widgets of a kind."""
    return [element.label for element in app.get(kind)]


def value(store: Store) -> list[float]:
    """The stored values of 规上工业总产值 in September."""
    rows = store.snapshot().observations
    return rows.loc[
        (rows["indicator"] == "industrial_output") & (rows["period"] == "2024-09"), "value"
    ].tolist()


def test_without_a_key(visit: Callable[..., AppTest]) -> None:
    """Without a key there is no file chooser, and the page says what to do."""
    app = visit(lifts=None)
    assert "请输入本部门的密钥" in visible_text(app)
    assert not app.file_uploader
    assert "退出" not in labels(app, "button")


def test_what_is_due_before_the_key(visit: Callable[..., AppTest], store: Store) -> None:
    """Before somebody signs in the page says how long a key counts, what is due when, and from whom."""
    shown = visible_text(visit(lifts=None))
    assert "本浏览器12小时内不再询问" in shown
    assert report_due_text(month_to_report(store.snapshot(), today()), Settings()) in shown
    assert re.search(r"2024年9月各单位应报.*责任单位待明确 +应报\d+项，已报1项", shown)


def test_what_is_due(visit: Callable[..., AppTest], store: Store) -> None:
    """Without a file the page shows what is due for the month and what of it is in."""
    app = visit()
    assert "2024年9月应报8项，已报1项" in visible_text(app)
    commit_upload(store, previewed(store, output(1820.55)), confirmed=True)
    assert "2024年9月应报8项，已报2项" in visible_text(app.run())
    assert "退出" in labels(app, "button")


def test_ready_and_committed(visit: Callable[..., AppTest], store: Store) -> None:
    """One click commits; the message stays through later runs until the next file."""
    app = drop(visit(), output(1820.55))
    assert "核对通过，可以提交：新增 1 个" in visible_text(app)
    press(app, "提交 1 个数据")
    assert value(store) == [1820.55]
    message = "已提交“9月.csv”：1 个数据"
    assert message in visible_text(app)
    assert message in visible_text(app.run())
    drop(app, output(1820.55))
    assert message not in visible_text(app)
    assert "这个文件已经上报过，不会重复写入" in visible_text(app)
    assert not [label for label in labels(app, "button") if label.startswith("提交")]


def test_nothing_new(visit: Callable[..., AppTest], store: Store) -> None:
    """The same values in another file: nothing to commit."""
    commit_upload(store, previewed(store, output(1820.55)), confirmed=True)
    app = drop(visit(), output(1820.55) + b"\n")
    assert "与现有数据完全相同，无需提交" in visible_text(app)
    assert not [label for label in labels(app, "button") if label.startswith("提交")]


def test_a_file_of_definitions(visit: Callable[..., AppTest]) -> None:
    """Every field that changes stands with what it was, before the commit and in 上报记录, where numbers have their units."""
    lines = ["规上工业总产值,产业提档,万元,累计,经发局,张三", "瞪羚企业累计认定,创新提效,家,期末,科技局,"]
    app = drop(visit(lifts=ALL), "\n".join(["指标名称,六提,单位,类型,责任单位,牵头领导", *lines]), "目录.csv")
    shown = visible_text(app)
    assert "有 2 处需要确认" in shown
    assert re.search(
        r"规上工业总产值 +单位 +亿元 +万元 .*责任单位 +空 +经发局 .*牵头领导 +空 +张三", shown, re.DOTALL
    )
    for question in app.checkbox:
        question.set_value(True)
    press(app.run(), "提交 2 个数据")
    history = visit("history", lifts=None)
    history.toggle[0].set_value(True).run()
    shown = visible_text(history)
    assert re.search(r"规上工业总产值 +责任单位 +空 +经发局", shown)
    assert re.search(r"规上工业总产值 +2024 +2,500亿元 +25,000,000万元", shown)


def test_a_wrong_unit_is_corrected(visit: Callable[..., AppTest], store: Store) -> None:
    """The switch converts; without it nothing can be committed."""
    app = drop(visit(), f"{HEAD}\n规上工业总产值,万元,2024-09,18205500\n")
    assert "有 1 处错误，没有写入任何数据" in visible_text(app)
    assert "相差10,000倍" in visible_text(app)
    assert not [label for label in labels(app, "button") if label.startswith("提交")]
    (switch,) = app.toggle
    switch.set_value(True).run()
    press(app, "提交 1 个数据")
    assert value(store) == [1820.55]


def test_questions(visit: Callable[..., AppTest], store: Store) -> None:
    """The button is disabled until each question is confirmed."""
    commit_upload(store, previewed(store, output(1820.55)), confirmed=True)
    app = drop(visit(), output(3900.5))
    assert "有 1 处需要确认" in visible_text(app)
    (button,) = [b for b in app.button if "待确认" in b.label]
    assert button.disabled
    (box,) = app.checkbox
    box.check().run()
    assert "核对通过" in visible_text(app)
    press(app, "提交 1 个数据")
    assert value(store) == [3900.5]


def test_an_old_click_writes_nothing(visit: Callable[..., AppTest], store: Store) -> None:
    """Clicked on a preview that is out of date, the button writes nothing and asks first."""
    app = drop(visit(), output(1820.55))
    commit_upload(store, previewed(store, output(1815.5)), confirmed=True)
    press(app, "提交 1 个数据")
    assert "更新了其中1个数，本文件没有写入" in visible_text(app)
    assert value(store) == [1815.5]
    (box,) = [b for b in app.checkbox if "仍以本文件为准" in b.label]
    box.check().run()
    press(app, "提交 1 个数据")
    assert value(store) == [1820.55]


def test_overtaken_in_the_last_moment(
    visit: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody commits after the page was drawn and before the rows are appended: nothing is written, both are shown."""
    app = drop(visit(), output(1820.55))

    def commit_late(*arguments: Any, **more: Any) -> Any:
        commit_upload(store, previewed(store, output(1815.5)), confirmed=True)
        return commit_upload(*arguments, **more)

    monkeypatch.setattr("parts.upload.commit.commit_upload", commit_late)
    press(app, "提交 1 个数据")
    assert "更新了其中1个数，本文件没有写入" in visible_text(app)
    assert value(store) == [1815.5]


def test_a_folder_that_cannot_be_written(
    visit: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is shown, as text, and stays."""
    app = drop(visit(), output(1820.55))

    def refuse(*_: Any, **__: Any) -> None:
        msg = "磁盘已满 <b>*"
        raise UploadRefusedError(msg)

    monkeypatch.setattr("parts.upload.commit.commit_upload", refuse)
    press(app, "提交 1 个数据")
    assert "没有写入任何数据" in visible_text(app)
    assert "磁盘已满 <b>*" in visible_text(app.run())
    assert value(store) == []


def test_a_name_is_mapped(visit: Callable[..., AppTest], store: Store) -> None:
    """The likeliest indicator leads; the answer is remembered for the department's next file."""
    app = drop(visit(), f"{HEAD}\n规上总产值,亿元,2024-09,1820.55\n")
    assert "请管理员新增" in visible_text(app)
    assert "新增指标" not in labels(app, "button")
    (select,) = [s for s in app.selectbox if s.label == "规上总产值"]
    assert select.options[1] == "规上工业总产值"
    select.set_value("industrial_output").run()
    press(app, "提交 1 个数据")
    assert value(store) == [1820.55]
    app = drop(app, f"{HEAD}\n规上总产值,亿元,2024-09,1821.55\n")
    assert "核对通过" in visible_text(app)


def test_an_administrator_adds_an_indicator(visit: Callable[..., AppTest], store: Store) -> None:
    """A new indicator is committed like a file; the clerk's file is read again, and choices made meanwhile stay."""
    app = drop(visit(lifts=ALL), UNKNOWN_NAMES)
    (select,) = [s for s in app.selectbox if s.label == "规上总产值"]
    select.set_value("industrial_output").run()
    assert [b.label for b in app.button].count("新增指标") == 1
    press(app, "新增指标")
    assert "没有新增" in visible_text(app)
    assert "六提没有填写" in visible_text(app)
    (lift,) = [s for s in app.selectbox if s.label == "六提"]
    lift.set_value("安全提升")
    press(app, "新增指标")
    row = store.snapshot().catalogue.set_index("name").loc["工业用电量"]
    assert (row["unit"], row["kind"], row["lift"], row["origin"]) == ("亿千瓦时", "flow", "safety", "报送")
    assert "核对通过，可以提交：新增 2 个" in visible_text(app)
    assert list_uploads(store)["file"].tolist() == ["新增指标.csv"]


def test_a_target_in_other_words(visit: Callable[..., AppTest], store: Store) -> None:
    """The same number in other words: the table shows the words of both, and the revision wants its reason."""
    app = drop(visit(), "指标,单位,2024年目标\n规上工业总产值,亿元,2500以上", "计划.csv")
    before = "原文“力争突破2500亿元”，依据“规上工业总产值力争突破2500亿元”，比较“超过”"
    assert re.search(rf"\s{before}\s+原文“2500亿元以上”，无依据，比较“不低于”\s", visible_text(app))
    for box in app.checkbox:
        box.check()
    press(app.run(), "提交 1 个数据")
    assert "计划调整要写明原因" in visible_text(app)
    app.text_input(key=next(box.key for box in app.text_input if box.label == "备注")).set_value("年中调整")
    press(app, "提交 1 个数据")
    assert list_uploads(store)["note"].tolist() == ["年中调整"]
    plans = store.snapshot().plans.set_index(["indicator", "year"])
    assert plans.loc[("industrial_output", 2024), "wording"] == "2500亿元以上"


def test_unreadable(visit: Callable[..., AppTest]) -> None:
    """A file of another kind is named, and nothing else is shown."""
    app = drop(visit(), b"%PDF-1.7 abc", "总结.pdf")
    assert "读不了这个文件：“总结.pdf”是PDF文档，不是表格" in visible_text(app)
    assert not app.expander


def test_very_many_problems(visit: Callable[..., AppTest]) -> None:
    """Many problems are counted, listed and downloadable; only twenty names can be mapped on the page."""
    lines = "".join(f"某指标{n},亿元,2024-09,{n + 0.5}\n" for n in range(500))
    app = drop(visit(), f"{HEAD}\n{lines}")
    assert re.search(r"有 20\d 处错误", visible_text(app))
    assert "下载错误清单" in labels(app, "download_button")
    assert len([s for s in app.selectbox if s.label.startswith("某指标")]) == 20


def test_history(visit: Callable[..., AppTest], store: Store) -> None:
    """Every visitor sees uploads and differences; the reporter withdraws and restores."""
    assert "还没有任何上报" in visible_text(visit("history", None))
    commit_upload(store, previewed(store, output(1820.55), ECONOMY), confirmed=True, note="<b>快报</b>")
    app = visit("history", None)
    assert "备注：<b>快报</b>" in visible_text(app)
    assert not [label for label in labels(app, "button") if label.startswith("确认")]
    app.toggle[0].set_value(True).run()
    assert "1,820.55亿元" in visible_text(app)
    app = visit("history")
    press(app, "确认撤回")
    assert value(store) == []
    assert "已撤回“9月.csv”的 1 个数据" in visible_text(app.run())
    press(app, "确认恢复")
    assert value(store) == [1820.55]
    assert "已恢复“9月.csv”的 1 个数据" in visible_text(app)


def test_others_uploads_stay(visit: Callable[..., AppTest], store: Store) -> None:
    """A department cannot withdraw what another one reported; it may look at it."""
    commit_upload(store, previewed(store, output(1820.55), LOCAL_ADMINISTRATOR), confirmed=True)
    app = visit("history")
    assert not [label for label in labels(app, "button") if label.startswith("确认")]
    assert "下载原始文件" in labels(app, "download_button")


def filled(template: Template, table: pd.DataFrame) -> list[bytes]:
    """A template as a clerk hands it in, as workbook and as CSV."""
    done = dataclasses.replace(template, table=table)
    return [template_as_xlsx(done), as_csv(done.table)]


FILLED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "observations": lambda table: table[table["指标"] == "新签产业项目"].assign(
        **{"数值（累计）": 38.0, "状态": "快报"}
    ),
    "plans": lambda table: table.assign(**{"2024年9月目标": np.ceil(table["2024年全年目标"] * 0.75)}),
    "tasks": lambda table: table.assign(状态="已完成", 办结时间="2024-09-03", 佐证材料="验收单"),
    "catalogue": lambda table: pd.concat(
        [
            table,
            pd.DataFrame([{"指标名称": "安全检查次数", "六提": "安全提升", "单位": "次", "类型": "个数"}]),
        ]
    ).fillna(""),
}


@pytest.mark.parametrize("subject", TEMPLATES)
def test_templates_are_read_back(subject: str, store: Store) -> None:
    """Every template, filled in, is read without a problem or question, as workbook and as CSV."""
    template = TEMPLATES[subject](store)
    table = FILLED[subject](template.table)
    for content in filled(template, table):
        preview = preview_file(
            content, name="模板", snapshot=store.snapshot(), reporter=LOCAL_ADMINISTRATOR, today=TODAY
        )
        assert preview.table is not None
        assert preview.table.subject == subject
        assert [f.message for f in (*preview.problems, *preview.questions)] == []
        assert preview.counts["new"] == (len(table) if subject != "catalogue" else 1)
        assert preview.counts["changed"] == 0


def test_templates_are_the_reporters_own(store: Store) -> None:
    """A department's templates contain its own indicators and tasks, with the current plan."""
    plan = TEMPLATES["plans"](store).table.set_index("指标")
    assert plan.loc["规上工业总产值", "2024年全年目标"] == 2500.0
    assert "瞪羚企业累计认定" not in plan.index
    assert TEMPLATES["tasks"](store).table["任务"].tolist() == ["打造科技孵化功能的机器人产业园"]


def test_templates_on_the_page(visit: Callable[..., AppTest]) -> None:
    """Each kind in both formats; the catalogue for administrators only."""
    clerk, administrator = visit(), visit(lifts=ALL)
    assert labels(clerk, "download_button") == ["Excel", "CSV"] * 3
    assert labels(administrator, "download_button") == ["Excel", "CSV"] * 4
