"""Targets and phases of a file as rows of ``plans``: a changed target is a revision beside the older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.reading import comparator, is_growth, wording_of_target
from indicators.store import REPORTED
from indicators.validation.checks import check_presented_plans
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.diff import CHANGED, NEW, UNCHANGED
from indicators.validation.observations import (
    check_permissions,
    check_units,
    check_value_ranges,
    join_definitions,
    match_indicators,
)
from indicators.validation.plan_phases import phases_to_year_to_date, year_targets
from indicators.validation.year_to_date import one_value_per_month

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

_KEY = ["indicator", "year", "phase"]
_YEAR_DIGITS = 4
_YEARS_AHEAD = 10
_GROWTH_NAMED = "增速|增长|增幅|涨幅"
# Targets of two years are within two and a half times of each other, or something is wrong with the unit.
_FACTORS, _NEAR = (100, 10000), 2.5


def check_plans(table: Table, context: Context) -> CheckResult:
    """Targets that would be written; each one that differs from what stands must be confirmed."""
    entries, findings = match_indicators(table, context.names)
    entries = join_definitions(entries, context)
    # Before units are converted: then a number no longer stands as it was written.
    entries = entries.assign(how=entries["found"].map(comparator, na_action="ignore"))
    entries, foreign = check_permissions(entries, table.sheet, context)
    entries, wrong = check_units(entries[entries["value"].notna()], table.sheet, context)
    rows, twice = one_value_per_month(entries, table.sheet)
    rows, phased = phases_to_year_to_date(rows, table.sheet, context)
    findings += [*foreign, *wrong, *twice, *phased, *check_value_ranges(rows, table.sheet, context)]
    findings += _growths_of_amounts(rows, table.sheet)
    differences = _compare(rows, context)
    findings += _far_years(differences, table.sheet, context)
    off, slips = _slips(differences, table.sheet, context)
    findings += [*slips, *_ask_about_revisions(differences[~off], table.sheet)]
    findings += _ask_about_bounds(differences, table.sheet)
    findings += check_presented_plans(differences, table.sheet, context)
    return CheckResult(_to_store(differences), differences, findings)


def _compare(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows with ``year``, ``phase`` (empty for the year's target), ``old``, ``change``, ``comparator``, ``wording``."""
    period = rows["period"]
    rows = rows.assign(
        year=period.str[:_YEAR_DIGITS].astype(int),
        phase=period.where(period.str.len() > _YEAR_DIGITS, ""),
    )
    current = context.snapshot.plans.assign(phase=lambda plans: plans["period"].fillna(""))
    standing = current.set_index(_KEY)[["target", "comparator", "wording"]]
    rows = rows.join(standing, on=_KEY).rename(columns={"target": "old"})
    rows = rows.rename(columns={"wording": "old_wording"})
    same = (rows["value"] - rows["old"]).abs() <= 1e-9 * rows["old"].abs().clip(lower=1)
    how = rows["how"].astype(object)
    same &= how.isna() | (how == rows["comparator"])
    catalogue = context.snapshot.catalogue.set_index("indicator")
    usual = np.where(catalogue["direction"].reindex(rows["indicator"]) == "less", "at_most", "at_least")
    amounts = [f"{value:,.10g}{unit}" for value, unit in zip(rows["value"], rows["unit"], strict=True)]
    # A bare number says nothing of how it is meant: as before, as is usual; 以内 is said where less is better.
    said = how.where(how.notna(), pd.Series(usual, rows.index).where(usual == "at_most"))
    return rows.assign(
        change=np.select([rows["old"].isna(), same], [NEW, UNCHANGED], CHANGED),
        comparator=how.where(how.notna(), rows["comparator"].astype(object)).fillna(
            pd.Series(usual, rows.index)
        ),
        wording=[
            amount if pd.isna(one) else wording_of_target(amount, one)
            for amount, one in zip(amounts, said, strict=True)
        ],
        against=how.notna() & (how != "about") & ((how == "at_most") != (usual == "at_most")),
    )


def _growths_of_amounts(rows: pd.DataFrame, sheet: str) -> list[Issue]:
    """增长6.5% is the target of a 增速 only; a share that is to grow by 5 % is not to be 5 %."""
    told = rows["found"].map(is_growth, na_action="ignore").eq(True)  # noqa: FBT003 - a blank is no growth
    return issues_for_rows(rows[told & ~rows["name"].str.contains(_GROWTH_NAMED)], sheet, "target_as_growth")


def _far_years(rows: pd.DataFrame, sheet: str, context: Context) -> list[Issue]:
    """No plan is made for a year so far ahead."""
    last = context.today.year + _YEARS_AHEAD
    return issues_for_rows(rows[rows["year"] > last].drop_duplicates("row"), sheet, "far_year", last=last)


def _slips(rows: pd.DataFrame, sheet: str, context: Context) -> tuple[pd.Series, list[Issue]]:
    """Year's targets a hundred or ten thousand times the one that stands, or last year's: which, and what is said."""
    targets = year_targets(context)
    before = pd.MultiIndex.from_arrays([rows["indicator"], rows["year"] - 1])
    reference = rows["old"].where(rows["old"].notna(), targets.reindex(before).to_numpy())
    ratio = (rows["value"] / reference.where(reference != 0)).abs()
    times = pd.Series(np.nan, rows.index)
    for factor in _FACTORS:
        for slip in (factor, 1 / factor):
            times[(ratio >= slip / _NEAR) & (ratio <= slip * _NEAR)] = slip
    off = times.notna() & (rows["phase"] == "") & (rows["change"] != UNCHANGED)
    told = rows[off].assign(times=times[off], reference=reference[off])
    return off, issues_for_rows(told, sheet, "off_by_factor.target", _slip)


def _slip(row: dict[str, Any]) -> dict[str, object]:
    times = row["times"]
    return {
        "against": "上年目标" if np.isnan(row["old"]) else "现有目标",
        "size": f"约大{times:.0f}倍" if times > 1 else f"约小{1 / times:.0f}倍",
        "right": row["value"] / times,
    }


def _ask_about_revisions(rows: pd.DataFrame, sheet: str) -> list[Issue]:
    return issues_for_rows(rows[rows["change"] == CHANGED], sheet, "plan_revision", _revision)


def _revision(row: dict[str, Any]) -> dict[str, str]:
    before, after = f"{row['old']:,.10g}{row['unit']}", f"{row['value']:,.10g}{row['unit']}"
    if before == after:
        before, after = f"“{row['old_wording']}”", f"“{row['wording']}”"
    return {"when": row["phase"] or f"{row['year']}年全年", "before": before, "after": after}


def _ask_about_bounds(rows: pd.DataFrame, sheet: str) -> list[Issue]:
    """以上 where less is better, or 以内 where more is, may be a slip."""
    return issues_for_rows(
        rows[rows["against"]], sheet, "bound_against_direction",
        lambda row: {"better": "越高" if row["comparator"] == "at_most" else "越低"},
    )  # fmt: skip


def _to_store(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["change"].isin([NEW, CHANGED])]
    return pd.DataFrame(
        {
            "indicator": rows["indicator"],
            "lift": rows["lift"],
            "year": rows["year"],
            "period": rows["phase"].where(rows["phase"] != "", None),
            "target": rows["value"],
            "comparator": rows["comparator"],
            "wording": rows["wording"],
            "note": rows["note"],
            "row": rows["row"],
            "origin": REPORTED,
        }
    )
