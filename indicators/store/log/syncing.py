"""A commit is on the disk, not only in memory, before anybody is told that it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.shared_files import sync_file, sync_folder
from indicators.store.log.entries import entry_path, read_entry

if TYPE_CHECKING:
    from pathlib import Path


def sync_version(folder: Path, version: int) -> None:
    """Wait until a version of a table is on the disk: its files of rows, then its log entry, then their names.

    Raises:
        OSError: it is not; the disk fails.
    """
    entry = folder / entry_path(version)
    files = [folder / file for file in read_entry(version, entry.read_bytes()).added]
    for file in (*files, entry):
        sync_file(file)
    for names in dict.fromkeys([*(file.parent for file in files), entry.parent, folder]):
        sync_folder(names)
