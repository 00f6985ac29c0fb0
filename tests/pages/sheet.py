"""What a page draws at once: the HTML and the figures of its one component, as they are sent to the browser."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def sheet_bytes(app: AppTest) -> bytes:
    """The component's data; empty where the page has none."""
    sheets = [
        element.proto for element in app.get("bidi_component") if element.proto.component_name == "sheet"
    ]
    return bytes(sheets[0].bytes) if sheets else b""


def sheet_html(app: AppTest) -> str:
    """The HTML of the sheet; empty where the page has none."""
    data = sheet_bytes(app)
    return str(json.loads(data)["html"]) if data else ""


def sheet_figures(app: AppTest) -> dict[str, dict[str, Any]]:
    """The figures of the sheet by the names of their places."""
    data = sheet_bytes(app)
    figures = json.loads(json.loads(data)["charts"])["figures"] if data else {}
    return {name: json.loads(figure) for name, figure in figures.items()}


def cards(markup: str) -> dict[str, str]:
    """The cards and rungs of a page by their indicator."""
    found = re.findall(r'<(article|li) class="(?:card|rung)[^>]* id="card_(\w+)">(.*?)</\1>', markup)
    return {indicator: card for _, indicator, card in found}


def unreported(markup: str) -> list[str]:
    """The lines of what nobody has reported on, and of what has no card."""
    return [
        line
        for lines in re.findall(r'<ul class="lines">(.*?)</ul>', markup)
        for line in re.findall(r"<li>(.*?)</li>", lines)
    ]
