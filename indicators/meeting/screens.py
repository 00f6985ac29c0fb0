"""The screens of a meeting, made from the board: one message each, in the order of the meeting.

Title, overall, each lift, what lags (worst first, one indicator a screen), tasks overdue or due soon, closing. What
does not fit on one screen goes on a second one, never smaller.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.catalogue import OVERALL
from indicators.catalogue import lifts as all_lifts
from indicators.labels import join_names
from indicators.wording import (
    LAGGING,
    board_message,
    closing_message,
    item_message,
    urgent_tasks_message,
    ytd_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from indicators.evaluation import Board

BEHIND: Final = "behind"
# A screen of a lift has nine lines: a row of four figures takes four, a task one.
FIGURES_A_ROW, _LINES_A_FIGURE_ROW, _LINES = 4, 4, 9
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
    overall = board_message(zone).headline
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
    about = f"{lift_names(lifts)}：" if lifts else ""
    return Screen(
        "closing",
        "closing",
        about + closing_message(board),
        None,
        tuple(map(str, board.follow_ups["subject"])),
    )


def _lift(board: Board, lift: str) -> Iterator[Screen]:
    """Figures first, tasks after them; a second screen where one is not enough."""
    message = f"{all_lifts()[lift].name}：{board_message(board).headline}"
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


def _items(board: Board) -> Iterator[Screen]:
    """One screen for each indicator that lags, as the agenda has them."""
    lagging = board.follow_ups[board.follow_ups["status"].isin(LAGGING)]
    for subject in lagging["subject"]:
        row = board.row(str(subject))
        yield Screen(f"item:{subject}", "item", item_message(row), row["lift"], (str(subject),))


def _urgent_tasks(board: Board) -> Iterator[Screen]:
    urgent = board.tasks[board.tasks["status"].isin(["overdue", "due_soon"])].sort_values("days")
    pages = _batches(urgent.index, _TASKS_A_SCREEN)
    yield from _parts("tasks", "tasks", urgent_tasks_message(urgent, board.settings), None, pages)
