"""A file is written whole or not at all, and is on the disk, not only in memory, before anybody is told that it was."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

# A folder cannot be opened on Windows; NTFS keeps its names in a journal of its own.
_FOLDERS_OPEN: Final = os.name == "posix"


def sync_file(path: str | Path) -> None:
    """Wait until the content of a file is on the disk.

    Raises:
        OSError: it is not there, or the disk fails.
    """
    with Path(path).open("rb" if _FOLDERS_OPEN else "r+b") as file:
        os.fsync(file.fileno())


def sync_folder(path: str | Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if not _FOLDERS_OPEN:
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes, *, synced: bool = True, mode: int = 0o666) -> None:
    """Write a file completely or not at all, by default until it is on the disk; its folder is made.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        # Who may read it is settled before anything is in it.
        with open(unfinished, "xb", opener=partial(os.open, mode=mode)) as file:
            file.write(content)
        if synced:
            sync_file(unfinished)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    if synced:
        sync_folder(path.parent)
        sync_folder(path.parent.parent)
