"""Small pieces of HTML: pills, chips, labelled figures. Text from the tables is escaped here."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.labels import NO_VALUE, TO_BE_NAMED
from indicators.store import DEMO
from indicators.wording import STATUS, TASK_STATUS, gap_text, task_detail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.wording import Verdict


def pill(verdict: Verdict, detail: str = "") -> str:
    """A verdict as shape, word and number in a coloured pill; it reads without the colour, too."""
    detail_html = f" <b>{escape(detail)}</b>" if detail else ""
    return (
        f'<span class="pill {verdict.tone}"><span aria-hidden="true">{verdict.shape}</span> '
        f"{escape(verdict.word)}{detail_html}</span>"
    )


def clauses_html(text: str) -> str:
    """A sentence whose lines break only after its punctuation, never inside a name or a number."""
    parts = re.split(r"(?<=[，：、；])", text)
    return "".join(f'<span class="clause">{escape(part)}</span>' for part in parts if part)


def promise_text(promise: str) -> str:
    """A lift's promise as HTML, its last word (新优势 … 新活力) in bold."""
    start, last = promise[:-3], promise[-3:]
    return f"{escape(start)}<b>{escape(last)}</b>" if last.startswith("新") else escape(promise)


def indicator_pill(row: Mapping[str, Any]) -> str:
    """The verdict of an indicator with its gap in words."""
    return pill(STATUS[row["status"]], gap_text(row))


def task_pill(row: Mapping[str, Any]) -> str:
    """The verdict of a task."""
    return pill(TASK_STATUS[row["status"]], task_detail(row))


def origin_chip(origin: object) -> str:
    """The origin of a value: 演示 strong, 公开 and 报送 quiet, nothing where there is no value."""
    if not isinstance(origin, str) or not origin:
        return ""
    return f'<span class="chip {"demo" if origin == DEMO else ""}">{escape(origin)}</span>'


def simulated_note() -> str:
    """The line at the top of a page that shows any 演示 value."""
    chip = origin_chip(DEMO)
    return f'<p class="simulated" role="note">演示数据：带{chip}的为模拟，不是实际情况</p>'


def unit_text(row: Mapping[str, Any]) -> str:
    """The responsible unit, 待明确 while none is named; a simulated one is marked 演示."""
    unit = row["responsible_unit"]
    if not isinstance(unit, str) or not unit:
        return f'<span class="quiet">责任单位{TO_BE_NAMED}</span>'
    return escape(unit) + (origin_chip(DEMO) if row["unit_origin"] == DEMO else "")


def fact(label: str, value: str) -> str:
    """A labelled figure."""
    return f'<span class="fact">{escape(label)} <b>{escape(value or NO_VALUE)}</b></span>'
