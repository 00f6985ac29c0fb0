"""What is said of the follow-up where an indicator is shown: a few words that lead to 督办, or the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from indicators.follow_up import closing_entry, entries_of_year, is_closed_in, newest_answer
from indicators.labels import day_label, join_clauses
from parts.follow_up.log import log_html
from parts.frame import current_snapshot, follow_up_query
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board

_LAGGING: Final = ("slow", "behind")


def follow_up_note(board: Board, indicator: str) -> str:
    """A line: 督办：已答复，12月31日前，张明; nothing for what does not lag."""
    row = board.row(indicator)
    if row["status"] not in _LAGGING:
        return ""
    words, wanting = _state(board, indicator)
    query = urlencode(follow_up_query(board, row["lift"]))
    link = f'<a href="{escape(f"./follow_up?{query}")}">督办</a>'
    return f'<div class="follow{" wanting" if wanting else ""}" title="{escape(words)}">{link}：{escape(words)}</div>'


def _state(board: Board, indicator: str) -> tuple[str, bool]:
    """Where it stands, and whether an answer is wanting."""
    snapshot = current_snapshot()
    if is_closed_in(snapshot, indicator, board.through):
        return "已销号", False
    entries = entries_of_year(snapshot, board.through).get(indicator, ())
    closing = closing_entry(entries)
    # What was answered before the office closed an earlier item does not answer this one.
    if not any(entry.answer and (closing is None or entry.period > closing.period) for entry in entries):
        return "待答复", True
    answer = newest_answer(snapshot, indicator, board.through)
    deadline = f"{answer.deadline.month}月{answer.deadline.day}日前" if answer.deadline else "时限待定"
    return join_clauses(["已答复", deadline, answer.person]), False


@dataclass(frozen=True)
class FollowUp:
    """The follow-up of one indicator on its page: the answer that stands, and all that was said."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """Nothing for what neither lags nor was followed up this year."""
        entries = entries_of_year(current_snapshot(), board.through).get(self.indicator, ())
        note = follow_up_note(board, self.indicator)
        if not entries:
            return Drawing(note)
        answer = newest_answer(current_snapshot(), self.indicator, board.through)
        parts = {
            "原因": answer.reason, "措施": answer.measure, "时限": day_label(answer.deadline, ""), "责任人": answer.person,
        }  # fmt: skip
        lines = "".join(f"<div><b>{label}</b>　{escape(text)}</div>" for label, text in parts.items() if text)
        return Drawing(
            f'<section class="follow-up"><h2>督办</h2>{note}<div class="answers-given">{lines}</div>{log_html(entries)}</section>'
        )
