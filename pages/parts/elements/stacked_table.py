"""A table that stays readable on a phone: there each row is a block, and each cell says its heading."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def stacked_table(
    rows: Sequence[dict[str, Any]], caption: str, *, figures: Sequence[str] = (), whole: bool = False
) -> str:
    """Rows as an HTML table that scrolls by itself, by keyboard too.

    Args:
        rows: at least one; heading -> text. All of it is escaped.
        caption: what a screen reader says of it.
        figures: headings of numbers, which stand at the right.
        whole: as high as its rows: the page scrolls, and no row is out of sight inside it.
    """
    css = {heading: ' class="figure"' if heading in figures else "" for heading in rows[0]}
    heads = "".join(f'<th scope="col"{css[heading]}>{escape(heading)}</th>' for heading in css)
    body = "".join(
        "<tr>"
        + "".join(f'<td data-head="{escape(h)}"{css[h]}>{escape(str(cell))}</td>' for h, cell in row.items())
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll{" whole" if whole else ""}" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="stacked"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
