"""Tables in an object store: other servers' versions are looked for by whoever watches, not on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deltalake import DeltaTable

from indicators.shared_files import ANSWER_SECONDS, CONNECT_SECONDS, RETRIES, Bucket, shared_files
from indicators.store.errors import StoreDamagedError, StoreError, read_errors, unwritten_error
from indicators.store.schemas import MADE, SCHEMAS
from indicators.store.snapshot import Snapshot
from indicators.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.store.commits import Change

_OF_STORAGE = "Generic S3 error"  # how its client says that it was not answered
# The library would try for three minutes.
_OPTIONS = {
    "connect_timeout": f"{CONNECT_SECONDS}s",
    "timeout": f"{ANSWER_SECONDS}s",
    "retry_timeout": f"{ANSWER_SECONDS}s",
    "max_retries": str(RETRIES),
}


class WatchedStore(Store):
    """The tables under an address such as ``s3://bucket/tables``.

    Once it is ``watched``, a snapshot is what ``look`` last found: nobody waits for the storage, and while that is away
    the last tables stay. What this process commits it sees at once. A process that does not watch asks each time.

    Attributes:
        watched: whether somebody calls ``look`` all the time.
    """

    def __init__(self, root: str) -> None:
        super().__init__(root)
        files = shared_files(root)
        assert isinstance(files, Bucket)  # noqa: S101 - what else has an address
        self._files = files
        self.watched = False
        self._trouble: StoreError | None = None
        self._seen = Snapshot({}, {})
        self._is_old = True

    def create(self, seed: Mapping[str, pd.DataFrame]) -> None:
        """Make every table that is missing, as in a folder."""
        try:
            made = set((self._files.read_now(MADE) or b"").decode().split())
            for table in made & set(SCHEMAS):
                if not DeltaTable.is_deltatable(self.path(table)):
                    msg = f"数据表 {table} 缺少日志。未作改动，请从备份恢复该表后重试。"
                    raise StoreDamagedError(msg)
            super().create(seed)
            if made != set(SCHEMAS):
                self._files.replace(MADE, "\n".join(SCHEMAS).encode())
        except OSError as error:
            raise _unreachable() from error

    def snapshot(self) -> Snapshot:
        """The tables as they were last found; raises as ``look`` where nothing was found yet."""
        if self.watched and self._seen.versions and not self._is_old:
            return self._seen
        try:
            return self.look()
        except StoreError:
            if self.watched and self._seen.versions:
                return self._seen
            raise

    @property
    def trouble(self) -> StoreError | None:
        """Why nothing new can be read; None where it can."""
        return _unreachable() if self._files.is_away else self._trouble

    def look(self) -> Snapshot:
        """The tables as they are now.

        Raises:
            StoreError: the storage cannot be reached, or nothing of a table can be read.
        """
        self._is_old = False  # whatever is committed here from now on may not be found yet
        known = self._seen.versions
        try:
            if not known or not all(self._is_last(table, version) for table, version in known.items()):
                self._seen = super().snapshot()
        except OSError as error:
            self._trouble = _unreachable()
            raise self._trouble from error
        except StoreError as error:
            self._trouble = error
            raise
        self._trouble = None
        return self._seen

    def update(self, *args: Any, **more: Any) -> Change | None:
        """Change a table depending on what the tables hold now: see ``Store``."""
        try:
            self.look()
        except StoreError as error:
            raise unwritten_error() from error
        return super().update(*args, **more)

    def _commit(self, *args: Any, **more: Any) -> None:
        """As in ``Store``, and look again afterwards."""
        try:
            super()._commit(*args, **more)
        finally:
            self._is_old = True  # also where somebody else was first

    def open(self, table: str) -> DeltaTable:
        """The newest version of one table; raises as ``look``, too."""
        self._require(table)
        if self._files.is_away:
            raise _unreachable()
        try:
            with read_errors(table, self.path(table)):
                return DeltaTable(self.path(table), storage_options=_OPTIONS)
        except StoreDamagedError as error:
            if _OF_STORAGE in str(error.__cause__):
                raise _unreachable() from error
            raise

    def _read_newer_commits(self, table: str) -> None:
        known, _ = self._commits.get(table, (-1, []))
        if not self.watched or self._is_old or known != self._seen.versions.get(table):
            super()._read_newer_commits(table)

    def _is_newest(self, table: str, version: int) -> bool:
        try:
            return self._is_last(table, version)
        except OSError as error:
            raise _unreachable() from error

    def _is_last(self, table: str, version: int) -> bool:
        """Whether the log has this version and no later one: one request, where opening the table takes several."""
        this, following = (f"{number:020}.json" for number in (version, version + 1))
        # Right before this version's file in the order of letters: a list begins after the name it is given.
        found = self._files.names_after(f"{table}/_delta_log", this.removesuffix("n"))
        return this in found and following not in found


def storage_trouble(store: Store) -> StoreError | None:
    """Why an object store cannot be read now, although tables are shown; None where all is well, and for a folder."""
    return store.trouble if isinstance(store, WatchedStore) else None


def _unreachable() -> StoreError:
    return StoreError("数据存储暂时无法连接。请检查网络、存储服务和访问密钥，恢复后自动继续，不用重启。")
