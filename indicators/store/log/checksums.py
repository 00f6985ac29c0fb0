"""Checksums of the files that each version of a table adds: a bit that flips on the disk must not change a figure unseen.

``<table>/_checksums/<version>.json`` holds the sha256 of the version's log entry and of its files of rows; its last
member is the sha256 of all before, so that damage to it is no damage to them. It is written right after the commit. A
version that has none, because its writer was killed in between or came before checksums, gets it at the next start or
commit, for what is on the disk by then.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.shared_files import write_whole
from indicators.store.log.entries import LOG, entry_path, read_entry, versions_in
from indicators.store.log.syncing import sync_version

if TYPE_CHECKING:
    from pathlib import Path

CHECKSUMS: Final = "_checksums"
_OF_ITSELF: Final = "sha256"


def checksum_path(version: int) -> str:
    """Where the checksums of a version are, below the table's folder."""
    return f"{CHECKSUMS}/{version:020}.json"


def sha256_of(path: Path) -> str:
    """Of a file's content, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_rows(file: Path) -> None:
    """Read a file of rows from beginning to end.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it is damaged.
    """
    try:
        # Opened by Arrow itself: of a file that Python opened, a reading thread may still hold something when a short
        # command ends, which then ends by SIGABRT.
        with pq.ParquetFile(file) as rows:
            rows.read().validate(full=True)
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error


def seal_new_versions(folder: Path, after: int = -1, *, synced: bool = False) -> int:
    """Write the checksums of the versions after this one that have none yet; returns the newest version.

    A damaged version stays without: whoever reads it says so.

    Args:
        folder: of the table.
        after: the version up to which nothing is to be done.
        synced: whether to wait until all of these versions is on the disk. Then an ``OSError`` says that it is not.
    """
    sealed, logged = set(versions_in(folder / CHECKSUMS)), versions_in(folder / LOG)
    for version in logged:
        if version > after and version not in sealed:
            if synced:
                sync_version(folder, version)
            # Where the folder is read-only, or the disk full, a later start or commit does it.
            with suppress(OSError, ValueError):
                _seal_version(folder, version, synced=synced)
    return logged[-1] if logged else -1


def _seal_version(folder: Path, version: int, *, synced: bool) -> None:
    """Write the checksums of a version's log entry and files, which are read back whole before."""
    content = (folder / entry_path(version)).read_bytes()
    entry = read_entry(version, content)
    files = {entry_path(version): hashlib.sha256(content).hexdigest()}
    for file in entry.added:
        check_rows(folder / file)
    files |= {file: sha256_of(folder / file) for file in entry.added}
    summary = f"{LOG}/{version:020}.checkpoint.parquet"  # the library makes one in a hundred versions
    with suppress(FileNotFoundError):
        files[summary] = sha256_of(folder / summary)
    write_whole(folder / checksum_path(version), _as_json(files).encode(), synced=synced)


def checksums_of(folder: Path, version: int) -> dict[str, str]:
    """The checksums of a version's files, by their path below the table's folder; empty where it has none yet.

    Raises:
        ValueError: the checksums themselves are damaged.
    """
    try:
        content = (folder / checksum_path(version)).read_bytes()
    except FileNotFoundError:
        return {}
    if not content:  # the power failed before it was on the disk
        return {}
    try:
        files = json.loads(content)
        own = files.pop(_OF_ITSELF)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        msg = "no checksums"
        raise ValueError(msg) from error
    if _as_json(files).encode() != content or own != _own_sha256(files):
        msg = "no checksums"
        raise ValueError(msg)
    return {str(file): str(checksum) for file, checksum in files.items()}


def _as_json(files: dict[str, str]) -> str:
    return json.dumps(files | {_OF_ITSELF: _own_sha256(files)}, ensure_ascii=False, indent=0)


def _own_sha256(files: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(files, ensure_ascii=False).encode()).hexdigest()
