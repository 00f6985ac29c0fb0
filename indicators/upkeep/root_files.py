"""The files below a root of tables, as they lie there: read without opening a table."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyarrow import fs

from indicators.shared_files import is_remote
from indicators.store import files_at
from indicators.upkeep.errors import UpkeepError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

UPLOADS: Final = "uploads"
KEYS_FILE: Final = "access/keys.json"
# The office's own, such as circular.docx.
TEMPLATES: Final = "templates"


class RootFiles:
    """Names and contents of the files below a root, for any root of the tables.

    Everything raises an ``UpkeepError`` where a storage elsewhere cannot be reached: nothing in it is called lost.
    """

    def __init__(self, root: str) -> None:
        self.is_remote = is_remote(root)
        with self._reached():
            self._files, self._root = files_at(root)

    def listed(self, folder: str) -> dict[str, datetime]:
        """Every file in a folder and the folders in it: its path below the root, and when it was last written (UTC)."""
        at = f"{self._root}/{folder}"
        with self._reached():
            infos = self._files.get_file_info(fs.FileSelector(at, allow_not_found=True, recursive=True))
        return {info.path[len(self._root) + 1 :]: info.mtime for info in infos if info.is_file}

    def has(self, file: str) -> bool:
        """Whether the file is there."""
        with self._reached():
            return bool(self._files.get_file_info(f"{self._root}/{file}").is_file)

    def read(self, file: str) -> bytes:
        """The whole content.

        Raises:
            OSError: it is not there, or cannot be read.
        """
        with self._reached(), self._files.open_input_stream(f"{self._root}/{file}") as stream:
            content: bytes = stream.read()
            return content

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            if not self.is_remote:
                raise
            msg = "数据存储暂时无法连接，未作检查和改动。请检查网络、存储服务和访问密钥后重试。"
            raise UpkeepError(msg) from error


def local_folder(root: str) -> Path:
    """The folder of the tables.

    Raises:
        UpkeepError: they are in a storage elsewhere, which keeps earlier states of its files itself.
    """
    if is_remote(root):
        msg = f"数据表在对象存储 {root}：该命令只用于本机文件夹。请用存储自带的版本功能取回文件；或把备份恢复到本机的空文件夹，再传回存储。"
        raise UpkeepError(msg)
    return Path(root).expanduser().absolute()
