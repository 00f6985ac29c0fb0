"""The files as departments sent them, next to the tables: any number can be traced to a row of one."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from pyarrow import fs

from indicators.shared_files import Bucket, is_remote, shared_files, sync_folder, write_whole
from indicators.store.errors import unwritten_error

if TYPE_CHECKING:
    from indicators.store.store import Store

# File systems count bytes, 255 of them; a Chinese character takes three.
_LONGEST_NAME: Final = 180
_LONGEST_ENDING: Final = 10
# Names that Windows keeps for devices, whatever their ending.
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class UploadedFiles:
    """The files ``<root>/uploads/<upload>/<name>``, for any root of the tables."""

    def __init__(self, store: Store) -> None:
        files = shared_files(store.root)
        self._bucket = files if isinstance(files, Bucket) else None
        self._files, self._root = fs.LocalFileSystem(), PurePath(store.root).as_posix()

    def save(self, upload: str, name: str, content: bytes) -> None:
        """Write a file completely or not at all, until it is on the disk.

        Raises:
            OSError: it cannot be written.
            StoreWriteError: an object store is away.
        """
        folder = self._folder(upload)
        if self._bucket is not None:
            try:
                self._bucket.replace(f"{folder}/{safe_name(name)}", content)
            except OSError as error:
                raise unwritten_error() from error
            return
        write_whole(Path(folder) / safe_name(name), content)
        sync_folder(self._root)  # the first original makes the folder of all

    def delete(self, upload: str) -> None:
        """Delete a file whose rows were not written after all; failing to do so does no harm."""
        folder = self._folder(upload)
        with suppress(OSError):
            if self._bucket is None:
                self._files.delete_dir(folder)
                return
            for name in self._bucket.names_after(folder):
                self._bucket.delete(f"{folder}/{name}")

    def read(self, upload: str) -> tuple[str, bytes] | None:
        """Name and content, None where the upload came without a file."""
        folder = self._folder(upload)
        if self._bucket is not None:
            names = self._bucket.names_after(folder)
            content = self._bucket.read_now(f"{folder}/{names[0]}") if names else None
            return None if content is None else (names[0], content)
        for info in self._files.get_file_info(fs.FileSelector(folder, allow_not_found=True)):
            if info.is_file and not info.base_name.startswith("."):
                with self._files.open_input_stream(info.path) as stream:
                    return info.base_name, stream.read()
        return None

    def _folder(self, upload: str) -> str:
        # Ids are hexadecimal; whatever else comes here must not lead out of the folder.
        root = "" if self._bucket else f"{self._root}/"
        return f"{root}uploads/{re.sub(r'[^0-9A-Za-z_-]', '', upload) or 'none'}"


def files_at(root: str) -> tuple[fs.FileSystem, str]:
    """The file system that a root of tables is on, and the root's path there."""
    if is_remote(root):
        files, path = fs.FileSystem.from_uri(root)
        return files, str(path)
    return fs.LocalFileSystem(), PurePath(root).as_posix()


def safe_name(name: str) -> str:
    """A file's name without folders and without what a file system or a reader cannot take; its ending stays.

    ``../../9月.csv`` gives ``9月.csv``.
    """
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(letter if letter.isprintable() else "_" for letter in last)
    safe = re.sub(r'[<>:"|?*]', "_", printable).strip(" .")
    if _DEVICES.fullmatch(safe):
        safe = f"_{safe}"
    stem, dot, ending = safe.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = safe, "", ""
    room = _LONGEST_NAME - len(f"{dot}{ending}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}{dot}{ending}" or "upload"
