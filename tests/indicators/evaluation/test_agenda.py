"""The agenda: what must be followed up, worst first."""

from __future__ import annotations

from datetime import date

import pandas as pd

from indicators.evaluation.agenda import follow_ups
from indicators.period import Period

TODAY = date(2024, 9, 30)
SEPTEMBER = Period(2024, 9)
NAN = float("nan")


def agenda(
    answers: pd.DataFrame | None = None,
    chances: dict[str, float] | None = None,
    gaps: dict[str, float] | None = None,
    in_unit: dict[str, tuple[float, float]] | None = None,
) -> pd.DataFrame:
    """What must be followed up of indicators and tasks of every status."""
    given = {
        "slow": ("slow", -3.0), "behind": ("behind", -8.0), "worst": ("behind", -32.3), "stale": ("stale", NAN),
        "awaiting": ("awaiting", NAN), "good": ("on_schedule", 2.0), "achieved": ("achieved", 9.0),
        "unplanned": ("unplanned", NAN), "withheld": ("withheld", NAN),
    }  # fmt: skip
    indicators = pd.DataFrame.from_dict(given, orient="index", columns=["status", "gap_points"]).assign(
        lift="industry", name="指标", responsible_unit="", unit_origin="公开", origin="公开", chance=NAN
    )
    indicators.loc[list(gaps or {}), "gap_points"] = list((gaps or {}).values())
    indicators = indicators.assign(gap=NAN, target=NAN)
    for name, (gap, target) in (in_unit or {}).items():
        indicators.loc[name, ["gap_points", "gap", "target"]] = NAN, gap, target
    indicators.loc[list(chances or {}), "chance"] = list((chances or {}).values())
    days = [5, 20, -3, -40, 90, 0]
    tasks = pd.DataFrame({"days": days}, index=[*(f"days_{n}" for n in days[:-1]), "done"]).assign(
        lift="safety", title="任务", responsible_unit="", origin="报送",
        status=["due_soon", "due_soon", "overdue", "overdue", "in_progress", "done"],
    )  # fmt: skip
    columns = ["subject", "period", "reason", "measure", "deadline"]
    answers = pd.DataFrame(columns=columns) if answers is None else answers
    return follow_ups(indicators, tasks, answers, SEPTEMBER)


def test_worst_first() -> None:
    """Behind by the larger gap, overdue by the most days, slow, stale, due soon; nothing that goes well, is not reported or has no plan."""
    assert agenda()["subject"].tolist() == [
        "worst", "behind", "days_-40", "days_-3", "slow", "stale", "days_5", "days_20",
    ]  # fmt: skip


def test_gap_and_chance_together() -> None:
    """10 points behind with 90 % to miss weigh 19.0, 12 behind with 20 % weigh 14.4: the hopeless one leads."""
    gaps = {"behind": -10.0, "worst": -12.0}
    assert agenda(gaps=gaps)["subject"].tolist()[:2] == ["worst", "behind"]
    hopeless = agenda(chances={"behind": 0.1, "worst": 0.8}, gaps=gaps)
    assert hopeless["subject"].tolist()[:2] == ["behind", "worst"]


def test_gap_in_a_unit_is_a_share_of_its_target() -> None:
    """An average 3.6 above 32 (11.25 points) lags more than 8 points and less than 32.3; what broke a zero, most."""
    assert agenda(in_unit={"worst": (-3.6, 32.0)})["subject"].tolist()[:2] == ["worst", "behind"]
    assert agenda(in_unit={"behind": (-3.6, 32.0)})["subject"].tolist()[:2] == ["worst", "behind"]
    assert agenda(in_unit={"behind": (-1.0, 0.0)})["subject"].tolist()[:2] == ["behind", "worst"]


def test_answers_are_joined() -> None:
    """Reason, measure and deadline of the month looked at are on their subject's line, no other month's."""
    answers = pd.DataFrame(
        [
            {"subject": "worst", "period": "2024-09", "reason": "原因", "measure": "措施", "deadline": TODAY},
            {"subject": "behind", "period": "2024-08", "reason": "旧", "measure": "旧", "deadline": TODAY},
        ]
    )
    lines = agenda(answers).set_index("subject")[["reason", "measure", "deadline"]]
    assert lines.loc["worst"].tolist() == ["原因", "措施", TODAY]
    assert lines.drop(index="worst").isna().all(axis=None)
