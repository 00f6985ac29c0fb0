"""Shared files in a folder: only the server's own user may read them; one process at a time replaces them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock

from indicators.shared_files.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Folder:
    """Shared files below a folder of this machine: see ``SharedFiles``."""

    root: Path

    def place(self, name: str) -> Path:
        """Where a file is."""
        return self.root / name

    def read(self, name: str) -> bytes | None:
        """The content of a file, None where there is none."""
        try:
            return self.place(name).read_bytes()
        except FileNotFoundError:
            return None

    read_now = read

    def replace(self, name: str, content: bytes) -> None:
        """Write a file."""
        _replace(self.place(name), content)

    def create(self, name: str, content: bytes) -> bool:
        """Write a file that is not there."""
        file = self.place(name)
        with _locked(file):  # so that nobody reads half of it
            if file.exists():
                return False
            _replace(file, content)
            return True

    def change(self, name: str, decide: Callable[[bytes | None], bytes | None]) -> None:
        """Write what ``decide`` makes of the content."""
        with _locked(self.place(name)):
            content = decide(self.read(name))
            if content is not None:
                _replace(self.place(name), content)

    def names(self, folder: str) -> list[str]:
        """The names of the files right in a folder, but for locks."""
        try:
            with os.scandir(self.place(folder)) as found:
                return [entry.name for entry in found if not _is_own(entry.name)]
        except FileNotFoundError:
            return []

    def delete(self, name: str) -> None:
        """Delete a file and its lock."""
        self.place(name).unlink(missing_ok=True)
        _lock_of(self.place(name)).unlink(missing_ok=True)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Lock the file against all other processes; its folder is made.

    Raises:
        OSError: the folder cannot be written, or (filelock's ``Timeout``) another process keeps the lock.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(_lock_of(file), timeout=10):
        yield


def _replace(file: Path, content: bytes) -> None:
    """Replace a file's content: whoever reads meanwhile gets the old one or the new one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(file, content, mode=0o600)


def _is_own(name: str) -> bool:
    """Whether it is a lock, or a file that is being written."""
    return name.endswith(".lock") or name.startswith(".")


def _lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")
