"""Tasks on the screens of a meeting: as cards where there are few, else as lines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.follow_up import newest_answer
from indicators.frames import records
from indicators.labels import day_label, join_statements
from indicators.wording import task_quote
from parts.elements import task_pill
from parts.meeting.screen_parts import long_class, shorten, unit_chip, unit_name, verdict_chip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from parts.meeting.choice import MeetingChoice

# Characters of an answer that fit on a card, by number of cards; and in a line.
_MAX_ON_CARD, _MAX_IN_LINE = {1: 72, 2: 44, 3: 44}, 48
# In Chinese characters, what is longer is set smaller: all lines by their longest name; a card's title, its answer.
_NAME, _CARD_TITLE, _CARD_TEXT = 23, 20, 60
# The most lines that leave room for answers.
_MAX_WITH_ANSWERS = 4
_NO_DUE_DAY = "时限未定"
# Asked of the responsible unit in the meeting, if it has not said so yet.
_URGENT = ("overdue", "due_soon")


def task_screen(choice: MeetingChoice, screen: Screen) -> None:
    """Tasks that are overdue or due soon."""
    st.html(task_part(choice, choice.board(None), screen.subjects))


def task_part(choice: MeetingChoice, board: Board, tasks: Sequence[str]) -> str:
    """Tasks that have a screen to themselves: a few as cards, more as lines, with answers where there is room."""
    if len(tasks) not in _MAX_ON_CARD:
        return task_lines(choice, board, tasks, with_answers=len(tasks) <= _MAX_WITH_ANSWERS)
    cards = "".join(
        _card(choice, row, _MAX_ON_CARD[len(tasks)])
        for row in records(board.tasks.loc[list(tasks)].reset_index())
    )
    return f'<div class="stage-cards fill" style="--cards:{len(tasks)}">{cards}</div>'


def task_lines(
    choice: MeetingChoice, board: Board, tasks: Sequence[str], *, with_answers: bool = False
) -> str:
    """One line a task: title, verdict, due date, responsible unit; with the answer or else the plan's words if asked."""
    shown = records(board.tasks.loc[list(tasks)].reset_index())
    rows = "".join(
        f"<tr><td>{escape(str(row['title']))}{_answer_or_quote(choice, row) if with_answers else ''}</td>"
        f"<td>{task_pill(row)}{verdict_chip(row)}</td><td>{day_label(row['due'], _NO_DUE_DAY)}</td><td>{unit_name(row['responsible_unit'])}{unit_chip(row)}</td></tr>"
        for row in shown
    )
    return stage_table(rows, [str(row["title"]) for row in shown])


def stage_table(rows: str, names: Sequence[str]) -> str:
    """Table rows that share the available height, in larger letters where they are few and their names short."""
    long = long_class(max(names, key=len, default=""), _NAME)
    return (
        f'<div class="stage-lines fill" style="--rows:{len(names)}"><table class="stage-table{long}">'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _answer_or_quote(choice: MeetingChoice, row: dict[str, Any]) -> str:
    answer = newest_answer(choice.snapshot, row["task"], choice.through)
    parts = {"原因": answer.reason, "措施": answer.measure}
    text = join_statements(f"{label}：{part}" for label, part in parts.items() if part) or task_quote(row)
    return f'<div class="line-answer">{escape(shorten(text, _MAX_IN_LINE))}</div>' if text else ""


def _card(choice: MeetingChoice, row: dict[str, Any], max_length: int) -> str:
    """The task on the left, its answer or else the plan's words on the right."""
    answer = newest_answer(choice.snapshot, row["task"], choice.through)
    texts = {"原因": answer.reason, "措施": answer.measure}
    if not all(texts.values()):
        label, _, quote = task_quote(row).partition("：")
        wanting = row["status"] in _URGENT and not any(texts.values())
        texts |= {"原因、措施": "待责任单位说明" if wanting else "", label: quote}
    shown = {label: shorten(text, max_length) for label, text in texts.items() if text}
    dates = {"时限": day_label(row["due"], _NO_DUE_DAY), "办理时限": day_label(answer.deadline, "")}
    facts = {label: day for label, day in dates.items() if day} | {
        "责任单位": unit_name(row["responsible_unit"]) + unit_chip(row)
    }
    title = str(row["title"])
    return (
        f'<div class="stage-card"><div><div>{task_pill(row)}{verdict_chip(row)}</div>'
        f'<h2 class="{long_class(title, _CARD_TITLE)}">{escape(title)}</h2><div class="facts">{_labelled(facts)}</div></div>'
        f'<div class="{long_class("".join(shown.values()), _CARD_TEXT)}">'
        f"{_labelled({label: escape(text) for label, text in shown.items()})}</div></div>"
    )


def _labelled(facts: Mapping[str, str]) -> str:
    """Paragraphs that begin with their labels; the texts are HTML."""
    return "".join(f"<p><b>{label}</b>{text}</p>" for label, text in facts.items())
