"""A draft next to last year: each indicator's last target and result, and the growth that its new target means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.frames import records
from indicators.labels import is_missing
from indicators.period import Period
from indicators.reading import NumberError, comparator, conversion_factor, parse_target, words_of_target
from indicators.years.proposals import amounts_of

if TYPE_CHECKING:
    from indicators.store import Snapshot
    from indicators.years.draft import Draft, DraftTarget

COLUMNS: Final = [
    "key", "listed", "name", "lift", "unit", "kind", "decimals", "last_target", "last_result", "last_month",
    "last_state", "last_origin", "entered", "target", "comparator", "wording", "on_target", "on_result", "words",
    "confirmed_by", "responsible_unit", "problem",
]  # fmt: skip
_DECEMBER: Final = 12


def prospect(snapshot: Snapshot, draft: Draft) -> pd.DataFrame:
    """The draft's indicators in their order.

    Returns:
        ``COLUMNS``: ``last_month`` is the month of ``last_result``; ``on_target`` and ``on_result`` are the growth against
        last year's target and whole year, as ratios, of rates in 百分点; ``problem`` says what is wrong with the row.
    """
    catalogue = {row["indicator"]: row for row in records(snapshot.catalogue)}
    last_targets, last_results = _last_targets(snapshot, draft.year), _last_results(snapshot, draft.year)
    rows = []
    for target in draft.targets:
        row = _defined(target, catalogue) | {
            "last_target": last_targets.get(target.indicator), "last_result": None, "last_month": "",
            "last_state": "", "last_origin": "",
        } | last_results.get(target.indicator, {}) | _entered(target, catalogue)  # fmt: skip
        growing = row["kind"] == "rate"
        whole_year = row["last_month"] == Period(draft.year - 1, _DECEMBER, "month").key
        row["on_target"] = _growth(row["target"], row["last_target"], points=growing)
        row["on_result"] = _growth(row["target"], row["last_result"] if whole_year else None, points=growing)
        rows.append(row)
    return pd.DataFrame(rows, columns=COLUMNS)


def _defined(target: DraftTarget, catalogue: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the catalogue says of an indicator, or the draft of a new one."""
    row = catalogue.get(target.indicator, {})
    fields = {name: row.get(name) or getattr(target, name) for name in ("name", "lift", "unit", "kind")}
    own = {
        name: getattr(target, name)
        for name in ("key", "listed", "entered", "words", "confirmed_by", "responsible_unit")
    }
    return fields | {"decimals": int(row.get("decimals", 2))} | own


def _entered(target: DraftTarget, catalogue: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The number, comparator and wording of what was entered, and what is wrong with it."""
    definition = catalogue.get(target.indicator, {})
    unit = definition.get("unit", target.unit)
    found: dict[str, Any] = {"target": None, "comparator": "", "wording": target.wording, "problem": ""}
    try:
        number = parse_target(target.entered)
    except NumberError as error:
        return found | {"problem": f"目标{error}，请填数字，如 2700、力争突破2700{unit}"}
    if is_missing(number.value):
        return found
    # A bare number is in the unit that stood beside it when it was entered, whatever the catalogue has now.
    written = number.unit or target.entered_in
    factor = conversion_factor(written, unit) if written else 1.0
    if factor != 1.0:
        right = "" if factor is None else f"，即{number.value * factor:,.12g}{unit}"
        return found | {
            "problem": f"目标“{target.entered}”的单位是{written}，目录中是{unit}，请按{unit}填写{right}"
        }
    usual = "at_most" if definition.get("direction", target.direction) == "less" else "at_least"
    how = comparator(target.entered) or _comparator_of_wording(target.wording) or usual
    found |= {"target": number.value, "comparator": how}
    return found | {"wording": target.wording or words_of_target(target.entered, unit)}


def _comparator_of_wording(wording: str) -> str | None:
    """How the first number of a wording is meant, as ``catalogue.Target.comparator`` names it; None for a bare one."""
    amounts = amounts_of(wording)
    return amounts[0].how if amounts else None


def _last_targets(snapshot: Snapshot, year: int) -> dict[str, float]:
    plans = snapshot.plans
    plans = plans[(plans["year"] == year - 1) & (plans["period"].fillna("") == "")]
    return dict(zip(plans["indicator"], plans["target"], strict=True))


def _last_results(snapshot: Snapshot, year: int) -> dict[str, dict[str, Any]]:
    """The newest value of last year, whichever month it reaches to."""
    values = snapshot.observations
    values = values[values["period"].str.startswith(f"{year - 1}-") & values["value"].notna()]
    newest = values.sort_values("period").drop_duplicates("indicator", keep="last")
    return {
        row["indicator"]: {
            "last_result": row["value"], "last_month": row["period"], "last_state": row["state"] or "",
            "last_origin": row["origin"],
        }
        for row in records(newest)
    }  # fmt: skip


def _growth(target: float | None, before: float | None, *, points: bool) -> float | None:
    if target is None or before is None or is_missing(before):
        return None
    if points:
        return target - before
    return target / before - 1 if before > 0 else None
