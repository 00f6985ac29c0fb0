"""``repair``: what is damaged comes back from a backup or an original; what nobody needs goes away.

Everything is decided before anything is changed. A file that is replaced is kept in ``_damaged/``; deleted are only
rows that no commit names and writes that never came to their end, a day after they were last touched: by then whoever
wrote them is gone.
"""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.shared_files import write_whole
from indicators.store import APPEND, CHECKSUMS, JOINT_UPLOADS, LOG, Store, entry_path
from indicators.upkeep.backup_file import BackupFile
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.given_up import lost_original, no_rows
from indicators.upkeep.root_files import KEYS_FILE, UPLOADS, RootFiles, local_folder
from indicators.upkeep.rows_again import rows_again
from indicators.upkeep.table_log import LAST_SUMMARY
from indicators.upkeep.verify import SUMMARY, Finding, Verified, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

Deed = Literal["restore", "set_aside", "delete", "give_up", "cannot"]
ASIDE: Final = "_damaged"
_OLD: Final = timedelta(days=1)
_NOTED_ANEW: Final = "校验和，移开后在下次启动或写入时重新计算"


@dataclass(frozen=True)
class Step:
    """What is done about one file.

    Attributes:
        deed: what.
        file: its path below the root.
        why: in Chinese.
        content: gives what a file is restored to; raises ``UpkeepError`` where the backup is damaged.
    """

    deed: Deed
    file: str
    why: str
    content: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Repair:
    """What is to be done, or was done.

    Attributes:
        steps: about which file what.
        verified: what was found afterwards; where nothing was carried out, before.
    """

    steps: tuple[Step, ...]
    verified: Verified = field(repr=False)


def repair(
    root: str, backup: Path | None, now: datetime, *, carry_out: bool, give_up: bool = False
) -> Repair:
    """Restore what can be restored.

    Args:
        root: of the tables, a local folder.
        backup: a backup of the same tables.
        now: the time (UTC).
        carry_out: otherwise it is only said what would be done.
        give_up: whether to go on without what cannot come back; a lost log entry only a backup brings back.

    Raises:
        UpkeepError: nothing was changed: there are no tables, the backup is damaged or of other tables.
    """
    folder = local_folder(root)
    verified = verify(root)
    with nullcontext() if backup is None else BackupFile(backup) as opened:
        if opened is not None:
            _refuse_other_tables(RootFiles(root), verified, opened)
        steps = [*_from_backup(root, verified, opened)] if opened is not None else []
        back = {step.file for step in steps}
        for finding in verified.damaged:
            if finding.file not in back:
                steps += _without_backup(root, verified, finding, give_up=give_up)
        if not any(_is_of_log(step.file) for step in steps):
            steps += _clean(root, verified, now)
        return _carried_out(folder, tuple(steps), now) if carry_out else Repair(tuple(steps), verified)


def _refuse_other_tables(files: RootFiles, verified: Verified, backup: BackupFile) -> None:
    """Two sets of tables that were begun alike and went on differently must not be mixed."""
    damaged = {finding.file for finding in verified.damaged}
    same = 0
    for table, newest in backup.contents.versions.items():
        for version in range(newest + 1):
            entry = f"{table}/{entry_path(version)}"
            if entry in damaged or entry not in backup.contents.files or not files.has(entry):
                continue
            if files.read(entry) != backup.read(entry):
                msg = f"备份“{backup.file}”与现有的不是同一套数据表：{table} 第 {version} 版不同。未作任何改动。"
                raise UpkeepError(msg)
            same += 1
    if not same:
        msg = f"现有数据表没有一条完好的日志能与备份“{backup.file}”相比，未作任何改动。请把备份恢复到空文件夹（restore）。"
        raise UpkeepError(msg)


def _from_backup(root: str, verified: Verified, backup: BackupFile) -> Iterator[Step]:
    """What is damaged, lost or was given up, as far as the backup has it."""
    files = RootFiles(root)
    wanted = {finding.file: finding for finding in [*verified.damaged, *verified.given_up]}
    given_up = {finding.file for finding in verified.given_up}
    # The checksums noted since then are of the files that stand in for those.
    given_up |= {_checksums_of(finding) for finding in verified.given_up}
    for name in _in_order(backup.contents.files):
        finding = wanted.get(name)
        if finding is None and name not in given_up and files.has(name):
            continue
        if _is_sound_in(backup, name, finding):
            why = f"{finding.what if finding else '现已不在'}；备份中有"
            yield Step("restore", name, why, partial(backup.read, name))


def _checksums_of(finding: Finding) -> str:
    """The file of checksums of the version that wrote a file."""
    version = 0 if finding.commit is None else finding.commit.version
    return f"{finding.table}/{CHECKSUMS}/{version:020}.json"


def _in_order(names: Mapping[str, object]) -> list[str]:
    """Log entries come last, and last of all those that make uploads to several tables count."""
    return sorted(names, key=lambda name: (_is_of_log(name), name.startswith(JOINT_UPLOADS), name))


def _is_of_log(file: str) -> bool:
    return f"/{LOG}/" in file and file.endswith(".json")


def _is_sound_in(backup: BackupFile, name: str, finding: Finding | None) -> bool:
    if name in backup.contents.damaged:
        return False
    if finding is not None and finding.file.startswith(f"{UPLOADS}/") and finding.commit is not None:
        return backup.contents.files[name].sha256 == finding.commit.sha256
    return True


def _without_backup(root: str, verified: Verified, finding: Finding, *, give_up: bool) -> Iterator[Step]:
    file, what = finding.file, finding.what
    if file.endswith((SUMMARY, LAST_SUMMARY)):
        yield Step("set_aside", file, "日志的摘要，完整的日志还在，移开后照常读取")
        yield from _noted_anew(root, finding)
    elif f"/{CHECKSUMS}/" in file:
        yield Step("set_aside", file, _NOTED_ANEW)
    elif content := _made_again(root, verified, finding):
        sent = finding.commit.file if finding.commit else ""
        why = f"{what}；由原始文件“{sent}”重新生成，与写入时的校验和一致"
        yield Step("restore", file, why, lambda: content)
    elif not give_up or _is_of_log(file) or (finding.table and finding.rows is None):
        yield Step("cannot", file, f"{what}；用 --from 指定有它的备份")
    elif file == KEYS_FILE:
        yield Step("set_aside", file, f"{what}；移开后用 key add 重新发放密钥")
    elif finding.table:
        yield Step(
            "give_up", file, f"{what}；放弃其中 {finding.rows} 行", partial(no_rows, finding.table, file)
        )
        yield from _noted_anew(root, finding)
    elif finding.commit is not None:
        if RootFiles(root).has(file):
            yield Step("set_aside", file, what)
        yield Step("give_up", lost_original(finding.commit.upload), what, bytes)


def _noted_anew(root: str, finding: Finding) -> Iterator[Step]:
    """The checksums of a version go aside with its file."""
    if finding.commit is not None and RootFiles(root).has(name := _checksums_of(finding)):
        yield Step("set_aside", name, _NOTED_ANEW)


def _made_again(root: str, verified: Verified, finding: Finding) -> bytes | None:
    """Rows as they were, from their original; None where that cannot be."""
    if finding.rows is None or finding.commit is None or finding.commit.action != APPEND:
        return None
    file = finding.file.partition("/")[2]
    return rows_again(Store(root), finding.table, file, finding.commit, verified.commits)


def _clean(root: str, verified: Verified, now: datetime) -> Iterator[Step]:
    """Nothing is cleaned while a log is damaged: it may name the file."""
    folder = local_folder(root)
    uncommitted = {
        finding.file.split("/")[1] for finding in verified.harmless if finding.kind == "uncommitted"
    }
    for finding in verified.harmless:
        if finding.written is None or now - finding.written < _OLD:
            continue
        if finding.kind == "uncommitted":
            yield Step("set_aside", finding.file, "没有与它对应的写入")
        elif finding.kind == "unnamed" and uncommitted & _uploads_in(folder / finding.file):
            yield Step("set_aside", finding.file, "没有任何一次写入提到它，但它的原始文件还在")
        else:
            yield Step("delete", finding.file, finding.what)


def _uploads_in(file: Path) -> set[str]:
    """Whose rows a file holds; of what cannot be read nobody's."""
    try:
        with pq.ParquetFile(file) as rows:
            return set(rows.read(columns=["upload"])["upload"].to_pylist())
    except (OSError, KeyError, pa.ArrowException):
        return set()


def _carried_out(folder: Path, steps: tuple[Step, ...], now: datetime) -> Repair:
    aside = folder / ASIDE / now.strftime("%Y%m%d-%H%M%S")
    for step in steps:
        if step.content is not None:
            step.content()  # read before anything is changed
    try:
        for step in steps:
            file = folder / step.file
            if step.deed in {"restore", "set_aside", "give_up"} and file.is_file():
                (aside / step.file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, aside / step.file)
            if step.content is not None:
                write_whole(file, step.content(), mode=0o600 if step.file == KEYS_FILE else 0o666)
            elif step.deed in {"set_aside", "delete"}:
                file.unlink()
                _remove_if_empty(file.parent)
    except OSError as error:
        msg = "没有全部完成，请检查磁盘空间和文件夹权限后再运行一次；已经恢复的文件是完好的。"
        raise UpkeepError(msg) from error
    return Repair(steps, verify(str(folder)))


def _remove_if_empty(folder: Path) -> None:
    """The folder of an upload goes with its file; those of tables stay."""
    if folder.parent.name == UPLOADS and not any(folder.iterdir()):
        folder.rmdir()
