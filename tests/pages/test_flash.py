"""The result of a click survives the next run of the page; long lists come in pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.app import html_blocks

PAGES = Path(__file__).resolve().parents[2] / "pages"


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the rooms importable as ``parts``, as Streamlit does."""
    monkeypatch.syspath_prepend(str(PAGES))


def page() -> None:
    """A page with one click that succeeds and one that is refused."""
    import streamlit as st

    from indicators.store.errors import StoreError
    from parts.frame.flash import run_action, show_flash

    def refuse() -> None:
        msg = "磁盘已满"
        raise StoreError(msg)

    show_flash("here")
    show_flash("elsewhere")
    if st.button("保存", key="save"):
        run_action("here", lambda: 3, "没有保存", lambda count: (f"已保存{count}个", "已更新"))
    if st.button("写坏", key="fail"):
        run_action("here", refuse, "没有保存", lambda _: ("已保存", ""))
    st.button("别的", key="other")


def test_survives_the_next_run() -> None:
    """Success and refusal are shown on their own page, once, through later runs."""
    app = AppTest.from_function(page, default_timeout=60).run()
    assert html_blocks(app) == []
    app.button(key="save").click().run()
    assert not app.exception
    (banner,) = html_blocks(app)
    assert "已保存3个" in banner
    assert 'class="banner done"' in banner
    app.button(key="other").click().run()
    assert html_blocks(app) == [banner]
    app.button(key="fail").click().run()
    (banner,) = html_blocks(app)
    assert "没有保存" in banner
    assert "磁盘已满" in banner
    assert 'role="alert"' in banner


def listed() -> None:
    """A page that lists 45 entries."""
    import streamlit as st

    from parts.elements.pagination import paginate

    st.session_state.setdefault("entries", 45)
    st.session_state.shown = list(range(st.session_state.entries))[paginate(st.session_state.entries, "page")]


@pytest.mark.parametrize(
    ("entries", "page", "shown"),
    [(0, None, []), (20, None, range(20)), (21, 2, [20]), (45, 1, range(20)), (45, 3, range(40, 45))],
)
def test_lists_come_in_pages(entries: int, page: int | None, shown: list[int]) -> None:
    """Twenty on a page, the rest on the last; up to twenty there is nothing to choose."""
    app = AppTest.from_function(listed, default_timeout=60)
    app.session_state["entries"] = entries
    if page is not None:
        app.session_state["page"] = page
    app.run()
    assert not app.exception
    assert app.session_state["shown"] == list(shown)
