"""Runs of pages: how many, and how long they take."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from indicators.counters import count

if TYPE_CHECKING:
    from collections.abc import Iterator

# Runs that a median is made of.
LATEST: Final = 1000


@dataclass(frozen=True)
class Runs:
    """The latest runs.

    Attributes:
        number: how many there are, ``LATEST`` at most.
        median: seconds.
        slowest_page: title of the page whose median is the longest.
        slowest_median: that median, in seconds.
    """

    number: int
    median: float
    slowest_page: str
    slowest_median: float


_lock = threading.Lock()
_latest: deque[tuple[str, float]] = deque(maxlen=LATEST)


@contextmanager
def timed_run(page: str, title: str) -> Iterator[None]:
    """Count a run of a page and how long it takes, whatever ends it.

    Args:
        page: its address.
        title: what visitors call it.
    """
    start = time.perf_counter()
    try:
        yield
    finally:
        keep_run(page, title, time.perf_counter() - start)


def keep_run(page: str, title: str, seconds: float) -> None:
    """Count a run of a page."""
    count("sixlifts_page_runs_total", page)
    count("sixlifts_page_seconds_total", page, by=seconds)
    with _lock:
        _latest.append((title, seconds))


def latest_runs() -> Runs | None:
    """The latest runs in short, None where no page was run yet."""
    with _lock:
        runs = list(_latest)
    if not runs:
        return None
    by_page: dict[str, list[float]] = {}
    for page, seconds in runs:
        by_page.setdefault(page, []).append(seconds)
    medians = {page: median(seconds) for page, seconds in by_page.items()}
    slowest = max(medians, key=medians.__getitem__)
    return Runs(len(runs), median(seconds for _, seconds in runs), slowest, medians[slowest])
