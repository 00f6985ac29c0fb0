"""How the server is: the one source of ``/api/v1/health``, ``/api/v1/metrics`` and 管理 → 运行状况."""

from __future__ import annotations

import shutil
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from streamlit import runtime

from indicators.frames import records
from indicators.labels import TABLES, join_names
from indicators.settings import ROOT
from indicators.store import StoreError, shared_store, storage_trouble
from indicators.upkeep import last_backup, last_check
from server.watch.log import log_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store import Snapshot
    from indicators.upkeep import LastBackup, LastCheck

# Less disk than this is said: an upload, a backup and the log need room.
LEAST_FREE_BYTES: Final = 1 << 30
# Of this process, within a second or two.
STARTED: Final = datetime.now(UTC)
# Whoever makes backups makes them this often.
BACKUP_EVERY: Final = timedelta(days=7)
_PROBE: Final = b"\0" * 4096
_MEMORY: Final = Path("/proc/self/status")
_KILO: Final = 1024
_REMEMBERED_SECONDS: Final = 60


@dataclass(frozen=True)
class Concern:
    """Something that is not in order.

    Attributes:
        what: it.
        remedy: what to do.
        serious: whether reading or reporting suffers now.
    """

    what: str
    remedy: str
    serious: bool = True


@dataclass(frozen=True)
class State:
    """How the server is now.

    Attributes:
        product: version of the product.
        snapshot: the tables, None where they cannot be read.
        writable: whether they can be written to.
        free_bytes: disk left, None where the tables are on a storage elsewhere or cannot be reached.
        away: whether the storage elsewhere cannot be reached, and the last tables are shown.
        damaged: words for each table that is damaged.
        backup: the last good backup, None before the first.
        check: when all files were last read to their end, None before the first time.
    """

    product: str
    snapshot: Snapshot | None = None
    writable: bool = False
    free_bytes: int | None = None
    away: bool = False
    damaged: Mapping[str, str] = field(default_factory=dict)
    backup: LastBackup | None = None
    check: LastCheck | None = None

    @property
    def readable(self) -> bool:
        """Whether pages can be shown."""
        return self.snapshot is not None

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What is not in order, the serious first."""
        found = []
        if not self.readable:
            found.append(
                Concern(
                    "数据表暂时无法读取。",
                    "请检查数据文件夹是否还在、能否读取；恢复后页面自动显示。",
                )
            )
        elif self.away:
            found.append(
                Concern(
                    "数据存储暂时无法连接，显示的是此前的数，不能上报。",
                    "请检查网络、存储服务和访问密钥；恢复后自动继续，不用重启。",
                )
            )
        elif self._is_all_damaged:
            found.append(
                Concern(
                    "数据文件夹不见了，或全部数据表损坏，显示的是此前的数，不能上报。",
                    "请检查磁盘是否挂载、数据文件夹是否还在；恢复后自动继续，不用重启。文件夹还在的，用 python -m indicators verify 查看。",
                )
            )
        elif not self.writable:
            found.append(
                Concern(
                    "数据表可以读取，但不能写入：磁盘已满，或文件夹只读。",
                    "请清理磁盘或改正权限；已有的数不受影响，恢复后即可上报。",
                )
            )
        if self.damaged and not self._is_all_damaged:
            names = join_names(TABLES.get(table, table) for table in self.damaged)
            found.append(
                Concern(
                    f"{names}有文件损坏，现显示最后可以读取的数。",
                    "python -m indicators verify 说明损坏了什么，repair --from 备份文件 修复；修复后页面自动恢复，不用重启。",
                )
            )
        if files := self._damaged_unseen():
            names = join_names(dict.fromkeys(map(_name_of, files)))
            found.append(
                Concern(
                    f"检查发现{names}有{len(files)}个文件在磁盘上损坏，页面上的数暂不受影响。",
                    "请趁重启以前修复：python -m indicators verify 说明损坏了什么，repair --from 备份文件 修复。",
                )
            )
        if self.free_bytes is not None and self.free_bytes < LEAST_FREE_BYTES:
            limit = size_text(LEAST_FREE_BYTES)
            found.append(
                Concern(
                    f"磁盘只剩{size_text(self.free_bytes)}，少于{limit}。",
                    "请清理磁盘或扩容：写满后不能上报，也不能备份。",
                    serious=False,
                )
            )
        if self.backup is not None and (age := datetime.now(UTC) - self.backup.at) > BACKUP_EVERY:
            found.append(
                Concern(
                    f"最近一次备份在{age.days}天前。",
                    "请检查定时备份，或运行 python -m indicators backup 文件名.zip。",
                    serious=False,
                )
            )
        return tuple(found)

    @property
    def _is_all_damaged(self) -> bool:
        return self.snapshot is not None and self.damaged.keys() == self.snapshot.versions.keys()

    def _damaged_unseen(self) -> list[str]:
        """Files that the last check found damaged after they had been read: what they hold is still shown."""
        files = self.check.damaged if self.check else ()
        return [file for file in files if file.partition("/")[0] not in self.damaged]

    @property
    def status(self) -> str:
        """``ok``, ``warning`` or ``error``."""
        if any(concern.serious for concern in self.concerns):
            return "error"
        return "warning" if self.concerns else "ok"


def current_state() -> State:
    """How the server is; of a storage elsewhere, whether it was there a second ago."""
    state = State(product_version())
    try:
        store = shared_store()
        snapshot = store.snapshot()
    except StoreError as error:
        log_unreadable(error)
        return state
    known: dict[str, Any] = {
        "snapshot": snapshot,
        "damaged": snapshot.damaged,
    }
    if store.is_remote:
        away = storage_trouble(store) is not None
        if not away:
            known |= _remote_notes(store.root, int(time.monotonic() / _REMEMBERED_SECONDS))
        return State(state.product, writable=not away, away=away, **known)
    free_bytes, writable = None, True
    try:
        free_bytes = shutil.disk_usage(store.root).free
        with tempfile.TemporaryFile(dir=store.root) as probe:
            probe.write(_PROBE)
    except OSError as error:
        log_unreadable(error)
        writable = False
    return State(state.product, writable=writable, free_bytes=free_bytes, **known, **_notes(store.root))


def _notes(root: str) -> dict[str, Any]:
    return {"backup": last_backup(root), "check": last_check(root)}


@lru_cache(maxsize=1)
def _remote_notes(root: str, _: int) -> dict[str, Any]:
    """Two requests to the storage: once a minute, however many look."""
    return _notes(root)


def _name_of(file: str) -> str:
    """What a file below the root of the tables belongs to, in words."""
    return TABLES.get(file.partition("/")[0]) or ("密钥" if file.startswith("access/") else "原始文件")


def newest_commits() -> dict[str, tuple[int, datetime]]:
    """The newest version of each table, and when it was written; raises ``StoreError``."""
    newest = records(shared_store().history().drop_duplicates("table"))
    return {commit["table"]: (commit["version"], commit["at"]) for commit in newest}


@cache
def product_version() -> str:
    """As ``pyproject.toml`` says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def connected_pages() -> int | None:
    """How many pages are connected, None where no server runs."""
    if not runtime.exists():
        return None
    stats = runtime.get_instance().stats_mgr.get_stats(["active_sessions"])
    return sum(stat.value for stat in stats.get("active_sessions", ()))  # type: ignore[attr-defined]


def memory_bytes() -> int | None:
    """Resident memory of this process, None where the system does not say it like Linux."""
    if not _MEMORY.exists():
        return None
    (resident,) = (line for line in _MEMORY.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(resident.split()[1]) * _KILO


def size_text(size: int) -> str:
    """Bytes for people: 69.8 GB, 512 MB."""
    if size >= 1 << 30:
        return f"{size / (1 << 30):.1f} GB"
    return f"{size / (1 << 20):.0f} MB"
