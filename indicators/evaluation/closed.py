"""A closed year: its December stands as it was at closing, and what was revised since stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from indicators.evaluation.progress import MONTHS
from indicators.reading import conversion_factor, convert
from indicators.store import DEMO
from indicators.wording import TASK_STATUS

if TYPE_CHECKING:
    import pandas as pd

    from indicators.period import Period
    from indicators.store import Snapshot

_DECEMBER: Final = MONTHS[-1]
_IN_UNIT: Final = ("actual", "target", "gap")
_VERDICT: Final = ["status", "completion", "gap", "gap_points", "pace"]
Values = dict[str, "pd.DataFrame"]


def closings_of(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """What was closed with a year, index ``subject``, in the units of today; nothing in any month but its December."""
    rows = snapshot.closings
    rows = rows[(rows["year"] == through.year) & (through.month == _DECEMBER)]
    rows = rows.rename(columns={"subject": "indicator"})
    then = snapshot.units_when_reported(rows)
    now = rows["indicator"].map(snapshot.catalogue.set_index("indicator")["unit"]).fillna("")
    factors = [conversion_factor(*units) or 1.0 for units in zip(then, now, strict=True)]
    for column in _IN_UNIT:
        rows[column] = [convert(n, factor) for n, factor in zip(rows[column], factors, strict=True)]
    return rows.set_index("indicator").rename_axis("subject")


def closed_indicators(snapshot: Snapshot, through: Period, values: Values) -> pd.DataFrame:
    """The closed verdicts of the indicators that ``values`` has; one of demonstration values goes when real ones come."""
    rows = closings_of(snapshot, through)
    rows = rows[rows.index.isin(values["value"].index)]
    origin = values["origin"].loc[rows.index, _DECEMBER]
    return rows[(rows["origin"] != DEMO) | (origin == DEMO)]


def values_at_closing(values: Values, closed: pd.DataFrame) -> tuple[Values, pd.Series]:
    """The year's values with December's as they were at closing, and what they are now where that is another number.

    Args:
        values: per column a frame indicators x months 1..12.
        closed: as ``closed_indicators`` returns it.
    """
    now = values["value"][_DECEMBER]
    revised = now.where(now.index.isin(closed.index) & (now != closed["actual"].reindex(now.index)))
    # As objects, because a month that nobody has reported has no text either.
    frames = {name: values[name].astype(object) for name in ("state", "origin")} | {
        "value": values["value"].copy()
    }
    frames["value"].loc[closed.index, _DECEMBER] = closed["actual"]
    frames["state"].loc[closed.index, _DECEMBER] = closed["state"]
    gone = now.loc[closed.index].isna()
    frames["origin"].loc[closed.index[gone], _DECEMBER] = closed.loc[gone, "origin"]
    return values | frames, revised


def verdicts_at_closing(rows: pd.DataFrame, closed: pd.DataFrame) -> pd.DataFrame:
    """Judged rows with the verdicts that stand since the closing, and ``closed``: whether there is one."""
    rows = rows.assign(closed=rows.index.isin(closed.index))
    rows.loc[closed.index, _VERDICT] = closed[_VERDICT]
    return rows


def tasks_at_closing(tasks: pd.DataFrame, closed: pd.DataFrame) -> pd.DataFrame:
    """Judged tasks, index ``task``, with the verdicts that stand since the closing."""
    status = closed["status"].reindex(tasks.index)
    stands = status.isin(list(TASK_STATUS))
    return tasks.assign(status=np.where(stands, status, tasks["status"]))
