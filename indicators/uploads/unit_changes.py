"""What may not be withdrawn or restored because the unit of its indicator has changed since, or would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.frames import records
from indicators.labels import join_clauses
from indicators.reading import conversion_factor
from indicators.store import ACTION, DEMO, WITHDRAW, StoreError, last_commit, turn_of

if TYPE_CHECKING:
    from indicators.store import Store

_NUMBERS = ("observations", "plans")


def refuse_across_unit_change(store: Store, upload: str) -> None:
    """Stop where numbers would be left in another unit than their indicator's.

    A change of unit stands while numbers that were reported after it do; what was reported before it stands with it, for
    its numbers count converted.

    Raises:
        StoreError: names the indicator, and what is to be withdrawn first.
    """
    snapshot = store.snapshot()
    catalogue = snapshot.catalogue.set_index("indicator")
    for table in _NUMBERS:
        rows = _rows_of(store, table, upload)
        for row in records(rows.assign(unit=snapshot.units_when_reported(rows)) if len(rows) else rows):
            now = catalogue.loc[row["indicator"]] if row["indicator"] in catalogue.index else row
            if _differ(row["unit"], now["unit"]):
                msg = (
                    f"“{now['name']}”的单位后来由{row['unit']}改为{now['unit']}，这次上报的数已随之换算；"
                    "请先撤回那次更改，再撤回或恢复这次上报。"
                )
                raise StoreError(msg)
    later = pd.concat([snapshot.log[table] for table in _NUMBERS])
    later = later[later["origin"] != DEMO]
    for row in records(_redefined(store, upload)):
        after = later[(later["indicator"] == row["indicator"]) & (later["upload"] != upload)]
        after = after[[turn_of(later_row) > turn_of(row) for later_row in records(after)]]
        if len(after):
            who = join_clauses(dict.fromkeys(after["reported_by"]))
            msg = (
                f"“{row['name']}”改用{row['unit']}以后，{who}又报了{len(after)}个数；"
                "请先撤回其后的上报，再撤回或恢复这次更改。"
            )
            raise StoreError(msg)


def _redefined(store: Store, upload: str) -> pd.DataFrame:
    """The definitions of an upload that gave their indicator another unit."""
    rows = _rows_of(store, "catalogue", upload)
    before: dict[str, Any] = {}
    if len(rows):
        log = store.snapshot().log["catalogue"]
        first = min(turn_of(row) for row in records(rows))
        earlier = log[
            (log["upload"] != upload)
            & pd.Series([turn_of(row) < first for row in records(log)], log.index, dtype=bool)
        ]
        before = dict(zip(earlier["indicator"], earlier["unit"], strict=True))
    changed = [
        _differ(before.get(indicator, unit), unit)
        for indicator, unit in zip(rows["indicator"], rows["unit"], strict=True)
    ]
    return rows[pd.Series(changed, rows.index, dtype=bool)]


def _rows_of(store: Store, table: str, upload: str) -> pd.DataFrame:
    """An upload's rows of a table, withdrawn or not."""
    commit = last_commit(store, table, upload)
    if commit is None:
        return store.snapshot().log[table].iloc[:0]
    log = store.log_at(table, int(commit["version"]) - (commit[ACTION] == WITHDRAW))
    return log[log["upload"] == upload]


def _differ(one: str, other: str) -> bool:
    """Whether two units are not the same amount; 万㎡ is 万平方米."""
    return one != other and conversion_factor(one, other) != 1.0
