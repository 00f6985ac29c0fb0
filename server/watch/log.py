"""The log: one line or, with ``SIXLIFTS_LOG=json``, one JSON object for each event, with the id of its request.

It goes to the process's output, whose size is the concern of who keeps it: journald, a container's log, a service.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import time
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from indicators.counters import count
from server.watch.floods import limit_floods

if TYPE_CHECKING:
    from indicators.store import StoreError

# Of the request that is answered; pages run in threads of Streamlit's, which have none.
request_id: ContextVar[str] = ContextVar("request_id", default="-")
LOGGER: Final = "sixlifts"
_PLAIN: Final = "%(asctime)s %(levelname)s %(name)s [%(request)s] %(message)s"
_ours: Final = logging.StreamHandler()
_LONGEST_PLACE: Final = 80


@dataclass(frozen=True)
class LoggedError:
    """An error nobody foresaw: its number in the log, when and where it came up."""

    number: str
    at: datetime
    where: str


_AGAIN_SECONDS: Final = 60.0
_unreadable: Final[dict[str, float]] = {}
_latest: Final[deque[LoggedError]] = deque(maxlen=20)


def set_up_log() -> None:
    """Give what this product logs its form, and as JSON what the server logs, too; of that no flood is written."""
    as_json = os.environ.get("SIXLIFTS_LOG", "").strip().lower() == "json"
    formatter = _Json() if as_json else logging.Formatter(_PLAIN)
    logger = logging.getLogger(LOGGER)
    if _ours not in logger.handlers:
        _ours.addFilter(_with_request)
        logger.addHandler(_ours)
        logger.setLevel(logging.INFO)
    _ours.setFormatter(formatter)
    limit_floods()
    if as_json:
        for name in logging.root.manager.loggerDict:
            for handler in logging.getLogger(name).handlers:
                handler.setFormatter(formatter)


def log_error(what: str, error: BaseException) -> str:
    """Log an exception nobody foresaw; return the short id under which it stands there, to be shown."""
    count("sixlifts_errors_total")
    number = secrets.token_hex(4)
    _latest.append(LoggedError(number, datetime.now(UTC), what[:_LONGEST_PLACE]))
    logging.getLogger(LOGGER).error("%s [error %s]", what, number, exc_info=error)
    return number


def log_unreadable(error: StoreError | OSError) -> None:
    """Log why tables cannot be read or written, once a minute: everybody who looks meets it again and again."""
    if time.monotonic() - _unreadable.get(str(error), -_AGAIN_SECONDS) >= _AGAIN_SECONDS:
        _unreadable.clear()
        _unreadable[str(error)] = time.monotonic()
        log_error("tables", error)


def latest_errors() -> tuple[LoggedError, ...]:
    """Errors nobody foresaw since the server started, the latest first."""
    return tuple(reversed(_latest))


def _with_request(record: logging.LogRecord) -> bool:
    record.request = request_id.get()
    return True


class _Json(logging.Formatter):
    """One object a line: time, level, logger, request, message and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": getattr(record, "request", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
