"""``restore``: a backup back into an empty folder, whole or not at all."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from indicators.shared_files import sync_folder, write_whole
from indicators.store import MADE
from indicators.upkeep.backup_file import BackupFile, Contents
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.root_files import KEYS_FILE, local_folder

if TYPE_CHECKING:
    from pathlib import Path

# Everything is written here at first, and then moved up: the folder may be a disk of its own, which cannot be renamed.
_UNFINISHED: Final = "_restoring"
_OF_A_DISK: Final = {"lost+found"}


def restore(root: str, file: Path) -> Contents:
    """Put everything that a backup holds into the folder of the tables, which is empty or missing.

    The backup is read to its end before anything is written. Where the power fails in between, the folder is not empty,
    and a server that starts on it says that its tables are damaged; it fills none of them anew.

    Returns:
        What the backup held.

    Raises:
        UpkeepError: the folder is as it was; it is not empty, the backup is damaged, or there is no room.
    """
    folder = local_folder(root)
    with BackupFile(file) as backup:
        _refuse_occupied(folder)
        backup.check()
        missing = not folder.exists()
        try:
            _write(folder, backup)
        except BaseException as error:
            _empty(folder, remove=missing)
            if not isinstance(error, OSError):
                raise
            msg = f"未能恢复到 {folder}，请检查磁盘空间和文件夹权限。没有留下任何文件。"
            raise UpkeepError(msg) from error
        return backup.contents


def _refuse_occupied(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - _OF_A_DISK):
        msg = f"文件夹 {folder} 不是空的，未作任何改动。请恢复到空文件夹（用 SIXLIFTS_DATA 指定），或先把它改名。"
        raise UpkeepError(msg)


def _write(folder: Path, backup: BackupFile) -> None:
    unfinished, names = folder / _UNFINISHED, [name for name in backup.contents.files if name != MADE]
    # The names of all tables come first: whoever starts on what is not complete notices that they are missing.
    made = (
        backup.read(MADE) if MADE in backup.contents.files else "\n".join(backup.contents.versions).encode()
    )
    write_whole(folder / MADE, made)
    for name in names:
        write_whole(unfinished / name, backup.read(name), mode=0o600 if name == KEYS_FILE else 0o666)
    for top in sorted({PurePosixPath(name).parts[0] for name in names}):
        (unfinished / top).replace(folder / top)
        sync_folder(folder)
    unfinished.rmdir()


def _empty(folder: Path, *, remove: bool) -> None:
    """Take away what was written."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in _OF_A_DISK:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if remove:
            folder.rmdir()
