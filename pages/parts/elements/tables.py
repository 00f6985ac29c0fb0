"""HTML tables, and the text of their cells."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from indicators.labels import NO_VALUE, is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence


def stacked_table(
    rows: Sequence[dict[str, Any]], caption: str, *, figures: Sequence[str] = (), full_height: bool = False
) -> str:
    """Rows as a table in a box that scrolls; on a phone each row is a block and each cell shows its heading.

    Args:
        rows: at least one, as heading -> text; all of it is escaped.
        caption: name for screen readers.
        figures: headings of columns that are aligned to the right.
        full_height: whether the box is as high as its rows, so that only the page scrolls.
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
        f'<div class="scroll{" full-height" if full_height else ""}" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="stacked"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def cell_text(value: object, unit: object = "") -> str:
    """A value of a table as text, numbers with their unit."""
    if is_missing(value) or value == "":
        return NO_VALUE
    return f"{value:,.10g}{unit}" if isinstance(value, float) else str(value)
