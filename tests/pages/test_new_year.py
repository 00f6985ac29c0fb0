"""新年计划: from the announcement and last year's plan to one click that publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from indicators.uploads import list_uploads, withdraw_upload
from indicators.years import saved_draft
from tests.cheap_keys import cheap_keys
from tests.pages.app import visible_text
from tests.pages.conftest import FRAME
from tests.reports import ADMINISTRATOR, press

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store

TEXT = "2025年，力争规上工业总产值突破2700亿元，新签产业项目60个以上，新能源汽车产业产值1500亿元。"


def begun(visit: Callable[..., AppTest]) -> AppTest:
    """The page with the announcement pasted and read."""
    app = visit("new_year", ("all",))
    app.text_area[0].set_value(TEXT).run()
    return press(app, "读出目标")


def tick_all(app: AppTest) -> AppTest:
    """Confirm every question."""
    for box in app.checkbox:
        box.check()
    return app.run()


def test_administrators_only(visit: Callable[..., AppTest]) -> None:
    """Without a key the page asks for one, and a department's key opens nothing."""
    assert "需要管理员密钥" in visible_text(visit("new_year", None))
    app = visit("new_year", ("industry",))
    assert "只对管理员开放" in visible_text(app)
    assert not app.text_area


def test_begins_with_last_year(visit: Callable[..., AppTest]) -> None:
    """The year to begin is the one after the newest plan, with its indicators, without targets, and its open tasks."""
    text = visible_text(visit("new_year", ("all",)))
    assert "2025年计划：14项指标，0项已有目标" in text
    assert "19项待定" in text


def test_nothing_confirms_itself(visit: Callable[..., AppTest]) -> None:
    """What is read out fills the fields and waits: it cannot be published before a person took it."""
    app = begun(visit)
    text = visible_text(app)
    assert "2项已有目标，2项待确认" in text
    assert "2项目标待确认：规上工业总产值、新签产业项目" in text
    assert not [button for button in app.button if button.label.startswith("发布")]
    assert "未识别的数（1处）" in app.expander[0].label


def test_taken_one_by_one(visit: Callable[..., AppTest]) -> None:
    """采用 confirms a proposal, 不用 empties the field that it filled."""
    app = begun(visit)
    next(button for button in app.button if button.label == "采用").click().run()
    assert "✔ 已采用" in visible_text(app)
    assert "2项已有目标，1项待确认" in visible_text(app)
    app.button(key="refuse_1").click().run()
    assert "1项已有目标，0项待确认" in visible_text(app)
    assert "— 不用" in visible_text(app)


def test_all_plain_ones_by_a_click_that_lists_them(visit: Callable[..., AppTest]) -> None:
    """What leaves nothing open can be taken at once, below the list of it."""
    app = press(begun(visit), "以上2项已逐项核对，采用")
    assert "2项已有目标，0项待确认" in visible_text(app)


def test_saved_and_gone_on_with(visit: Callable[..., AppTest], store: Store) -> None:
    """A saved draft counts nowhere, and whoever opens the page goes on with it."""
    press(begun(visit), "保存草稿")
    saved = saved_draft(store.snapshot(), 2025)
    assert saved is not None
    assert (saved.draft.text, saved.by) == (TEXT, "管理员")
    assert set(store.snapshot().plans["year"]) == {2024}


def test_typed_and_clicked_at_once(visit: Callable[..., AppTest], store: Store) -> None:
    """What is typed right before a click is not lost by it."""
    app = begun(visit)
    app.text_input[1].set_value("〔2025〕1号")
    next(button for button in app.button if button.label == "采用").click()
    press(app.run(), "保存草稿")
    saved = saved_draft(store.snapshot(), 2025)
    assert saved is not None
    assert saved.draft.document == "〔2025〕1号"
    assert saved.draft.target("industrial_output").confirmed_by == "管理员"


def test_given_up(visit: Callable[..., AppTest]) -> None:
    """A saved draft can be given up: the page begins with last year's plan again."""
    app = press(press(begun(visit), "保存草稿"), "确认放弃")
    assert "14项指标，0项已有目标" in visible_text(app)
    assert app.text_area[0].value == ""


def test_saved_by_two(visit: Callable[..., AppTest], store: Store) -> None:
    """Who saves later sees what the other changed, with both together in the fields, and saves once more."""
    app = begun(visit)
    other = visit_again(store)
    other.text_input[0].set_value("工作报告").run()
    press(other, "保存草稿")
    press(app, "保存草稿")
    text = visible_text(app)
    assert "没有保存草稿" in text
    assert "公告的标题：2025年计划 → 工作报告" in text
    press(app, "保存草稿")
    saved = saved_draft(store.snapshot(), 2025)
    assert saved is not None
    assert (saved.draft.title, saved.draft.text) == ("工作报告", TEXT)


def visit_again(store: Store) -> AppTest:
    """Another administrator at the same page."""
    other = AppTest.from_file(str(FRAME), default_timeout=60)
    other.switch_page("new_year.py")
    other.run()
    other.text_input[0].set_value(cheap_keys(store.root).add("办公室", None, "administrator"))
    return press(other, "提交")


def test_published_and_withdrawn(visit: Callable[..., AppTest], store: Store) -> None:
    """Published, the plan counts at once; withdrawn as an upload, the draft is one again and nothing else is left."""
    app = press(begun(visit), "以上2项已逐项核对，采用")
    app = press(tick_all(app), "发布2025年计划：2项目标，公告")
    assert "已发布2025年计划" in visible_text(app)
    plans = store.snapshot().plans
    assert plans[plans["year"] == 2025]["wording"].tolist() == ["突破2700亿元", "60个以上"]
    upload = list_uploads(store).iloc[0]
    assert upload["file"] == "2025年计划"
    withdraw_upload(store, upload["upload"], ADMINISTRATOR)
    assert set(store.snapshot().plans["year"]) == {2024}
