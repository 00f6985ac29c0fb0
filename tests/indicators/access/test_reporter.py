"""Who may report what."""

from __future__ import annotations

import pytest

from indicators.access import LOCAL_ADMINISTRATOR, NotAllowedError, Reporter, units_of

INDUSTRY = Reporter("经发局", "department", frozenset({"industry"}))
PROJECTS = Reporter("招商局", "department", frozenset(), frozenset({"招商局"}))
BOTH = Reporter("科技局", "department", frozenset({"innovation"}), frozenset({"科技局"}))
LOOKS = Reporter("督查室", "department", frozenset())


@pytest.mark.parametrize(
    ("reporter", "lift", "unit", "allowed"),
    [
        (INDUSTRY, "industry", "", True),
        (INDUSTRY, "industry", "招商局", True),
        (INDUSTRY, "innovation", "经发局", False),
        (PROJECTS, "industry", "招商局", True),
        (PROJECTS, "overall", "招商局", True),
        (PROJECTS, "industry", "经发局", False),
        (PROJECTS, "industry", "", False),
        (PROJECTS, "industry", "招商局二处", False),
        (PROJECTS, "industry", "经发局、招商局", True),
        (BOTH, "innovation", "", True),
        (BOTH, "overall", "科技局", True),
        (BOTH, "overall", "", False),
        (LOOKS, "city", "", False),
        (LOOKS, "city", "督查室", False),
        (LOCAL_ADMINISTRATOR, "a_lift_to_come", "经发局", True),
    ],
)
def test_lifts_or_units(reporter: Reporter, lift: str, unit: str, allowed: bool) -> None:  # noqa: FBT001
    """A department reports what lies in its lifts, and what its units answer for in whatever lift; nothing else."""
    assert reporter.may_report(lift, unit) is allowed


@pytest.mark.parametrize(
    ("reporter", "scope"),
    [
        (LOCAL_ADMINISTRATOR, "全部"),
        (Reporter("办公室", "department", frozenset({"space", "industry"})), "产业提档、载体提标"),
        (PROJECTS, "招商局负责的指标和任务"),
        (BOTH, "创新提效，以及科技局负责的指标和任务"),
        (LOOKS, "无（只能查看）"),
    ],
)
def test_scope_in_words(reporter: Reporter, scope: str) -> None:
    """What somebody may report is said as people say it, lifts in their order."""
    assert reporter.scope == scope


def test_who_only_looks() -> None:
    """Neither lifts nor units is nothing at all, and not everything."""
    assert [r.only_looks for r in (LOOKS, PROJECTS, INDUSTRY, LOCAL_ADMINISTRATOR)] == [True] + [False] * 3


def test_what_concerns_everybody() -> None:
    """What only administrators do is refused to departments, with what they wanted to do."""
    LOCAL_ADMINISTRATOR.require_administrator("管理密钥")
    everything = Reporter("办公室", "department", None)
    with pytest.raises(NotAllowedError, match="“办公室”不能管理密钥，请由管理员操作。"):
        everything.require_administrator("管理密钥")


@pytest.mark.parametrize("text", ["经发局、招商局", "经发局，招商局", " 经发局/招商局 ", "经发局\n招商局；"])
def test_units_of_one_cell(text: str) -> None:
    """Units that answer together are told apart, however an office writes them in one cell."""
    assert units_of(text) == {"经发局", "招商局"}
    assert units_of(" ") == frozenset()
