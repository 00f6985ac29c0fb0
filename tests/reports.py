"""Files that departments report, and processes that report at the same time."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from indicators.access import LOCAL_ADMINISTRATOR, Reporter
from indicators.uploads.preview import Preview, preview_file

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store
    from indicators.validation.context import UploadDecisions

ROOT = Path(__file__).resolve().parents[1]
ECONOMY = Reporter("经发局", "department", frozenset({"industry"}))
SCIENCE = Reporter("科技局", "department", frozenset({"innovation"}))
ADMINISTRATOR = LOCAL_ADMINISTRATOR
# A day after all that the tests report.
TODAY = date(2026, 3, 2)
HEAD = "指标,单位,期间,数值（累计）"

WAITING = """
import sys
from pathlib import Path
from indicators import uploads
from indicators.access import LOCAL_ADMINISTRATOR
from indicators.store import Store, StoreError
from tests.reports import TODAY, previewed

store = Store(sys.argv[1])
action = sys.argv[2]
if action == "commit":
    file = Path(sys.argv[3])
    preview = previewed(store, file.read_bytes(), name=file.name)
print("ready", flush=True)
sys.stdin.readline()
try:
    if action == "commit":
        receipt = uploads.commit_upload(store, preview, confirmed=True)
        print(receipt.upload, receipt.repeated)
    else:
        print(getattr(uploads, f"{action}_upload")(store, sys.argv[3], LOCAL_ADMINISTRATOR))
except (uploads.UploadRefusedError, StoreError) as error:
    print(type(error).__name__, error)
"""


def output(*values: float, first: int = 9) -> bytes:
    """规上工业总产值 since January, month after month, the first of them September 2024; in industry."""
    months = range(first, first + len(values))
    lines = [f"规上工业总产值,亿元,2024-{m:02d},{value}" for m, value in zip(months, values, strict=True)]
    return "\n".join([HEAD, *lines]).encode()


def gazelles(value: float) -> bytes:
    """瞪羚企业累计认定 in September 2024; in innovation."""
    return f"{HEAD}\n瞪羚企业累计认定,家,2024-09,{value}".encode()


def previewed(
    store: Store,
    content: bytes,
    reporter: Reporter = ADMINISTRATOR,
    name: str = "9月.csv",
    decisions: UploadDecisions | None = None,
) -> Preview:
    """The file read and checked against the tables as they are."""
    return preview_file(
        content, name=name, snapshot=store.snapshot(), reporter=reporter, today=TODAY, decisions=decisions
    )


def value_of(store: Store, indicator: str = "industrial_output", period: str = "2024-09") -> float | None:
    """The value that counts, None without one."""
    table = store.snapshot().observations
    found = table[(table["indicator"] == indicator) & (table["period"] == period)]["value"]
    return None if found.empty else float(found.iloc[0])


def state_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored, in every table, but for the order of rows."""
    log = store.snapshot().log
    return {
        table: sorted(rows.astype(object).where(pd.notna(rows), None).itertuples(index=False), key=str)
        for table, rows in log.items()
    }


def kept_files(store: Store) -> list[str]:
    """The name of every file that is kept next to the tables, complete or not."""
    return [file.name for file in (Path(store.root) / "uploads").rglob("*") if file.is_file()]


def all_at_once(*commands: tuple[object, ...]) -> list[str]:
    """Processes that do ``store.root, action, file or upload`` in the same moment; what each of them prints."""
    waiting = [
        subprocess.Popen(
            [sys.executable, "-c", WAITING, *map(str, command)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for command in commands
    ]
    for process in waiting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in waiting:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=120) for process in waiting]
    assert all(process.returncode == 0 for process in waiting), outputs
    return [text.strip() for text, _ in outputs]


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button that says this."""
    (button,) = [b for b in app.button if b.label == label]
    button.click().run()
    assert not app.exception
    return app
