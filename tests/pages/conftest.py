"""Fixtures of page tests: tables with the seed only, and a visit to a page, with or without a key."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.cheap_keys import cheap_keys
from tests.reports import press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indicators.store.store import Store

FRAME = Path(__file__).resolve().parents[2] / "pages" / "main.py"
ALL = ("all",)


@pytest.fixture(scope="session", autouse=True)
def _packages_are_searched_once() -> Iterator[None]:
    """Streamlit searches every installed package for components when an app starts, a third of such a test."""
    with pytest.MonkeyPatch.context() as patch:
        search = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", search)
        yield


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, store: Store) -> Callable[..., AppTest]:
    """Open a page in its frame and enter a key."""

    def go(page: str = "upload", lifts: tuple[str, ...] | None = ("industry",)) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.switch_page(f"{page}.py")
        app.query_params["through"] = "2024-09"
        app.run()
        if lifts is not None:
            keys = cheap_keys(store.root)
            key = keys.add("管理员", None, "administrator") if lifts == ALL else keys.add("经发局", lifts)
            app.text_input[0].set_value(key)
            press(app, "提交")
        assert not app.exception
        return app

    return go
