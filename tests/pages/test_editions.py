"""会议版本 as Streamlit runs it: freezing, the list, the comparison, orders of screens."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from indicators.meeting.editions import find_edition, freeze_edition, list_editions
from indicators.meeting.sequences import list_sequences, save_sequence
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from tests.cheap_keys import cheap_keys
from tests.pages.app import visible_text
from tests.reports import ADMINISTRATOR, ECONOMY, output, press, previewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store

FRAME = Path(__file__).resolve().parents[2] / "pages" / "main.py"
SEPTEMBER = Period(2024, 9)
NAME = "2024年9月调度会"


@pytest.fixture
def store(store_with_report: Store) -> Store:
    """Plan and public figures, and one reported value."""
    return store_with_report


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, store: Store) -> Callable[..., AppTest]:
    """Open the page and enter the key of a department."""

    def go(department: str | None = "经发局", **query: str) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.switch_page("editions.py")
        for name, value in {"through": "2024-09", **query}.items():
            app.query_params[name] = value
        app.run()
        if department is not None:
            app.text_input[0].set_value(cheap_keys(store.root).add(department, ("industry",)))
            press(app, "提交")
        assert not app.exception
        return app

    return go


def links(app: AppTest) -> list[tuple[str, str]]:
    """Label and address of every link button."""
    return [(link.proto.label, link.proto.url) for link in app.get("link_button")]


def field(app: AppTest, label: str) -> str:
    """The value of the first text box with this label."""
    return str(next(box for box in app.text_input if box.label == label).value)


def test_without_a_key(visit: Callable[..., AppTest], store: Store) -> None:
    """Without a key a visitor opens, follows and compares editions, and changes nothing."""
    edition = freeze_edition(store, NAME, SEPTEMBER, ECONOMY, note="<b>第一次</b>")
    app = visit(None)
    assert links(app) == [
        ("放映", f"meeting?edition={edition.id}"), ("跟随", f"meeting?edition={edition.id}&follow=1"),
    ]  # fmt: skip
    assert f"{NAME}" in visible_text(app)
    assert "备注：<b>第一次</b>" in visible_text(app)
    assert [b.label for b in app.button] == ["与现在比较", "提交"]


def test_nothing_yet(visit: Callable[..., AppTest]) -> None:
    """Before the first edition the page says what will be here."""
    assert "还没有会议版本" in visible_text(visit(None))


def test_frozen_on_the_page(visit: Callable[..., AppTest], store: Store) -> None:
    """The suggested name is accepted, the result is shown, and the next suggestion is another name."""
    app = visit()
    assert field(app, "名称") == NAME
    press(app, "定版")
    (edition,) = list_editions(store.snapshot())
    assert (edition.name, edition.through, edition.by, edition.order) == (NAME, SEPTEMBER, "经发局", ())
    assert f"已定版“{NAME}”" in visible_text(app)
    assert field(app, "名称") == f"{NAME}（2）"
    box = next(box for box in app.text_input if box.label == "名称")
    box.set_value(NAME)
    press(app, "定版")
    assert f"没有定版 已有名为“{NAME}”的会议版本" in re.sub(r"\s+", " ", visible_text(app))
    assert len(list_editions(store.snapshot())) == 1


def test_compared(visit: Callable[..., AppTest], store: Store) -> None:
    """The comparison shows before, after and who changed it; an address opens it, too."""
    edition = freeze_edition(store, NAME, SEPTEMBER, ECONOMY)
    app = press(visit(None), "与现在比较")
    assert f"“{NAME}”定版之后，会上展示的内容没有变化" in visible_text(app)
    commit_upload(store, previewed(store, output(2400.5), ECONOMY), confirmed=True)
    text = visible_text(visit(None, compare=edition.id))
    assert f"“{NAME}”定版之后有2处变化：判定1处，数值1处" in text
    for part in (
        "1,820.55亿元",
        "2,400.50亿元",
        "▲ 略慢，慢2.2个百分点",
        "● 达到时序，快21.0个百分点",
        "经发局",
    ):
        assert part in text
    assert "没有编号为“0badcafe”的会议版本" in visible_text(visit(None, compare="0badcafe"))


def test_renamed_withdrawn_restored(visit: Callable[..., AppTest], store: Store) -> None:
    """Its author renames, withdraws and restores an edition; withdrawn ones are behind a toggle."""
    edition = freeze_edition(store, NAME, SEPTEMBER, ECONOMY)
    app = visit()
    next(box for box in app.text_input if box.label == "新名称").set_value("例会")
    press(app, "更名")
    assert f"已更名“{NAME}”为“例会”" in visible_text(app)
    press(app, "确认撤销")
    assert "还没有会议版本" in visible_text(app)
    app.toggle[0].set_value(True).run()
    assert "○ 已撤销" in re.sub(r"\s+", " ", visible_text(app))
    press(app, "确认恢复")
    assert find_edition(store.snapshot(), edition.id).name == "例会"


def test_others_editions_stay(visit: Callable[..., AppTest], store: Store) -> None:
    """Another department opens and compares, and changes nothing."""
    freeze_edition(store, NAME, SEPTEMBER, ADMINISTRATOR)
    assert "确认撤销" not in [b.label for b in visit().button]


def editor(app: AppTest) -> list[tuple[str, bool]]:
    """The list of screens as the browser is to draw it: ids, and whether they are chosen."""
    (component,) = [c for c in app.get("bidi_component") if c.proto.component_name == "screen_order"]
    return [(screen["id"], screen["chosen"]) for screen in json.loads(component.proto.json)["screens"]]


def put_in_order(app: AppTest, order: dict[str, bool]) -> AppTest:
    """What the list sends; moving itself is tested in a browser."""
    app.session_state["sequence_order"] = order
    return app.run()


def test_a_sequence(visit: Callable[..., AppTest], store: Store) -> None:
    """Screens are chosen, ordered and saved under a name; an edition uses the sequence; it can be removed."""
    app = visit()
    first, second, third, *others = [screen for screen, _ in editor(app)]
    assert (first, second) == ("title", "overall")
    assert all(chosen for _, chosen in editor(app))
    put_in_order(app, dict.fromkeys((second, first), True) | {third: False} | dict.fromkeys(others, True))
    wanted = (second, first, *others)
    app.text_input(key="sequence_name").set_value("短会").run()
    press(app, f"保存{len(wanted)}屏")
    assert [(s.name, s.order, s.by) for s in list_sequences(store.snapshot())] == [("短会", wanted, "经发局")]
    assert "已保存放映顺序“短会”" in visible_text(app)
    assert "定版时可在“放映内容”中选用" in visible_text(app)
    assert ("放映", "meeting?sequence=%E7%9F%AD%E4%BC%9A") in links(app)
    next(s for s in app.selectbox if s.label == "放映内容").set_value("短会")
    press(app, "定版")
    assert list_editions(store.snapshot())[0].order == wanted
    press(app, "确认删除")
    assert list_sequences(store.snapshot()) == ()


def test_a_sequence_is_edited(visit: Callable[..., AppTest], store: Store) -> None:
    """In the editor the screens of a saved sequence come first and chosen, the others after them."""
    save_sequence(store, "短会", ("closing", "title"), ADMINISTRATOR)
    app = press(visit(), "编辑")
    assert editor(app)[:2] == [("closing", True), ("title", True)]
    assert len(editor(app)) > 2
    assert not any(chosen for _, chosen in editor(app)[2:])
    press(app, "保存2屏")
    (saved,) = list_sequences(store.snapshot())
    assert (saved.name, saved.order, saved.by) == ("短会", ("closing", "title"), "经发局")


def test_screens_of_another_month(visit: Callable[..., AppTest]) -> None:
    """What a month does not have is left out of the list, what is new comes last and chosen."""
    app = visit()
    screens = [screen for screen, _ in editor(app)]
    put_in_order(app, {"item:gone": True, "closing": True, "overall": False})
    others = [screen for screen in screens if screen not in {"closing", "overall"}]
    assert editor(app) == [("closing", True), ("overall", False), *((screen, True) for screen in others)]


def test_no_screen_is_no_sequence(visit: Callable[..., AppTest], store: Store) -> None:
    """Without a name nothing is saved, and the page says why."""
    app = visit()
    press(app, f"保存{len(editor(app))}屏")
    assert "放映顺序的名称“”不对" in visible_text(app)
    assert list_sequences(store.snapshot()) == ()
