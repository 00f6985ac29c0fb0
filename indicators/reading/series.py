"""New values beside the series they continue: what cannot be, and what somebody should confirm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.period import Period
from indicators.reading.context import found_in, recoded
from indicators.reading.differences import CHANGED, NEW, WOULD_CLEAR
from indicators.settings import settings
from indicators.tables import DEMO
from indicators.words import NO_VALUE, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.reading.context import Context
    from indicators.reading.findings import Finding, Level

_REVISED = re.compile("修正|修订|更正|核实|订正")
_RANKS = {"": 0, "预计": 1, "快报": 2, "正式": 3}
_FACTORS = (10, 100, 10000)
# How near to a power of ten a ratio must be to be taken for a slip of the unit: growth alone explains up to 30 %.
_NEAR = 1.3
# Fewer pieces than this grow tenfold by themselves.
_FEW = 20
# More months than any period can be: keys of (indicator, month) as one number.
_MONTHS = 1_000_000


def against_history(differences: pd.DataFrame, sheet: str, context: Context) -> list[Finding]:
    """Problems and questions about rows that are new or changed; simulated values are no history."""
    if differences.empty:
        return []
    rows = _judged(differences, context)
    revised = rows["note"].isin([n for n in rows["note"].cat.categories if _REVISED.search(str(n))])
    off, falls = rows["times"].notna(), rows["falls"] & rows["times"].isna()
    changed = rows["change"] == CHANGED
    large = changed & _far(rows["value"], rows["old"], settings().checks.large_change)
    jumps = rows["jumps"] & ~off & ~falls & ~large & ~rows["identical"]
    rank, old_rank = (_per_word(rows[name], lambda s: _RANKS.get(s, 0)) for name in ("state", "old_state"))
    backwards = changed & (rank > 0) & (rank < old_rank)
    return [
        *_ask(rows[off & ~revised], sheet, "problem", "off_by_factor", _say_factor),
        *_ask(rows[off & revised], sheet, "question", "off_by_factor", _say_factor),
        *_ask(rows[falls & ~revised], sheet, "problem", "ytd_falls", _say_fall),
        *_ask(rows[falls & revised], sheet, "question", "ytd_falls", _say_fall),
        *_ask(rows[large & ~off], sheet, "question", "large_change", _say_change),
        *_ask(rows[jumps], sheet, "question", "jump", _say_jump),
        *_ask(rows[rows["identical"] & ~falls], sheet, "question", "identical", _say_identical),
        *_ask(rows[backwards], sheet, "question", "state_backwards", _say_state),
        *_ask(rows[rows["change"] == WOULD_CLEAR], sheet, "note", "would_clear", _say_clear),
    ]


@dataclass(frozen=True)
class _Series:
    """The file's rows among the values that stand, by indicator and month.

    Attributes:
        indicator: code in the differences' categories.
        month: since the year 0.
        value: NaN where the file is blank.
        place: in the differences; -1 for a value that only stands.
        at: where each row of the differences is in here.
    """

    indicator: np.ndarray
    month: np.ndarray
    value: np.ndarray
    place: np.ndarray
    at: np.ndarray


def _series(differences: pd.DataFrame, context: Context) -> _Series:
    current = context.snapshot.coded_observations
    indicator = recoded(current["indicator"], differences["indicator"].cat.categories)
    real = (current["origin"] != DEMO) & current["value"].notna()
    stands = np.flatnonzero(real & (indicator >= 0))
    file_indicator = differences["indicator"].cat.codes.to_numpy(np.int64)
    key = np.r_[
        file_indicator * _MONTHS + _months(differences["period"]),
        indicator[stands].astype(np.int64) * _MONTHS + _months(current["period"])[stands],
    ]
    # The file's come first, and a stable sort leaves them before what stands for the same month.
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.r_[True, key[1:] != key[:-1]]
    order, key = order[first], key[first]
    place = np.where(order < len(differences), order, -1)
    at = np.empty(len(differences), dtype=np.int64)
    at[place[place >= 0]] = np.flatnonzero(place >= 0)
    # A blank that clears nothing leaves what stands.
    mine = (
        differences["value"]
        if context.answers.clear_blanks
        else differences["value"].fillna(differences["old"])
    )
    value = np.r_[mine.to_numpy(float), current["value"].to_numpy(float)[stands]][order]
    return _Series(key // _MONTHS, key % _MONTHS, value, place, at)


def _months(period: pd.Series) -> np.ndarray:
    """Months since the year 0 of a categorical column of keys."""
    return _per_word(period, lambda key: int(key[:4]) * 12 + int(key[5:7]) - 1)


def _per_word(column: pd.Series, meaning: Callable[[str], int]) -> np.ndarray:
    """A categorical column of text as numbers; each distinct word is looked at once, missing is 0."""
    numbers = [*(meaning(str(word)) for word in column.cat.categories), 0]
    return np.array(numbers, dtype=np.int64)[column.cat.codes.to_numpy()]


def _judged(differences: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows with ``before`` and ``after`` (the values around them in the year), ``last_year``, ``step``, and verdicts.

    ``times`` says how many times too large a value looks, ``falls``, ``identical`` and ``jumps`` whether it does;
    all of them only of rows that are new or changed.
    """
    series = _series(differences, context)
    month, value = series.month, series.value
    kinds = differences["kind"].cat.categories
    kind = np.zeros(len(differences["indicator"].cat.categories), dtype=np.int64)
    kind[differences["indicator"].cat.codes.to_numpy()] = differences["kind"].cat.codes.to_numpy()
    kind = kind[series.indicator]
    adds_up = kinds.isin(["flow", "count"])[kind]
    is_fresh = differences["change"].isin([NEW, CHANGED]).to_numpy()
    fresh = (series.place >= 0) & is_fresh[series.place]

    same = np.r_[False, series.indicator[1:] == series.indicator[:-1]]
    in_year = same & np.r_[False, month[1:] // 12 == month[:-1] // 12]
    previous = np.r_[np.nan, value[:-1]]
    before = np.where(in_year, previous, np.nan)
    key = series.indicator * _MONTHS + month
    earlier = np.searchsorted(key, key - 12)
    last_year = np.where(key[earlier] == key - 12, value[earlier], np.nan)
    base = np.where(adds_up, np.where(np.isnan(before), 0.0, before), np.where(same, previous, np.nan))
    step = value - base
    falls = adds_up & (value < before - 1e-9 * np.abs(before)) & (fresh | np.r_[False, fresh[:-1]])
    # The fall shows between two rows; where only the earlier one is the file's, that one is told.
    blamed = np.r_[falls[1:] & ~fresh[1:], False]
    after = np.where(blamed, np.r_[value[1:], np.nan], np.nan)
    follows = in_year & np.r_[False, np.diff(month) == 1]
    identical = fresh & follows & (value == before) & (value != 0) & kinds.isin(["flow", "rate"])[kind]
    told = {
        "before": before, "after": after, "last_year": last_year, "step": step,
        "falls": (falls & fresh) | blamed, "identical": identical,
        "jumps": fresh & _jumps(series.indicator, step, fresh),
    }  # fmt: skip
    rows = differences.assign(**{name: cells[series.at] for name, cells in told.items()})
    return rows.assign(times=_times(rows, is_fresh))


def _times(rows: pd.DataFrame, fresh: np.ndarray) -> pd.Series:
    """How many times too large (or, below 1, too small) a value looks beside what stands for it or last year's."""
    reference = rows["old"].fillna(rows["last_year"])
    ratio = rows["value"] / reference.where(reference != 0)
    ratio = ratio[fresh & ((ratio >= min(_FACTORS) / _NEAR) | (ratio <= _NEAR / min(_FACTORS)))]
    kind, value, reference = (column[ratio.index] for column in (rows["kind"], rows["value"], reference))
    many = (reference.abs() >= _FEW) | (value.abs() >= _FEW * 100)
    ratio = ratio.where((kind == "flow") | (many & (kind != "rate")))
    times = pd.Series(np.nan, index=ratio.index)
    for factor in _FACTORS:
        times = times.mask(ratio.between(factor / _NEAR, factor * _NEAR), factor)
        times = times.mask(ratio.between(1 / factor / _NEAR, _NEAR / factor), 1 / factor)
    return times.reindex(rows.index)


def _jumps(indicator: np.ndarray, step: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """Steps far outside those of the series so far: beyond so many times their own spread (median deviation)."""
    rules = settings().checks
    known = ~fresh & ~np.isnan(step)
    if not known.any():
        return np.zeros(len(step), dtype=bool)
    past, whose = pd.Series(step[known]), indicator[known]
    groups = past.groupby(whose)
    every = np.arange(indicator.max() + 1)
    middle = groups.median().where(groups.size() >= rules.jump_history).reindex(every).to_numpy()
    spread = (past - middle[whose]).abs().groupby(whose).median().reindex(every).to_numpy() * 1.4826
    allowed = np.maximum(spread * rules.jump_deviations, np.abs(middle) * rules.jump_share)
    far: np.ndarray = np.abs(step - middle[indicator]) > allowed[indicator]
    return far


def _far(value: pd.Series, old: pd.Series, share: float) -> pd.Series:
    far: pd.Series = (value - old).abs() > share * old.abs()
    return far


def _ask(
    rows: pd.DataFrame, sheet: str, level: Level, code: str, say: Callable[[dict[str, Any]], tuple[str, str]]
) -> list[Finding]:
    return found_in(rows.sort_values("row", kind="stable"), sheet, level, code, say) if len(rows) else []


def _of(row: dict[str, Any]) -> str:
    return f"“{row['name']}”{Period.from_key(str(row['period']))}"


def _n(row: dict[str, Any], cell: str) -> str:
    return f"{float(row[cell]):,.10g}{row['unit']}"


def _say_factor(row: dict[str, Any]) -> tuple[str, str]:
    times = float(row["times"])
    size = f"约大{times:.0f}倍" if times > 1 else f"约小{1 / times:.0f}倍"
    beside = "现有数" if row["old"] == row["old"] else "上年同期"
    reference = row["old"] if beside == "现有数" else row["last_year"]
    return (
        f"{_of(row)}为{_n(row, 'value')}，比{beside}{float(reference):,.10g}{size}，疑为单位错误",
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
