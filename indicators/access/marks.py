"""What was done once and must not be done again: marks that all servers see, until they would be too old anyway."""

from __future__ import annotations

import hashlib
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from indicators.settings import data_root
from indicators.shared_files import shared_files

if TYPE_CHECKING:
    from indicators.shared_files import SharedFiles

_FOLDER: Final = "access"


class Marks:
    """Marks of one kind, each an empty file ``access/<kind>/<expiry>-<digest>``.

    Where none can be written (a full disk, an object store that is away) it holds for this server alone.
    """

    def __init__(self, kind: str) -> None:
        self._folder = f"{_FOLDER}/{kind}"
        self._here: set[str] = set()
        self._lock = threading.Lock()

    def set(self, what: str, until: int) -> bool:
        """Mark something until a time in seconds since 1970; False where it was marked already."""
        name = f"{until}-{_digest(what)}"
        with self._lock:
            self._here = {other for other in self._here if not _is_old(other)}
            if name in self._here:
                return False
            self._here.add(name)
        files = shared_files(data_root())
        try:
            is_first = files.create(f"{self._folder}/{name}", b"")
        except OSError:
            return True
        self._forget_old(files)
        return is_first

    def is_set(self, what: str) -> bool:
        """Whether something is marked."""
        digest = _digest(what)
        names = list(self._here)
        with suppress(OSError):
            names += shared_files(data_root()).names(self._folder)
        return any(name.endswith(digest) for name in names)

    def _forget_old(self, files: SharedFiles) -> None:
        with suppress(OSError):
            for name in filter(_is_old, files.names(self._folder)):
                files.delete(f"{self._folder}/{name}")


def _digest(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()[:32]


def _is_old(name: str) -> bool:
    until = name.partition("-")[0]
    return until.isdecimal() and int(until) < time.time()
