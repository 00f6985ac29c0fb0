"""What it takes to make the reports, from the plan of 2024 and from more indicators than a zone has.

``python -m bench.reports [ROUNDS]``. A new board each time, as after an upload; the board itself is not counted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from statistics import median
from typing import TYPE_CHECKING, Final

from indicators.evaluation import board
from indicators.period import Period
from indicators.reports import meeting_slides, progress_pdf, progress_table, progress_workbook
from indicators.store import open_store
from tests.crowded import crowded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indicators.store import Snapshot

COUNTS: Final = (14, 60, 200)
MONTH: Final = Period(2024, 9)
# The report, how it is made, and the seconds promised for the most indicators.
REPORTS: Final[Mapping[str, tuple[Callable[[Snapshot], bytes], float]]] = {
    "xlsx": (lambda tables: progress_workbook(progress_table(board(tables, None, MONTH))), 1),
    "pdf": (lambda tables: progress_pdf(progress_table(board(tables, None, MONTH))), 1),
    "pptx": (lambda tables: meeting_slides(tables, MONTH), 3),
}


def seconds(report: Callable[[Snapshot], bytes], tables: Snapshot, count: int) -> float:
    """How long one report takes once its board stands."""
    fresh = crowded(tables, count)
    board(fresh, None, MONTH)
    start = time.perf_counter()
    report(fresh)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory(prefix="bench-reports-") as folder:
        tables = open_store(folder, with_demo=True).snapshot()
    for name, (report, promised) in REPORTS.items():
        seconds(report, tables, COUNTS[0])  # what is read once for all
        print(f"\n{name}, promised {promised} s for {COUNTS[-1]} indicators")
        least = 0.0
        for count in COUNTS:
            middle = median(seconds(report, tables, count) for _ in range(rounds))
            least = least or middle
            print(f"{count:>8} indicators  median {middle:6.3f} s   ratio {middle / least:5.1f}")


if __name__ == "__main__":
    main()
