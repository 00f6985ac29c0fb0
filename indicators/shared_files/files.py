"""What holds for every place of shared files, and which place a root has."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from indicators.shared_files.bucket import Bucket
from indicators.shared_files.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable


class SharedFiles(Protocol):
    """Files by name, such as ``access/keys.json``; each is written completely or not at all.

    Everything raises an ``OSError`` where the place cannot be read or written.
    """

    def place(self, name: str) -> Path | str:
        """Where a file is, for messages."""

    def read(self, name: str) -> bytes | None:
        """The content of a file, None where there is none; a server may hear of another one's changes a second later."""

    def read_now(self, name: str) -> bytes | None:
        """The content of a file as it is."""

    def replace(self, name: str, content: bytes) -> None:
        """Write a file; of several writers the last one wins."""

    def create(self, name: str, content: bytes) -> bool:
        """Write a file that is not there; of several writers exactly one gets True."""

    def change(self, name: str, decide: Callable[[bytes | None], bytes | None]) -> None:
        """Write what ``decide`` makes of the content, with nobody writing in between; None leaves it as it is.

        ``decide`` is called again where somebody was first.
        """

    def names(self, folder: str) -> list[str]:
        """The names of the files right in a folder, without it."""

    def delete(self, name: str) -> None:
        """Delete a file, where it is there."""


def is_remote(root: str | Path) -> bool:
    """Whether a root is an address such as ``s3://bucket/tables``, and no folder."""
    return "://" in str(root)


def shared_files(root: str | Path) -> SharedFiles:
    """The files beside the tables of this root."""
    return _bucket(str(root)) if is_remote(root) else Folder(Path(root).expanduser().absolute())


# One for a process: what it keeps is looked after by whoever watches.
_bucket = cache(Bucket)
