"""The catalogue and the stored values as plain values for programs: what is absent is None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.frames import plain_records
from indicators.store import DEMO

if TYPE_CHECKING:
    from indicators.export.view import View

_DEFINITION = [
    "indicator", "lift", "name", "unit", "kind", "direction", "decimals", "frequency", "headline", "responsible_unit",
    "lead_official", "definition", "aliases", "retired", "origin",
]  # fmt: skip
_OBSERVATION = [
    "indicator", "lift", "period", "value", "unit", "growth", "state", "current", "origin", "source", "note", "upload",
    "reported_by", "reported_at",
]  # fmt: skip


def indicators_json(view: View) -> list[dict[str, Any]]:
    """Every indicator of the lift, or of the zone, as it is defined, in the catalogue's order."""
    rows = view.snapshot.catalogue.sort_values("position")
    return plain_records(rows.loc[rows["lift"] == view.lift if view.lift else slice(None), _DEFINITION])


def observations_json(view: View, *, history: bool) -> list[dict[str, Any]]:
    """The values that count up to the month, by indicator and period; with ``history`` what was reported before them, too.

    Each is in the unit that it was reported in. Simulated values that real ones have replaced are no history of anything.
    """
    counts, log = view.snapshot.observations, view.snapshot.log["observations"]
    real = counts.loc[counts["origin"] != DEMO, "indicator"].unique()
    rows = log[(log["origin"] != DEMO) | ~log["indicator"].isin(real)]
    rows = rows.assign(current=~rows.duplicated(["indicator", "period"], keep="last"))
    if not history:
        rows = rows[rows["current"] & rows["value"].notna()]
    rows = rows[rows["period"] <= view.through.key]
    for column in ("indicator", "lift"):
        wanted = getattr(view, column)
        rows = rows[rows[column] == wanted] if wanted else rows
    rows = rows.assign(unit=view.snapshot.units_when_reported(rows))
    return plain_records(rows.sort_values(["indicator", "period"], kind="stable")[_OBSERVATION])
