"""Targets and phases of a file as rows of ``plans``: a changed target is a revision next to the older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.frames import records
from indicators.labels import is_missing, join_clauses
from indicators.reading import is_growth
from indicators.store import REPORTED
from indicators.validation.checks import (
    ask_for_unit,
    check_duplicates,
    check_permissions,
    check_presented_plans,
    check_units,
    check_value_ranges,
    factor_details,
    join_definitions,
    match_indicators,
    rounded,
)
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.diff import CHANGED, NEW, UNCHANGED, equal, replaced_demo
from indicators.validation.plan_phases import phases_to_year_to_date
from indicators.validation.plan_words import WORDS, changed_terms, check_words, compare_words, take_words

if TYPE_CHECKING:
    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

_YEAR_DIGITS = 4
_YEARS_AHEAD = 10
_GROWTH_NAMED = "增速|增长|增幅|涨幅"
# Targets of two years are within two and a half times of each other, or something is wrong with the unit.
_FACTORS, _NEAR = (100, 10000, 100_000_000), 2.5


def check_plans(table: Table, context: Context) -> CheckResult:
    """Targets that would be written; each one that differs from the stored one must be confirmed."""
    entries, unknown = match_indicators(table, context.names)
    entries = join_definitions(entries, context)
    entries, foreign = check_permissions(take_words(entries), table, context)
    unsaid = entries[entries["value"].isna() & entries["own_wording"].notna()]
    unsaid = unsaid.assign(wording=unsaid["own_wording"])
    entries, units = check_units(entries[entries["value"].notna()], table, context)
    rows, twice = check_duplicates(entries, table)
    period = rows["period"]
    rows = rows.assign(
        year=period.str[:_YEAR_DIGITS].astype(int), phase=period.where(period.str.len() > _YEAR_DIGITS, "")
    )
    rows, phases = phases_to_year_to_date(rows, table, context)
    differences = _compare(rows, context)
    off, slips = _check_factors(differences, table, context)
    revised = differences[~off & (differences["change"] == CHANGED)]
    announced = differences[differences["own_announced"].notna()].drop_duplicates("row")
    early = announced[announced["own_announced"] > context.today]
    far = differences[differences["year"] > context.today.year + _YEARS_AHEAD].drop_duplicates("row")
    # A meeting is shown the number and its words.
    same_words = differences["wording"] == differences["old_wording"]
    shown = differences[~(equal(differences["value"], differences["old"]) & same_words)]
    issues = [
        *unknown, *foreign, *units, *twice, *phases, *slips,
        *issues_for_rows(unsaid, table, "words_without_target", field="wording"),
        *issues_for_rows(early, table, "future_day.announced", field="announced", today=context.today),
        *check_words(differences, table),
        *check_value_ranges(rows, table, context),
        *_growths_of_amounts(rows, table),
        *issues_for_rows(far, table, "far_year", last=context.today.year + _YEARS_AHEAD),
        *issues_for_rows(revised, table, "plan_revision", _revision),
        # 以上 where less is better, or 以内 where more is, may be a slip.
        *issues_for_rows(
            differences[differences["unusual"]], table, "bound_against_direction",
            lambda row: {"better": "越高" if row["comparator"] == "at_most" else "越低"},
        ),
        *check_presented_plans(shown, table, context),
        # The year's target matters most.
        *ask_for_unit(differences.sort_values(["phase", "year"], ascending=[False, True]), table, _compared),
    ]  # fmt: skip
    written = _to_store(differences)
    issues += replaced_demo(written, context, "plans")
    return CheckResult(written, differences, issues)


def _compare(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Rows with ``old``, ``change``, what ``compare_words`` adds, what changes of that as text, and ``unusual``.

    Unusual is a bound on the wrong side.
    """
    key = ["indicator", "year", "phase"]
    plans = context.snapshot.plans.assign(phase=lambda plans: plans["period"].fillna("")).set_index(key)
    current = plans.reindex(pd.MultiIndex.from_frame(rows[key])).set_axis(rows.index)
    direction = context.snapshot.catalogue.set_index("indicator")["direction"].reindex(rows["indicator"])
    less = pd.Series((direction == "less").to_numpy(), rows.index)
    usual = pd.Series(np.where(less, "at_most", "at_least"), rows.index, dtype=object)
    rows = compare_words(rows.assign(old=current["target"]), current, usual, less)
    change = np.select([rows["old"].isna(), rows["same_words"]], [NEW, UNCHANGED], CHANGED)
    written = rows["written_comparator"]
    against = written.notna() & (written != "about") & ((written == "at_most") != less)
    terms = [changed_terms(row, given=is_missing(row["old"])) for row in records(rows)]
    return rows.assign(
        change=change, unusual=against & (change != UNCHANGED),
        old_terms=[before if not is_missing(old) else "" for (before, _), old in zip(terms, rows["old"], strict=True)],
        new_terms=[after for _, after in terms],
    )  # fmt: skip


def _growths_of_amounts(rows: pd.DataFrame, table: Table) -> list[Issue]:
    """增长6.5% is the target of a 增速 only; a share that is to grow by 5 % is not to be 5 %."""
    growth = rows["found"].map(is_growth, na_action="ignore").eq(True)  # noqa: FBT003 - a blank is no growth
    return issues_for_rows(
        rows[growth & ~rows["name"].str.contains(_GROWTH_NAMED)], table, "target_as_growth"
    )


def _check_factors(rows: pd.DataFrame, table: Table, context: Context) -> tuple[pd.Series, list[Issue]]:
    """Which year's targets are a hundred or ten thousand times the stored one, or last year's; and their issues."""
    last_year = pd.MultiIndex.from_arrays([rows["indicator"], rows["year"] - 1])
    reference = rows["old"].where(rows["old"].notna(), context.year_targets.reindex(last_year).to_numpy())
    ratio = (rows["value"] / reference.where(reference != 0)).abs()
    times = pd.Series(np.nan, rows.index)
    for factor in _FACTORS:
        for slip in (factor, 1 / factor):
            times[(ratio >= slip / _NEAR) & (ratio <= slip * _NEAR)] = slip
    off = times.notna() & (rows["phase"] == "") & (rows["change"] != UNCHANGED)
    against = rows["old"].isna().map({True: "上年目标", False: "现有目标"})
    rows = rows.assign(times=times, reference=reference, against=against)[off]
    return off, issues_for_rows(rows, table, "off_by_factor.target", factor_details)


def _compared(row: dict[str, Any]) -> str:
    """How large a target is next to the one that stands."""
    return f"约为现有目标的{rounded(row['value'] / row['old'])}倍" if row["old"] > 0 else "没有可比的数"


def _revision(row: dict[str, Any]) -> dict[str, str]:
    amounts = [f"{row[number]:,.15g}{row['unit']}" for number in ("old", "value")]
    amounts = amounts if amounts[0] != amounts[1] else ["", ""]
    before, after = map(join_clauses, zip(amounts, changed_terms(row, given=True), strict=True))
    if before == after:
        before, after = f"“{row['old_wording']}”", f"“{row['wording']}”"
    return {"before": before, "after": after}


def _to_store(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["change"].isin([NEW, CHANGED])]
    rows = rows.assign(
        period=rows["phase"].where(rows["phase"] != "", None), target=rows["value"], origin=REPORTED
    )
    columns = ["indicator", "lift", "year", "period", "target", "comparator", *WORDS, "note", "row", "origin"]
    return rows[columns]
