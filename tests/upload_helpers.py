"""What tests of uploads share: files of a few lines, values reported before, and what reading says of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.access import LOCAL_ADMINISTRATOR, Reporter
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload
from indicators.uploads.preview import Preview, preview_file
from tests.reports import HEAD, TODAY, previewed

if TYPE_CHECKING:
    from datetime import date

    from indicators.reading.issues import Issue
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

ECONOMY = Reporter("经发局", "department", frozenset({"industry"}))
OUTPUT, PROJECTS, DELIVERIES = "industrial_output", "new_projects", "li_auto_deliveries"
NAMES = {OUTPUT: "规上工业总产值,亿元", PROJECTS: "新签产业项目,个", DELIVERIES: "理想汽车新车交付,万辆",
         "gazelles": "瞪羚企业累计认定,家", "budget_revenue_growth": "一般公共预算收入增速,%",
         "gdp_growth": "地区生产总值增速,%", "local_parts_share": "理想汽车零部件近地化配套率,%"}  # fmt: skip


def file(*lines: str, heading: str = "指标,单位,期间,累计") -> bytes:
    """A file of these lines under a heading."""
    return "\n".join([heading, *lines]).encode()


def values(indicator: str, more: str = "", **months: float | str) -> bytes:
    """A file of one indicator, since January: ``values(OUTPUT, m2024_09=1820.55)``; ``more`` goes into 备注."""
    lines = [
        f"{NAMES[indicator]},{key[1:].replace('_', '-')},{value},{more}" for key, value in months.items()
    ]
    return file(*lines, heading="指标,单位,期间,累计,备注")


def ask(
    store: Store,
    content: bytes | str,
    reporter: Reporter = LOCAL_ADMINISTRATOR,
    today: date = TODAY,
    **more: Any,
) -> Preview:
    """What reading says of a file, as the tables are now."""
    content = content.encode() if isinstance(content, str) else content
    return preview_file(
        content, name="9月.csv", snapshot=store.snapshot(), reporter=reporter, today=today, **more
    )


def codes(preview: Preview) -> list[str]:
    """What was found, as ``error negative``, sorted; without what is merely due."""
    found = (f"{f.severity} {f.code}" for f in preview.issues if f.code != "due_but_missing")
    return sorted(found)


def only(preview: Preview, code: str) -> Issue:
    """The one finding of a code."""
    (found,) = [f for f in preview.issues if f.code == code]
    return found


def store_values(store: Store, indicator: str, values: dict[str, float], **cells: Any) -> None:
    """Values that were reported before."""
    lift = store.snapshot().catalogue.set_index("indicator").loc[indicator, "lift"]
    row = {"indicator": indicator, "lift": lift, "origin": REPORTED, "state": "快报"} | cells
    rows = [row | {"period": period, "value": value} for period, value in values.items()]
    store.append("observations", pd.DataFrame(rows), Upload.new("经发局"))


def rows(preview: Preview, *columns: str) -> list[tuple[Any, ...]]:
    """Rows that would be written, None where there is no value."""
    found = preview.checked.rows[list(columns)].astype(object)
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


def formula_tables(store: Store, start: str) -> Snapshot:
    """The tables with an indicator, its file, its note and its reporter that all begin like a formula."""
    reporter = Reporter(f"{start}局", "administrator", None)
    definition = (
        f"指标名称,单位,类型,方向,频率,六提,定义\n{start}1+1检查,次,个数,越高越好,月,安全提升,{start}2"
    )
    commit_upload(store, previewed(store, definition.encode(), reporter), confirmed=True)
    values = f"{HEAD},备注\n{start}1+1检查,次,2024-09,7,{start}3"
    commit_upload(store, previewed(store, values.encode(), reporter, name=f"{start}4.csv"), confirmed=True)
    return store.snapshot()
