"""Names from files and words from an address are shown as they are: no Markdown, link or tag of theirs takes effect."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from google.protobuf.message import Message

from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from tests.pages.app import html
from tests.pages.sheet import sheet_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest
    from streamlit.testing.v1.element_tree import Block

    from indicators.store.store import Store

# Fields that Streamlit's front end takes for Markdown.
MARKDOWN = {"label", "help", "body", "format", "icon_text"}
PLAIN_BODIES = {"text", "html"}
EVIL = "**x**[a](http://b):red[x]$x$<b>`q`"
MARKUP = re.compile(r"(?<!\\)(\*\*x|\[a\]\(|\$x\$|`q`|<b>)|:red\[")


@pytest.fixture
def evil(store: Store) -> Store:
    """Tables in which every name and unit in charge is markup."""
    now, upload = store.snapshot(), Upload.new(EVIL)
    number = pd.Series(range(len(now.catalogue))).astype(str)
    named = now.catalogue.assign(name=EVIL + number, unit=EVIL, responsible_unit=EVIL, definition=EVIL)
    store.append("catalogue", named.assign(origin=REPORTED), upload)
    titles = EVIL + pd.Series(range(len(now.tasks))).astype(str)
    store.append("tasks", now.tasks.assign(title=titles, origin=REPORTED), upload)
    tolerance = {"setting": "tolerance.li_auto_deliveries", "value": 1.5, "origin": REPORTED}
    store.append("thresholds", pd.DataFrame([tolerance]), upload)
    return store


def drawn(block: Block) -> Iterator[tuple[str, str]]:
    """Each text of the page that is taken for Markdown, with the kind of its element."""
    for child in block.children.values():
        message = getattr(child, "proto", None)
        if isinstance(message, Message):
            for field, value in message.ListFields():
                if field.name in MARKDOWN and isinstance(value, str) and child.type not in PLAIN_BODIES:
                    yield child.type, value
        if hasattr(child, "children"):
            yield from drawn(child)


def check(app: AppTest) -> int:
    """Fail where markup is drawn; how many texts show it as it is."""
    assert not app.exception
    texts = list(drawn(app._tree))
    assert [text for text in texts if MARKUP.search(text[1])] == []
    assert "<b>`q`" not in html(app)
    return sum(r"\*\*x\*\*" in text for _, text in texts)


@pytest.mark.usefixtures("evil")
def test_names_of_files(visit: Callable[..., AppTest]) -> None:
    """Links, labels and messages of 督办, 阈值 and an indicator's page show names as they are written."""
    app = visit("admin", ("all",))
    shown = {}
    for page, query in (
        ("admin", {"section": "thresholds"}),
        ("follow_up", {}),
        ("indicator", {"id": "li_auto_deliveries"}),
    ):
        app.query_params.clear()
        app.query_params.update({"through": "2024-09", **query})
        shown[page] = check(app.switch_page(f"{page}.py").run())
    assert all(shown.values()), shown
    for figure in sheet_figures(app).values():
        assert "<b>`" not in json.dumps(figure)


@pytest.mark.parametrize("query", [{"missing": EVIL}, {"through": "[a](b)**x**"}, {"id": EVIL}])
def test_words_of_the_address(visit: Callable[..., AppTest], query: dict[str, str]) -> None:
    """A link that somebody was sent puts nothing but plain words on the page."""
    app = visit("indicator", None)
    app.query_params.update(query)
    assert check(app.run()) == 1
