"""The draft of a plan year: begun from last year, filled by proposals, confirmed by persons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indicators.years.draft import (
    adopt,
    as_target_of,
    begin_draft,
    draft_text,
    fill_in,
    next_year,
    read_draft,
    refuse,
    set_target,
    state_of,
)
from indicators.years.proposals import proposals

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store
    from indicators.years.draft import Draft
    from indicators.years.proposals import Proposal

TEXT = "2025年，力争规上工业总产值突破2700亿元，新签产业项目60个以上，瞪羚企业90家、高标准厂房20万平方米。"


@pytest.fixture
def snapshot(seeded: Store) -> Snapshot:
    """The seed."""
    return seeded.snapshot()


def proposed(snapshot: Snapshot) -> list[Proposal]:
    """What the text proposes: three targets, and one number without a name."""
    found = proposals(TEXT, snapshot, 2025)
    assert [p.indicator for p in found] == ["industrial_output", "new_projects", "gazelles", ""]
    return found


def test_begins_with_last_year_s_plan(snapshot: Snapshot) -> None:
    """Names and order are last year's, the targets are empty, what is not done waits for a decision."""
    draft = begin_draft(snapshot, 2025)
    in_order = snapshot.catalogue.sort_values("position")["indicator"].tolist()
    assert [target.indicator for target in draft.targets] == in_order
    assert {(target.entered, target.confirmed_by) for target in draft.targets} == {("", "")}
    assert {(task.what, task.due) for task in draft.tasks} == {("", "")}
    # Two tasks are due in later years and go on by themselves.
    assert len(draft.tasks) == 19
    assert "work_safety_2026" not in {task.task for task in draft.tasks}


def test_simulated_words_are_not_taken_over(simulated: Store) -> None:
    """A simulated unit in charge does not become a real one by way of a plan, nor a simulated state the end of a task."""
    draft = begin_draft(simulated.snapshot(), 2025)
    assert {row.responsible_unit for row in (*draft.targets, *draft.tasks)} == {""}
    assert len(draft.tasks) == 19


def test_begins_with_the_year_s_own_plan(snapshot: Snapshot) -> None:
    """Where the year has a plan, its targets, their words and the announcement stand in the draft."""
    draft = begin_draft(snapshot, 2024)
    target = draft.target("industrial_output")
    assert (target.entered, target.wording) == ("2500", "力争突破2500亿元")
    assert target.confirmed_by
    assert "力争突破2500亿元" in draft.text


def test_next_year(snapshot: Snapshot) -> None:
    """The year to begin follows the newest plan."""
    assert next_year(snapshot) == 2025


def test_proposals_only_wait(snapshot: Snapshot) -> None:
    """What is filled in is confirmed by nobody, and leaves alone what somebody typed."""
    draft = set_target(begin_draft(snapshot, 2025), "gazelles", "95", "科技局")
    found = proposed(snapshot)
    draft = fill_in(draft, found)
    assert [state_of(draft, p) for p in found[:3]] == ["filled", "filled", "open"]
    assert {target.key for target in draft.targets if target.confirmed_by} == {"gazelles"}
    assert draft.target("industrial_output").wording == "突破2700亿元"


def test_several_numbers_fill_nothing(snapshot: Snapshot) -> None:
    """Where a text gives an indicator two numbers, neither is filled in."""
    found = proposals("2025年确保规上工业总产值2600亿元，规上工业总产值力争2700亿元。", snapshot, 2025)
    draft = fill_in(begin_draft(snapshot, 2025), found)
    assert draft.target("industrial_output").entered == ""
    assert adopt(draft, found[1], "办公室").target("industrial_output").entered == "2700"


def test_taken_and_refused(snapshot: Snapshot) -> None:
    """A proposal is taken by a person, refused, and taken all the same later."""
    found = proposed(snapshot)
    draft = adopt(fill_in(begin_draft(snapshot, 2025), found), found[0], "办公室")
    assert (state_of(draft, found[0]), draft.target("industrial_output").confirmed_by) == (
        "adopted",
        "办公室",
    )
    draft = refuse(draft, found[0])
    assert (state_of(draft, found[0]), draft.target("industrial_output").entered) == ("refused", "")
    # Reading the text once more does not bring it back by itself.
    assert fill_in(draft, found).target("industrial_output").entered == ""
    assert state_of(adopt(draft, found[0], "办公室"), found[0]) == "adopted"


def test_number_gets_a_name(snapshot: Snapshot) -> None:
    """A person names the indicator of a number without a name; its unit is converted, another dimension is none."""
    number = proposed(snapshot)[3]
    named = as_target_of(number, "new_premises_area", "万平方米")
    assert named is not None
    assert adopt(begin_draft(snapshot, 2025), named, "办公室").target("new_premises_area").entered == "20"
    assert as_target_of(number, "gazelles", "家") is None


def test_typed_number_has_no_words(snapshot: Snapshot) -> None:
    """Another number than the announcement's does not keep its words, and is confirmed by who typed it."""
    draft = fill_in(begin_draft(snapshot, 2025), proposed(snapshot))
    target = set_target(draft, "industrial_output", "2650", "经发局").target("industrial_output")
    assert (target.entered, target.wording, target.words, target.confirmed_by) == ("2650", "", "", "经发局")
    emptied = set_target(draft, "industrial_output", "", "经发局").target("industrial_output")
    assert emptied.confirmed_by == ""


def test_text_and_back(snapshot: Snapshot) -> None:
    """A draft written as text is the same when it is read."""
    draft: Draft = replace(begin_draft(snapshot, 2025), text=TEXT, refused=("x",))
    assert read_draft(draft_text(draft)) == draft
