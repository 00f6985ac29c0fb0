"""What docs/tables.md tells other programs to do, as it stands there, and a board to hold it against."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.evaluation import board

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.period import Period
    from indicators.store import Snapshot

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
FIGURES: Final = [
    "actual_month", "actual", "target", "plan_to_date", "completion", "gap", "gap_points", "pace", "status",
]  # fmt: skip


def code(kind: str) -> str:
    """The block of the page that begins with ```kind."""
    found = re.search(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found, kind
    return found[1]


def statements(month: Period) -> Iterator[str]:
    """Every statement of SQL on the page, looking at another month than the page does."""
    blocks = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    here, there = "select 2024 as year, 9 as month", f"select {month.year} as year, {month.month} as month"
    assert here in blocks[0]
    for block in blocks:
        yield from (text.strip().replace(here, there) for text in block.split(";") if text.strip())


def expected(snapshot: Snapshot, month: Period) -> pd.DataFrame:
    """The product's own figures of every indicator, index ``indicator``."""
    whole = board(snapshot, None, month)
    return pd.concat([whole.indicators, whole.unlisted])[FIGURES].sort_index()


def assert_equal(found: pd.DataFrame, snapshot: Snapshot, month: Period) -> None:
    """The view ``board`` holds the product's own figures of a month."""
    found = found.set_index("indicator")[FIGURES].sort_index()
    wanted = expected(snapshot, month)
    numbers = [name for name in FIGURES if name != "status"]
    pd.testing.assert_frame_equal(
        found[numbers].astype(float),
        wanted[numbers].astype(float),
        rtol=1e-12,
        check_index_type=False,
        obj=str(month),
    )
    assert found["status"].to_dict() == wanted["status"].to_dict(), month
