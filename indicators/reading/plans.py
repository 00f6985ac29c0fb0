"""Targets and phases of a file as rows of ``plans``: a changed target is a revision beside the older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.reading.context import Checked, found_in
from indicators.reading.cumulate import once
from indicators.reading.differences import CHANGED, NEW, UNCHANGED
from indicators.reading.observations import (
    identified,
    impossible,
    in_catalogue_units,
    only_yours,
    with_definitions,
)
from indicators.reading.phases import since_january, year_targets
from indicators.reading.shown import plans_shown
from indicators.tables import REPORTED

if TYPE_CHECKING:
    from indicators.reading.context import Context
    from indicators.reading.contract import Table
    from indicators.reading.findings import Finding

_KEY = ["indicator", "year", "phase"]
_YEAR_DIGITS = 4
_YEARS_AHEAD = 10
# Targets of two years are within two and a half times of each other, or something is wrong with the unit.
_FACTORS, _NEAR = (100, 10000), 2.5


def check_plans(table: Table, context: Context) -> Checked:
    """Targets that would be written; each one that differs from what stands must be confirmed."""
    entries, findings = identified(table, context.names)
    entries = with_definitions(entries, context)
    entries, foreign = only_yours(entries, table.sheet, context)
    entries, wrong = in_catalogue_units(entries[entries["value"].notna()], table.sheet, context)
    rows, twice = once(entries, table.sheet)
    rows, phased = since_january(rows, table.sheet, context)
    findings += [*foreign, *wrong, *twice, *phased, *impossible(rows, table.sheet, context)]
    differences = _compare(rows, context)
    findings += _far_years(differences, table.sheet, context)
    off, slips = _slips(differences, table.sheet, context)
    findings += [*slips, *_ask_about_revisions(differences[~off], table.sheet)]
    findings += plans_shown(differences, table.sheet, context)
    return Checked(_to_store(differences, context), differences, findings)


def _compare(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows with ``year``, ``phase`` (empty for the year's target), ``old`` and ``change``."""
    period = rows["period"].astype(str)
    rows = rows.assign(
        indicator=rows["indicator"].astype(str),
        year=period.str[:_YEAR_DIGITS].astype(int),
        phase=period.where(period.str.len() > _YEAR_DIGITS, ""),
    )
    current = context.snapshot.plans.assign(phase=lambda plans: plans["period"].fillna(""))
    standing = current.set_index(_KEY)[["target", "comparator", "wording"]]
    rows = rows.join(standing, on=_KEY).rename(columns={"target": "old"})
    same = (rows["value"] - rows["old"]).abs() <= 1e-9 * rows["old"].abs().clip(lower=1)
    return rows.assign(change=np.select([rows["old"].isna(), same], [NEW, UNCHANGED], CHANGED))


def _far_years(rows: pd.DataFrame, sheet: str, context: Context) -> list[Finding]:
    """No plan is made for a year so far ahead."""
    last = context.today.year + _YEARS_AHEAD
    return found_in(
        rows[rows["year"] > last].drop_duplicates("row"), sheet, "problem", "far_year",
        lambda row: (f"“{row['name']}”的计划年份是{row['year']}年", f"年份不晚于{last}年"),
    )  # fmt: skip


def _slips(rows: pd.DataFrame, sheet: str, context: Context) -> tuple[pd.Series, list[Finding]]:
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
    return off, found_in(told, sheet, "problem", "off_by_factor", _say_slip)


def _say_slip(row: dict[str, Any]) -> tuple[str, str]:
    size = f"约大{row['times']:.0f}倍" if row["times"] > 1 else f"约小{1 / row['times']:.0f}倍"
    whose = "上年目标" if np.isnan(row["old"]) else "现有目标"
    target = f"“{row['name']}”{row['year']}年的目标{row['value']:,.10g}{row['unit']}"
    return (
        f"{target}比{whose}{row['reference']:,.10g}{size}，疑为单位错误",
        f"按{row['unit']}填写，约{row['value'] / row['times']:,.6g}",
    )


def _ask_about_revisions(rows: pd.DataFrame, sheet: str) -> list[Finding]:
    def say(row: dict[str, Any]) -> tuple[str, str]:
        when = f"{row['year']}年全年" if not row["phase"] else row["phase"]
        return (
            f"“{row['name']}”{when}的目标将由{row['old']:,.10g}{row['unit']}调整为{row['value']:,.10g}{row['unit']}",
            "确认计划已经批准调整；原计划保留备查",
        )

    return found_in(rows[rows["change"] == CHANGED], sheet, "question", "plan_revision", say)


def _to_store(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    rows = rows[rows["change"].isin([NEW, CHANGED])]
    direction = (
        context.snapshot.catalogue.set_index("indicator")["direction"].reindex(rows["indicator"]).to_numpy()
    )
    said = [
        f"{value:,.10g}{unit}{'以内' if less else ''}"
        for value, unit, less in zip(
            rows["value"], rows["unit"].astype(str), direction == "less", strict=True
        )
    ]
    usual = pd.Series(np.where(direction == "less", "at_most", "at_least"), index=rows.index)
    return pd.DataFrame(
        {
            "indicator": rows["indicator"],
            "lift": rows["lift"].astype(str),
            "year": rows["year"],
            "period": rows["phase"].where(rows["phase"] != "", None),
            "target": rows["value"],
            "comparator": rows["comparator"].astype(object).where(rows["comparator"].notna(), usual),
            "wording": said,
            "note": rows["note"].astype(object),
            "row": rows["row"],
            "origin": REPORTED,
        }
    )
