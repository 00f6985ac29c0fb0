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

from indicators.store import APPEND, JOINT_UPLOADS, Store
from indicators.upkeep.backup_file import BackupFile
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.root_files import KEYS_FILE, UPLOADS, RootFiles, local_folder, write_durably
from indicators.upkeep.rows_again import rows_again
from indicators.upkeep.table_log import CHECKSUMS, LAST_SUMMARY, LOG, entry_path
from indicators.upkeep.verify import SUMMARY, Finding, Verified, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

Deed = Literal["restore", "set_aside", "delete", "give_up"]
ASIDE: Final = "_damaged"
_OLD: Final = timedelta(days=1)


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


def repair(root: str, backup: Path | None, now: datetime, *, carry_out: bool) -> Repair:
    """Restore what can be restored.

    Args:
        root: of the tables, a local folder.
        backup: a backup of the same tables.
        now: the time (UTC).
        carry_out: otherwise it is only said what would be done.

    Raises:
        UpkeepError: nothing was changed: there are no tables, the backup is damaged or of other tables.
    """
    folder = local_folder(root)
    verified = verify(root)
    with nullcontext() if backup is None else BackupFile(backup) as opened:
        if opened is not None:
            _refuse_other_tables(RootFiles(root), verified, opened)
        steps = tuple(_steps(root, verified, opened, now))
        return _carried_out(folder, steps, now) if carry_out else Repair(steps, verified)


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


def _steps(root: str, verified: Verified, backup: BackupFile | None, now: datetime) -> Iterator[Step]:
    damaged = {finding.file: finding for finding in verified.damaged}
    back = set()
    if backup is not None:
        files = RootFiles(root)
        for name in _in_order(backup.contents.files):
            finding = damaged.get(name)
            if (finding or not files.has(name)) and _is_sound_in(backup, name, finding):
                back.add(name)
                why = f"{finding.what if finding else '现已不在'}；备份中有"
                yield Step("restore", name, why, partial(backup.read, name))
    left = [finding for finding in verified.damaged if finding.file not in back]
    for finding in left:
        yield _made_again(root, verified, finding) or _without_backup(finding)
    if not any(map(_is_of_log, [*back, *(finding.file for finding in left)])):
        yield from _clean(root, verified, now)


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


def _made_again(root: str, verified: Verified, finding: Finding) -> Step | None:
    """The step that brings rows back from their original; None where that cannot be."""
    if finding.rows is None or finding.commit is None or finding.commit.action != APPEND:
        return None
    file = finding.file.partition("/")[2]
    content = rows_again(Store(root), finding.table, file, finding.commit, verified.commits)
    if content is None:
        return None
    why = f"{finding.what}；由原始文件“{finding.commit.file}”重新生成，与写入时的校验和一致"
    return Step("restore", finding.file, why, lambda: content)


def _without_backup(finding: Finding) -> Step:
    file = finding.file
    if file.endswith((SUMMARY, LAST_SUMMARY)):
        return Step("set_aside", file, "日志的摘要，完整的日志还在，移开后照常读取")
    if f"/{CHECKSUMS}/" in file:
        return Step("set_aside", file, "校验和文件，移开后在下次启动或写入时重新计算")
    if file == KEYS_FILE:
        return Step("give_up", file, f"{finding.what}；用 --from 指定备份，或移走后用 key add 重新发放密钥")
    return Step("give_up", file, f"{finding.what}；用 --from 指定有它的备份")


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
        with file.open("rb") as content:
            return set(pq.read_table(content, columns=["upload"])["upload"].to_pylist())
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
            if step.deed in {"restore", "set_aside"} and file.is_file():
                (aside / step.file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, aside / step.file)
            if step.content is not None:
                write_durably(file, step.content(), 0o600 if step.file == KEYS_FILE else 0o666)
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
