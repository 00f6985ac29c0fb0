"""Tasks on the screens of a meeting: as lines, as cards where there are few, counted by verdict."""

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

# Characters of an answer that fit on a card, by number of cards; and in a line.
_MAX_ON_CARD, _MAX_IN_LINE = {1: 72, 2: 44}, 48
# The most lines that leave room for answers.
_MAX_WITH_ANSWERS = 4
_SAME_QUOTE = "同上"
_NO_DUE_DAY = "时限未定"


def task_screen(choice: MeetingChoice, screen: Screen) -> None:
    """Tasks that are overdue or due soon, as cards or lines."""
    board, tasks = choice.board(None), list(screen.subjects)
    if len(tasks) not in _MAX_ON_CARD:
        st.html(task_lines(choice, board, tasks, with_answers=len(tasks) <= _MAX_WITH_ANSWERS))
        return
    cards = "".join(
        _card(choice, row, _MAX_ON_CARD[len(tasks)]) for row in records(board.tasks.loc[tasks].reset_index())
    )
    st.html(f'<div class="stage-cards fill" style="--cards:{len(tasks)}">{cards}</div>')


def task_lines(
    choice: MeetingChoice, board: Board, tasks: Sequence[str], *, with_answers: bool = False
) -> str:
    """One line a task: title, verdict, due date, responsible unit; with the answer or else the plan's words if asked."""
    rows = "".join(
        f"<tr><td>{escape(str(row['title']))}{_answer_or_quote(choice, row) if with_answers else ''}</td>"
        f"<td>{task_pill(row)}{verdict_chip(row)}</td><td>{day_label(row['due'], _NO_DUE_DAY)}</td><td>{unit_name(row['responsible_unit'])}{unit_chip(row)}</td></tr>"
        for row in records(board.tasks.loc[list(tasks)].reset_index())
    )
    return stage_table(rows, len(tasks))


def stage_table(rows: str, count: int) -> str:
    """Table rows that share the available height, in larger letters where they are few."""
    return (
        f'<div class="stage-lines fill"><table class="stage-table" style="--rows:{count}">'
        f"<tbody>{rows}</tbody></table></div>"
    )


def task_counts(board: Board, tasks: Sequence[str]) -> str:
    """How many tasks have which verdict, and the next due date."""
    of_screen = board.tasks.loc[list(tasks)]
    counts = of_screen["status"].value_counts()
    boxes = [
        f'<div class="stage-count {verdict.tone}"><span>{verdict.shape} {verdict.word}</span><b>{int(counts[code])}</b> 项</div>'
        for code, verdict in TASK_STATUS.items()
        if code in counts.index
    ]
    open_tasks = of_screen[(of_screen["status"] != "done") & (of_screen["days"] >= 0)]
    if len(open_tasks):
        first = records(open_tasks.sort_values("days").head(1))[0]
        left = f"还有{int(first['days'])}天" if first["days"] else "月底到期"
        boxes.append(
            f'<div class="stage-count next"><span>最近时限</span><b>{day_label(first["due"])}</b> {left}</div>'
        )
    return f'<div class="stage-strip">{"".join(boxes)}</div>'


def _answer_or_quote(choice: MeetingChoice, row: dict[str, Any]) -> str:
    answer = newest_answer(choice.snapshot, row["task"], choice.through)
    parts = {"原因": answer.reason, "措施": answer.measure}
    text = join_statements(f"{label}：{part}" for label, part in parts.items() if part) or _quote(row)
    return f'<div class="line-answer">{escape(shorten(text, _MAX_IN_LINE))}</div>' if text else ""


def _quote(row: dict[str, Any]) -> str:
    quote = "" if is_missing(row["quote"]) else str(row["quote"])
    return "" if quote in {"", _SAME_QUOTE} else f"计划原文：“{quote}”"


def _card(choice: MeetingChoice, row: dict[str, Any], max_length: int) -> str:
    """The task on the left, its answer or else the plan's words on the right."""
    answer = newest_answer(choice.snapshot, row["task"], choice.through)
    texts = {"原因": answer.reason, "措施": answer.measure}
    if not all(texts.values()):
        label, _, quote = _quote(row).partition("：")
        texts |= {label: quote} if any(texts.values()) else {"原因、措施": "待责任单位说明", label: quote}
    right = "".join(
        f"<p><b>{label}</b>{escape(shorten(text, max_length))}</p>" for label, text in texts.items() if text
    )
    dates = {"时限": day_label(row["due"], _NO_DUE_DAY), "办理时限": day_label(answer.deadline, "")}
    facts = {label: day for label, day in dates.items() if day} | {
        "责任单位": unit_name(row["responsible_unit"]) + unit_chip(row)
    }
    return (
        f'<div class="stage-card"><div>{task_pill(row)}{verdict_chip(row)}<h2>{escape(str(row["title"]))}</h2>'
        f"{''.join(f'<p><b>{label}</b>{text}</p>' for label, text in facts.items())}</div><div>{right}</div></div>"
    )
