"""What a file would change: each of its values next to the stored one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from indicators.frames import records
from indicators.labels import join_names
from indicators.reading import issue
from indicators.store import DEMO, REPORTED

if TYPE_CHECKING:
    import pandas as pd

    from indicators.reading import Issue
    from indicators.validation.context import Context

NEW, CHANGED, UNCHANGED, WOULD_CLEAR = "new", "changed", "unchanged", "would_clear"
_KEY = ["indicator", "period"]
_REPORTED = ("growth", "state", "origin")
_SAME = 1e-9


def compare(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows next to what is stored.

    Returns:
        ``rows`` with ``old`` (NaN where no reported or public value is stored), ``old_growth``, ``old_state``,
        ``old_origin``, ``replaces_demo`` and ``change``; blanks where nothing is stored are left out.
    """
    current = context.snapshot.observations[[*_KEY, "value", *_REPORTED]]
    current = current.rename(columns={"value": "old", **{name: f"old_{name}" for name in _REPORTED}})
    rows = rows.merge(current, on=_KEY, how="left")
    simulated = rows["old_origin"] == DEMO
    old = ["old", *(f"old_{name}" for name in _REPORTED)]
    rows = rows.assign(replaces_demo=simulated, **{name: rows[name].mask(simulated) for name in old})
    rows[["old_state", "old_origin"]] = rows[["old_state", "old_origin"]].fillna("")
    # A growth that was published stays with a value that stays.
    same_value = equal(rows["value"], rows["old"])
    rows["growth"] = rows["growth"].where(~same_value | rows["growth"].notna(), rows["old_growth"])
    unstated = rows["state"].isna() | (rows["state"] == "")
    same = same_value & equal(rows["growth"], rows["old_growth"])
    same &= unstated | (rows["state"] == rows["old_state"])
    blank, stored = rows["value"].isna(), rows["old"].notna()
    rows["change"] = np.select([blank & stored, ~stored, same], [WOULD_CLEAR, NEW, UNCHANGED], CHANGED)
    return rows[~blank | stored].reset_index(drop=True)


def replaced_demo(
    written: pd.DataFrame, context: Context, table: Literal["observations", "plans"]
) -> list[Issue]:
    """Which simulated values will be gone: one real value replaces all those of its indicator, one target a year's."""
    key = ["indicator"] if table == "observations" else ["indicator", "year"]
    stored: pd.DataFrame = getattr(context.snapshot, table)
    gone = stored[stored["origin"] == DEMO].merge(written[key].drop_duplicates(), on=key)
    if gone.empty:
        return []
    names = context.snapshot.catalogue.set_index("indicator")["name"]
    counts = gone.groupby(key, sort=False).size().reset_index(name="count")
    listed = join_names(
        f"{names[row['indicator']]}（{row['count']}个月）" if table == "observations"
        else f"{names[row['indicator']]}（{row['year']}年计划{row['count']}项）"
        for row in records(counts)
    )  # fmt: skip
    return [issue("demo_replaced", listed=listed)]


def equal(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether numbers are the same but for the noise of their last digits; two blanks are."""
    close = (one - other).abs() <= _SAME * other.abs().clip(lower=1.0)
    return close | (one.isna() & other.isna())


def to_store(differences: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows to append: new and changed ones, and cleared ones only where that was decided."""
    wanted = [NEW, CHANGED, *([WOULD_CLEAR] if context.decisions.clear_blanks else [])]
    rows = differences[differences["change"].isin(wanted)]
    columns = ["indicator", "lift", "period", "value", "growth", "state", "note", "row"]
    return rows[columns].assign(origin=REPORTED)
