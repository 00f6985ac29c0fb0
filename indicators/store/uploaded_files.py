"""The files as departments sent them, next to the tables: any number can be traced to a row of one."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from pyarrow import fs

from indicators.store.log import sync_file, sync_folder

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
        self._files, self._root = files_at(store.root)
        self._is_local = not store.is_remote

    def save(self, upload: str, name: str, content: bytes) -> None:
        """Write a file completely or not at all, until it is on the disk.

        Raises:
            OSError: it cannot be written.
        """
        folder = self._folder(upload)
        self._files.create_dir(folder, recursive=True)
        unfinished = f"{folder}/.writing"
        with self._files.open_output_stream(unfinished) as stream:
            stream.write(content)
        if not self._is_local:
            self._files.move(unfinished, f"{folder}/{safe_name(name)}")
            return
        sync_file(unfinished)
        Path(unfinished).replace(f"{folder}/{safe_name(name)}")
        for names in (folder, f"{self._root}/uploads", self._root):
            sync_folder(names)

    def delete(self, upload: str) -> None:
        """Delete a file whose rows were not written after all; failing to do so does no harm."""
        with suppress(OSError):
            self._files.delete_dir(self._folder(upload))

    def read(self, upload: str) -> tuple[str, bytes] | None:
        """Name and content, None where the upload came without a file."""
        for info in self._files.get_file_info(fs.FileSelector(self._folder(upload), allow_not_found=True)):
            if info.is_file and not info.base_name.startswith("."):
                with self._files.open_input_stream(info.path) as stream:
                    return info.base_name, stream.read()
        return None

    def _folder(self, upload: str) -> str:
        # Ids are hexadecimal; whatever else comes here must not lead out of the folder.
        return f"{self._root}/uploads/{re.sub(r'[^0-9A-Za-z_-]', '', upload) or 'none'}"


def files_at(root: str) -> tuple[fs.FileSystem, str]:
    """The file system that a root of tables is on, and the root's path there."""
    if "://" in root:
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
