"""What it takes to make the reports, from the plan of 2024 and from more indicators than a zone has.

``python -m bench.reports [ROUNDS]``. A new board each time, as after an upload; the board itself is not counted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Final

from indicators.evaluation import board
from indicators.export import View, report_file
from indicators.period import Period
from indicators.store import open_store
from tests.crowded import crowded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store import Store

COUNTS: Final = (14, 60, 200)
MONTH: Final = Period(2024, 9)
# The seconds promised for the most indicators.
PROMISED: Final = {
    "progress_table.xlsx": 1, "progress_table.pdf": 1, "circular.docx": 1, "slides.pptx": 3, "lift.pdf": 1,
    "indicator.pdf": 1,
}  # fmt: skip
ABOUT: Final[Mapping[str, Mapping[str, str]]] = {
    "lift.pdf": {"lift": "industry"},
    "indicator.pdf": {"indicator": "industrial_output"},
}


def seconds(report: str, store: Store, count: int) -> float:
    """How long one report takes once its board stands."""
    view = View(store, crowded(store.snapshot(), count), MONTH, date(2024, 10, 18), **ABOUT.get(report, {}))
    board(view.snapshot, None, MONTH)
    start = time.perf_counter()
    report_file(report, view)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory(prefix="bench-reports-") as folder:
        _measure(open_store(folder, with_demo=True), rounds)


def _measure(store: Store, rounds: int) -> None:
    for report, promised in PROMISED.items():
        seconds(report, store, COUNTS[0])  # what is read once for all
        print(f"\n{report}, promised {promised} s for {COUNTS[-1]} indicators")
        least = 0.0
        for count in COUNTS:
            middle = median(seconds(report, store, count) for _ in range(rounds))
            least = least or middle
            print(f"{count:>8} indicators  median {middle:6.3f} s   ratio {middle / least:5.1f}")


if __name__ == "__main__":
    main()
