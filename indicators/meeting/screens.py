"""The screens of a meeting, made from the board: one message each, in the order of the meeting.

Title, overall, each lift, what lags (worst first, one indicator a screen), tasks overdue or due soon, closing. What
does not fit on one screen goes on a second one, never smaller.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.catalogue import OVERALL
from indicators.catalogue import lifts as all_lifts
from indicators.labels import join_clauses, join_names
from indicators.settings import settings
from indicators.wording import STATUS, gap_text, needed_text, ytd_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from indicators.evaluation import Board

BEHIND: Final = "behind"
LAGGING: Final = ("behind", "slow")
URGENT: Final = ("overdue", "due_soon")
# What a screen of a lift holds beside its heading: rows of four figures, and lines of tasks.
FIGURES_A_ROW, FIGURE_ROWS, TASK_LINES = 4, 2, 8
_LINES_A_FIGURE_ROW: Final = 4
_LINES: Final = 10


@dataclass(frozen=True)
class Screen:
    """One screen.

    Attributes:
        id: stable from month to month: ``title``, ``lift:industry``, ``lift:industry:2``, ``item:li_auto_deliveries``.
        kind: title, overall, lift, item, tasks or closing.
        headline: its message.
        lift: the lift it is about, None for the whole zone.
        subjects: indicators and tasks on it.
        part, parts: which of how many screens of the same thing.
    """

    id: str
    kind: str
    headline: str
    lift: str | None = None
    subjects: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1


def build_screens(
    board_of: Callable[[str | None], Board],
    *,
    only: str = "",
    lifts: Iterable[str] = (),
    order: Iterable[str] = (),
) -> tuple[Screen, ...]:
    """The whole sequence, or a part of it.

    Args:
        board_of: the board of a lift, of the zone for None.
        only: ``behind`` keeps title, what lags, and closing.
        lifts: keeps these lifts and their items alone, on every screen; ``overall`` is the zone with its own figures.
        order: ids of a saved sequence; what has gone since is left out, what is new too.

    Returns:
        The screens; none where a saved sequence holds nothing of what ``only`` and ``lifts`` keep.
    """
    zone, wanted, saved = board_of(None), tuple(lifts), tuple(order)
    kept = _of_lifts(zone, wanted) if wanted else zone
    six = [lift for lift in all_lifts() if lift != OVERALL and (not wanted or lift in wanted)]
    made = [
        Screen("title", "title", f"六提工程　{zone.through.year}年{ytd_text(zone.through.month)}"),
        *([Screen("overall", "overall", overall_message(zone))] if not wanted or OVERALL in wanted else []),
        *(screen for lift in six for screen in _lift(board_of(lift), lift)),
        *_items(kept),
        *_urgent_tasks(kept),
        _closing(kept, wanted),
    ]
    if only == BEHIND:
        made = [screen for screen in made if screen.kind in {"title", "item", "closing"}]
    by_id = {screen.id: screen for screen in made}
    ordered = tuple(by_id[one] for one in saved if one in by_id)
    if ordered or (saved and (only or wanted)):
        return ordered
    return tuple(made)


def lift_names(lifts: Iterable[str]) -> str:
    """产业能级提档、载体建设提标."""
    return join_names(lift.name for code, lift in all_lifts().items() if code in set(lifts))


def overall_message(board: Board) -> str:
    """How many of how many are on schedule, how many need to be followed up."""
    return f"{board.total}项中{board.on_track}项按时序推进，{len(board.follow_ups)}项需要调度"


def closing_message(board: Board) -> str:
    """What to go home with."""
    lagging = int(board.indicators["status"].isin(LAGGING).sum())
    overdue = int((board.tasks["status"] == "overdue").sum())
    if not lagging and not overdue:
        return "各项指标和任务均未滞后"
    told = [f"{lagging}项落后指标" if lagging else "", f"{overdue}项超期任务" if overdue else ""]
    return f"会后盯住{join_names(told)}"


def _of_lifts(zone: Board, lifts: Iterable[str]) -> Board:
    """What of the zone's board belongs to these lifts."""
    frames = {name: getattr(zone, name) for name in ("indicators", "tasks", "follow_ups")}
    return replace(zone, **{name: rows[rows["lift"].isin(list(lifts))] for name, rows in frames.items()})


def _closing(board: Board, lifts: tuple[str, ...]) -> Screen:
    about = f"{lift_names(lifts)}：" if lifts else ""
    subjects = tuple(map(str, board.follow_ups["subject"]))
    return Screen("closing", "closing", about + closing_message(board), None, subjects)


def _lift(board: Board, lift: str) -> Iterator[Screen]:
    """Figures first, tasks behind them; a second screen where one is not enough."""
    name = all_lifts()[lift].name
    message = f"{name}：{board.total}项中{board.on_track}项按时序推进{_worst(board)}"
    pages: list[list[str]] = [[]]
    lines = 0
    indicators = list(board.indicators.index)
    for first in range(0, len(indicators), FIGURES_A_ROW):
        row = indicators[first : first + FIGURES_A_ROW]
        lines = _place(pages, row, lines, _LINES_A_FIGURE_ROW)
    for task in board.tasks.index:
        lines = _place(pages, [task], lines, 1)
    for part, subjects in enumerate(pages, start=1):
        own = f"lift:{lift}" if part == 1 else f"lift:{lift}:{part}"
        yield Screen(own, "lift", message, lift, tuple(map(str, subjects)), part, len(pages))


def _place(pages: list[list[str]], subjects: list[str], lines: int, needed: int) -> int:
    """Put them on the last page, or on a new one; returns how many of its lines are taken."""
    if lines + needed > _LINES:
        pages.append([])
        lines = 0
    pages[-1].extend(subjects)
    return lines + needed


def _worst(board: Board) -> str:
    lagging = board.follow_ups[board.follow_ups["status"].isin([*LAGGING, "overdue"])]
    if lagging.empty:
        return ""
    worst = lagging.iloc[0]
    if worst["what"] == "task":
        return f"，{worst['name']}超期{-int(worst['days'])}天"
    return f"，{worst['name']}{gap_text(board.row(str(worst['subject'])))}"


def _items(board: Board) -> Iterator[Screen]:
    """One screen for each indicator that lags, as the agenda has them."""
    lagging = board.follow_ups[board.follow_ups["status"].isin(LAGGING)]
    for subject in lagging["subject"]:
        row = board.row(str(subject))
        said = f"{row['name']}{STATUS[row['status']].word}，{gap_text(row)}"
        needed = needed_text(row)
        message = f"{said}，{needed}" if needed else said
        yield Screen(f"item:{subject}", "item", message, row["lift"], (str(subject),))


def _urgent_tasks(board: Board) -> Iterator[Screen]:
    urgent = board.tasks[board.tasks["status"].isin(URGENT)]
    urgent = urgent.sort_values("days")
    overdue = int((urgent["status"] == "overdue").sum())
    message = _urgent_message(urgent, overdue)
    chunks = [list(urgent.index[i : i + TASK_LINES]) for i in range(0, len(urgent), TASK_LINES)]
    for part, subjects in enumerate(chunks, start=1):
        own = "tasks" if part == 1 else f"tasks:{part}"
        yield Screen(own, "tasks", message, None, tuple(map(str, subjects)), part, len(chunks))


def _urgent_message(urgent: pd.DataFrame, overdue: int) -> str:
    """How many of which; one alone is called by its name."""
    soon = len(urgent) - overdue
    # The meeting comes after the month that it looks at: its last day is not today.
    at_its_end = (urgent.loc[urgent["status"] == "due_soon", "days"] == 0).all()
    within = "月底" if at_its_end else f"{settings().tasks.due_soon_days}天内"
    if len(urgent) == 1:
        (title,), (days,) = urgent["title"], urgent["days"]
        return (
            f"{title}超期{-int(days)}天"
            if overdue
            else f"{title}{'月底' if at_its_end else f'还有{int(days)}天'}到期"
        )
    told = [f"{overdue}项任务超期" if overdue else "", f"{soon}项任务{within}到期" if soon else ""]
    return join_clauses(told)
