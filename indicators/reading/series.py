"""New values beside the series they continue: what cannot be, and what somebody should confirm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.labels import NO_VALUE
from indicators.period import Period
from indicators.reading.beside import AGAINST, Beside, beside
from indicators.reading.context import found_in
from indicators.reading.differences import CHANGED, NEW, WOULD_CLEAR
from indicators.settings import settings
from indicators.wording import number

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from indicators.reading.context import Context
    from indicators.reading.findings import Finding, Level

    _Told = tuple[np.ndarray, Level, str, Callable[[dict[str, Any]], tuple[str, str]]]

_REVISED = re.compile("修正|修订|更正|核实|订正")
# By so many percentage points a growth may change, and differ from what last year's value makes it, unasked.
_GROWTH_CHANGE, _GROWTH_APART = 5.0, 20.0
# Without last year's value: beyond this it must be confirmed.
_GROWTH_LARGE = 100.0
# So near to the computed growth, in points, a hundred times the growth is what was meant.
_FRACTION_APART = 1.5
_RANKS = {"": 0, "预计": 1, "快报": 2, "正式": 3}


def against_history(differences: pd.DataFrame, sheet: str, context: Context) -> list[Finding]:
    """Problems and questions about rows that are new or changed; simulated values are no history."""
    if differences.empty:
        return []
    seen = beside(differences, context)
    revised = differences["note"].fillna("").str.contains(_REVISED).to_numpy()
    off, identical = seen.numbers["times"].notna().to_numpy(), seen.identical
    slips = off & seen.sure & ~revised
    falls = seen.falls & ~(off & seen.sure)
    changed = (differences["change"] == CHANGED).to_numpy()
    large = changed.copy()
    large[changed] = _far(differences[changed], settings().checks.large_change)
    rank, old_rank = (differences[name].map(_RANKS).fillna(0).to_numpy() for name in ("state", "old_state"))
    told: list[_Told] = [
        (slips, "problem", "off_by_factor", _say_factor),
        (off & ~slips & ~falls, "question", "off_by_factor", _say_factor),
        (falls & ~revised, "problem", "ytd_falls", _say_fall),
        (falls & revised, "question", "ytd_falls", _say_fall),
        (large & ~off, "question", "large_change", _say_change),
        (seen.jumps & ~off & ~falls & ~large & ~identical, "question", "jump", _say_jump),
        (identical & ~falls, "question", "identical", _say_identical),
        (changed & (rank > 0) & (rank < old_rank), "question", "state_backwards", _say_state),
        (_growth_lost(differences), "question", "growth_lost", _say_growth_lost),
        (_growth_changes(differences), "question", "growth_changes", _say_growth_changes),
        *_clears(differences, context),
    ]
    found = _odd_growths(differences, seen, sheet)
    for wanted, level, code, say in told:
        if wanted.any():
            rows = seen.rows(differences, wanted).sort_values("row", kind="stable")
            found += found_in(rows, sheet, level, code, say)
    return found


def _clears(differences: pd.DataFrame, context: Context) -> list[_Told]:
    wanted = (differences["change"] == WOULD_CLEAR).to_numpy()
    if context.answers.clear_blanks:
        return [(wanted, "question", "would_clear", _say_clears)]
    return [(wanted, "note", "would_clear", _say_clear)]


def _growth_lost(differences: pd.DataFrame) -> np.ndarray:
    """A published growth goes with the value that it was of."""
    lost = (
        (differences["change"] == CHANGED) & differences["old_growth"].notna() & differences["growth"].isna()
    )
    return lost.to_numpy()


def _growth_changes(differences: pd.DataFrame) -> np.ndarray:
    return ((differences["growth"] - differences["old_growth"]).abs() > _GROWTH_CHANGE).to_numpy()


def _odd_growths(differences: pd.DataFrame, seen: Beside, sheet: str) -> list[Finding]:
    """Published growths far from what last year's value makes, or a hundredth of it; without one, far too large ones."""
    fresh = differences["change"].isin([NEW, CHANGED]) & differences["growth"].notna()
    rows = seen.rows(differences, fresh.to_numpy())
    rows = rows.assign(computed=(rows["value"] / rows["last_year"].where(rows["last_year"] > 0) - 1) * 100)
    apart = (rows["growth"] - rows["computed"]).abs() > _GROWTH_APART
    large = rows["computed"].isna() & (rows["growth"].abs() > _GROWTH_LARGE)
    # 0.071 is 7.1 % that lost its format.
    fraction = (rows["growth"].abs() < 1) & (rows["computed"].abs() > 2 * _FRACTION_APART)
    fraction &= (rows["growth"] * 100 - rows["computed"]).abs() < _FRACTION_APART
    return found_in(
        rows[(apart & (rows["growth"].abs() > _GROWTH_APART)) | large | fraction].sort_values("row"),
        sheet,
        "question",
        "odd_growth",
        _say_odd_growth,
    )


def _far(changed: pd.DataFrame, share: float) -> np.ndarray:
    far = (changed["value"] - changed["old"]).abs() > share * changed["old"].abs()
    return far.to_numpy()


def _of(row: dict[str, Any]) -> str:
    return f"“{row['name']}”{Period.from_key(str(row['period']))}"


def _n(row: dict[str, Any], cell: str) -> str:
    return f"{float(row[cell]):,.10g}{row['unit']}"


def _say_factor(row: dict[str, Any]) -> tuple[str, str]:
    times = float(row["times"])
    size = f"约大{times:.0f}倍" if times > 1 else f"约小{1 / times:.0f}倍"
    reference, against = float(row["reference"]), AGAINST[int(row["against"])]
    return (
        f"{_of(row)}为{_n(row, 'value')}，比{against}{reference:,.10g}{size}，疑为单位错误",
        f"按{row['unit']}填写，约{float(row['value']) / times:,.6g}；如确属修正，请在备注注明“修正”",
    )


def _say_fall(row: dict[str, Any]) -> tuple[str, str]:
    if row["after"] == row["after"]:
        compared = f"大于其后月份已有的累计数{float(row['after']):,.10g}"
    else:
        compared = f"小于此前月份的累计数{float(row['before']):,.10g}"
    return (
        f"{_of(row)}累计数{_n(row, 'value')}{compared}",
        "累计数不会下降；如为当月数请选“当月数”，如为修正请在备注注明“修正”",
    )


def _say_change(row: dict[str, Any]) -> tuple[str, str]:
    share = abs(row["value"] / row["old"] - 1) if row["old"] else np.inf
    by = f"，变动{number(share * 100, 1)}%" if np.isfinite(share) else ""
    return f"{_of(row)}将由{_n(row, 'old')}改为{_n(row, 'value')}{by}", "确认更正无误"


def _say_jump(row: dict[str, Any]) -> tuple[str, str]:
    return (
        f"{_of(row)}为{_n(row, 'value')}，本期变动{float(row['step']):,.6g}，远超该指标以往的变动",
        "确认数值无误",
    )


def _say_identical(row: dict[str, Any]) -> tuple[str, str]:
    return f"{_of(row)}与上月完全相同（{_n(row, 'value')}）", "确认不是漏改上月的数"


def _say_state(row: dict[str, Any]) -> tuple[str, str]:
    return f"{_of(row)}已有“{row['old_state']}”数，文件中是“{row['state']}”数", "确认用新数替换"


def _say_clear(row: dict[str, Any]) -> tuple[str, str]:
    old = _n(row, "old") if row["old"] == row["old"] else NO_VALUE
    return f"{_of(row)}在文件中为空，现有{old}", "留空不会清除现有数；确需清除请勾选“清空”"


def _say_clears(row: dict[str, Any]) -> tuple[str, str]:
    return f"{_of(row)}现有{_n(row, 'old')}，将被清空", "确认清空；不清空请取消勾选“清空”"


def _say_growth_lost(row: dict[str, Any]) -> tuple[str, str]:
    said = f"{_of(row)}原报同比{_growth(row, 'old_growth')}，文件中没有同比，更改后不再采用"
    return said, "确认；如有公布的同比，请一并填报"


def _say_growth_changes(row: dict[str, Any]) -> tuple[str, str]:
    return f"{_of(row)}同比将由{_growth(row, 'old_growth')}改为{_growth(row, 'growth')}", "确认更正无误"


def _say_odd_growth(row: dict[str, Any]) -> tuple[str, str]:
    beside = "" if np.isnan(row["computed"]) else f"，按上年同期推算为{_growth(row, 'computed')}"
    return f"{_of(row)}的同比为{row['growth']:g}%{beside}", "确认同比无误（单位为%）"


def _growth(row: dict[str, Any], cell: str) -> str:
    return f"{number(float(row[cell]), 1, sign=True)}%"
