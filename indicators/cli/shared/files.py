"""Files that a command writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FileRefusedError(Exception):
    """A file that cannot be written, or is there already; the message is Chinese."""


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet: what somebody has filled in before is not written over.

    Raises:
        FileRefusedError: it is there, or cannot be written.
    """
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except FileExistsError as error:
        msg = f"文件“{file}”已经存在，未写入，请换一个文件名。"
        raise FileRefusedError(msg) from error
    except (OSError, ValueError) as error:  # a path may hold what no file system knows
        msg = f"文件“{file}”无法写入，请检查文件夹和权限。"
        raise FileRefusedError(msg) from error
