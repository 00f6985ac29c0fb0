"""The screens of a meeting, made from the board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.catalogue import lifts as all_lifts
from indicators.words import headline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indicators.board import Board


@dataclass(frozen=True)
class Screen:
    """Attributes: id: stable from month to month. kind: title, overall, lift, item, tasks or closing."""

    id: str
    kind: str
    headline: str
    lift: str | None = None
    subjects: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1


def screens(
    board_of: Callable[[str | None], Board],
    *,
    only: str = "",
    lifts: Iterable[str] = (),
    order: Iterable[str] = (),
) -> tuple[Screen, ...]:
    """Title, overall, each lift, what lags, tasks, closing; or the screens of a saved ``order``."""
    board, wanted = board_of(None), set(lifts)
    behind = board.indicators[board.indicators["status"] == "behind"].sort_values("gap_points")
    made = [
        Screen("title", "title", f"六提工程 {board.through}"),
        Screen("overall", "overall", f"{board.on_track}/{board.total}项按时序推进"),
        *(
            Screen(f"lift:{lift.lift}", "lift", lift.name, lift.lift)
            for lift in all_lifts().values()
            if lift.lift != "overall" and (not wanted or lift.lift in wanted) and only != "behind"
        ),
        *(
            Screen(f"item:{name}", "item", headline(board.row(str(name))), row["lift"], (str(name),))
            for name, row in behind.iterrows()
            if not wanted or row["lift"] in wanted
        ),
        Screen("tasks", "tasks", "超期和临期的任务"),
        Screen("closing", "closing", "小结"),
    ]
    by_id = {screen.id: screen for screen in made}
    chosen = tuple(by_id[one] for one in order if one in by_id)
    return chosen or tuple(made)
