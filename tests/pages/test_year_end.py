"""年终 as Streamlit runs it: what came of the year, decisions for all and one by one, closed and opened again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from indicators.meeting.editions import list_editions
from indicators.years.review import closing_of
from tests.cheap_keys import cheap_keys
from tests.closed_years import DECISIONS, close_2024, report_value
from tests.pages.app import visible_text
from tests.pages.conftest import FRAME
from tests.reports import press
from tests.store_helpers import copied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indicators.store.store import Store

    Visit = Callable[..., AppTest]

MESSAGE = "2024年：5项指标中1项完成，2项未完成，2项尚无正式数；3项任务未完成"


@pytest.fixture
def store(tmp_path: Path, open_year: Store) -> Store:
    """Two plan years, none of them closed."""
    return copied(open_year, tmp_path / "数据 表")


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, store: Store) -> Visit:
    """Open the page with the key of an administrator, of a department, or of nobody."""

    def go(role: str | None = "administrator", **query: str) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.switch_page("year_end.py")
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if role is not None:
            keys = cheap_keys(store.root)
            is_administrator = role == "administrator"
            key = (
                keys.add("办公室", None, "administrator")
                if is_administrator
                else keys.add("经发局", ("industry",))
            )
            app.text_input[0].set_value(key)
            press(app, "提交")
        assert not app.exception
        return app

    return go


def choose(app: AppTest, task: str, what: str) -> None:
    """Choose what becomes of a task, or of all."""
    app.segmented_control(key=f"undone_2024_{task}_what").set_value(what).run()


def fill(app: AppTest, task: str, what: str, day: date | None = None, text: str = "") -> None:
    """Fill in the boxes of a choice."""
    if day is not None:
        app.date_input(key=f"undone_2024_{task}_{what}_day").set_value(day).run()
    if text:
        app.text_input(key=f"undone_2024_{task}_{what}_text").set_value(text).run()


def test_administrators_only(visit: Visit) -> None:
    """Neither a visitor nor a department sees more than what the page is for."""
    for role, says in ((None, "年终关账需要管理员密钥"), ("department", "本页只对管理员开放")):
        shown = visible_text(visit(role))
        assert says in shown
        assert "规上工业总产值" not in shown


def test_what_came_of_the_year(visit: Visit) -> None:
    """The message first, then what was missed and by how much, then what has no final number, then what was reached."""
    shown = visible_text(visit())
    places = [
        shown.index(text)
        for text in (
            MESSAGE,
            "差187.7亿元（7.5个百分点）",
            "低0.3个百分点",
            "380件（快报）",
            "12月未报送（11月27.0万平方米）",
            "56个（正式）",
            "教育联盟",
        )
    ]
    assert places == sorted(places)


def test_an_earlier_months_verdict_is_none_of_the_year(visit: Visit) -> None:
    """Without a number of December there is neither a verdict nor what was missed, however the last one was judged."""
    shown = visible_text(visit())
    row = shown[shown.index("新增载体面积") :].partition("12月未报送（11月27.0万平方米）")[0]
    assert "○ 尚无年终数" in row
    assert not any(word in row for word in ("达到时序", "略慢", "滞后"))
    assert shown.count("尚无年终数") == 1


def test_chosen_for_all_then_one_by_one(visit: Visit, store: Store) -> None:
    """What is chosen for all goes to tasks without a choice; single ones are changed; nothing is closed before all are decided."""
    app = visit()
    choose(app, "park", "done")
    choose(app, "all", "carried")
    fill(app, "all", "carried", date(2025, 6, 30))
    press(app, "用于尚未选择的2项")
    assert app.date_input(key="undone_2024_school_carried_day").value == date(2025, 6, 30)
    assert "“机器人产业园”没有完成日期，请填写" in visible_text(app)
    (button,) = [button for button in app.button if button.label == "2024年关账"]
    assert button.disabled
    fill(app, "park", "done", date(2024, 12, 20), "竣工验收备案表")
    choose(app, "bridge", "cancelled")
    fill(app, "bridge", "cancelled", text="规划调整，不再实施")
    shown = visible_text(app)
    assert "未完成的任务：1项完成，1项结转，1项取消；结转的从2025年起按新的时限算" in shown
    assert "会议版本“2024年年终”同时定版" in shown
    app.text_input(key="closing_note_2024").set_value("会议审定").run()
    press(app, "2024年关账")
    closing = closing_of(store.snapshot(), 2024)
    assert closing is not None
    assert (closing.by, closing.note) == ("办公室", "会议审定")
    shown = visible_text(app)
    assert "2024年：5项指标中1项完成，2项未完成，2项尚无正式数；2项任务未完成" in shown
    for text in (
        "办公室于",
        "备注：会议审定",
        "完成（2024年12月20日）",
        "结转至2025年6月30日",
        "规划调整，不再实施",
    ):
        assert text in shown


def test_another_choice_has_its_own_day(visit: Visit) -> None:
    """A new due date never becomes a day of completion."""
    app = visit()
    choose(app, "park", "carried")
    fill(app, "park", "carried", date(2025, 6, 30))
    choose(app, "park", "done")
    assert app.date_input(key="undone_2024_park_done_day").value is None


def test_closed_and_opened_again(visit: Visit, store: Store) -> None:
    """A closed year says who closed it, leads to its edition, shows what was revised since, and is opened by one click."""
    close_2024(store)
    report_value(store, "output", 2712.3)
    app = visit(year="2024")
    shown = visible_text(app)
    assert "其后修订为2,712.3亿元" in shown
    (edition,) = list_editions(store.snapshot())
    assert [link.proto.url for link in app.get("link_button")] == [f"meeting?edition={edition.id}"]
    press(app, "确认重新打开")
    assert closing_of(store.snapshot(), 2024) is None
    assert list_editions(store.snapshot()) == ()
    shown = visible_text(app)
    assert "2024年已重新打开" in shown
    assert MESSAGE.replace("2项未完成", "1项未完成").replace("1项完成", "2项完成") in shown


def test_the_year_of_the_address(visit: Visit) -> None:
    """The oldest open year opens by itself (``MESSAGE``), another one by its address."""
    assert "2025年：4项指标中4项尚无正式数" in visible_text(visit(year="2025"))


def test_the_next_year_opens(visit: Visit, store: Store) -> None:
    """When a year is closed the next one opens; what cannot be closed says why and has no button."""
    close_2024(store, DECISIONS)
    app = visit()
    assert "2025年12月的数一个也没有报送，不能关账" in visible_text(app)
    assert "2025年关账" not in [button.label for button in app.button]
