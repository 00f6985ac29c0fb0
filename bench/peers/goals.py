"""The rows of the comparison: what each is a ratio of, what it shall be, and the table that says whether it is."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

from bench.peers.servers import ALL, OURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Row:
    """One measurement.

    Attributes:
        name: what was measured, with its unit.
        goal: what the product's ratio shall be at most; None where nothing is asked.
        against: whom the ratios compare with.
        at_least: the ratio shall be at least the goal, for more is better.
    """

    name: str
    goal: float | None = None
    against: str = "dash"
    at_least: bool = False

    def middle(self, values: Sequence[float]) -> float:
        """What stands for all rounds; CPU is a sum that neighbours do not lengthen, so each round counts."""
        return fmean(values) if "CPU" in self.name else median(values)

    def is_met(self, ratio: float) -> bool | None:
        """Whether the product's ratio is what was asked for."""
        if self.goal is None:
            return None
        return ratio >= self.goal if self.at_least else ratio <= self.goal


TWENTY, NO_PAUSE, HUNDRED = "20 viewers, 1 s think", "20 viewers, no pause", "100 viewers, 1 s think"
ROWS: Final = (
    Row("first visit, numbers, s", 0.8),
    Row("first visit, charts, s", 1.0),
    Row("first visit, CPU, s", 0.8),
    Row("first visit, MB", 0.4, against="streamlit"),
    Row("revisit, numbers, s"),
    Row("revisit, charts, s", 0.9),
    Row("revisit, CPU, s"),
    Row("switch, numbers, s"),
    Row("switch, charts, s", 0.8),
    Row("switch, CPU, s", 0.8),
    Row(f"{TWENTY}, views/s", 1.0, at_least=True),
    Row(f"{TWENTY}, p95, s", 1.0),
    Row(f"{NO_PAUSE}, views/s", 0.8, at_least=True),
    Row(f"{NO_PAUSE}, p95, s"),
    Row(f"{NO_PAUSE}, server's CPU a view, ms"),
    Row(f"{HUNDRED}, views/s", 4.0, against="streamlit", at_least=True),
    Row(f"{HUNDRED}, p95, s", 0.2, against="streamlit"),
    Row("memory after 20 visits, MB", 0.8),
    Row("launch to the last chart, s", 1.2),
    # How heavy the viewers themselves are: they share the machine with the server.
    Row(f"{NO_PAUSE}, kB a view"),
    Row(f"{NO_PAUSE}, viewer's CPU a view, ms"),
)


def table(results: Mapping[str, Mapping[str, Sequence[float]]]) -> Iterator[str]:
    """Lines of a Markdown table: middles, in brackets the ratio, the goal and whether it is met."""
    yield f"| | {' | '.join(ALL)} | goal | met |"
    yield "|---" * (len(ALL) + 3) + "|"
    for row in ROWS:
        middles = {name: row.middle(values) for name, values in results.get(row.name, {}).items()}
        base = middles.get(row.against)
        if base is None or OURS not in middles:
            continue
        cells = [
            f"{middles[name]:.3g} ({middles[name] / base:.2f})" if name in middles else "–" for name in ALL
        ]
        met = {None: "", True: "yes", False: "**no**"}[row.is_met(middles[OURS] / base)]
        yield f"| {row.name} | {' | '.join(cells)} | {_goal(row)} | {met} |"


def _goal(row: Row) -> str:
    if row.goal is None:
        return ""
    return f"{'≥' if row.at_least else '≤'} {row.goal} × {row.against}"
