"""What an upload costs: a million rows beside pyarrow, an office's usual file, and the pages on such a store.

``python -m bench.uploads [ROUNDS]``. Everything is measured in one run, turn by turn, and told as medians and ratios:
seconds of one machine say nothing on another.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv, parquet

from indicators import reporting
from indicators.access import LOCAL_ADMINISTRATOR
from indicators.board import board, default_month
from indicators.period import today
from indicators.reading import observations, preview
from indicators.reading.decode import decode
from indicators.reading.differences import compare
from indicators.reading.layout import lay_out
from indicators.seed import open_store
from indicators.store import Store
from indicators.tables import REPORTED
from indicators.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS: Final = 1_000_000
USUAL_ROWS: Final = 200
INDICATORS: Final = 3_031
PERIODS: Final = [f"{year}-{month:02d}" for year in range(1999, 2027) for month in range(1, 13)][:330]
KINDS: Final = ("flow", "stock", "rate")
UNITS: Final = {"flow": "亿元", "stock": "万平方米", "rate": "%"}
LIFTS: Final = ("industry", "innovation", "space")
_MEGABYTE: Final = 1 << 20


def catalogue() -> pd.DataFrame:
    """3,031 monthly indicators, one third each flow, stock and rate."""
    kinds = [KINDS[i % 3] for i in range(INDICATORS)]
    return pd.DataFrame(
        {
            "indicator": [f"bench_{i:04d}" for i in range(INDICATORS)],
            "lift": [LIFTS[i % len(LIFTS)] for i in range(INDICATORS)],
            "position": range(1000, 1000 + INDICATORS),
            "headline": False,
            "name": [f"监测指标{_letters(i)}" for i in range(INDICATORS)],
            "unit": [UNITS[kind] for kind in kinds],
            "kind": kinds,
            "direction": "more",
            "decimals": 2,
            "frequency": "month",
            "origin": REPORTED,
        }
    )


def _letters(number: int) -> str:
    """Digits behind a name could be taken for a footnote: 0 is 甲甲甲甲."""
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:04d}")


def rows() -> pd.DataFrame:
    """A value for each indicator and month: flows grow through each year, stocks and rates wander a little."""
    random = np.random.default_rng(3)
    steps = random.uniform(80, 120, (INDICATORS, len(PERIODS)))
    since_january = np.concatenate(
        [steps[:, start : start + 12].cumsum(axis=1) for start in range(0, len(PERIODS), 12)], axis=1
    )
    kind = np.arange(INDICATORS)[:, None] % len(KINDS)
    value = np.select([kind == 0, kind == 1], [since_january, 50 * steps], default=steps / 3)
    defined = catalogue()
    frame = pd.DataFrame(
        {
            "指标": np.repeat(defined["name"].to_numpy(), len(PERIODS)),
            "单位": np.repeat(defined["unit"].to_numpy(), len(PERIODS)),
            "期间": np.tile(PERIODS, INDICATORS),
            "数值（累计）": value.ravel().round(2),
            "状态": "正式",
            "备注": "",
        }
    )
    return frame.iloc[:ROWS]


def as_csv(frame: pd.DataFrame) -> bytes:
    """As an office's program writes it: UTF-8 with BOM."""
    sink = pa.BufferOutputStream()
    csv.write_csv(
        pa.Table.from_pandas(frame, preserve_index=False), sink, csv.WriteOptions(quoting_style="none")
    )
    return b"\xef\xbb\xbf" + bytes(sink.getvalue())


def prepare(folder: Path) -> None:
    """``empty`` (a store with the large catalogue), ``first.csv``, ``again.csv`` (a tenth a little changed)."""
    store = open_store(str(folder / "empty"), with_demo=False)
    store.append("catalogue", catalogue(), Upload.new("bench"))
    frame = rows()
    (folder / "first.csv").write_bytes(as_csv(frame))
    tenth = np.arange(len(frame)) % 10 == 3  # noqa: PLR2004 - no flow's January, so that none falls
    value = frame["数值（累计）"]
    frame["数值（累计）"] = value.where(~tenth, (value + 0.01).round(2))
    (folder / "again.csv").write_bytes(as_csv(frame))
    (folder / "usual.csv").write_bytes(as_csv(frame.iloc[:: len(frame) // USUAL_ROWS].iloc[:USUAL_ROWS]))


class Stopwatch:
    """Seconds by step; ``parts`` are functions inside others, replaced by timed ones while it runs."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """``call`` that adds its time to a step."""

        def inner(*args: object, **named: object) -> Any:  # noqa: ANN401 - whatever the call returns
            start = time.perf_counter()
            try:
                return call(*args, **named)
            finally:
                self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start

        return inner


def baseline(folder: Path, file: str) -> float:
    """Seconds that pyarrow takes to read the file and write it as parquet."""
    start = time.perf_counter()
    parquet.write_table(csv.read_csv(folder / file), folder / "baseline.parquet")
    return time.perf_counter() - start


def upload(store: Store, folder: Path, file: str) -> dict[str, float]:
    """Seconds by step of an upload into a store whose tables are in memory, as a server's are."""
    watch = Stopwatch()
    snapshot = store.snapshot()
    _ = snapshot.observations, snapshot.catalogue, snapshot.names
    start = time.perf_counter()
    check = watch.timed("check", observations.check_observations)
    with (
        patch.object(preview, "decode", watch.timed("read", decode)),
        patch.object(preview, "lay_out", watch.timed("read", lay_out)),
        patch.object(observations, "compare", watch.timed("compare", compare)),
        patch.dict(preview._CHECKS, {"observations": check}),  # noqa: SLF001 - a step to time
    ):
        read = preview.read(
            (folder / file).read_bytes(),
            name=file,
            snapshot=snapshot,
            reporter=LOCAL_ADMINISTRATOR,
            today=today(),
        )
    watch.timed("commit", reporting.commit)(store, read, confirmed=True)
    total = time.perf_counter() - start
    steps = watch.seconds | {"check": watch.seconds["check"] - watch.seconds["compare"]}
    return steps | {"other": total - sum(steps.values()), "total": total}


def usual_file(store: Store, folder: Path) -> dict[str, float]:
    """Seconds to preview an office's usual file: the first one after somebody's upload, and the next."""
    watch = Stopwatch()
    snapshot, content = store.snapshot(), (folder / "usual.csv").read_bytes()
    for step in ("preview, first", "preview, again"):
        watch.timed(step, preview.read)(
            content, name="usual.csv", snapshot=snapshot, reporter=LOCAL_ADMINISTRATOR, today=today()
        )
    return watch.seconds


def pages(root: Path) -> dict[str, float]:
    """Seconds until the pages have their numbers, on the store as the upload left it."""
    watch = Stopwatch()
    store = Store(root)
    snapshot = watch.timed("snapshot, cold", store.snapshot)()
    watch.timed("snapshot, warm", store.snapshot)()
    watch.timed("observations that count", lambda: snapshot.observations)()
    month = watch.timed("default month", default_month)(snapshot)
    watch.timed("board, first", board)(snapshot, None, month)
    watch.timed("board, again", board)(snapshot, None, month)
    return watch.seconds


def peak_memory(folder: Path, file: str, store: str) -> int:
    """Bytes that an upload adds to the peak of a fresh process which has the tables in memory."""
    with tempfile.TemporaryDirectory(dir=folder) as copied:
        shutil.copytree(folder / store, copied, dirs_exist_ok=True)
        command = [sys.executable, "-m", "bench.uploads", "--peak", copied, str(folder), file]
        told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this very program
    return int(told.stdout)


def print_peak(root: str, folder: str, file: str) -> None:
    """Upload and print how far the peak rose above what was in memory before."""
    store = Store(root)
    snapshot = store.snapshot()
    _ = snapshot.observations, snapshot.catalogue
    before = _kilobytes("VmRSS")
    # From here on the kernel counts the peak anew; ru_maxrss would still hold that of loading, and of the parent.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    upload(store, Path(folder), file)
    print((_kilobytes("VmHWM") - before) * 1024)


def _kilobytes(field: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field))


def measure(folder: Path, rounds: int) -> Iterator[tuple[str, str, dict[str, float]]]:
    """What was measured, one row a turn: case, file, seconds by step."""
    for turn in range(rounds):
        root = folder / f"store{turn}"
        shutil.copytree(folder / "empty", root)
        store = Store(root)
        for file in ("first.csv", "again.csv"):
            arrow = baseline(folder, file)
            steps = upload(store, folder, file)
            yield "million", file, {"pyarrow": arrow} | steps | {"ratio": steps["total"] / arrow}
            if file == "first.csv":
                shutil.copytree(root, folder / "filled", dirs_exist_ok=True)
        yield "usual", "usual.csv", usual_file(store, folder)
        yield "pages", "", pages(root)
        shutil.rmtree(root)


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="bench-uploads-") as name:
        folder = Path(name)
        prepare(folder)
        told = list(measure(folder, rounds))
        for case, file in dict.fromkeys((case, file) for case, file, _ in told):
            steps = pd.DataFrame([step for c, f, step in told if (c, f) == (case, file)]).agg(median)
            print(f"\n{case} {file}")
            print(*(f"{step:>24} {seconds:9.3f}" for step, seconds in steps.items()), sep="\n")
        for file, store in (("first.csv", "empty"), ("again.csv", "filled")):
            size = (folder / file).stat().st_size
            added = peak_memory(folder, file, store)
            print(
                f"\n{file}: {size / _MEGABYTE:.1f} MB, memory +{added / _MEGABYTE:.0f} MB, ratio {added / size:.1f}"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        print_peak(*sys.argv[2:])
    else:
        main()
