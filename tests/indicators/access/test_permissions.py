"""Which rows are whose, as the newest catalogue and tasks say; what is simulated is in charge of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.access import (
    LOCAL_ADMINISTRATOR,
    NotAllowedError,
    Reporter,
    are_reportable,
    require_reportable,
    responsible_units,
    units_in_charge,
)
from tests.store_helpers import in_charge

if TYPE_CHECKING:
    from indicators.store.store import Store

PROJECTS = Reporter("招商局", "department", frozenset(), frozenset({"招商局"}))
OUTPUT, NEW, GDP, PARK = "industrial_output", "new_projects", "gdp_growth", "robot_park"


def reported_by(store: Store, reporter: Reporter) -> set[str]:
    """The indicators and tasks that somebody may report."""
    now = store.snapshot()
    own = [rows[are_reportable(rows, reporter, now)] for rows in (now.catalogue, now.tasks)]
    return {*own[0]["indicator"], *own[1]["task"]}


def test_one_lift_two_units(store: Store) -> None:
    """Two units share a lift and neither may write over the other; one may answer for GDP, which is in no lift."""
    in_charge(store, **{OUTPUT: "经发局", NEW: "招商局", GDP: "经发局", PARK: "招商局"})
    economy = Reporter("经发局", "department", frozenset(), frozenset({"经发局"}))
    assert reported_by(store, PROJECTS) == {NEW, PARK}
    assert reported_by(store, economy) == {OUTPUT, GDP}


def test_simulated_units_answer_for_nothing(store_with_demo: Store) -> None:
    """The demonstration names 招商局 for five indicators and tasks: that opens none of them."""
    assert "招商局" in set(store_with_demo.snapshot().catalogue["responsible_unit"])
    assert reported_by(store_with_demo, PROJECTS) == set()
    assert units_in_charge(store_with_demo.snapshot()) == []
    in_charge(store_with_demo, **{NEW: "招商局"})
    assert reported_by(store_with_demo, PROJECTS) == {NEW}


def test_changed_unit_counts_at_once(store: Store) -> None:
    """Whoever answers now may report now; who answered before may not any more."""
    in_charge(store, **{NEW: "招商局"})
    in_charge(store, **{NEW: "经发局"})
    assert responsible_units(store.snapshot())[NEW] == "经发局"
    assert reported_by(store, PROJECTS) == set()


def test_units_are_those_of_catalogue_and_tasks(store: Store) -> None:
    """Every unit is listed once, also where several answer together."""
    in_charge(store, **{NEW: "招商局、经发局", OUTPUT: "经发局", PARK: "科技局"})
    assert sorted(units_in_charge(store.snapshot())) == sorted(["招商局", "经发局", "科技局"])


def test_refusal_says_who_answers(store: Store) -> None:
    """The first of the rows that are not theirs is named with whom it belongs to, and how many there are."""
    in_charge(store, **{OUTPUT: "经发局", NEW: "招商局"})
    now = store.snapshot()
    rows = now.catalogue[now.catalogue["indicator"].isin([OUTPUT, NEW])]
    with pytest.raises(NotAllowedError) as refused:
        require_reportable(rows, PROJECTS, now)
    assert str(refused.value) == (
        "“规上工业总产值”由经发局负责，“招商局”不能上报。可上报：招商局负责的指标和任务。"
    )
    rows = pd.DataFrame(
        {"subject": ["orthopaedics_centre", "unicorns"], "lift": ["innovation", "innovation"]}
    )
    with pytest.raises(NotAllowedError, match=r"属创新提效，责任单位待明确，“招商局”不能上报。这样的共2项。"):
        require_reportable(rows, PROJECTS, now)
    require_reportable(rows, LOCAL_ADMINISTRATOR, now)
