"""A key is typed once: the page gives its browser a code for a cookie, and takes the cookie for the key from then on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.runtime.context import ContextProxy

from indicators.access import COOKIE, begin_sign_in, cookie_codes, key_id, signed_in_key
from tests.cheap_keys import cheap_keys
from tests.reports import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

WRONG = "ZZZZ-1111-2222-3333-4444-5555-6666-7777"


def errand(app: AppTest) -> dict[str, str] | None:
    """What the browser is told to do about its cookie."""
    (part,) = (part.proto for part in app.get("bidi_component") if part.proto.component_name == "signed_in")
    told: dict[str, str] | None = json.loads(part.json or "null")
    return told


def visitor(app: AppTest) -> str | None:
    """Who the page says has signed in."""
    if not [button for button in app.button if button.label == "退出"]:
        return None
    return str(app.text[-1].value)


@pytest.fixture
def come_back(
    visit: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """Open a page in a new session of a browser with this cookie."""

    def go(cookie: str, page: str = "upload") -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: cookie})
        return visit(page, lifts=None)

    return go


def cookie_of(store: Store, monkeypatch: pytest.MonkeyPatch, name: str = "经发局") -> str:
    """The cookie of a browser where this department's key was typed."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
    return begin_sign_in(key_id(cheap_keys(store.root).add(name, ("industry",))))


def test_code_for_the_browser(visit: Callable[..., AppTest], store: Store) -> None:
    """After the key the browser gets a code, the same in each run, that is good for a cookie of this key."""
    app = visit()
    told = errand(app)
    assert told is not None
    assert told["method"] == "POST"
    assert errand(app.run()) == told
    (key,) = cheap_keys(store.root).entries()
    assert key.id not in json.dumps(told)
    ticket = cookie_codes().exchange(told["code"])
    assert ticket is not None
    assert signed_in_key(ticket) == key.id


def test_wrong_key_gets_none(visit: Callable[..., AppTest]) -> None:
    """Neither a visitor without a key nor one with a wrong key is told to fetch anything."""
    app = visit(lifts=None)
    assert errand(app) is None
    app.text_input[0].set_value(WRONG)
    press(app, "提交")
    assert errand(app) is None
    assert visitor(app) is None


@pytest.mark.parametrize("page", ["upload", "history", "follow_up", "editions", "industry"])
def test_cookie_signs_in(
    come_back: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Whoever comes back with the cookie is signed in on each page and is not asked for a key."""
    app = come_back(cookie_of(store, monkeypatch), page)
    assert visitor(app) == "经发局"
    assert not [box for box in app.text_input if box.label == "密钥"]


@pytest.mark.parametrize(
    "spoil", [lambda cookie: cookie[:-2], lambda cookie: cookie[:0], lambda cookie: f"0000{cookie[4:]}"]
)
def test_forged_cookie(
    come_back: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch, spoil: Any
) -> None:
    """What this installation did not sign is nobody's."""
    app = come_back(spoil(cookie_of(store, monkeypatch)))
    assert visitor(app) is None
    assert not app.warning


def test_revoked_key(
    come_back: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A revoked key ends its cookie at the next click: it is said once, and the cookie goes."""
    app = come_back(cookie_of(store, monkeypatch))
    assert visitor(app) == "经发局"
    cheap_keys(store.root).revoke("经发局")
    app.run()
    assert visitor(app) is None
    assert [warning.value for warning in app.warning] == ["原密钥已停用，请使用新密钥。"]
    told = errand(app.run())
    assert told is not None
    assert told["method"] == "DELETE"
    assert not app.warning


def test_signing_out(
    come_back: Callable[..., AppTest], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """退出 ends the cookie, in this tab, in another that still has it, and in one that is opened with a copy of it."""
    cookie = cookie_of(store, monkeypatch)
    here, there = come_back(cookie), come_back(cookie, "history")
    press(here, "退出")
    told = errand(here)
    assert told is not None
    assert told["method"] == "DELETE"
    assert visitor(here) is None
    assert visitor(there.run()) is None
    assert visitor(come_back(cookie)) is None


def test_signing_in_again(visit: Callable[..., AppTest], store: Store) -> None:
    """After 退出 the next key typed in the same tab opens it again, with an errand of its own."""
    app = visit()
    first = errand(app)
    press(app, "退出")
    app.text_input[0].set_value(cheap_keys(store.root).add("科技局", ("innovation",)))
    press(app, "提交")
    assert visitor(app) == "科技局"
    told = errand(app)
    assert told is not None
    assert first is not None
    assert told["code"] != first["code"]
