"""A backup: one zip of the files as they lay below the root, and first of all a list of them with their checksums."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zipfile
import zlib
from datetime import datetime  # noqa: TC003 - pydantic reads it
from typing import TYPE_CHECKING, Final, Self

from pydantic import BaseModel

from indicators.upkeep.errors import UpkeepError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

LIST: Final = "backup.json"
# A path that stays below the folder it is restored to, on every system.
_SAFE: Final = re.compile(r"(?!.*(^|/)\.\.?(/|$))[^/\\:\0][^\\:\0]*")
# What the library raises for a zip with broken bytes, wherever they are.
_BROKEN: Final = (
    OSError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, ValueError, RuntimeError,
)  # fmt: skip


class Member(BaseModel):
    """One file of a backup: its size in bytes and its sha256."""

    size: int
    sha256: str


class Contents(BaseModel):
    """What a backup holds.

    Attributes:
        made: when it was begun (UTC).
        versions: the version of each table that it holds the tables up to.
        files: every file by its path below the root.
        damaged: files that were damaged or lost already.
    """

    made: datetime
    versions: dict[str, int]
    files: dict[str, Member]
    damaged: list[str] = []


class BackupFile:
    """An opened backup; what is read of it is what was written, or ``UpkeepError``."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._broken = f"备份文件“{file}”已损坏，或不是本系统的备份。未作任何改动，请换一份备份。"
        try:
            self._zip = zipfile.ZipFile(file)
            self.contents = Contents.model_validate_json(self._zip.read(LIST))
        except FileNotFoundError as error:
            msg = f"没有备份文件“{file}”。"
            raise UpkeepError(msg) from error
        except _BROKEN as error:
            raise UpkeepError(self._broken) from error
        if not all(_SAFE.fullmatch(name) for name in self.contents.files):
            raise UpkeepError(self._broken)

    def read(self, name: str) -> bytes:
        """The content of a file.

        Raises:
            UpkeepError: the backup is damaged.
        """
        try:
            content = self._zip.read(name)
        except _BROKEN as error:
            raise UpkeepError(self._broken) from error
        if hashlib.sha256(content).hexdigest() != self.contents.files[name].sha256:
            raise UpkeepError(self._broken)
        return content

    def check(self) -> None:
        """Read every file; raises ``UpkeepError`` where the backup is damaged."""
        for name in self.contents.files:
            self.read(name)

    def __enter__(self) -> Self:
        """Opened by ``__init__``."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._zip.close()


def as_member(content: bytes) -> Member:
    """What the list says of a file."""
    return Member(size=len(content), sha256=hashlib.sha256(content).hexdigest())


def as_json(contents: Contents) -> bytes:
    """The list as it stands in the backup."""
    return json.dumps(contents.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()
