"""Reads one table again and again: its files never change, so each of them is read and checked once.

After ten years of uploads there are thousands, of which a new upload adds one or two. What is damaged is left out and
said, and read as soon as it is sound again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.fs import DeltaStorageHandler
from pyarrow.dataset import HivePartitioning, dataset
from pyarrow.fs import FileSystem, LocalFileSystem, PyFileSystem, SubTreeFileSystem

from indicators.shared_files import is_remote
from indicators.store.errors import read_errors
from indicators.store.log.checksums import CHECKSUMS
from indicators.store.log.damage import Damage, damage_of_entry, damage_of_file
from indicators.store.log.entries import LOG, entry_path, versions_in
from indicators.store.log.table_rows import stored_rows
from indicators.store.schemas import BY_LIFT, SCHEMAS

# The version of the protocol in which nothing but its file decides on a row; another program may have raised it.
_EVERY_ROW_COUNTS: Final = 1
_LIFT: Final = pa.schema([("lift", pa.string())])


class TableReader:
    """The rows of one table, as far as they can be read.

    Attributes:
        version: of the rows; -1 before anything was read.
        rows: of all files that are sound, oldest first.
        damage: what is damaged; empty where ``rows`` are all there are.
    """

    def __init__(self, table: str, path: str) -> None:
        self._table, self._schema, self._path, self._folder = table, SCHEMAS[table], path, Path(path)
        self.version = -1
        self._stored = self._schema.empty_table()
        self.rows = stored_rows(table, self._stored)
        self.damage: tuple[Damage, ...] = ()
        self._counting: dict[
            str, tuple[int, int]
        ] = {}  # files whose rows count: their version, number of rows
        self._read: set[str] = set()
        self._by_library = False
        self._stamps: dict[str, object] = {}  # of the files that tell whether anything is new

    def is_current(self) -> bool:
        """Whether nothing is new: no later log entry, and what is damaged looks as it did."""
        return bool(self._stamps) and all(self._stamp(file) == stamp for file, stamp in self._stamps.items())

    def read(self, upto: int | None = None) -> None:
        """Read what is new, up to a version or the newest.

        Raises:
            StoreDamagedError: nothing of it can be read.
        """
        with read_errors(self._table, self._path):
            newest = self.newest() if upto is None else upto
            last = entry_path(self.version)
            if self.version >= 0 and (newest < self.version or self._stamp(last) != self._stamps.get(last)):
                self._read_anew(upto)
                return
            entry = self._read_entries(newest)
            found = [] if entry is None else [entry]
            if self._by_library:
                self.read_opened(DeltaTable(self._path, version=self.version))
            else:
                self._read_files(found)
            self._look_at(found)

    def _look_at(self, found: list[Damage]) -> None:
        """What was found damaged, and how the files look now on which that depends."""
        self.damage = tuple(found)
        last, following = entry_path(self.version), entry_path(self.version + 1)
        # Somebody may have written the following entry since the log was read: it is expected not to be there.
        self._stamps = {last: self._stamp(last), following: None}
        self._stamps |= {damage.file: self._stamp(damage.file) for damage in found}

    def _stamp(self, file: str) -> object:
        try:
            known = (self._folder / file).stat()
        except OSError:
            return None
        return known.st_mtime_ns, known.st_size, known.st_ino

    def _read_anew(self, upto: int | None) -> None:
        """The folder was put back from a backup; or its log has lost what was read, and the rows stay."""
        fresh = TableReader(self._table, self._path)
        fresh.read(upto)
        if fresh.damage and fresh.version < self.version:
            self._look_at(list(fresh.damage))
        else:
            self.__dict__ = fresh.__dict__

    def newest(self) -> int:
        """The newest version that was ever complete: its checksums tell that its log entry is lost."""
        logged, sealed = versions_in(self._folder / LOG), versions_in(self._folder / CHECKSUMS)
        return max([*logged, *sealed, 0])

    def _read_entries(self, newest: int) -> Damage | None:
        """Take in the log up to a version, or to the first damage in it: whatever comes after builds on that."""
        for version in range(self.version + 1, newest + 1):
            entry = damage_of_entry(self._folder, self._table, version)
            if isinstance(entry, Damage):
                return entry
            self._by_library |= (entry.reader_version or 0) > _EVERY_ROW_COUNTS
            self._counting |= {file: (version, rows) for file, rows in entry.added.items()}
            for file in entry.removed:
                self._counting.pop(file, None)
            self.version = version
        return None

    def _read_files(self, found: list[Damage]) -> None:
        """Read the files that are new; those that are damaged are added to what was found."""
        if (
            not self._read <= self._counting.keys()
        ):  # rows were withdrawn: what is left of them is in new files
            self._read, self._stored = set(), self._schema.empty_table()
        sound = []
        for file in sorted(self._counting.keys() - self._read):
            damage = damage_of_file(
                self._folder, self._table, self._counting[file][0], file, self._counting[file][1]
            )
            if damage is None:
                sound.append(file)
            else:
                found.append(damage)
        if sound:
            # Opened by Arrow itself: through deltalake's Python handler a reading thread may still wait for the
            # interpreter when a short command ends, which then ends by SIGABRT (apache/arrow#34314).
            self._add(sound, SubTreeFileSystem(self._path, LocalFileSystem()))
        self.rows = stored_rows(self._table, self._stored)

    def read_opened(self, delta: DeltaTable, version: int | None = None) -> None:
        """Read all rows as the library does: in storage elsewhere, and where another program may have hidden some.

        Raises:
            StoreDamagedError: nothing of it can be read.
        """
        with read_errors(self._table, self._path):
            if version is not None:
                delta.load_as_version(version)
            if is_remote(self._path) and delta.protocol().min_reader_version <= _EVERY_ROW_COUNTS:
                self._read_newer_files(delta)
            else:
                self._stored = delta.to_pyarrow_dataset(schema=self._schema).to_table()
            self.rows, self.version = stored_rows(self._table, self._stored), int(delta.version())

    def _read_newer_files(self, delta: DeltaTable) -> None:
        """Read what is new in storage elsewhere: of thousands of files an upload adds one or two."""
        files = {*map(unquote, pa.table(delta.get_add_actions())["path"].to_pylist())}
        if not self._read <= files:  # rows were withdrawn: what is left of them is in new files
            self._read, self._stored = set(), self._schema.empty_table()
        if newer := sorted(files - self._read):
            self._add(newer, PyFileSystem(DeltaStorageHandler(self._path)))

    def _add(self, files: list[str], folder: FileSystem) -> None:
        """Add the rows of files to those that were read before."""
        by_lift = HivePartitioning(_LIFT) if self._table in BY_LIFT else None
        rows = dataset(files, self._schema, "parquet", folder, by_lift).to_table()
        self._stored = pa.concat_tables([self._stored, rows])
        self._read |= set(files)
