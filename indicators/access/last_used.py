"""When each key was last used: a small file a key, so that no use waits for another one, or fails."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.shared_files import SharedFiles

_FOLDER: Final = "access/last_used"
_WRITTEN_EVERY: Final = timedelta(minutes=1)


class LastUses:
    """The last use of every key, in a folder next to the keys.

    Args:
        files: where the keys are.
        clock: the time now.
    """

    def __init__(self, files: SharedFiles, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._files = files
        self._clock = clock
        self._noted: dict[str, datetime] = {}

    def note(self, key_id: str) -> None:
        """Keep that a key is used now: once a minute at most, and not at all where nothing can be written."""
        now = self._clock()
        noted = self._noted.get(key_id)
        if noted is not None and now - noted < _WRITTEN_EVERY:
            return
        self._noted[key_id] = now
        with suppress(OSError):
            self._files.replace(f"{_FOLDER}/{key_id}", now.isoformat(timespec="seconds").encode())

    def at(self, key_id: str) -> datetime | None:
        """When a key was last used; None where it never was, or its file cannot be read."""
        with suppress(OSError, ValueError):
            noted = self._files.read_now(f"{_FOLDER}/{key_id}")
            return None if noted is None else datetime.fromisoformat(noted.decode())
        return None
