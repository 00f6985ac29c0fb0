"""Names that departments use for indicators: explained once with an upload, listed, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.access import NotAllowedError
from indicators.store import Change, StoreError, Upload

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Snapshot, Store

# In place of an indicator: the department means none by this name any more.
_FORGOTTEN: Final = ""


def list_names(snapshot: Snapshot) -> pd.DataFrame:
    """The names that are understood, department by department.

    Returns:
        Columns ``department``, ``name``, ``indicator``, ``label`` (the indicator's name on the screens), ``by`` and ``at``:
        who said so and when.
    """
    names = snapshot.names
    labels = dict(zip(snapshot.catalogue["indicator"], snapshot.catalogue["name"], strict=True))
    names = names[names["indicator"].isin(labels)]
    listed = names.assign(
        label=names["indicator"].map(labels), by=names["reported_by"], at=names["reported_at"]
    )[["department", "name", "indicator", "label", "by", "at"]]
    return listed.sort_values(["department", "name"], kind="stable", ignore_index=True)


def forget_name(store: Store, department: str, name: str, reporter: Reporter) -> None:
    """Ask again what a department means by a name.

    Raises:
        NotAllowedError: the name is another department's and the reporter no administrator.
        StoreError: the department has no such name.
        StoreWriteError: nothing was written.
    """
    if not reporter.is_administrator and department != reporter.name:
        msg = f"这是{department}的名称，只有其本单位或管理员可以删除。"
        raise NotAllowedError(msg)

    def decide(now: Snapshot) -> Change:
        names = list_names(now)
        if names[(names["department"] == department) & (names["name"] == name)].empty:
            msg = f"{department}没有记住的名称“{name}”。可用 names list 查看全部。"
            raise StoreError(msg)
        row = {"department": department, "name": name, "indicator": _FORGOTTEN}
        return Change(pd.DataFrame([row]), Upload.new(reporter.name))

    store.update("names", decide)
