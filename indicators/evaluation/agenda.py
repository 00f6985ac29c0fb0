"""The agenda: what must be followed up (督办), worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from indicators.period import Period

# What comes first; what nobody has reported on is asked of the departments, not of a meeting. Within one rank the gap counts together with the chance: see ``_lag_points``.
_RANK = {"behind": 0, "overdue": 1, "slow": 2, "stale": 3, "due_soon": 4}
_COLUMNS = [
    "lift", "name", "status", "gap_points", "days", "chance", "responsible_unit", "unit_origin", "origin", "what",
]  # fmt: skip


def follow_ups(
    indicators: pd.DataFrame, tasks: pd.DataFrame, answers: pd.DataFrame, through: Period
) -> pd.DataFrame:
    """What must be followed up, worst first, with reason, measure and deadline where they are on record.

    Returns:
        Columns ``subject`` (indicator or task), ``lift``, ``name``, ``status``, ``gap_points``, ``days``, ``chance``,
        ``responsible_unit``, ``unit_origin``, ``origin``, ``what``, ``reason``, ``measure``, ``deadline``.
    """
    indicators = indicators.assign(days=np.nan, what="indicator", lag=_lag_points(indicators))
    tasks = tasks.rename(columns={"title": "name"}).assign(
        gap_points=np.nan, chance=np.nan, unit_origin=tasks["origin"], what="task", lag=np.nan
    )
    columns = [*_COLUMNS, "lag"]
    agenda = pd.concat([indicators[columns], tasks[columns]]).rename_axis("subject").reset_index()
    agenda = agenda[agenda["status"].isin(list(_RANK))]
    agenda = agenda.assign(rank=agenda["status"].map(_RANK)).sort_values(
        ["rank", "lag", "days"], ascending=[True, False, True], kind="stable"
    )
    agenda = agenda.drop(columns=["rank", "lag"]).reset_index(drop=True)
    answers = answers[answers["period"] == through.key].set_index("subject")[
        ["reason", "measure", "deadline"]
    ]
    # Not a join: pandas cannot join two empty columns of text.
    return agenda.assign(**answers.reindex(agenda["subject"]).set_axis(agenda.index))


def _lag_points(indicators: pd.DataFrame) -> pd.Series:
    """How far an indicator lags, 百分点: gap x (1 + chance of missing the target).

    10 points behind with 90 % to miss (19.0) come before 12 behind with 20 % (14.4). Without a projection (rates) the
    chance is taken as a half. A mean's gap is compared as a share of its target; against a target of zero any gap is
    the largest.
    """
    of_target = indicators["gap"] / indicators["target"].abs() * 100
    return -indicators["gap_points"].fillna(of_target) * (2 - indicators["chance"].fillna(0.5))
