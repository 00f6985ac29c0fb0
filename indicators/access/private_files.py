"""Files that only the server's own user may read: written whole, by one process at a time."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_SECONDS: Final = 10


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Alone with the file among all processes; its folder is made.

    Raises:
        OSError: the folder cannot be written, or (filelock's ``Timeout``) another process does not let go.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(file.with_suffix(".lock"), timeout=LOCK_SECONDS):
        yield


def replace_private_file(file: Path, content: bytes) -> None:
    """Put this content in place of the old one: whoever reads meanwhile finds the one or the other."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
