"""A stranger cannot fill the disk through the log: what is said of each broken request is cut short, and said so often."""

from __future__ import annotations

import logging
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# Of the libraries that answer before this product does.
_LIBRARIES: Final = ("streamlit", "uvicorn")
MOST: Final = 20
LONGEST: Final = 500
_SECONDS: Final = 60.0


class FloodLimit(logging.Filter):
    """Lets so many lines a minute through of one kind, which is a message before its values are put in; long ones are cut."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most = most
        self._clock = clock
        self._since = clock()
        self._counts: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        if self._clock() - self._since >= _SECONDS:
            self._since = self._clock()
            self._counts.clear()
        kind = f"{record.name} {record.msg!s:.{LONGEST}}"
        self._counts[kind] += 1
        message = record.getMessage()
        last = "… (no more of this kind for a minute)" if self._counts[kind] == self._most else ""
        record.msg, record.args = f"{message[:LONGEST]}{last}", ()
        return self._counts[kind] <= self._most


def limit_floods() -> None:
    """Put the limit on every logger of these libraries: whose handlers write what they say differs from start to start."""
    for name in [*logging.root.manager.loggerDict]:
        logger = logging.getLogger(name)
        if name.partition(".")[0] in _LIBRARIES and not any(
            isinstance(found, FloodLimit) for found in logger.filters
        ):
            logger.addFilter(FloodLimit())
