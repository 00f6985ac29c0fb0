"""The first paint: what a page showed last, sent with the page itself, so that numbers stand before Streamlit does.

A page is put together by its script, which runs when a visitor is connected. What it put together for one visitor is
kept here for the next, by address and query, and is sent only while the tables are still at the version it was made of.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Pages kept; the one that was asked for longest ago goes first. One has about 60 kB.
_MOST: Final = 100


@dataclass(frozen=True)
class FirstPaint:
    """A page's content and the tables' version it was made from.

    Attributes:
        version: of the tables.
        html: of the pieces.
        charts: JSON for ``sheet.js``.
        notice: HTML above it that Streamlit shows itself later.
    """

    version: str
    html: str
    charts: str
    notice: str = ""

    def as_html(self) -> str:
        """To be put into the page; a chart's text cannot end the script it is in."""
        charts = self.charts.replace("<", "\\u003c")
        notice = f'<div id="first-notice">{self.notice}</div>' if self.notice else ""
        return (
            f'<div id="first-paint" class="sheet">{notice}{self.html}</div>'
            f'<script type="application/json" id="first-charts">{charts}</script>'
        )


_kept: OrderedDict[tuple[str, frozenset[tuple[str, str]]], FirstPaint] = OrderedDict()
_lock = threading.Lock()


def keep_first_paint(page: str, queries: Iterable[Mapping[str, str]], paint: FirstPaint) -> None:
    """Keep what a page shows for each of these queries."""
    with _lock:
        for query in queries:
            key = page, frozenset(query.items())
            _kept[key] = paint
            _kept.move_to_end(key)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)


def first_paint(page: str, query: Mapping[str, str], version: str) -> FirstPaint | None:
    """What the page shows for a query at this version of the tables, None where nobody has seen it yet."""
    with _lock:
        paint = _kept.get((page, frozenset(query.items())))
    return paint if paint is not None and paint.version == version else None
