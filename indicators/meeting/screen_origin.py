"""Where the figures of a screen come from: its sources, and what of it is a demonstration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.caching import cached_on_owner
from indicators.store import DEMO

if TYPE_CHECKING:
    from indicators.evaluation import Board
    from indicators.meeting.screens import Screen

_SIMULATED_FIGURES: Final = "演示数据，非实际"
_MAX_SOURCE: Final = 32


def simulated_text(board: Board, screen: Screen) -> str:
    """What is simulated on this screen: figures, only the responsible unit, or nothing (empty)."""
    if not screen.subjects:
        return _SIMULATED_FIGURES if board.demo else ""
    figures, units = _simulated(board)
    if not figures.isdisjoint(screen.subjects):
        return _SIMULATED_FIGURES
    return "" if units.isdisjoint(screen.subjects) else "责任单位为演示"


@cached_on_owner
def _simulated(board: Board) -> tuple[frozenset[str], frozenset[str]]:
    """Indicators and tasks with any simulated figure, and those whose responsible unit is."""
    indicators, tasks, series = board.indicators, board.tasks, board.series
    of_year = series.index[(series[["origin", "last_origin"]] == DEMO).any(axis=1)]
    figures = [
        *indicators.index[(indicators[["origin", "plan_origin"]] == DEMO).any(axis=1)],
        *of_year.get_level_values("indicator"), *tasks.index[tasks["origin"] == DEMO],
    ]  # fmt: skip
    units = indicators.index[indicators["unit_origin"] == DEMO]
    return frozenset(map(str, figures)), frozenset(map(str, units))


def source_text(board: Board, screen: Screen) -> str:
    """来源：理想汽车2024年三季度业绩公告等2项: the first source without its remarks; empty on the title and without any."""
    if screen.kind == "title":
        return ""
    shown = pd.concat([board.indicators["source"], board.tasks["source"]])
    if screen.subjects:
        shown = shown[shown.index.isin(screen.subjects)]
    sources = [str(source) for source in dict.fromkeys(shown.dropna()) if source]
    if not sources:
        return ""
    first = re.sub(r"[（(].*[）)]", "", sources[0]).strip() or sources[0]
    short = first if len(first) <= _MAX_SOURCE else f"{first[: _MAX_SOURCE - 1]}…"
    return f"来源：{short}{f'等{len(sources)}项' if len(sources) > 1 else ''}"
