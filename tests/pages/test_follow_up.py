"""督办 as Streamlit runs it: what every visitor sees, who may answer, where the answer goes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.follow_up import Answer, Outbox, entries_of_year, newest_answer, record_answer
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from tests.cheap_keys import cheap_keys
from tests.pages.app import html, text_of
from tests.reports import press
from tests.store_helpers import in_charge

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)
LABELS = ["原因", "措施"]


def report_lagging(store: Store) -> None:
    """Report an indicator of another lift that lags, too."""
    row = {"indicator": "gazelles", "lift": "innovation", "value": 60.0, "origin": REPORTED}
    rows = [row | {"period": "2023-12", "value": 58.0}, row | {"period": "2024-09"}]
    store.append("observations", pd.DataFrame(rows), Upload.new("科技局"))


def areas(app: AppTest) -> list[Any]:
    """The boxes for reason and measure, item by item."""
    return [area for area in app.text_area if area.label in LABELS]


def save(app: AppTest, subject: str) -> AppTest:
    """Press the button of this subject's form."""
    (button,) = [b for b in app.button if b.label == "保存" and subject in str(b.proto.form_id)]
    return button.click().run()


def test_without_a_key(visit: Callable[..., AppTest], store: Store) -> None:
    """Without a key the page shows what lags, since when, and that an answer is missing, in a line without a form."""
    report_lagging(store)
    app = visit("follow_up", lifts=None)
    assert "超时未答复" in html(app)
    assert "自9月起连续1个月" in html(app)
    assert not areas(app)


def test_unit_answers_for_its_own(visit: Callable[..., AppTest], store: Store) -> None:
    """A department fills in its own items only; its answer is shown and stored."""
    report_lagging(store)
    app = visit("follow_up", lifts=("innovation",))
    assert [area.label for area in areas(app)][:2] == LABELS
    keys = {str(area.key) for area in areas(app)}
    assert any("gazelles" in key for key in keys)
    assert not any("li_auto" in key for key in keys)
    reason, measure = (area for area in areas(app) if "gazelles" in str(area.key))
    reason.set_value("申报批次推迟")
    measure.set_value("<b>上门辅导</b>")
    save(app, "gazelles")
    assert "已保存“瞪羚企业累计认定”" in html(app)
    assert "&lt;b&gt;上门辅导&lt;/b&gt;" in html(app)
    assert newest_answer(store.snapshot(), "gazelles", SEPTEMBER) == Answer("申报批次推迟", "<b>上门辅导</b>")


def test_what_the_unit_is_in_charge_of(visit: Callable[..., AppTest], store: Store) -> None:
    """With a key for a unit the forms are those of what the unit answers for, in whatever lift."""
    report_lagging(store)
    in_charge(store, gazelles="科技局", li_auto_deliveries="经发局")
    app = visit("follow_up", lifts=None)
    app.text_input[0].set_value(cheap_keys(store.root).add("科技局", [], units=["科技局"]))
    press(app, "提交")
    keys = {str(area.key) for area in areas(app)}
    assert any("gazelles" in key for key in keys)
    assert not any("li_auto" in key for key in keys)


def test_empty_answer(visit: Callable[..., AppTest], store: Store) -> None:
    """An empty answer is refused with a message, and nothing is stored."""
    app = save(visit("follow_up"), "li_auto_deliveries")
    assert "原因和措施不能都为空" in html(app)
    assert store.snapshot().follow_ups.empty


def answer_at(store: Store, by: str, moment: str, **parts: object) -> None:
    """Somebody answers for 理想汽车 at a moment of UTC."""
    row = {
        "subject": "li_auto_deliveries",
        "lift": "industry",
        "period": "2024-09",
        "origin": REPORTED,
        **parts,
    }
    store.append(
        "follow_ups", pd.DataFrame([row]), replace(Upload.new(by), at=datetime.fromisoformat(moment))
    )


def test_who_filled_in(visit: Callable[..., AppTest], store: Store) -> None:
    """The answer says once who filled it in, and when on China's clock."""
    answer_at(store, "经发局<b>", "2024-10-11T16:30:00+00:00", reason="产能爬坡", measure="每周调度")
    shown = html(visit("follow_up", lifts=None))
    assert shown.count("经发局&lt;b&gt; 2024-10-12 00:30 填写") == 1


def test_two_filled_in(visit: Callable[..., AppTest], store: Store) -> None:
    """Where two wrote an answer, each part says whose it is."""
    answer_at(store, "经发局", "2024-10-11T00:00:00+00:00", reason="产能爬坡", measure="每周调度")
    answer_at(
        store,
        "督查室",
        "2024-10-12T01:05:00+00:00",
        reason="产能爬坡",
        measure="每日调度",
        deadline=date(2024, 11, 30),
    )
    lines = re.findall(
        r"<div><b>(.*?)</b>　(.*?)　<span class=\"quiet\">(.*?)</span></div>", html(visit("follow_up"))
    )
    assert lines == [
        ("原因", "产能爬坡", "经发局 2024-10-11 08:00 填写"),
        ("措施", "每日调度", "督查室 2024-10-12 09:05 填写"),
        ("时限", "2024-11-30", "督查室 2024-10-12 09:05 填写"),
    ]


def shown(app: AppTest) -> list[str]:
    """The subjects listed, in their order."""
    return [str(area.key) for area in app.text_area if area.label == "原因"]


def section(visit: Callable[..., AppTest], name: str, lifts: tuple[str, ...] | None = None) -> AppTest:
    """One section of the page."""
    app = visit("follow_up", lifts=lifts)
    app.query_params["section"] = name
    return app.run()


def test_office_closes_and_reopens(visit: Callable[..., AppTest], store: Store) -> None:
    """The office comments on an answer, closes the item, finds it under its state, and opens it again."""
    record_answer(store, LOCAL_ADMINISTRATOR, "li_auto_deliveries", SEPTEMBER, Answer("上市晚"))
    app = visit("follow_up", lifts=("all",))
    (box,) = [area for area in app.text_area if area.label == "批示内容"]
    box.set_value("每周报<b>")
    app = press(app, "批示")
    assert "每周报&lt;b&gt;" in html(app)
    app = press(app, "销号")
    assert "已销号“理想汽车新车交付”" in html(app)
    assert not shown(app)
    assert "没有符合条件的事项" in html(app)
    app.selectbox(key="follow_up_state").select("closed").run()
    app = press(app, "重开")
    assert "已重开" in html(app)
    deeds = [entry.deed for entry in entries_of_year(store.snapshot(), SEPTEMBER)["li_auto_deliveries"]]
    assert deeds == ["answer", "comment", "close", "reopen"]


def test_departments_do_not_close(visit: Callable[..., AppTest], store: Store) -> None:
    """A department has no buttons of the office."""
    record_answer(store, LOCAL_ADMINISTRATOR, "li_auto_deliveries", SEPTEMBER, Answer("上市晚"))
    assert {button.label for button in visit("follow_up").button} & {"批示", "销号", "重开"} == set()


def test_filters_stand_in_the_address(visit: Callable[..., AppTest], store: Store) -> None:
    """A link shows its sender's list; a filter that does not exist is left out."""
    report_lagging(store)
    app = visit("follow_up", lifts=("all",))
    assert len(shown(app)) == 2
    app.query_params["lift"] = "innovation"
    app.run()
    assert ["gazelles" in key for key in shown(app)] == [True]
    app.query_params["lift"] = "nowhere"
    app.run()
    assert len(shown(app)) == 2
    app.selectbox(key="follow_up_state").select("overdue").run()
    assert app.query_params["state"] == "overdue"


def test_units_without_any(visit: Callable[..., AppTest]) -> None:
    """Where no unit is named, the section says where units are named."""
    assert "还没有明确责任单位" in html(section(visit, "units"))


def test_units(visit: Callable[..., AppTest], store: Store) -> None:
    """A unit's answers come with their count, and no share of one; what is not judged yet is no 0 of 0."""
    in_charge(store, li_auto_deliveries="经发局", gazelles="科技局")
    shown_text = " ".join(text_of(html(section(visit, "units"))).split())
    assert "经发局 0/1项 1项 0/1次 —" in shown_text
    assert "科技局 — 0项 — —" in shown_text


def test_reminder(visit: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody may copy the reminder; only an administrator may send it, and only where a robot is set up."""
    monkeypatch.delenv("SIXLIFTS_NOTIFY", raising=False)
    app = section(visit, "calendar")
    assert app.code[0].value.startswith("【数据报送提醒】")
    assert "没有设置群机器人" not in html(app)
    app = section(visit, "calendar", ("all",))
    assert "没有设置群机器人" in html(app)
    # Nobody listens on the port; what is not sent is listed until it is dismissed.
    monkeypatch.setenv("SIXLIFTS_NOTIFY", "json://127.0.0.1:9/")
    Outbox(store.root, (0.0,)).send_and_wait("提醒", "督查室")
    assert "提醒没有发到HTTP" in html(app.run())
    assert "没有发到" not in html(press(app, "不再提示"))


def test_cards_and_the_indicators_page_say_how_far_it_is(visit: Callable[..., AppTest], store: Store) -> None:
    """A lagging indicator's card says that an answer is waited for, then when and by whom it is seen to; its page has all of it."""
    assert "：待答复" in html(visit("industry", lifts=None))
    answer = Answer("上市晚", "每周调度", date(2024, 12, 31), "张明")
    record_answer(store, LOCAL_ADMINISTRATOR, "li_auto_deliveries", SEPTEMBER, answer)
    assert "：已答复，12月31日前，张明" in html(visit("industry", lifts=None))
    app = visit("indicator", lifts=None)
    app.query_params["id"] = "li_auto_deliveries"
    page = html(app.run())
    assert "<b>责任人</b>　张明" in page
    assert "办理记录1条" in page
