"""Tasks on the year: a line each, its mark on the due date, and across all of them the end of the month looked at."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from indicators.evaluation import MONTHS
from indicators.frames import records
from indicators.labels import TO_BE_NAMED, day_label, is_missing, join_clauses, join_names, join_statements
from indicators.store import DEMO
from indicators.wording import TASK_STATUS, urgent_tasks_message
from parts.elements import clauses_html
from parts.sheet import Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from indicators.evaluation import Board
    from indicators.period import Period

# What somebody has reported on, what must be seen first in front.
_ORDER: Final = ("overdue", "carried", "due_soon", "in_progress", "done")
# The most lines that are open from the start, and the most names in a sentence.
_MOST_LINES: Final = 12
_MOST_NAMES: Final = 5
# With fewer tasks in the year the lines themselves show how many are due and done.
_MOST_WITHOUT_STEPS: Final = 6
# Left of this part of the year a label has no room before its mark.
_LABEL_ROOM: Final = 0.3
_NO_DUE_DAY: Final = "时限未定"


@dataclass(frozen=True)
class Timeline:
    """The tasks of a lift on the year."""

    title: str = "节点任务"

    def draw(self, board: Board) -> Drawing:
        """All tasks, what is late first."""
        return Drawing(timeline_html(board, title=self.title))


def timeline_html(board: Board, *, title: str = "节点任务") -> str:
    """All tasks of a board on its year, what is late first; empty without tasks.

    What nobody has reported on is folded into one line, unless that is all there is: then it is the plan of the year.
    """
    if board.tasks.empty:
        return ""
    rows = records(board.tasks.reset_index())
    reported = sorted(
        (row for row in rows if row["status"] in _ORDER), key=lambda row: _ORDER.index(row["status"])
    )
    awaiting = [row for row in rows if row["status"] not in _ORDER]
    lines = reported or awaiting
    shown = "".join(_line(row, board.through) for row in lines[:_MOST_LINES])
    return (
        f'<section class="timeline" style="--now:{_share(board.through.end, board.through.year):.4f}">'
        f"<h2>{clauses_html(f'{title}：{_message(board)}')}</h2>{_axis(board.through)}{_steps(board)}"
        f"<ol>{shown}</ol>{_others(lines[_MOST_LINES:], board.through)}"
        f"{_awaiting(awaiting, board.through) if reported else ''}</section>"
    )


def _message(board: Board) -> str:
    """前黄项目交付超期153天；到9月末应完成1项，已完成3项，年内共6项."""
    urgent = board.tasks[board.tasks["status"].isin(["overdue", "due_soon"])]
    return join_statements(
        [urgent_tasks_message(urgent, board.settings) if len(urgent) else "", _due_and_done(board)]
    )


def _due_and_done(board: Board) -> str:
    months, through = board.task_months, board.through
    in_year, due = int(months["planned"].iloc[-1]), int(months["planned"][through.month])
    if not in_year:
        return "年内没有到期任务"
    done = months["done"][through.month]
    if is_missing(done):
        return join_clauses([f"年内应完成{in_year}项", "进展尚未报送"])
    if through.month == MONTHS[-1]:
        return join_clauses([f"年内应完成{in_year}项", f"已完成{done:.0f}项"])
    asked = f"到{through.month}月末应完成{due}项" if due else f"到{through.month}月末没有到期任务"
    return join_clauses([asked, f"已完成{done:.0f}项", f"年内共{in_year}项"])


def _axis(through: Period) -> str:
    """The months, and the name of the line across the tasks."""
    months = "".join(f"<span>{month}<i>月</i></span>" for month in MONTHS)
    return (
        '<div class="task axis" aria-hidden="true">'
        f'<div class="line"><b class="now">{through.month}月末</b><div class="months">{months}</div></div></div>'
    )


def _steps(board: Board) -> str:
    """Planned and done by month as two steps over the lines; empty where the lines show it themselves."""
    planned, done = board.task_months["planned"], board.task_months["done"].dropna()
    most = int(planned.iloc[-1])
    if most <= _MOST_WITHOUT_STEPS or done.empty:
        return ""
    # In December both steps end in the same place: the lower label gives way.
    height = f"--height:{done.iloc[-1] / most:.4f}"
    return (
        '<div class="task counts"><div class="what">累计项数</div>'
        f'<div class="line"><svg viewBox="0 0 {MONTHS[-1]} {most}" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="planned" d="{_step_path(planned, most)}"/><path class="done" d="{_step_path(done, most)}"/></svg>'
        f'<span class="end">应完成{most}项</span><b class="reached" style="{height}">已完成{done.iloc[-1]:.0f}项</b></div></div>'
    )


def _step_path(counts: pd.Series, most: int) -> str:
    """A cumulative count as a step at each month's end, zero at the bottom."""
    return f"M0 {most}" + "".join(f"H{month}V{most - count:.0f}" for month, count in counts.items())


@dataclass(frozen=True)
class _Marks:
    """Where a task stands on its line, all as shares of the year.

    Attributes:
        mark: of its shape; None without a due date.
        start: where the bar of what is late begins, or the thin line between done and due.
        end: where that ends.
        label: what the label stands next to.
        is_before: whether the label is on the left, so that it never lies across the line of today.
    """

    mark: float | None
    start: float
    end: float
    label: float
    is_before: bool


def _marks(row: dict[str, Any], through: Period) -> _Marks:
    year, now = through.year, _share(through.end, through.year)
    due = None if is_missing(row["due"]) else _share(row["due"], year)
    if row["status"] == "done":
        # Done without a day: known at the end of the month looked at, and not how early or late.
        dated = not is_missing(row["done_on"])
        done = _share(row["done_on"], year) if dated else now
        ends = (done, due if dated and due is not None else done)
        return _Marks(done, min(ends), max(ends), done, is_before=done >= _LABEL_ROOM)
    if due is None:
        return _Marks(None, 1.0, 1.0, 1.0, is_before=False)
    if row["status"] == "overdue":
        return _Marks(due, due, now, now, is_before=False)
    return _Marks(due, due, due, due, is_before=_LABEL_ROOM <= due <= now < 1)


def _share(day: date, year: int) -> float:
    """How much of the year is over at a day's end, all months alike: 30 September is 0.75; other years are at the ends."""
    if day.year != year:
        return float(day.year > year)
    return (day.month - 1 + day.day / monthrange(year, day.month)[1]) / len(MONTHS)


def _line(row: dict[str, Any], through: Period) -> str:
    verdict, marks = TASK_STATUS[row["status"]], _marks(row, through)
    places = {"from": marks.start, "to": marks.end, "label": marks.label}
    mark = ""
    if marks.mark is not None:
        places["mark"] = marks.mark
        mark = f'<i class="mark">{verdict.shape}</i>'
    style = ";".join(f"--{name}:{share:.4f}" for name, share in places.items())
    side = "before" if marks.is_before else "after"
    demo = f' <span class="sim">{DEMO}</span>' if row["origin"] == DEMO else ""
    return (
        f'<li class="task {row["status"]} {verdict.tone}" style="{style}">{_what(row)}'
        f'<span class="office">{_text(row["responsible_unit"]) or f"责任单位{TO_BE_NAMED}"}{demo}</span>'
        f'<span class="line" aria-hidden="true"><i class="span"></i>{mark}</span>'
        f'<span class="says {side}" data-shape="{verdict.shape}"><b>{_verdict(row)}</b> {_day(row, through)}</span></li>'
    )


def _what(row: dict[str, Any]) -> str:
    """The task, and at a click what the plan says of it."""
    basis, quote = _text(row["due_basis"]), _text(row["quote"])
    due = _NO_DUE_DAY if is_missing(row["due"]) else f"时限：{day_label(row['due'])}"
    due += f"（{basis}）" if basis else ""
    words = f"<q>{quote}</q>" if quote else ""
    return f'<details class="what"><summary>{_text(row["title"])}</summary><p>{due}</p>{words}</details>'


def _text(cell: object) -> str:
    """A cell of text as HTML, empty where there is none."""
    return "" if is_missing(cell) else escape(str(cell))


def _verdict(row: dict[str, Any]) -> str:
    """超期153天, 还有12天, 月底到期; the verdict's word where there is nothing to count."""
    status, word = row["status"], TASK_STATUS[row["status"]].word
    if status == "overdue":
        return f"{word}{-int(row['days'])}天"
    if status == "due_soon":
        return f"还有{int(row['days'])}天" if row["days"] else "月底到期"
    return f"{word}，时限已过" if status == "awaiting" and row["days"] < 0 else word


def _day(row: dict[str, Any], through: Period) -> str:
    """The day of the mark: 4月30日; after the year looked at an arrow and the month."""
    if row["status"] == "done":
        return "办结日未报" if is_missing(row["done_on"]) else _short_day(row["done_on"], through)
    if is_missing(row["due"]):
        return _NO_DUE_DAY
    return f"{'时限' if row['status'] == 'overdue' else ''}{_short_day(row['due'], through)}"


def _short_day(day: date, through: Period) -> str:
    if day.year > through.year:
        return f"→ {day.year}年{day.month}月"
    return f"{day.month}月{day.day}日" if day.year == through.year else day_label(day)


def _others(rows: Sequence[dict[str, Any]], through: Period) -> str:
    """What has no room: 其余7项：2项进行中、5项已完成."""
    counts = Counter(TASK_STATUS[row["status"]].word for row in rows)
    words = join_names(f"{count}项{word}" for word, count in counts.items())
    return _folded(f"其余{len(rows)}项：{words}", rows, through)


def _awaiting(rows: Sequence[dict[str, Any]], through: Period) -> str:
    """What nobody has reported on, in one line: 尚有2项未报送：提升污水源头管控能力、精细实施岗位选聘."""
    names = join_names(row["title"] for row in rows[:_MOST_NAMES])
    more = "等" if len(rows) > _MOST_NAMES else ""
    return _folded(f"尚有{len(rows)}项未报送：{names}{more}", rows, through)


def _folded(summary: str, rows: Sequence[dict[str, Any]], through: Period) -> str:
    """Lines behind a sentence; empty without rows."""
    if not rows:
        return ""
    lines = "".join(_line(row, through) for row in rows)
    return f'<details class="others"><summary>{escape(summary)}</summary><ol>{lines}</ol></details>'
