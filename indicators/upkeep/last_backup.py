"""When the last good backup was made, and where: a small file next to the tables, for whoever watches them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyarrow import ArrowException

from indicators.shared_files import shared_files
from indicators.store import files_at

NAME: Final = "last_backup.json"


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


def last_backup(root: str) -> LastBackup | None:
    """The last good backup of these tables; None where none was made, or nothing can be read of it."""
    try:
        content = shared_files(root).read(NAME)
        noted = json.loads(content or b"null")
        return LastBackup(datetime.fromisoformat(noted["at"]), str(noted["file"]), int(noted["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_backup(root: str, backup: LastBackup) -> None:
    """Remember a backup; where the tables cannot be written to, the backup is good all the same."""
    text = json.dumps(
        {"at": backup.at.isoformat(), "file": backup.file, "size": backup.size}, ensure_ascii=False
    )
    with suppress(OSError, ArrowException):
        files, folder = files_at(root)
        with files.open_output_stream(f"{folder}/.{NAME}") as stream:
            stream.write(text.encode())
        files.move(f"{folder}/.{NAME}", f"{folder}/{NAME}")
