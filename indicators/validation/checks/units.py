"""Numbers in another unit than the catalogue's: refused, or converted where that was asked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from indicators.reading import conversion_factor, is_scaled
from indicators.validation.context import issues_for_rows

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context


def check_units(entries: pd.DataFrame, table: Table, context: Context) -> tuple[pd.DataFrame, list[Issue]]:
    """Entries whose numbers are in the catalogue's unit."""
    pairs = list(zip(entries["unit_written"], entries["unit"], strict=True))
    factors = {pair: _factor(*pair) for pair in set(pairs)}
    factor = pd.Series([factors[pair] for pair in pairs], entries.index, dtype=float)
    # Growth is in %, whatever the indicator's own unit.
    wrong = (entries["measure"] != "growth") & (factor != 1.0) & entries["value"].notna()
    missing = wrong & (entries["unit_written"] == "")
    convertible = wrong & factor.notna()
    issues = [
        *issues_for_rows(entries[missing], table, "missing_unit"),
        *issues_for_rows(entries[wrong & ~missing & ~convertible], table, "wrong_unit"),
    ]
    rows = entries.assign(factor=factor)[convertible]
    if not context.decisions.convert_units:
        issues += issues_for_rows(
            rows, table, "wrong_unit.convertible",
            lambda row: {"times": max(row["factor"], 1 / row["factor"]), "right": row["value"] * row["factor"]},
        )  # fmt: skip
        return entries[~wrong], issues
    issues += issues_for_rows(rows.drop_duplicates("indicator"), table, "unit_converted")
    converted = entries.assign(
        value=entries["value"].where(~convertible, (entries["value"] * factor).round(12)),
        found=entries["found"].where(~convertible, None),
    )
    return converted[~wrong | convertible], issues


def _factor(written: str, wanted: str) -> float | None:
    """1.0 where the number can be taken as it is; None where a unit is missing or cannot be converted."""
    if not written:
        return None if is_scaled(wanted) else 1.0
    return conversion_factor(written, wanted)


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
