"""The head of a page: its message, what is counted apart, time progress, whether anything is simulated."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from indicators.catalogue import lifts
from indicators.wording import board_message, percent
from parts.elements import clauses_html, promise_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board

_SIMULATED: Final = '演示数据：带<span class="chip demo">演示</span>的为模拟，不是实际情况'


@dataclass(frozen=True)
class Head:
    """The message of a lift or of the zone as the page's title."""

    def draw(self, board: Board) -> Drawing:
        """The message first, all else below it in one line."""
        message = board_message(board)
        lift = lifts()[board.lift] if board.lift else None
        title = f"{lift.name}：{message.headline}" if lift else message.headline
        about = promise_text(lift.promise) if lift else f"{board.through.year}年度计划"
        rest = f'<span class="rest">{clauses_html(message.rest)}</span>' if message.rest else ""
        simulated = f'<p class="simulated" role="note">{_SIMULATED}</p>' if board.demo else ""
        return Drawing(
            f'<header class="page-head says"><h1>{clauses_html(title)}</h1>{rest}'
            f'<span class="when"><span class="promise">{about}</span>　'
            f"时序进度 <b>{percent(board.time_progress)}</b></span></header>"
            f"{simulated}{_nothing_yet(board)}"
        )


def _nothing_yet(board: Board) -> str:
    if len(board.indicators) or len(board.tasks):
        return ""
    return f'<p class="nothing">{escape("管理员上报指标目录后，指标自动出现在本页。")}</p>'
