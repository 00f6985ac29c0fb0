"""New values beside the series they continue: what cannot be, and what somebody should confirm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from indicators.labels import is_missing
from indicators.period import Period
from indicators.settings import settings
from indicators.validation.checks.history import AGAINST, HistoryComparison, compare_with_history
from indicators.validation.context import issues_for_rows
from indicators.validation.diff import CHANGED, NEW, WOULD_CLEAR
from indicators.wording import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import pandas as pd

    from indicators.reading import Issue
    from indicators.validation.context import Context

    _Row = dict[str, Any]
    _Odd = tuple[np.ndarray, str, Callable[[_Row], Mapping[str, object]]]

_REVISED = re.compile("修正|修订|更正|核实|订正")
# By so many percentage points a growth may change, and differ from what last year's value makes it, unasked.
_GROWTH_CHANGE, _GROWTH_APART = 5.0, 20.0
# Without last year's value: beyond this it must be confirmed.
_GROWTH_LARGE = 100.0
# So near to the computed growth, in points, a hundred times the growth is what was meant.
_FRACTION_APART = 1.5
_RANKS = {"": 0, "预计": 1, "快报": 2, "正式": 3}


def check_history(differences: pd.DataFrame, sheet: str, context: Context) -> list[Issue]:
    """Problems and questions about rows that are new or changed; simulated values are no history."""
    if differences.empty:
        return []
    seen = compare_with_history(differences, context)
    revised = differences["note"].fillna("").str.contains(_REVISED).to_numpy()
    off, identical = seen.numbers["times"].notna().to_numpy(), seen.identical
    slips = off & seen.sure & ~revised
    falls = seen.falls & ~(off & seen.sure)
    changed = (differences["change"] == CHANGED).to_numpy()
    large = changed.copy()
    large[changed] = _far(differences[changed], settings().checks.large_change)
    rank, old_rank = (differences[name].map(_RANKS).fillna(0).to_numpy() for name in ("state", "old_state"))
    odd: list[_Odd] = [
        (slips, "off_by_factor", _factor),
        (off & ~slips & ~falls, "off_by_factor.unsure", _factor),
        (falls & ~revised, "ytd_falls", _fall),
        (falls & revised, "ytd_falls.revised", _fall),
        (large & ~off, "large_change", _change),
        (seen.jumps & ~off & ~falls & ~large & ~identical, "jump", _when),
        (identical & ~falls, "identical", _when),
        (changed & (rank > 0) & (rank < old_rank), "state_backwards", _when),
        (_growth_lost(differences), "growth_lost", _growths),
        (_growth_changes(differences), "growth_changes", _growths),
        *_clears(differences, context),
    ]
    issues = _odd_growths(differences, seen, sheet)
    for wanted, kind, places in odd:
        issues += issues_for_rows(seen.rows(differences, wanted), sheet, kind, places)
    return issues


def _clears(differences: pd.DataFrame, context: Context) -> list[_Odd]:
    wanted = (differences["change"] == WOULD_CLEAR).to_numpy()
    if context.answers.clear_blanks:
        return [(wanted, "would_clear.confirm", _when)]
    return [(wanted, "would_clear", _when)]


def _growth_lost(differences: pd.DataFrame) -> np.ndarray:
    """A published growth goes with the value that it was of."""
    lost = (
        (differences["change"] == CHANGED) & differences["old_growth"].notna() & differences["growth"].isna()
    )
    return lost.to_numpy()


def _growth_changes(differences: pd.DataFrame) -> np.ndarray:
    return ((differences["growth"] - differences["old_growth"]).abs() > _GROWTH_CHANGE).to_numpy()


def _odd_growths(differences: pd.DataFrame, seen: HistoryComparison, sheet: str) -> list[Issue]:
    """Published growths far from what last year's value makes, or a hundredth of it; without one, far too large ones."""
    fresh = differences["change"].isin([NEW, CHANGED]) & differences["growth"].notna()
    rows = seen.rows(differences, fresh.to_numpy())
    rows = rows.assign(computed=(rows["value"] / rows["last_year"].where(rows["last_year"] > 0) - 1) * 100)
    apart = (rows["growth"] - rows["computed"]).abs() > _GROWTH_APART
    large = rows["computed"].isna() & (rows["growth"].abs() > _GROWTH_LARGE)
    # 0.071 is 7.1 % that lost its format.
    fraction = (rows["growth"].abs() < 1) & (rows["computed"].abs() > 2 * _FRACTION_APART)
    fraction &= (rows["growth"] * 100 - rows["computed"]).abs() < _FRACTION_APART
    wanted = (apart & (rows["growth"].abs() > _GROWTH_APART)) | large | fraction
    computed = wanted & rows["computed"].notna()
    return [
        *issues_for_rows(rows[wanted & ~computed], sheet, "odd_growth", _when),
        *issues_for_rows(rows[computed], sheet, "odd_growth.computed", _growths),
    ]


def _far(changed: pd.DataFrame, share: float) -> np.ndarray:
    far = (changed["value"] - changed["old"]).abs() > share * changed["old"].abs()
    return far.to_numpy()


def _when(row: _Row) -> dict[str, object]:
    return {"when": Period.from_key(row["period"])}


def _factor(row: _Row) -> dict[str, object]:
    times = row["times"]
    return _when(row) | {
        "against": AGAINST[int(row["against"])],
        "size": f"约大{times:.0f}倍" if times > 1 else f"约小{1 / times:.0f}倍",
        "right": row["value"] / times,
    }


def _fall(row: _Row) -> dict[str, object]:
    if is_missing(row["after"]):
        return _when(row) | {"compared": f"小于此前月份的累计数{row['before']:,.10g}"}
    return _when(row) | {"compared": f"大于其后月份已有的累计数{row['after']:,.10g}"}


def _change(row: _Row) -> dict[str, object]:
    by = f"，变动{number(abs(row['value'] / row['old'] - 1) * 100, 1)}%" if row["old"] else ""
    return _when(row) | {"by": by}


def _growths(row: _Row) -> dict[str, object]:
    """Growths as signed text; one that the row does not have as —."""
    old, computed = (number(row.get(name), 1, sign=True) for name in ("old_growth", "computed"))
    new = number(row["growth"], 1, sign=True)
    return _when(row) | {"old_growth": old, "new_growth": new, "computed_growth": computed}
