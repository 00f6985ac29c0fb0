"""需要调度的事项: what must be followed up, worst first, with who answers for it and whether the year will be met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from indicators.frames import records
from indicators.wording import year_end_answer
from parts.board.links import all_indicators_link, indicator_link, lift_link
from parts.board.unreported import unreported_html
from parts.elements import clauses_html, indicator_pill, task_pill, unit_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board

_SHOWN_ITEMS: Final = 6


@dataclass(frozen=True)
class Agenda:
    """The follow-ups, each with a link to its indicator or to its task's lift."""

    def draw(self, board: Board) -> Drawing:
        """The worst, the others folded."""
        items = records(board.follow_ups)
        rest = items[_SHOWN_ITEMS:]
        folded = (
            f'<details class="folded"><summary>其余{len(rest)}项</summary><ol>{_lines(board, rest)}</ol></details>'
            if rest
            else ""
        )
        lines = (
            f"<ol>{_lines(board, items[:_SHOWN_ITEMS])}</ol>"
            if items
            else '<p class="quiet">没有需要调度的事项。</p>'
        )
        return Drawing(
            f'<section class="agenda" id="agenda"><h2>需要调度的事项 <small>{len(items)} 项</small>'
            f"{all_indicators_link(board, '全部指标 ›')}</h2>{lines}{folded}{unreported_html(board)}</section>"
        )


def _lines(board: Board, items: list[dict[str, Any]]) -> str:
    return "".join(_line(board, item) for item in items)


def _line(board: Board, item: dict[str, Any]) -> str:
    if item["what"] == "indicator":
        row = board.row(item["subject"])
        name, verdict = indicator_link(board, item["subject"], item["name"]), indicator_pill(row)
        answer = "" if item["status"] == "stale" else year_end_answer(row)
        ahead = f'<div class="ahead">{clauses_html(answer)}</div>' if answer else ""
    else:
        name, verdict, ahead = lift_link(board, item["lift"], item["name"]), task_pill(item), ""
    return (
        f'<li id="follow_{item["subject"]}"><span class="name">{name}</span>{verdict}'
        f'<span class="who">{unit_text(item)}</span>{ahead}</li>'
    )
