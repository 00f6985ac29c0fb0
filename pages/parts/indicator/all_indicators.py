"""全部指标: every indicator of the zone, lift by lift in the plan's order, each in one line."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from indicators.catalogue import OVERALL, lifts
from indicators.frames import records
from indicators.labels import is_missing
from indicators.wording import (
    LAGGING,
    STATUS,
    percent,
    revised_text,
    span_text,
    target_text,
    value_text,
    year_end_answer,
)
from parts.board import folded_html, indicator_link, lift_link, unlisted_html
from parts.elements import clauses_html, indicator_pill, origin_chip, unit_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.catalogue import Lift
    from indicators.evaluation import Board

_AHEAD: Final = "全年预计（80%区间）"
_HEADINGS: Final = ("指标", "评价", "实际", "年度计划", _AHEAD, "责任单位")
_DECEMBER: Final = 12
# So many lines stand open on the page; of what is folded so many of a lift are sent.
_MOST_OPEN: Final = 40
_MOST_FOLDED: Final = 50


@dataclass(frozen=True)
class AllIndicators:
    """One table; of each lift, what is not reported and what there are too many of is folded."""

    def draw(self, board: Board) -> Drawing:
        """The lifts that have indicators."""
        rows = records(board.indicators.reset_index())
        by_lift = {lift: [row for row in rows if row["lift"] == lift.lift] for lift in lifts().values()}
        outside = board.unlisted["lift"]
        by_lift = {lift: rows for lift, rows in by_lift.items() if rows or (outside == lift.lift).any()}
        fits = sum(not is_missing(row["actual"]) for row in rows) <= _MOST_OPEN
        most = _MOST_OPEN if fits else _MOST_OPEN // len(by_lift)
        heads = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
        if board.through.month == _DECEMBER:
            heads = heads.replace(_AHEAD, "全年完成率")
        bodies = "".join(_lift(board, lift, rows, most) for lift, rows in by_lift.items())
        return Drawing(bodies).within(
            f'<section class="indicators"><table><thead><tr>{heads}</tr></thead>', "</table></section>"
        )


def _lift(board: Board, lift: Lift, rows: list[dict[str, Any]], most: int) -> str:
    """A lift with at most so many open lines; what lags most is among them."""
    reported = [row for row in rows if not is_missing(row["actual"])]
    waiting = [row for row in rows if is_missing(row["actual"])]
    if len(reported) > most:
        worst_first = {subject: place for place, subject in enumerate(board.follow_ups["subject"])}
        reported.sort(key=lambda row: worst_first.get(row["indicator"], len(worst_first)))
    rest = reported[most:]
    lagging = sum(row["status"] in LAGGING for row in rest)
    more = f"其余{len(rest)}项指标" + (f"（{lagging}项未达时序）" if lagging else "")
    name = escape(lift.name) if lift.lift == OVERALL else lift_link(board, lift.lift, lift.name)
    lines = (
        _across(f'<th scope="rowgroup" colspan="{len(_HEADINGS)}"><h2>{name}</h2></th>'),
        *(_row(board, row) for row in reported[:most]),
        _folded(board, more, rest),
        _folded(board, f"{len(waiting)}项尚未报送或计划待下达", waiting),
        _unlisted(board, lift),
    )
    return f'<tbody id="list_{lift.lift}">{"".join(lines)}</tbody>'


def _across(cell: str) -> str:
    """A line that is one cell."""
    return f'<tr class="across">{cell}</tr>'


def _folded(board: Board, summary: str, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    limit = f"，以下列出前{_MOST_FOLDED}项" if len(rows) > _MOST_FOLDED else ""
    lines = [_short_line(board, row) for row in rows[:_MOST_FOLDED]]
    return _across(f'<td colspan="{len(_HEADINGS)}">{folded_html(summary + limit, lines)}</td>')


def _unlisted(board: Board, lift: Lift) -> str:
    """Those that the year's plan does not contain."""
    listed = unlisted_html(board, board.unlisted[board.unlisted["lift"] == lift.lift])
    return _across(f'<td colspan="{len(_HEADINGS)}">{listed}</td>') if listed else ""


def _row(board: Board, row: dict[str, Any]) -> str:
    cells = (
        indicator_pill(row),
        f"<b>{value_text(row)}</b> {escape(row['unit'])} <small>{span_text(row)}</small>{origin_chip(row['origin'])}"
        + _revised(row),
        escape(target_text(row)),
        _year_end(board, row),
        unit_text(row),
    )
    tone = STATUS[row["status"]].tone
    return (
        f'<tr class="{tone}" id="line_{escape(row["indicator"])}">'
        f'<th scope="row">{indicator_link(board, row["indicator"], row["name"])}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )


def _revised(row: dict[str, Any]) -> str:
    text = revised_text(row)
    return f"<br><small>{escape(text)}</small>" if text else ""


def _year_end(board: Board, row: dict[str, Any]) -> str:
    """Whether the year will be met, at its end how far it was; of old data the verdict says all."""
    if row["status"] == "stale":
        return ""
    return (
        percent(row["completion"]) if board.through.month == _DECEMBER else clauses_html(year_end_answer(row))
    )


def _short_line(board: Board, row: dict[str, Any]) -> str:
    """What is folded, in short."""
    says = (
        f"年度计划 {escape(target_text(row))}"
        if is_missing(row["actual"])
        else f"{value_text(row)} {escape(row['unit'])} {indicator_pill(row)}"
    )
    return (
        f"<li><span>{indicator_link(board, row['indicator'], row['name'])}</span><span>{says}</span>"
        f'<span class="who">{unit_text(row)}</span></li>'
    )
