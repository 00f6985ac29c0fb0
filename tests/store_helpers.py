"""For the tests of the store: a copy of tables, one reported value of 瞪羚企业, a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pandas as pd

from indicators.access import Keys
from indicators.meeting.editions import list_editions, withdraw_edition
from indicators.meeting.sequences import list_sequences, remove_sequence
from indicators.store.errors import StoreError
from indicators.store.schemas import REPORTED, SHOWN
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.withdrawal import withdraw_rows
from tests.reports import ADMINISTRATOR, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def copied(store: Store, folder: Path) -> Store:
    """The same tables in another folder: to make them anew takes longer than most tests."""
    return Store(shutil.copytree(store.root, folder, dirs_exist_ok=True))


def row(
    value: float | None, *, period: str = "2024-09", origin: str = REPORTED, indicator: str = "gazelles"
) -> pd.DataFrame:
    """One reported value, ready to append."""
    return pd.DataFrame(
        [{"indicator": indicator, "lift": "innovation", "period": period, "value": value, "origin": origin}]
    )


def threshold(value: float) -> pd.DataFrame:
    """One threshold that was changed, ready to append."""
    return pd.DataFrame([{"setting": "status.slow_pace", "value": value, "origin": REPORTED}])


@contextmanager
def lent(store: Store) -> Iterator[None]:
    """Tables to be written to; what was added is taken back at the end: uploads, editions, sequences, keys."""
    keys = Keys(store.root)
    known = {*store.history()["upload"], *(key.id for key in keys.entries())}
    yield
    for key in keys.entries():
        if key.id not in known and not key.revoked_at:
            keys.revoke(key.id)
    history = store.history()
    for upload in set(history[history["table"].isin(SHOWN)]["upload"]) - known:
        # The test may have withdrawn it itself.
        with suppress(StoreError):
            withdraw_rows(store, upload, ADMINISTRATOR.name)
    now = store.snapshot()
    for edition in list_editions(now):
        withdraw_edition(store, edition.id, ADMINISTRATOR)
    for sequence in list_sequences(now):
        remove_sequence(store, sequence.name, ADMINISTRATOR)


def in_charge(store: Store, **units: str) -> None:
    """Name the real units in charge of these indicators and tasks."""
    now, upload = store.snapshot(), Upload.new("管理员")
    for table, rows, key in (("catalogue", now.catalogue, "indicator"), ("tasks", now.tasks, "task")):
        named = rows[rows[key].isin(units)]
        if len(named):
            named = named.assign(responsible_unit=named[key].map(units), origin=REPORTED)
            store.append(table, named, upload)


def value_of(store: Store, indicator: str = "gazelles", period: str = "2024-09") -> float | None:
    """The value that counts, None without one."""
    table = store.snapshot().observations
    rows = table[(table["indicator"] == indicator) & (table["period"] == period)]["value"]
    return None if rows.empty else float(rows.iloc[0])


def process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own, started in the repository's root."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
