"""The last good backup and the last check: two small files next to the tables, for whoever watches them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pyarrow import ArrowException

from indicators.shared_files import shared_files
from indicators.store import files_at

BACKUP_NOTE: Final = "last_backup.json"
CHECK_NOTE: Final = "last_check.json"


@dataclass(frozen=True)
class LastBackup:
    """A backup that was read again after it had been written, and held no damaged file.

    Attributes:
        at: when it was begun (UTC).
        file: where it was written to.
        size: in bytes.
    """

    at: datetime
    file: str
    size: int


@dataclass(frozen=True)
class LastCheck:
    """What came of reading everything to its end: ``verify``, by hand, before a backup or by the server.

    Attributes:
        at: when it was begun (UTC).
        damaged: the paths of the damaged files below the root.
    """

    at: datetime
    damaged: tuple[str, ...] = ()


def last_backup(root: str) -> LastBackup | None:
    """The last good backup of these tables; None where none was made, or nothing can be read of it."""
    try:
        noted = _noted(root, BACKUP_NOTE)
        return LastBackup(datetime.fromisoformat(noted["at"]), str(noted["file"]), int(noted["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_backup(root: str, backup: LastBackup) -> None:
    """Remember a backup; where the tables cannot be written to, the backup is good all the same."""
    _note(root, BACKUP_NOTE, {"at": backup.at.isoformat(), "file": backup.file, "size": backup.size})


def last_check(root: str) -> LastCheck | None:
    """The last check of these tables; None where none was made, or nothing can be read of it."""
    try:
        noted = _noted(root, CHECK_NOTE)
        return LastCheck(datetime.fromisoformat(noted["at"]), tuple(map(str, noted["damaged"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_check(root: str, check: LastCheck) -> None:
    """Remember a check, as far as the tables can be written to."""
    _note(root, CHECK_NOTE, {"at": check.at.isoformat(), "damaged": check.damaged})


def _noted(root: str, name: str) -> dict[str, Any]:
    return dict(json.loads(shared_files(root).read(name) or b"{}"))


def _note(root: str, name: str, content: dict[str, Any]) -> None:
    """Write a note that all may read, whoever runs the server."""
    text = json.dumps(content, ensure_ascii=False)
    with suppress(OSError, ArrowException):
        files, folder = files_at(root)
        with files.open_output_stream(f"{folder}/.{name}") as stream:
            stream.write(text.encode())
        files.move(f"{folder}/.{name}", f"{folder}/{name}")
