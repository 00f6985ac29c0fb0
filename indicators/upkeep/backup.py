"""``backup``: all tables at one moment, with their originals, in one file; the server goes on meanwhile.

Files of the tables never change, so it is enough to settle at first which version of each table is meant: the versions
are read twice, and nothing was committed in between. An upload to several tables is then whole, or counts in none.
"""

from __future__ import annotations

import os
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from indicators.shared_files import sync_folder
from indicators.store import CHECKSUMS, KEYS, LOG, MADE
from indicators.upkeep.backup_file import LIST, BackupFile, Contents, Member, as_json, as_member
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.noted import LastBackup, note_backup
from indicators.upkeep.root_files import KEYS_FILE, TEMPLATES, UPLOADS, RootFiles
from indicators.upkeep.table_log import newest_version, read_commits, version_of
from indicators.upkeep.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ATTEMPTS: Final = 100
_PAUSE_SECONDS: Final = 0.05
_OWNER_ONLY: Final = 0o600  # it holds the hashes of the keys


@dataclass(frozen=True)
class Backup:
    """A backup that was written and read again.

    Attributes:
        file: where it is.
        size: in bytes.
        contents: what it holds.
    """

    file: Path
    size: int
    contents: Contents


def make_backup(root: str, file: Path) -> Backup:
    """Write a backup to a new file; it stands there complete and read again, or not at all.

    What is damaged already is backed up as it is, and named; such a backup is not noted as the last good one.

    Raises:
        UpkeepError: nothing was written; the file is there already, there are no tables, or no room.
    """
    made, file = datetime.now(UTC), file.expanduser().absolute()
    files = RootFiles(root)
    versions = settled_versions(files)
    if not versions:
        msg = f"{root} 中没有数据表，没有可备份的内容。"
        raise UpkeepError(msg)
    damaged = {finding.file for finding in verify(root).damaged}
    with _new_zip(file) as into:
        members: dict[str, Member] = {}
        for name in _files_to_keep(files, versions):
            try:
                content = files.read(name)
            except OSError:
                damaged.add(name)
                continue
            members[name] = as_member(content)
            into.writestr(name, content)
        contents = Contents(made=made, versions=dict(versions), files=members, damaged=sorted(damaged))
        into.writestr(LIST, as_json(contents))
    backup = Backup(file, file.stat().st_size, contents)
    if not damaged:
        note_backup(root, LastBackup(made, str(file), backup.size))
    return backup


def settled_versions(files: RootFiles) -> dict[str, int]:
    """The version of each table at one moment.

    Raises:
        UpkeepError: something was committed every time.
    """
    before = _versions(files)
    for _ in range(_ATTEMPTS):
        now = _versions(files)
        if now == before:
            return now
        before = now
        time.sleep(_PAUSE_SECONDS)
    msg = "数据表正被不断写入，未能确定备份的时点，未写入备份，请稍后再试。"
    raise UpkeepError(msg)


def _versions(files: RootFiles) -> dict[str, int]:
    versions = {table: newest_version(files, table) for table in KEYS}
    return {table: version for table, version in versions.items() if version >= 0}


def _files_to_keep(files: RootFiles, versions: Mapping[str, int]) -> Iterator[str]:
    """Every file that these versions or earlier ones need; keys as their hashes, no secrets."""
    yield from (name for name in (MADE, KEYS_FILE) if files.has(name))
    yield from files.listed(TEMPLATES)
    uploads = set()
    for table, newest in versions.items():
        commits = read_commits(files, table, newest)
        uploads |= {commit.upload for commit in commits}
        # Checksums are written last of all: what they are of is there by now.
        of_log = files.listed(f"{table}/{CHECKSUMS}") | files.listed(f"{table}/{LOG}")
        yield from (
            name for name in of_log if (version := version_of(name)) is not None and version <= newest
        )
        yield from dict.fromkeys(f"{table}/{added}" for commit in commits for added in commit.added)
    for name in files.listed(UPLOADS):
        _, upload, own = name.split("/", 2)
        if upload in uploads and not own.startswith("."):
            yield name


@contextmanager
def _new_zip(file: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that takes its name when it is complete and was read again, and is gone when it was not completed."""
    unfinished = file.with_name(f"{file.name}.part")
    if file.exists():
        msg = f"文件“{file}”已经存在，未写入，请换一个文件名。"
        raise UpkeepError(msg)
    try:
        handle = os.open(
            unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWNER_ONLY
        )
    except FileExistsError as error:
        msg = f"“{unfinished}”已经存在：另一次备份正在进行，或没有写完。确认没有备份在运行后删除它再试。"
        raise UpkeepError(msg) from error
    except OSError as error:
        msg = f"文件“{file}”无法写入，请检查文件夹和权限。"
        raise UpkeepError(msg) from error
    try:
        with os.fdopen(handle, "w+b") as opened:
            with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as into:
                yield into
            opened.flush()
            os.fsync(opened.fileno())
        with BackupFile(unfinished) as written:
            written.check()
        unfinished.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        msg = f"文件“{file}”未能写完，请检查磁盘空间后重试。没有留下备份。"
        raise UpkeepError(msg) from error
    finally:
        unfinished.unlink(missing_ok=True)
