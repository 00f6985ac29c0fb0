"""管理，密钥 as Streamlit runs it: who sees it, a key that is shown once, what a key may be for, revoking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indicators.access import Reporter
from indicators.store.demo import switch_demo
from indicators.uploads import commit_upload
from tests.cheap_keys import cheap_keys
from tests.pages.app import visible_text
from tests.reports import gazelles, press, previewed
from tests.store_helpers import in_charge

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

ALL = ("all",)


@pytest.fixture
def keys_page(visit: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """管理 at 密钥, as whoever has these lifts; ALL is an administrator."""

    def go(lifts: tuple[str, ...] | None = ALL) -> AppTest:
        app = visit("admin", lifts)
        if lifts == ALL:
            app.segmented_control[0].set_value("keys").run()
        assert not app.exception
        return app

    return go


def fill(app: AppTest, name: str, *, units: list[str] | None = None, lifts: list[str] | None = None) -> None:
    """Fill in the form for a new key, and send it off."""
    app.text_input[0].set_value(name)
    if units:
        app.multiselect[0].set_value(units)
    if lifts:
        app.multiselect[-1].set_value(lifts)
    app.run()
    press(app, "生成密钥")


def shown_key(app: AppTest) -> str | None:
    """The key that is on the page, None without one."""
    return str(app.code[0].value) if app.code else None


def test_for_administrators(keys_page: Callable[..., AppTest]) -> None:
    """A department sees neither keys nor the form for one."""
    app = keys_page(("industry",))
    assert "本页只对管理员开放" in visible_text(app)
    assert not app.multiselect
    assert "生成密钥" not in [button.label for button in app.button]


def test_key_of_a_unit(keys_page: Callable[..., AppTest], store: Store) -> None:
    """A unit is chosen from those in charge; the page says what that opens, and the key opens it."""
    in_charge(store, new_projects="招商局", gdp_growth="经发局", robot_park="招商局")
    app = keys_page()
    assert app.multiselect[0].options == sorted(["招商局", "经发局"])
    app.multiselect[0].set_value(["招商局"]).run()
    assert "现在可上报1项指标、1项任务" in visible_text(app)
    fill(app, "招商局", units=["招商局"])
    key = shown_key(app)
    assert key is not None
    keys = cheap_keys(store.root)
    assert keys.check(key) == Reporter("招商局", "department", frozenset(), frozenset({"招商局"}))
    assert keys.entries()[-1].made_by == "管理员"
    text = visible_text(app)
    assert "有效密钥2个：管理员1个，部门1个" in text
    assert re.search(
        r"招商局\s+● 有效\s+可上报：招商局负责的指标和任务\s+\S+ \S+ 由管理员生成，还没有使用过", text
    )
    assert app.text_input[0].value == ""


def test_shown_once(keys_page: Callable[..., AppTest], store: Store) -> None:
    """A key stays while the page runs again, and is gone for good once the section was left, or it is said to be kept."""
    app = keys_page()
    fill(app, "经发局", lifts=["industry"])
    key = shown_key(app)
    assert key is not None
    assert shown_key(app.run()) == key
    app.segmented_control[0].set_value("demo").run()
    assert shown_key(app) is None
    app.segmented_control[0].set_value("keys").run()
    assert shown_key(app) is None
    assert key not in visible_text(app)
    fill(app, "应急局", lifts=["safety"])
    first = shown_key(app)
    fill(app, "科技局", lifts=["innovation", "space"])
    assert first is not None
    assert shown_key(app) not in {None, first}
    app.checkbox[0].check().run()
    assert shown_key(app) is None
    assert cheap_keys(store.root).entries()[-1].lifts == {"innovation", "space"}


def test_another_page_in_between(keys_page: Callable[..., AppTest]) -> None:
    """A key is not there any more when somebody comes back from another page."""
    app = keys_page()
    fill(app, "经发局", lifts=["all"])
    assert shown_key(app)
    app.switch_page("history.py").run()
    app.switch_page("admin.py").run()
    app.segmented_control[0].set_value("keys").run()
    assert not app.exception
    assert shown_key(app) is None


def test_where_no_unit_is_named(keys_page: Callable[..., AppTest], store: Store) -> None:
    """The page says where units are filled in when none is yet, and a key must be for something."""
    app = keys_page()
    assert [choice.label[:3] for choice in app.multiselect] == ["按六提"]
    assert "责任单位尚未填写，请先在“指标”中填写" in visible_text(app)
    fill(app, "招商局")
    assert "没有选择“招商局”可上报什么，请至少选一个责任单位或一提。" in visible_text(app)
    assert shown_key(app) is None
    assert len(cheap_keys(store.root).entries()) == 1


def test_administrators_key(keys_page: Callable[..., AppTest], store: Store) -> None:
    """An administrator's key is limited to nothing."""
    app = keys_page()
    app.radio[0].set_value("管理员").run()
    assert not app.multiselect
    app.text_input[0].set_value("督查室").run()
    press(app, "生成密钥")
    key = shown_key(app)
    assert key is not None
    assert cheap_keys(store.root).check(key) == Reporter("督查室", "administrator", None)


def test_refused(keys_page: Callable[..., AppTest], store: Store) -> None:
    """A name that has a key, or no name, is refused with what would help; the form keeps what was filled in."""
    app = keys_page()
    for name, problem in (("管理员", "已有有效密钥"), (" ", "密钥名称")):
        fill(app, name, lifts=["space"])
        assert "没有生成密钥" in visible_text(app)
        assert problem in visible_text(app)
        assert app.multiselect[-1].value == ["space"]
    assert shown_key(app) is None
    assert len(cheap_keys(store.root).entries()) == 1


def test_revoke(keys_page: Callable[..., AppTest], store: Store) -> None:
    """A key is revoked at once and stays on record; one's own last key as an administrator is not."""
    keys = cheap_keys(store.root)
    key = keys.add("经发局", ["industry"])
    keys.check(key)
    app = keys_page()
    assert "最近使用" in visible_text(app)
    assert "管理员 （当前登录）" in visible_text(app)
    own, other = (entry.id for entry in reversed(keys.entries()))
    app.button(key=f"revoked_{own}").click().run()
    assert "没有停用“管理员”的密钥" in visible_text(app)
    assert "是唯一有效的管理员密钥" in visible_text(app)
    app.button(key=f"revoked_{other}").click().run()
    assert not app.exception
    assert "已停用“经发局”的密钥" in visible_text(app)
    assert "可上报：产业提档" not in visible_text(app)
    assert [(entry.is_valid, entry.revoked_by) for entry in keys.entries()] == [(False, "管理员"), (True, "")]
    app.toggle[0].set_value(True).run()
    assert re.search(r"经发局\s+○ 已停用\s+\S+ \S+ 由管理员停用", visible_text(app))


def test_on_record(keys_page: Callable[..., AppTest], visit: Callable[..., AppTest], store: Store) -> None:
    """上报记录 tells an administrator, and nobody else, who made and revoked keys and put in demonstration data."""
    app = keys_page()
    fill(app, "招商局", lifts=["industry"])
    commit_upload(store, previewed(store, gazelles(75)), confirmed=True)
    switch_demo(store, "经济运行科", on=True)
    assert "招商局" not in visible_text(visit("history", ("industry",)))
    app.switch_page("history.py").run()
    said = visible_text(app)
    assert re.search(r"管理员\s+发给“招商局”的密钥 \w{4}（可上报产业提档）", said)
    assert re.search(r"经济运行科\s+装入全部演示数据", said)
