"""What an upload costs: an office's usual file of 200 rows, and the longest that is accepted, of 20,000.

``python -m bench.uploads [ROUNDS]``. Medians of one run, by step; seconds of one machine say nothing on another.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.period import today
from indicators.reading import classify_file, parse_file, propose
from indicators.reading.formats.detect import ROW_LIMIT, decode
from indicators.store.schemas import REPORTED
from indicators.store.seed import open_store
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.uploads.preview import preview_file

if TYPE_CHECKING:
    from indicators.store.store import Store

USUAL_ROWS: Final = 200
INDICATORS: Final = 200
PERIODS: Final = [f"{year}-{month:02d}" for year in range(2015, 2024) for month in range(1, 13)][:100]
KINDS: Final = ("flow", "stock", "rate")
UNITS: Final = {"flow": "亿元", "stock": "万平方米", "rate": "%"}
LIFTS: Final = ("industry", "innovation", "space")


def catalogue() -> pd.DataFrame:
    """200 monthly indicators, one third each flow, stock and rate."""
    kinds = [KINDS[i % 3] for i in range(INDICATORS)]
    return pd.DataFrame(
        {
            "indicator": [f"bench_{i:04d}" for i in range(INDICATORS)],
            "lift": [LIFTS[i % len(LIFTS)] for i in range(INDICATORS)],
            "position": range(1000, 1000 + INDICATORS),
            "headline": False,
            "name": [f"监测指标{as_letters(i)}" for i in range(INDICATORS)],
            "unit": [UNITS[kind] for kind in kinds],
            "kind": kinds,
            "direction": "more",
            "decimals": 2,
            "frequency": "month",
            "origin": REPORTED,
        }
    )


def as_letters(number: int) -> str:
    """A number as a part of a name, where digits could be taken for a footnote: 0 is 甲甲甲甲."""
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:04d}")


def as_csv(rows: int) -> bytes:
    """A file of so many rows: flows grow through each year, stocks and rates wander a little."""
    random = np.random.default_rng(3)
    defined = catalogue()
    frame = pd.DataFrame(
        [(i, number) for i in range(INDICATORS) for number in range(len(PERIODS))], columns=["i", "number"]
    )
    months = np.where(frame["i"] % len(KINDS) == 0, frame["number"] % 12 + 1, 1)
    file = pd.DataFrame(
        {
            "指标": defined["name"].to_numpy()[frame["i"]],
            "单位": defined["unit"].to_numpy()[frame["i"]],
            "期间": np.array(PERIODS)[frame["number"]],
            "数值（累计）": (random.uniform(99, 101, len(frame)) * months).round(2),
            "状态": "正式",
            "备注": "",
        }
    )
    return file.head(rows).to_csv(index=False).encode("utf-8-sig")


def upload(store: Store, content: bytes) -> dict[str, float]:
    """Seconds by step of an upload, beginning to end; the preview proposes and reads once more."""
    snapshot = store.snapshot()
    names = dict(zip(snapshot.catalogue["name"], snapshot.catalogue["indicator"], strict=True))
    start = time.perf_counter()
    sheets = classify_file(decode(content, "bench.csv"), names)
    layout = propose(sheets, "bench.csv", adds_up=frozenset(names.values()))
    proposed = time.perf_counter()
    parse_file(sheets, layout)
    read = time.perf_counter()
    checked = preview_file(
        content, name="bench.csv", snapshot=snapshot, reporter=LOCAL_ADMINISTRATOR, today=today()
    )
    previewed = time.perf_counter()
    commit_upload(store, checked, confirmed=True)
    committed = time.perf_counter()
    return {
        "propose": proposed - start,
        "read": read - proposed,
        "preview": previewed - read,
        "commit": committed - previewed,
    }


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for rows in (USUAL_ROWS, ROW_LIMIT):
        content = as_csv(rows)
        measured = []
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(prefix="bench-uploads-") as folder:
                store = open_store(str(Path(folder)), with_demo=False)
                store.append("catalogue", catalogue(), Upload.new("bench"))
                measured.append(upload(store, content))
        print(f"\n{rows:,} rows, {len(content) / (1 << 20):.1f} MB")
        for step, seconds in pd.DataFrame(measured).median().items():
            print(f"{step:>10} {seconds:8.3f}")


if __name__ == "__main__":
    main()
