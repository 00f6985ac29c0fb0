"""Tasks on the screens of a meeting: as lines, as cards where there are only a few, and how many stand how."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.labels import day_label, is_missing, join_statements
from indicators.meeting import newest_answer
from indicators.wording import TASK_STATUS
from parts.elements import task_pill
from parts.meeting.screen_parts import shorten, unit_chip, unit_name, verdict_chip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

# As many letters of an answer as a card holds where there are so many cards, and a line of the list; so many lines have
# room for it.
_LONGEST, _LONGEST_LINE = {1: 72, 2: 44}, 48
_TOLD = 4
_SAME = "同上"
_NO_DUE_DAY = "时限未定"


def task_screen(choice: MeetingChoice, screen: Screen) -> None:
    """What is overdue or due soon."""
    board, shown = choice.board(None), list(screen.subjects)
    if len(shown) not in _LONGEST:
        st.html(lines(choice, board, shown, told=len(shown) <= _TOLD))
        return
    cards = "".join(
        _card(choice, row, _LONGEST[len(shown)]) for row in records(board.tasks.loc[shown].reset_index())
    )
    st.html(f'<div class="stage-cards fill" style="--cards:{len(shown)}">{cards}</div>')


def lines(choice: MeetingChoice, board: Board, shown: Sequence[str], *, told: bool = False) -> str:
    """One line a task: title, verdict, due, responsible unit; ``told``: and what its unit or the plan says of it."""
    rows = "".join(
        f"<tr><td>{escape(str(row['title']))}{_said(choice, row) if told else ''}</td>"
        f"<td>{task_pill(row)}{verdict_chip(row)}</td><td>{day_label(row['due'], _NO_DUE_DAY)}</td><td>{unit_name(row['responsible_unit'])}{unit_chip(row)}</td></tr>"
        for row in records(board.tasks.loc[list(shown)].reset_index())
    )
    return table(rows, len(shown))


def table(rows: str, count: int) -> str:
    """Lines that share the height there is, larger where they are few."""
    return (
        f'<div class="stage-lines fill"><table class="stage-table" style="--rows:{count}">'
        f"<tbody>{rows}</tbody></table></div>"
    )


def strip(board: Board, shown: Sequence[str]) -> str:
    """How many of the tasks stand how, and which day comes next."""
    of_screen = board.tasks.loc[list(shown)]
    counts = of_screen["status"].value_counts()
    told = [
        f'<div class="stage-count {verdict.tone}"><span>{verdict.shape} {verdict.word}</span><b>{int(counts[code])}</b> 项</div>'
        for code, verdict in TASK_STATUS.items()
        if code in counts.index
    ]
    ahead = of_screen[(of_screen["status"] != "done") & (of_screen["days"] >= 0)]
    if len(ahead):
        first = records(ahead.sort_values("days").head(1))[0]
        left = f"还有{int(first['days'])}天" if first["days"] else "月底到期"
        told.append(
            f'<div class="stage-count next"><span>最近时限</span><b>{day_label(first["due"])}</b> {left}</div>'
        )
    return f'<div class="stage-strip">{"".join(told)}</div>'


def _said(choice: MeetingChoice, row: dict[str, Any]) -> str:
    answer = newest_answer(choice.snapshot, row["task"], choice.through)
    parts = {"原因": answer.reason, "措施": answer.measure}
    said = join_statements(f"{what}：{words}" for what, words in parts.items() if words) or _plan_words(row)
    return f'<div class="said">{escape(shorten(said, _LONGEST_LINE))}</div>' if said else ""


def _plan_words(row: dict[str, Any]) -> str:
    quote = "" if is_missing(row["quote"]) else str(row["quote"])
    return "" if quote in {"", _SAME} else f"计划原文：“{quote}”"


def _card(choice: MeetingChoice, row: dict[str, Any], longest: int) -> str:
    """What it is, left; what is said of it, right."""
    answer = newest_answer(choice.snapshot, row["task"], choice.through)
    said = {"原因": answer.reason, "措施": answer.measure}
    if not all(said.values()):
        what, _, quote = _plan_words(row).partition("：")
        said |= {what: quote} if any(said.values()) else {"原因、措施": "待责任单位说明", what: quote}
    told = "".join(
        f"<p><b>{what}</b>{escape(shorten(words, longest))}</p>" for what, words in said.items() if words
    )
    dates = {"时限": day_label(row["due"], _NO_DUE_DAY), "办理时限": day_label(answer.deadline, "")}
    facts = {what: day for what, day in dates.items() if day} | {
        "责任单位": unit_name(row["responsible_unit"]) + unit_chip(row)
    }
    return (
        f'<div class="stage-card"><div>{task_pill(row)}{verdict_chip(row)}<h2>{escape(str(row["title"]))}</h2>'
        f"{''.join(f'<p><b>{what}</b>{words}</p>' for what, words in facts.items())}</div><div>{told}</div></div>"
    )
