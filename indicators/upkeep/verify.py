"""Every file of the tables and every original, read to its end: what is damaged, and what nobody needs.

The logs are read before the folders are listed: what is committed meanwhile is never taken for lost.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.store import APPEND, JOINT, JOINT_UPLOADS, KEYS, LOG, MADE, Store, entry_path
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.given_up import LOST, has_no_rows, lost_original
from indicators.upkeep.noted import LastCheck, note_check
from indicators.upkeep.root_files import KEYS_FILE, UPLOADS, RootFiles
from indicators.upkeep.table_log import LAST_SUMMARY, Commit, newest_version, read_commits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["damaged", "given_up", "unnamed", "unfinished", "uncommitted"]
# How the store, the library of the tables and this room call what they have not finished writing.
_UNFINISHED: Final = re.compile(r"\..+\.[0-9a-f]{16}|_commit_.+|.+#\d+")
_GONE: Final = "文件丢失"
_UNREADABLE: Final = "内容无法读取"
_GIVEN_UP: Final = "已放弃"
SUMMARY: Final = ".checkpoint.parquet"  # of the log up to a version, to be read quicker


@dataclass(frozen=True)
class Finding:
    """A file that is damaged or lost, or that no commit names.

    Attributes:
        kind: ``damaged``; lost and ``given_up``; or harmless: rows that no commit names, what was never written to its end, an original whose
            rows were not committed.
        file: its path below the root.
        what: what is wrong with it, in Chinese.
        rows: the number of rows it holds, as far as the log says.
        commit: the commit that wrote it, as far as the log says.
        written: when a harmless one was last written (UTC).
    """

    kind: Kind
    file: str
    what: str
    rows: int | None = None
    commit: Commit | None = None
    written: datetime | None = None

    @property
    def table(self) -> str:
        """Whose file it is; empty for one that belongs to no table."""
        table = self.file.partition("/")[0]
        return table if table in KEYS else ""


@dataclass(frozen=True)
class Verified:
    """What came of looking at everything.

    Attributes:
        versions: the newest version of each table.
        files: how many files of the tables were read.
        originals: how many originals.
        findings: what was found.
        commits: of each table, as far as its log can be read.
    """

    versions: Mapping[str, int]
    files: int
    originals: int
    findings: tuple[Finding, ...]
    commits: Mapping[str, list[Commit]] = field(repr=False)

    @property
    def damaged(self) -> list[Finding]:
        """What must be restored."""
        return [finding for finding in self.findings if finding.kind == "damaged"]

    @property
    def given_up(self) -> list[Finding]:
        """What is lost, and was given up: only a backup that turns up brings it back."""
        return [finding for finding in self.findings if finding.kind == "given_up"]

    @property
    def harmless(self) -> list[Finding]:
        """What nobody needs."""
        return [finding for finding in self.findings if finding.kind not in {"damaged", "given_up"}]


def verify(root: str) -> Verified:
    """Look at everything below a root, and note what came of it.

    Raises:
        UpkeepError: there are no tables, or the storage that they are in cannot be reached.
    """
    begun, files = datetime.now(UTC), RootFiles(root)
    made = made_tables(files)
    tables = [table for table in KEYS if table in made or files.listed(table)]
    if not tables:
        msg = f"{root} 中没有数据表，无可检查。"
        raise UpkeepError(msg)
    versions = {table: newest_version(files, table) for table in tables}
    commits = {table: read_commits(files, table, version) for table, version in versions.items()}
    findings: list[Finding] = []
    looked_at = 0
    for table in tables:
        listed = files.listed(table)
        looked_at += len(listed)
        damaged = list(_damage(files, root, table, versions[table], commits[table]))
        known = {finding.file for finding in damaged}
        findings += damaged
        findings += [f for f in _broken_summaries(files, table, listed) if f.file not in known]
        findings += _unnamed(table, listed, commits[table])
    originals = files.listed(UPLOADS)
    findings += _broken_originals(files, originals, commits)
    findings += _broken_keys(files)
    verified = Verified(versions, looked_at, len(originals), tuple(findings), commits)
    note_check(root, LastCheck(begun, tuple(finding.file for finding in verified.damaged)))
    return verified


def made_tables(files: RootFiles) -> set[str]:
    """The tables that were made once."""
    try:
        return set(files.read(MADE).decode().split())
    except (OSError, ValueError):
        return set()


def sent_uploads(commits: Mapping[str, list[Commit]]) -> dict[str, Commit]:
    """The commit of each upload that came with a file and counts: one to several tables only when it is complete."""
    complete = {commit.upload for commit in commits.get(JOINT_UPLOADS, ()) if commit.action == APPEND}
    return {
        commit.upload: commit
        for of_table in commits.values()
        for commit in reversed(of_table)
        if commit.action == APPEND
        and commit.sha256
        and (not commit.upload.endswith(JOINT) or commit.upload in complete)
    }


def _damage(files: RootFiles, root: str, table: str, newest: int, commits: list[Commit]) -> Iterator[Finding]:
    if newest < 0:
        yield Finding("damaged", f"{table}/{entry_path(0)}", f"整张表的日志丢失：{_GONE}")
        return
    by_version = {commit.version: commit for commit in commits}
    if files.is_remote:
        yield from _damage_elsewhere(files, table, newest, by_version)
        return
    damaged = Store(root).damaged_files(table)
    for damage in damaged:
        commit = by_version.get(damage.version) or Commit(damage.version)
        yield Finding("damaged", f"{table}/{damage.file}", damage.what, damage.rows, commit)
    known = {f"{table}/{damage.file}" for damage in damaged}
    yield from (
        found for found in _given_up(Path(root).expanduser(), table, commits) if found.file not in known
    )


def _damage_elsewhere(
    files: RootFiles, table: str, newest: int, commits: Mapping[int, Commit]
) -> Iterator[Finding]:
    """What cannot be read of a storage that has checksums of its own, or was taken away from it."""
    for version in range(newest + 1):
        entry = f"{table}/{entry_path(version)}"
        if version not in commits:
            what = _UNREADABLE if files.has(entry) else _GONE
            yield Finding("damaged", entry, what, commit=Commit(version))
            continue
        for name, rows in commits[version].added.items():
            file = f"{table}/{name}"
            found = _row_count(files, file)
            if rows and found == 0:
                yield Finding("given_up", file, _GIVEN_UP, rows, commits[version])
            elif found != rows:
                what = _UNREADABLE if files.has(file) else _GONE
                yield Finding("damaged", file, what, rows, commits[version])


def _row_count(files: RootFiles, file: str) -> int | None:
    """How many rows a file holds, read to its end; None where it cannot be."""
    try:
        with pq.ParquetFile(pa.BufferReader(files.read(file))) as opened:
            rows = opened.read()
        rows.validate(full=True)
    except (OSError, pa.ArrowException):
        return None
    return int(rows.num_rows)


def _broken_summaries(files: RootFiles, table: str, listed: Mapping[str, datetime]) -> Iterator[Finding]:
    """Summaries of the log: with a broken one the library reads nothing, though the log itself is whole."""
    for file in listed:
        try:
            if file == f"{table}/{LOG}/{LAST_SUMMARY}":
                int(json.loads(files.read(file))["version"])
                continue
        except (OSError, ValueError, KeyError, TypeError):
            yield Finding("damaged", file, _UNREADABLE)
        if file.endswith(SUMMARY) and _row_count(files, file) is None:
            yield Finding("damaged", file, _UNREADABLE)


def _given_up(folder: Path, table: str, commits: list[Commit]) -> Iterator[Finding]:
    for commit in commits:
        for file, rows in commit.added.items():
            if rows and has_no_rows(folder / table / file):
                yield Finding("given_up", f"{table}/{file}", _GIVEN_UP, rows, commit)


def _unnamed(table: str, listed: Mapping[str, datetime], commits: list[Commit]) -> Iterator[Finding]:
    named = {f"{table}/{file}" for commit in commits for file in commit.added}
    for file, written in listed.items():
        name = file.rpartition("/")[2]
        if _UNFINISHED.fullmatch(name):
            yield Finding("unfinished", file, "未写完的文件", written=written)
        elif name.endswith(".parquet") and f"/{LOG}/" not in file and file not in named:
            yield Finding("unnamed", file, "没有任何一次写入提到它", written=written)


def _broken_originals(
    files: RootFiles, listed: Mapping[str, datetime], commits: Mapping[str, list[Commit]]
) -> Iterator[Finding]:
    known = {commit.upload for of_table in commits.values() for commit in of_table}
    there: dict[str, list[str]] = {}
    for file, written in listed.items():
        upload, _, name = file.removeprefix(f"{UPLOADS}/").partition("/")
        if _UNFINISHED.fullmatch(name):
            yield Finding("unfinished", file, "未写完的文件", written=written)
        elif name == LOST:
            continue
        elif upload not in known:
            yield Finding("uncommitted", file, "没有与它对应的写入", written=written)
        else:
            there.setdefault(upload, []).append(file)
    for upload, commit in sent_uploads(commits).items():
        of_upload = there.get(upload, [])
        if not of_upload:
            gone = Finding("damaged", f"{UPLOADS}/{upload}/{commit.file}", _GONE, commit=commit)
            given_up = lost_original(upload) in listed
            yield replace(gone, kind="given_up", what=_GIVEN_UP) if given_up else gone
        for file in of_upload:
            what = _wrong_with_original(files, file, commit.sha256)
            if what is not None:
                yield Finding("damaged", file, what, commit=commit)


def _wrong_with_original(files: RootFiles, file: str, sha256: str) -> str | None:
    try:
        content = files.read(file)
    except OSError:
        return _UNREADABLE
    return None if hashlib.sha256(content).hexdigest() == sha256 else "内容与上报时的不符"


def _broken_keys(files: RootFiles) -> Iterator[Finding]:
    try:
        json.loads(files.read(KEYS_FILE))
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        yield Finding("damaged", KEYS_FILE, _UNREADABLE)
