"""For the tests of the store: a copy of tables, one reported value of 瞪羚企业, a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd

from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from tests.reports import ROOT

if TYPE_CHECKING:
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
