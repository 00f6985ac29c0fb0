"""What pages and uploads take when the tables have grown to 10 and 100 times those of today.

``python -m bench.growth [ROUNDS]``. Medians of one run in which the sizes take turns, each with its ratio to today's; a page
is a second visitor's, on a server that has shown it before.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from bench.peers.viewers import Crowd, SocketViewer, text_spellings
from bench.uploads import as_letters
from indicators.access import LOCAL_ADMINISTRATOR
from indicators.catalogue import lifts
from indicators.evaluation import board, default_month, months
from indicators.period import today
from indicators.store import REPORTED, Snapshot, Store, Upload, open_store
from indicators.uploads import preview_file
from tests.browser.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.server import Server

YEAR: Final = 2024
LAST_MONTH: Final = 9
# How many times today's indicators, and how many years of each.
SIZES: Final = {1: 2, 10: 5, 100: 10}
KINDS: Final = {"flow": "亿元", "count": "个", "stock": "家", "rate": "%", "mean": "微克/立方米"}
FILE_ROWS: Final = 200
# The address of each page, and an indicator that stands on it whatever else does.
PAGES: Final = {"总览": ("", "地区生产总值增速"), "industry": ("industry", "规上工业总产值")}
GOALS: Final = {"总览, s": 2.0, "industry, s": 1.3}


def fill(folder: Path, times: int) -> Store:
    """Today's tables with demonstration actuals, and so many times their indicators, spread over the lifts."""
    store = open_store(str(folder), with_demo=True)
    catalogue = store.snapshot().catalogue
    more = [_definition(number) for number in range(len(catalogue) * (times - 1))]
    if more:
        upload = Upload.new("bench")
        store.append("catalogue", pd.DataFrame(more), upload)
        store.append("plans", pd.DataFrame([_plan(one) for one in more]), upload)
        for _, month in _values(pd.DataFrame(more), SIZES[times]).groupby("period"):
            # As offices do: ten years are a thousand files.
            store.append("observations", month, Upload.new("bench"))
    return store


def _definition(number: int) -> dict[str, Any]:
    kind = list(KINDS)[number % len(KINDS)]
    return {
        "indicator": f"bench_{number:04d}", "lift": list(lifts())[number % len(lifts())], "position": 1000 + number,
        "headline": False, "name": f"监测指标{as_letters(number)}", "unit": KINDS[kind], "kind": kind,
        "direction": "less" if kind == "mean" else "more", "decimals": 0 if kind in {"count", "stock"} else 1,
        "frequency": "month", "responsible_unit": "经发局", "definition": "", "origin": REPORTED,
    }  # fmt: skip


def _plan(one: dict[str, Any]) -> dict[str, Any]:
    target = 150.0 if one["kind"] in {"flow", "count", "stock"} else 8.0
    return {
        "indicator": one["indicator"], "lift": one["lift"], "year": YEAR, "period": "", "target": target,
        "comparator": "at_least", "wording": f"{target:.0f}{one['unit']}", "origin": REPORTED,
    }  # fmt: skip


def _values(indicators: pd.DataFrame, years: int) -> pd.DataFrame:
    """Every month of these years up to the newest month: what adds up grows through each year, the rest wanders."""
    random = np.random.default_rng(3)
    at = pd.DataFrame({"at": range((YEAR - years + 1) * 12, YEAR * 12 + LAST_MONTH)})
    rows = indicators[["indicator", "lift", "kind"]].merge(at, how="cross")
    month = rows["at"] % 12 + 1
    size = np.where(rows["kind"].isin(["flow", "count"]), 12.0 * month, 8.0) * random.uniform(
        0.9, 1.1, len(rows)
    )
    period = (rows["at"] // 12).astype(str) + "-" + month.astype(str).str.zfill(2)
    return rows.assign(period=period, value=size.round(), state="正式", origin=REPORTED).drop(
        columns=["at", "kind"]
    )


def as_file(snapshot: Snapshot) -> bytes:
    """A usual file: its values are stored already, a little different."""
    rows = snapshot.observations.sort_values(["period", "indicator"], kind="stable").tail(FILE_ROWS)
    defined = snapshot.catalogue.set_index("indicator").loc[rows["indicator"]]
    columns = {
        "指标": defined["name"].to_numpy(), "单位": defined["unit"].to_numpy(), "期间": rows["period"].to_numpy(),
        "数值（累计）": (rows["value"] * 1.01).round(1).to_numpy(), "状态": "正式", "备注": "",
    }  # fmt: skip
    return pd.DataFrame(columns).to_csv(index=False).encode("utf-8-sig")


def evaluated(root: str) -> Iterator[tuple[str, float]]:
    """Seconds by step of what an upload brings with it, and of a file's preview."""
    since = time.perf_counter()
    store = Store(root)
    snapshot = store.snapshot()
    yield "tables read at start, s", time.perf_counter() - since
    store.append("observations", snapshot.log["observations"].tail(1), Upload.new("bench"))
    since = time.perf_counter()
    snapshot = store.snapshot()
    yield "tables read after an upload, s", time.perf_counter() - since
    since = time.perf_counter()
    month = default_month(snapshot)
    months(snapshot)
    yield "months, s", time.perf_counter() - since
    since = time.perf_counter()
    board(snapshot, None, month)
    yield "board of the zone, s", time.perf_counter() - since
    since = time.perf_counter()
    for lift in lifts():
        board(snapshot, lift, month)
    yield "boards of the lifts, s", time.perf_counter() - since
    content = as_file(snapshot)
    since = time.perf_counter()
    preview_file(content, name="bench.csv", snapshot=snapshot, reporter=LOCAL_ADMINISTRATOR, today=today())
    yield f"preview of {FILE_ROWS} rows, s", time.perf_counter() - since


async def measured(server: Server) -> list[tuple[str, float]]:
    """What a change costs, what the first who looks then waits for, and what the second."""
    first, second = (SocketViewer(Crowd(server.url, cards="")) for _ in range(2))
    for viewer in (first, second):
        await viewer.see("follow_up")  # a session begins with more than a page
    steps = [*evaluated(str(server.data))]  # one of which is an upload
    for viewer, when in ((first, " after an upload"), (second, "")):
        for name, (page, shown) in PAGES.items():
            since = time.perf_counter()
            answer = await viewer.see(page)
            steps.append((f"{name}{when}, s", time.perf_counter() - since))
            if not any(spelling in answer for spelling in text_spellings(shown)):
                msg = f"the answer of {server.url}/{page} lacks {shown}"
                raise RuntimeError(msg)
            if viewer is second:
                steps.append((f"{name}, kB", len(answer) / 1000))
        await viewer.leave()
    return steps


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    results: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    with ExitStack() as stack:
        servers = {}
        for times in SIZES:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-growth-")))
            fill(folder / "数据 表", times)
            servers[times] = stack.enter_context(serve(folder))
        for turn in range(rounds + 1):
            for times, server in servers.items():
                for what, value in asyncio.run(measured(server)):
                    if turn:  # the first is not counted: it loads modules
                        results[what][times].append(value)
    print("\n".join(table(results)))


def table(results: dict[str, dict[int, list[float]]]) -> Iterator[str]:
    """Lines of a Markdown table: medians, in brackets the ratio to today's, the goal for the largest, whether it is met."""
    yield f"| | {' | '.join(f'{times} ×' for times in SIZES)} | goal | met |"
    yield "|---" * (len(SIZES) + 3) + "|"
    for what, by_size in results.items():
        middles = {times: median(values) for times, values in by_size.items()}
        base, goal = middles[1], GOALS.get(what)
        cells = " | ".join(f"{middle:.3g} ({middle / base:.2f})" for middle in middles.values())
        met = "" if goal is None else "yes" if middles[max(SIZES)] <= goal * base else "**no**"
        yield f"| {what} | {cells} | {'' if goal is None else f'≤ {goal} ×'} | {met} |"


if __name__ == "__main__":
    main()
