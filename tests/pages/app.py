"""What a visitor sees of a page that Streamlit's AppTest runs."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from tests.pages.sheet import sheet_html

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def html_blocks(app: AppTest) -> list[str]:
    """Each piece of HTML in its order: what is drawn at once comes first."""
    drawn = [str(element.proto.body) for element in app.get("html")]
    return [sheet_html(app), *drawn] if sheet_html(app) else drawn


def html(app: AppTest) -> str:
    """All HTML of the page as it goes to the browser."""
    return "\n".join(html_blocks(app))


def text_of(markup: str, separator: str = " ") -> str:
    """HTML without style sheets, with each tag replaced by the separator."""
    return unescape(re.sub(r"<style.*?</style>|<[^>]*>", separator, markup, flags=re.DOTALL))


def visible_text(app: AppTest) -> str:
    """The text of the page, widgets excepted."""
    return text_of(html(app))
