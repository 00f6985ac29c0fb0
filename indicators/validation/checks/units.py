"""Numbers in another unit than the catalogue's: refused, or converted where that was asked for; without one: asked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.frames import records
from indicators.labels import join_statements
from indicators.reading import conversion_factor, is_scaled
from indicators.validation.context import issues_for_rows, period_text
from indicators.validation.diff import UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context
    from indicators.validation.names import Names

_MOST_NAMES = 20


def check_units(entries: pd.DataFrame, table: Table, context: Context) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries whose numbers are in the catalogue's unit; ``unit_assumed`` where they do not say so, and could be in another."""
    pairs = list(zip(entries["unit_written"], entries["unit"], strict=True))
    factors = {pair: _factor(*pair) for pair in set(pairs)}
    factor = pd.Series([factors[pair] for pair in pairs], entries.index, dtype=float)
    # Growth is in %, whatever the indicator's own unit.
    measured = (entries["measure"] != "growth") & entries["value"].notna()
    wrong = measured & (factor != 1.0)
    convertible = wrong & factor.notna()
    scaled = entries["unit"].map({unit: is_scaled(unit) for unit in entries["unit"].unique()}).astype(bool)
    entries = entries.assign(unit_assumed=measured & (entries["unit_written"] == "") & scaled)
    issues = issues_for_rows(entries[wrong & ~convertible], table, "wrong_unit")
    rows = entries.assign(factor=factor)[convertible]
    if not context.decisions.convert_units:
        issues += issues_for_rows(
            rows, table, "wrong_unit.convertible",
            lambda row: {"times": max(row["factor"], 1 / row["factor"]), "right": row["value"] * row["factor"]},
        )  # fmt: skip
        return _without(entries, wrong), issues
    issues += issues_for_rows(rows.drop_duplicates("indicator"), table, "unit_converted")
    converted = entries.assign(
        value=entries["value"].where(~convertible, (entries["value"] * factor).round(12)),
        found=entries["found"].where(~convertible, None),
    )
    return _without(converted, wrong & ~convertible), issues


def _without(entries: pd.DataFrame, refused: pd.Series) -> pd.DataFrame:
    """Entries but those refused and the growths beside them, which nobody would miss a value for."""
    keys = pd.MultiIndex.from_frame(entries[["indicator", "period"]])
    beside = keys.isin(keys[refused]) & (entries["measure"] == "growth")
    return entries[~refused & ~beside]


def _factor(written: str, wanted: str) -> float | None:
    """1.0 where the number can be taken as it is; None where its unit cannot be converted."""
    # Of 单位：亿元、% each indicator's own counts.
    factors = [conversion_factor(unit, wanted) for unit in written.split("、")]
    return 1.0 if 1.0 in factors else factors[0] if written else 1.0


def ask_for_unit(rows: pd.DataFrame, table: Table, compare: Callable[[dict[str, Any]], str]) -> list[Issue]:
    """One question for all numbers without a unit: the last one of each indicator, and how large it is.

    Args:
        rows: with ``unit_assumed``; those that matter most come last.
        table: the table of the file.
        compare: what a row's value is next to what is known.
    """
    rows = rows[rows["unit_assumed"].astype(bool) & (rows["change"] != UNCHANGED)]
    if table.unit_confirmed or rows.empty:
        return []
    newest = records(rows.drop_duplicates("indicator", keep="last").sort_values("row"))
    listed = join_statements(
        f"{row['name']}（{row['unit']}）{period_text(row['period'])}{row['value']:,.15g}，{compare(row)}"
        for row in newest[:_MOST_NAMES]
    )
    more = f"；等{len(newest)}项" if len(newest) > _MOST_NAMES else ""
    return issues_for_rows(rows.assign(column=""), table, "unit_assumed", listed=f"{listed}{more}")


def rounded(ratio: float) -> str:
    """How large something is, roughly.

    >>> rounded(1.0588), rounded(97_123_456.0)
    ('1.06', '97,100,000')
    """
    return f"{float(f'{ratio:.3g}'):,.15g}"


def amounts_of_rates(entries: pd.DataFrame, table: Table, names: Names) -> tuple[pd.DataFrame, list[Issue]]:
    """Of a rate's row with an amount and its growth the growth is the rate: 56.3 亿元, 6.5 % of 收入 for 收入增速."""
    is_rate, is_growth = entries["kind"] == "rate", entries["measure"] == "growth"
    rates = entries[is_rate & ~is_growth]
    key = ["indicator", "period"]
    growths = pd.MultiIndex.from_frame(entries.loc[is_rate & is_growth & entries["value"].notna(), key])
    is_amount = [
        conversion_factor(written, wanted) is None if written else names.rate_of(name) == rate
        for written, wanted, name, rate in zip(
            rates["unit_written"], rates["unit"], rates["written"], rates["name"], strict=True
        )
    ]
    beside = pd.MultiIndex.from_frame(rates[key]).isin(growths)
    amounts = rates[pd.Series(is_amount, rates.index, dtype=bool) & beside]
    issues = issues_for_rows(amounts.drop_duplicates("indicator"), table, "amount_of_rate")
    return entries.drop(amounts.index), issues


def unit_of_slip(unit: str, times: float) -> str:
    """The unit in which a number would be ``times`` what it is in ``unit``: 元 for 亿元; empty where no office uses one.

    >>> unit_of_slip("亿元", 1e8), unit_of_slip("万平方米", 1e4), unit_of_slip("个", 100)
    ('元', '平方米', '')
    """
    base = unit.lstrip("百千万亿")
    for written in (base, f"万{base}", f"百万{base}", f"亿{base}") if is_scaled(unit) else ():
        factor = conversion_factor(written, unit)
        if factor is not None and math.isclose(factor * times, 1.0):
            return written
    return ""
