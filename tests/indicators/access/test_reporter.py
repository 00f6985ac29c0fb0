"""Who may report what."""

from __future__ import annotations

import pytest

from indicators.access import LOCAL_ADMINISTRATOR, NotAllowedError, Reporter


def test_department_reports_its_lifts_only() -> None:
    """A department's rows carry its own lifts; anything else is refused, naming what was asked and what is theirs."""
    reporter = Reporter("经发局", "department", frozenset({"industry"}))
    reporter.require(["industry"])
    with pytest.raises(
        NotAllowedError, match=r"“经发局”不能上报：创新提效（innovation）。可上报：产业提档（industry）。"
    ):
        reporter.require(["industry", "innovation"])


def test_somebody_who_only_looks_reports_nothing() -> None:
    """No lifts is not all lifts."""
    with pytest.raises(NotAllowedError, match="可上报：无"):
        Reporter("督查室", "department", frozenset()).require(["city"])


def test_administrator_reports_everything() -> None:
    """None stands for all lifts, those to come included."""
    LOCAL_ADMINISTRATOR.require(["overall", "vitality", "a_lift_to_come"])
    assert LOCAL_ADMINISTRATOR.is_administrator
