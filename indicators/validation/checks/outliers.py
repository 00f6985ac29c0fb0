"""New values next to the series they continue: what cannot be, and what somebody should confirm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from indicators.labels import VALUE_STATES, is_missing
from indicators.thresholds import settings_of
from indicators.validation.checks.history import compare_with_history
from indicators.validation.checks.units import ask_for_unit, rounded, unit_of_slip
from indicators.validation.context import issues_for_rows
from indicators.validation.diff import CHANGED, UNCHANGED, WOULD_CLEAR
from indicators.wording import number

if TYPE_CHECKING:
    import pandas as pd

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

_REVISED = re.compile("修正|修订|更正|核实|订正")
# Percentage points by which a growth may change, and by which it may differ from the computed one.
_GROWTH_CHANGE, _GROWTH_APART = 5.0, 20.0
# Without last year's value: beyond this it must be confirmed.
_GROWTH_LARGE = 100.0
_HUNDRED_MILLION = 1e8
# Within these points of the computed growth, a hundred times the growth is what was meant.
_FRACTION_APART = 1.5
_RANKS = {state: rank for rank, state in enumerate(VALUE_STATES, start=1)}


def check_history(differences: pd.DataFrame, table: Table, context: Context) -> list[Issue]:
    """Issues of values that are new, changed or cleared."""
    cleared = differences["change"] == WOULD_CLEAR
    clear = "would_clear.confirm" if context.decisions.clear_blanks else "would_clear"
    issues = issues_for_rows(differences[cleared], table, clear)
    changes = (differences["growth"] - differences["old_growth"]).abs() > _GROWTH_CHANGE
    issues += issues_for_rows(differences[changes], table, "growth_changes", _growths)
    if cleared.all():
        return issues
    rows = compare_with_history(differences, context)
    rules = settings_of(context.snapshot).checks
    revised, changed = rows["note"].fillna("").str.contains(_REVISED), rows["change"] == CHANGED
    odd = _is_beyond(rows["distance"], rules.size_asked)
    far = _is_beyond(rows["distance"], rules.size_refused) & (not context.reporter.is_administrator)
    slip = rows["times"].notna()
    refused = far | (slip & rows["sure"] & odd & ~revised)
    falls = rows["falls"] & ~refused
    revisions = falls & (revised | ~rows["is_own_month"])
    large = changed & ((rows["value"] - rows["old"]).abs() > rules.large_change * rows["old"].abs())
    usual = ~slip & ~odd & ~falls
    rank, old_rank = (rows[name].map(_RANKS).fillna(0) for name in ("state", "old_state"))
    for kind, wanted, details in (
        ("off_by_factor", slip & refused, factor_details),
        ("off_by_factor.unsure", slip & ~refused & ~falls, factor_details),
        ("unusual_size", ~slip & refused, _size),
        ("unusual_size.unsure", odd & ~slip & ~refused & ~falls, _size),
        ("ytd_falls", falls & ~revisions, _fall),
        ("ytd_falls.revised", revisions, _fall),
        ("large_change", large & ~slip & ~odd, _change),
        ("jump", rows["jumps"] & usual & ~large & ~rows["identical"], None),
        ("identical", rows["identical"] & ~falls, None),
        ("state_backwards", changed & (rank > 0) & (rank < old_rank), None),
        # A published growth goes with the value that it was of.
        ("growth_lost", changed & rows["old_growth"].notna() & rows["growth"].isna(), _growths),
    ):
        issues += issues_for_rows(rows[wanted], table, kind, details, limit=rules.size_refused)
    return [*issues, *_odd_growths(rows, table), *ask_for_unit(rows.sort_values("period"), table, _compared)]


def _compared(row: dict[str, Any]) -> str:
    """How large a value is next to last year's, the year's target or the month before."""
    if row["last_year"] > 0:
        return f"约为上年同期的{rounded(row['value'] / row['last_year'])}倍"
    if row["target"] > 0:
        return f"约为年度计划的{rounded(row['value'] / row['target'] * 100)}%"
    if row["before"] > 0:
        return f"约为前期数的{rounded(row['value'] / row['before'])}倍"
    return "没有可比的数"


def _odd_growths(rows: pd.DataFrame, table: Table) -> list[Issue]:
    """Published growths far from the computed one, or a hundredth of it; without last year's value, far too large ones."""
    rows = rows[(rows["change"] != UNCHANGED) & rows["growth"].notna()]
    rows = rows.assign(computed=(rows["value"] / rows["last_year"].where(rows["last_year"] > 0) - 1) * 100)
    growth, computed = rows["growth"], rows["computed"]
    apart = ((growth - computed).abs() > _GROWTH_APART) & (growth.abs() > _GROWTH_APART)
    # 0.071 is 7.1 % that lost its format.
    fraction = (growth.abs() < 1) & (computed.abs() > 2 * _FRACTION_APART)
    fraction &= (growth * 100 - computed).abs() < _FRACTION_APART
    large = computed.isna() & (growth.abs() > _GROWTH_LARGE)
    return [
        *issues_for_rows(rows[large], table, "odd_growth"),
        *issues_for_rows(rows[apart | fraction], table, "odd_growth.computed", _growths),
    ]


def factor_details(row: dict[str, Any]) -> dict[str, object]:
    """How far off a value is that is ``times`` too large or, below 1, too small; the unit it seems to be in."""
    times, unit = row["times"], row["unit"]
    size = f"约大{_count(times)}倍" if times > 1 else f"约小{_count(1 / times)}倍"
    meant = unit_of_slip(unit, times)
    seems = f"，像是以{meant}为单位" if meant else ""
    return {"size": size, "seems": seems, "right": row["value"] / times}


def _count(times: float) -> str:
    return "1亿" if times >= _HUNDRED_MILLION else f"{times:.0f}"


def _is_beyond(distance: pd.Series, times: float) -> pd.Series:
    """Whether it is more than this many times too large, or too small."""
    return (distance > times) | (distance < 1 / times)


def _size(row: dict[str, Any]) -> dict[str, object]:
    distance = row["distance"]
    return {"share": f"{distance:,.0f}倍" if distance > 1 else f"{distance * 100:.2g}%"}


def _fall(row: dict[str, Any]) -> dict[str, object]:
    """The two sums that do not fit, and how far the later one falls."""
    later = not is_missing(row["after"])
    other, month = (row["after"], row["later_month"]) if later else (row["before"], row["past_month"])
    fall = round(abs(other - row["value"]), 9)
    return {
        "compared": f"比{'其后' if later else '此前'}1—{month:.0f}月的累计数{other:,.15g}{row['unit']}"
        f"{'多' if later else '少'}{fall:,.15g}"
    }


def _change(row: dict[str, Any]) -> dict[str, object]:
    percent = number(abs(row["value"] / row["old"] - 1) * 100, 1) if row["old"] else ""
    return {"by": f"，变动{percent}%" if percent else ""}


def _growths(row: dict[str, Any]) -> dict[str, object]:
    """Growths as signed text, — for a missing one."""
    return {
        f"{name}_growth": number(row.get(column), 1, sign=True)
        for name, column in (("old", "old_growth"), ("new", "growth"), ("computed", "computed"))
    }
