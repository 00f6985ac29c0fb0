"""Files that only the server's own user may read: replaced as a whole, by one process at a time."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Lock the file against all other processes; its folder is made.

    Raises:
        OSError: the folder cannot be written, or (filelock's ``Timeout``) another process keeps the lock.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(file.with_suffix(".lock"), timeout=10):
        yield


def replace_private_file(file: Path, content: bytes) -> None:
    """Replace a file's content: whoever reads meanwhile gets the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
