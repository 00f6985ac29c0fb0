"""The head of a page: its message, what is counted apart, time progress, whether anything is simulated."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from indicators.catalogue import lifts
from indicators.wording import board_message, percent
from parts.board.plan_line import plan_line
from parts.elements import (
    circular_link,
    clauses_html,
    download_menu,
    promise_text,
    report_links,
    simulated_note,
)
from parts.frame import LIFT, month_query
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board


@dataclass(frozen=True)
class Head:
    """The message of a lift or of the zone as the page's title.

    Attributes:
        name: what the page is called where it is not a lift's.
    """

    name: str = ""

    def draw(self, board: Board) -> Drawing:
        """The message first, all else below it in one line."""
        message = board_message(board)
        lift = lifts()[board.lift] if board.lift else None
        name = lift.name if lift else self.name
        title = f"{name}：{message.headline}" if name else message.headline
        about = f'<span class="promise">{promise_text(lift.promise)}</span>' if lift else plan_line(board)
        rest = f'<span class="rest">{clauses_html(message.rest)}</span>' if message.rest else ""
        simulated = simulated_note() if board.demo else ""
        return Drawing(
            f'<header class="page-head says"><h1>{clauses_html(title)}</h1>{rest}'
            f'<span class="when">{about}'
            f"时序进度 <b>{percent(board.time_progress)}</b>{_downloads(board)}</span></header>"
            f"{simulated}{_nothing_yet(board)}"
        )


def _downloads(board: Board) -> str:
    query = month_query(board) | ({LIFT: board.lift} if board.lift else {})
    reports = ("progress_table.xlsx", "progress_table.pdf", *(("lift.pdf",) if board.lift else ()))
    more = ("circular.docx", "slides.pptx", "figures.csv", *(() if board.lift else ("meeting.zip",)))
    return download_menu(report_links(reports, query) + circular_link(query) + report_links(more, query))


def _nothing_yet(board: Board) -> str:
    if len(board.indicators) or len(board.tasks) or len(board.unlisted):
        return ""
    return f'<p class="nothing">{escape("管理员上报指标目录后，指标自动出现在本页。")}</p>'
