"""HTML of the small pieces: pills, chips, numbers. Everything that comes from a table is escaped here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from indicators.labels import NO_VALUE, TO_BE_NAMED, is_missing
from indicators.store import DEMO
from indicators.wording import STATUS, TASK_STATUS, gap_text, report_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.wording import Verdict


def pill(verdict: Verdict, detail: str = "") -> str:
    """A verdict as shape + word + number in a coloured pill; the colour only supports."""
    more = f" <b>{escape(detail)}</b>" if detail else ""
    return (
        f'<span class="pill {verdict.tone}"><span aria-hidden="true">{verdict.shape}</span> '
        f"{escape(verdict.word)}{more}</span>"
    )


def promise_text(promise: str) -> str:
    """A lift's promise with what it ends in (新优势 … 新活力) in bold."""
    before, new = promise[:-3], promise[-3:]
    return f"{escape(before)}<b>{escape(new)}</b>" if new.startswith("新") else escape(promise)


def indicator_pill(row: Mapping[str, Any]) -> str:
    """The verdict of an indicator with its gap in words."""
    return pill(STATUS[row["status"]], gap_text(row))


def task_detail(row: Mapping[str, Any]) -> str:
    """What the calendar says of a task at the end of the month that is shown: 超期 12 天, 还有 30 天, 月底到期."""
    if is_missing(row["days"]):
        return ""
    status, days = row["status"], int(row["days"])
    if status == "overdue":
        return f"{-days} 天"
    if status == "due_soon":
        return f"还有 {days} 天" if days else "月底到期"
    if status == "awaiting" and days < 0:
        return "时限已过"
    return ""


def task_pill(row: Mapping[str, Any]) -> str:
    """The verdict of a task."""
    return pill(TASK_STATUS[row["status"]], task_detail(row))


def origin_chip(origin: object) -> str:
    """演示 stands out, 公开 and 报送 are quiet, nothing where there is no value."""
    if not isinstance(origin, str) or not origin:
        return ""
    return f'<span class="chip {"demo" if origin == DEMO else ""}">{escape(origin)}</span>'


def unit_text(row: Mapping[str, Any]) -> str:
    """The responsible unit, 待明确 while the customer has not named it; a simulated name says so."""
    unit = row["responsible_unit"]
    if not isinstance(unit, str) or not unit:
        return f'<span class="quiet">责任单位{TO_BE_NAMED}</span>'
    return escape(unit) + (origin_chip(DEMO) if row["unit_origin"] == DEMO else "")


def fact(label: str, value: str) -> str:
    """A labelled figure of a card's foot."""
    return f'<span class="fact">{escape(label)} <b>{escape(value or NO_VALUE)}</b></span>'


def empty_chart(row: Mapping[str, Any], height: int) -> str:
    """In place of an empty chart: what is missing and who should report it."""
    missing = "年度计划尚未下达，实际值尚未报送" if row["status"] == "unplanned" else "尚无数据"
    return f'<div class="nothing" style="height:{height}px">{missing}<br>{escape(report_request(row))}</div>'


def html_table(frame: pd.DataFrame, caption: str) -> str:
    """A frame as a table that is read like the rest of the page; it scrolls by itself, by keyboard too."""
    heads = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(_cell(value) for value in row) + "</tr>" for row in frame.itertuples(index=False)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="data"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _cell(value: object) -> str:
    if is_missing(value):
        return "<td></td>"
    if isinstance(value, float):
        return f'<td class="figure">{value:,.10g}</td>'
    return f"<td>{escape(str(value))}</td>"
