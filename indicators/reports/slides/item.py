"""Slides of an indicator that lags: its year as a chart, figures, the answer of its responsible unit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from indicators.follow_up import is_closed_in, newest_answer
from indicators.labels import UNSCHEDULED, day_label
from indicators.reports.slides.figures import draw_verdict, unit_runs, value_line, verdict_height
from indicators.reports.slides.look import BODY_WIDTH, GAP, LARGE_FIGURE, MARGIN, NAME, QUIET, RULE, SMALL
from indicators.reports.slides.page import Page, Place
from indicators.reports.slides.tables import distribute
from indicators.reports.slides.text import Paragraph, Run, line, line_height, text_height
from indicators.reports.slides.year_chart import draw_year
from indicators.wording import needed_sentence, percent, span_text, target_text, year_end_answer, yoy_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from indicators.reports.slides.page import Canvas, Meeting

_FIGURES_WIDTH: Final = 300
_LEAST_CHART: Final = 220
_NO_ANSWER: Final = "待责任单位说明"


def item_pages(meeting: Meeting, screen: Screen, room: float) -> list[Page]:
    """The chart beside the figures, outlook and answer below them; an answer that leaves no room has its own slides."""
    (indicator,) = screen.subjects
    board = meeting.board(screen.lift)
    row = board.row(indicator)
    outlook, by, answer = _outlook(row), _by(meeting, row, indicator), _answer(meeting, indicator)
    upper = max(_LEAST_CHART, _figures_height(row))
    ways: list[tuple[list[Paragraph], list[Paragraph]]] = [
        ([*outlook, *by, *answer], []),
        ([*outlook, *by], answer),
        (by, [*outlook, *answer]),
    ]
    fitting = (way for way in ways if text_height(way[0], BODY_WIDTH) + 2 * GAP + upper <= room)
    below, apart = next(fitting, ways[-1])
    heights = [said.height(BODY_WIDTH) for said in apart]
    return [
        Page((indicator,), partial(_draw, board, indicator, below)),
        *(Page((indicator,), partial(_draw_texts, texts)) for texts in distribute(apart, heights, room)),
    ]


def _draw(board: Board, indicator: str, below: Sequence[Paragraph], canvas: Canvas) -> None:
    row = board.row(indicator)
    lower = text_height(below, BODY_WIDTH)
    upper = canvas.room - lower - 2 * GAP
    left = BODY_WIDTH - _FIGURES_WIDTH - 2 * GAP
    draw_year(canvas, Place(MARGIN, canvas.top, left, upper), row, board.year_of(indicator))
    x = MARGIN + left + 2 * GAP
    y = draw_verdict(canvas, Place(x, canvas.top, _FIGURES_WIDTH, upper), row) + GAP
    canvas.text(Place(x, y, _FIGURES_WIDTH, canvas.top + upper - y), _figures(row))
    rule = canvas.top + upper + GAP
    canvas.text(Place(MARGIN, rule, BODY_WIDTH, 1.5), (), ground=RULE)
    canvas.text(Place(MARGIN, rule + GAP / 2, BODY_WIDTH, lower), below)


def _draw_texts(texts: Sequence[Paragraph], canvas: Canvas) -> None:
    canvas.text(Place(MARGIN, canvas.top, BODY_WIDTH, canvas.room), texts)


def _figures_height(row: Mapping[str, Any]) -> float:
    return verdict_height(row, _FIGURES_WIDTH) + GAP + text_height(_figures(row), _FIGURES_WIDTH)


def _figures(row: Mapping[str, Any]) -> list[Paragraph]:
    """The value large, what it covers, completion, 同比, the plan unless it is long."""
    large = value_line(row, LARGE_FIGURE)
    value = large if large.width <= _FIGURES_WIDTH else value_line(row)
    scheduled = row["kind"] not in UNSCHEDULED
    facts = {"完成率": percent(row["completion"]) if scheduled else "", "同比": yoy_text(row)}
    said = [_fact(label, text) for label, text in facts.items() if text]
    plan = [] if _is_long(_plan(row)) else [_plan(row)]
    return [value, line(span_text(row), colour=QUIET), *said, *plan]


def _fact(label: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{label}　", colour=QUIET), Run(text, NAME, bold=True)), before=4)


def _plan(row: Mapping[str, Any]) -> Paragraph:
    return _fact("年度计划", target_text(row))


def _is_long(plan: Paragraph) -> bool:
    """Whether the plan's words need all of the slide's width."""
    return plan.height(_FIGURES_WIDTH) > plan.before + 2 * line_height(NAME)


def _outlook(row: Mapping[str, Any]) -> list[Paragraph]:
    """A long plan, what the rest of the year needs, whether it will be met; what a rate needs is its whole outlook."""
    said = [needed_sentence(row), year_end_answer(row) if row["kind"] not in UNSCHEDULED else ""]
    return [*([_plan(row)] if _is_long(_plan(row)) else []), *(line(text) for text in said if text)]


def _by(meeting: Meeting, row: Mapping[str, Any], indicator: str) -> list[Paragraph]:
    """Which unit and who in it answers for it, until when; whether they have said why."""
    answer = newest_answer(meeting.snapshot, indicator, meeting.through)
    wanting = "" if answer.reason or answer.measure else f"　　原因、措施　{_NO_ANSWER}"
    deadline = day_label(answer.deadline, "待定")
    closed = "（已销号）" if is_closed_in(meeting.snapshot, indicator, meeting.through) else ""
    person = [Run("　　责任人　", colour=QUIET), Run(answer.person, NAME, bold=True)] if answer.person else []
    return [
        Paragraph((
            Run("责任单位　", colour=QUIET), *(Run(run.text, NAME, run.colour, bold=True) for run in unit_runs(row["responsible_unit"], row["unit_origin"])),
            *person, Run(f"　　时限{closed}　", colour=QUIET), Run(deadline, NAME, bold=True), Run(wanting, SMALL, QUIET),
        ), before=4),
    ]  # fmt: skip


def _answer(meeting: Meeting, indicator: str) -> list[Paragraph]:
    """Reason and measure, as they were given."""
    answer = newest_answer(meeting.snapshot, indicator, meeting.through)
    return [
        Paragraph((Run(f"{label}　", colour=QUIET, bold=True), Run(text)), before=4)
        for label, text in (("原因", answer.reason), ("措施", answer.measure))
        if text
    ]
