"""Phases of a plan: since January, rising to the year's target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.upload_helpers import OUTPUT, PROJECTS, ask, codes, file, only

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

TARGETS = "指标,单位,2024年目标"


def plan(*lines: str, heading: str = TARGETS) -> bytes:
    """A plan of 2024."""
    return file(*lines, heading=f"2024年目标任务分解表\n{heading}")


def targets(preview: Preview) -> list[tuple[object, ...]]:
    """Indicator, year, phase and target that would be written."""
    found = preview.checked.rows
    phase = found["period"].astype(object).where(found["period"].notna(), "")
    return list(zip(found["indicator"], found["year"], phase, found["target"], strict=True))


def test_phases(seeded: Store) -> None:
    """Months and quarters of the plan are stored next to the year's target, which stays."""
    heading = "指标,单位,2024年目标,2024年6月目标,2024年三季度目标"
    found = ask(seeded, plan("规上产值,亿元,2500,1200,1900", heading=heading))
    assert codes(found) == []
    assert targets(found) == [(OUTPUT, 2024, "2024-06", 1200.0), (OUTPUT, 2024, "2024Q3", 1900.0)]
    assert found.counts == {"new": 2, "changed": 0, "unchanged": 1, "would_clear": 0}


QUARTERS = "指标,单位,2024年一季度目标,2024年二季度目标,2024年三季度目标,2024年四季度目标,2024年目标"


def test_quarters_that_add_up_to_the_year(seeded: Store) -> None:
    """600, 700, 700, 700 of 2700 are the quarters' own: stored since January, which the clerk confirms."""
    found = ask(seeded, plan("规上产值,亿元,600,700,700,700,2700", heading=QUARTERS))
    assert codes(found) == ["confirm phases_added", "confirm plan_revision"]
    assert "按累计数600、1,300、2,000、2,700写入" in only(found, "phases_added").message
    assert targets(found)[:4] == [
        (OUTPUT, 2024, f"2024Q{n}", value) for n, value in enumerate((600.0, 1300.0, 2000.0, 2700.0), 1)
    ]


def test_quarters_since_january(seeded: Store) -> None:
    """Rising to the year's target they are stored as they are."""
    found = ask(seeded, plan("规上产值,亿元,600,1300,2000,2500,2500", heading=QUARTERS))
    assert codes(found) == []
    assert [target for *_, target in targets(found)] == [600.0, 1300.0, 2000.0, 2500.0]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("规上产值,亿元,600,1300,1200,2500,2500", "phase_falls", "E“2024年三季度目标”"),
        ("规上产值,亿元,600,1300,2600,2500,2500", "phase_over_target", "E“2024年三季度目标”"),
    ],
)
def test_phases_that_cannot_be(seeded: Store, line: str, code: str, column: str) -> None:
    """Since January nothing falls, and nothing is beyond the year's target."""
    problem = only(ask(seeded, plan(line, heading=QUARTERS)), code)
    assert (problem.severity, problem.row, problem.column) == ("error", 3, column)


def test_phases_far_below_the_year(seeded: Store) -> None:
    """A quarter of the year by June may be the second quarter's own: to be confirmed."""
    found = ask(seeded, plan("规上产值,亿元,600,650", heading="指标,单位,2024年一季度目标,2024年二季度目标"))
    assert codes(found) == ["confirm phase_low"]
    assert "只占全年的26%" in only(found, "phase_low").message


def test_a_falling_phase_silences_no_other_indicator(seeded: Store) -> None:
    """Whether another indicator's phases are too low is checked whatever was wrong with the one before it."""
    lines = ["规上产值,亿元,600,500", "新签项目,个,10,11"]
    heading = "指标,单位,2024年一季度目标,2024年二季度目标"
    assert codes(ask(seeded, plan(lines[1], heading=heading))) == ["confirm phase_low"]
    found = ask(seeded, plan(*lines, heading=heading))
    assert codes(found) == ["confirm phase_low", "error phase_falls"]
    assert (only(found, "phase_falls").row, only(found, "phase_low").row) == (3, 4)


def test_planned_pieces_are_whole(seeded: Store) -> None:
    """A phase of a count is whole, too."""
    heading = "指标,单位,2024年目标,2024年上半年目标"
    found = ask(seeded, plan("新签项目,个,50,25", heading=heading))
    assert (codes(found), targets(found)) == ([], [(PROJECTS, 2024, "2024-06", 25.0)])
