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
_LAGGING: Final = ("behind", "slow")
# A screen of a lift has ten lines: a row of four figures takes four, a task one.
FIGURES_A_ROW, _LINES_A_FIGURE_ROW, _LINES = 4, 4, 10
_TASKS_A_SCREEN: Final = 8


@dataclass(frozen=True)
class Screen:
    """One screen.

    Attributes:
        id: stable from month to month: ``title``, ``lift:industry``, ``lift:industry:2``, ``item:li_auto_deliveries``.
        kind: title, overall, lift, item, tasks or closing.
        headline: its message.
        lift: the lift it is about, None for the whole zone.
        subjects: indicators and tasks on it.
        part: its number among the screens with this message.
        parts: how many those are.
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
    """All screens, or some of them.

    Args:
        board_of: the board of a lift, of the zone for None.
        only: ``behind`` keeps title, what lags, and closing.
        lifts: keeps only these lifts and their items, on every screen; ``overall`` is the zone with its own figures.
        order: ids of a saved sequence; what has gone since is left out, what is new too.

    Returns:
        The screens; none where a saved sequence has nothing of what ``only`` and ``lifts`` keep.
    """
    zone, wanted, saved = board_of(None), tuple(lifts), tuple(order)
    shown = _of_lifts(zone, wanted) if wanted else zone
    six = [lift for lift in all_lifts() if lift != OVERALL and (not wanted or lift in wanted)]
    overall = f"{zone.total}项中{zone.on_track}项按时序推进，{len(zone.follow_ups)}项需要调度"
    screens = [
        Screen("title", "title", f"六提工程　{zone.through.year}年{ytd_text(zone.through.month)}"),
        *([Screen("overall", "overall", overall)] if not wanted or OVERALL in wanted else []),
        *(screen for lift in six for screen in _lift(board_of(lift), lift)),
        *_items(shown),
        *_urgent_tasks(shown),
        _closing(shown, wanted),
    ]
    if only == BEHIND:
        screens = [screen for screen in screens if screen.kind in {"title", "item", "closing"}]
    by_id = {screen.id: screen for screen in screens}
    ordered = tuple(by_id[id_] for id_ in saved if id_ in by_id)
    return ordered if ordered or (saved and (only or wanted)) else tuple(screens)


def lift_names(lifts: Iterable[str]) -> str:
    """产业能级提档、载体建设提标."""
    return join_names(lift.name for code, lift in all_lifts().items() if code in set(lifts))


def _of_lifts(zone: Board, lifts: Iterable[str]) -> Board:
    """What of the zone's board belongs to these lifts."""
    frames = {name: getattr(zone, name) for name in ("indicators", "tasks", "follow_ups")}
    return replace(zone, **{name: rows[rows["lift"].isin(list(lifts))] for name, rows in frames.items()})


def _closing(board: Board, lifts: tuple[str, ...]) -> Screen:
    """What to go home with."""
    lagging = int(board.indicators["status"].isin(_LAGGING).sum())
    overdue = int((board.tasks["status"] == "overdue").sum())
    counts = [f"{lagging}项落后指标" if lagging else "", f"{overdue}项超期任务" if overdue else ""]
    message = f"会后盯住{join_names(counts)}" if lagging or overdue else "各项指标和任务均未滞后"
    about = f"{lift_names(lifts)}：" if lifts else ""
    return Screen("closing", "closing", about + message, None, tuple(map(str, board.follow_ups["subject"])))


def _lift(board: Board, lift: str) -> Iterator[Screen]:
    """Figures first, tasks after them; a second screen where one is not enough."""
    message = f"{all_lifts()[lift].name}：{board.total}项中{board.on_track}项按时序推进{_worst(board)}"
    blocks = [(row, _LINES_A_FIGURE_ROW) for row in _batches(board.indicators.index, FIGURES_A_ROW)]
    blocks += [([str(task)], 1) for task in board.tasks.index]
    pages: list[list[str]] = [[]]
    used = 0
    for subjects, lines in blocks:
        if used + lines > _LINES:
            pages.append([])
            used = 0
        pages[-1] += subjects
        used += lines
    yield from _parts(f"lift:{lift}", "lift", message, lift, pages)


def _batches(subjects: pd.Index, size: int) -> list[list[str]]:
    return [list(map(str, subjects[first : first + size])) for first in range(0, len(subjects), size)]


def _parts(first: str, kind: str, message: str, lift: str | None, pages: list[list[str]]) -> Iterator[Screen]:
    """Screens with one message; the second one's id ends with :2."""
    for part, subjects in enumerate(pages, start=1):
        own = first if part == 1 else f"{first}:{part}"
        yield Screen(own, kind, message, lift, tuple(subjects), part, len(pages))


def _worst(board: Board) -> str:
    lagging = board.follow_ups[board.follow_ups["status"].isin([*_LAGGING, "overdue"])]
    if lagging.empty:
        return ""
    worst = lagging.iloc[0]
    if worst["what"] == "task":
        return f"，{worst['name']}超期{-int(worst['days'])}天"
    return f"，{worst['name']}{gap_text(board.row(str(worst['subject'])))}"


def _items(board: Board) -> Iterator[Screen]:
    """One screen for each indicator that lags, as the agenda has them."""
    lagging = board.follow_ups[board.follow_ups["status"].isin(_LAGGING)]
    for subject in lagging["subject"]:
        row = board.row(str(subject))
        verdict = f"{row['name']}{STATUS[row['status']].word}"
        message = join_clauses([verdict, gap_text(row), needed_text(row)])
        yield Screen(f"item:{subject}", "item", message, row["lift"], (str(subject),))


def _urgent_tasks(board: Board) -> Iterator[Screen]:
    urgent = board.tasks[board.tasks["status"].isin(["overdue", "due_soon"])].sort_values("days")
    pages = _batches(urgent.index, _TASKS_A_SCREEN)
    yield from _parts("tasks", "tasks", _urgent_message(urgent), None, pages)


def _urgent_message(urgent: pd.DataFrame) -> str:
    """How many of which; a single task is called by its name."""
    overdue = int((urgent["status"] == "overdue").sum())
    soon = len(urgent) - overdue
    # The meeting comes after the month that it looks at: its last day is not today.
    at_its_end = (urgent.loc[urgent["status"] == "due_soon", "days"] == 0).all()
    if len(urgent) == 1:
        (title,), (days,) = urgent["title"], urgent["days"]
        due = f"{'月底' if at_its_end else f'还有{int(days)}天'}到期"
        return f"{title}超期{-int(days)}天" if overdue else f"{title}{due}"
    within = "月底" if at_its_end else f"{settings().tasks.due_soon_days}天内"
    due = f"{soon}项任务{within}到期" if soon else ""
    return join_clauses([f"{overdue}项任务超期" if overdue else "", due])
