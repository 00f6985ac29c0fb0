"""Drafts in the tables: by whom, when, and what happens when two write the same one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indicators.access import NotAllowedError
from indicators.years.draft import begin_draft, set_target
from indicators.years.saved_drafts import (
    DISCARDED,
    DRAFT,
    DraftOvertakenError,
    discard_draft,
    merge,
    save_draft,
    saved_draft,
)
from tests.reports import ADMINISTRATOR, ECONOMY

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_saved(store: Store) -> None:
    """The newest save is the draft; it counts in no plan."""
    opened = begin_draft(store.snapshot(), 2025)
    first = save_draft(store, ADMINISTRATOR, replace(opened, title="一"), opened=opened)
    save_draft(store, ADMINISTRATOR, replace(opened, title="二"), opened=first.draft, base=first.id)
    saved = saved_draft(store.snapshot(), 2025)
    assert saved is not None
    assert (saved.draft.title, saved.state, saved.by) == ("二", DRAFT, ADMINISTRATOR.name)
    assert set(store.snapshot().plans["year"]) == {2024}


def test_given_up(store: Store) -> None:
    """A draft that was given up is kept as it was, and is no draft any more."""
    opened = begin_draft(store.snapshot(), 2025)
    first = save_draft(store, ADMINISTRATOR, replace(opened, title="一"), opened=opened)
    discard_draft(store, ADMINISTRATOR, first)
    saved = saved_draft(store.snapshot(), 2025)
    assert saved is not None
    assert (saved.draft.title, saved.state) == ("一", DISCARDED)
    # Whoever still had it open sees that somebody was there, and may save it all the same.
    with pytest.raises(DraftOvertakenError):
        save_draft(store, ADMINISTRATOR, opened, opened=first.draft, base=first.id)
    assert save_draft(store, ADMINISTRATOR, opened, opened=first.draft, base=saved.id).state == DRAFT


def test_by_administrators_only(store: Store) -> None:
    """A department saves no plan of the whole zone."""
    draft = begin_draft(store.snapshot(), 2025)
    with pytest.raises(NotAllowedError, match="经发局"):
        save_draft(store, ECONOMY, draft, opened=draft)
    assert saved_draft(store.snapshot(), 2025) is None


@pytest.mark.parametrize("first", [True, False])
def test_later_save_sees_the_other_s_changes(store: Store, first: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """Nothing is written over what somebody else saved; it is named, and both are put together."""
    opened = begin_draft(store.snapshot(), 2025)
    base = "" if first else save_draft(store, ADMINISTRATOR, opened, opened=opened).id
    theirs = set_target(opened, "gazelles", "90", "科技局")
    save_draft(store, ADMINISTRATOR, theirs, opened=opened, base=base)
    mine = set_target(opened, "industrial_output", "2700", "经发局")
    with pytest.raises(DraftOvertakenError) as error:
        save_draft(store, ADMINISTRATOR, mine, opened=opened, base=base)
    assert error.value.changes == [
        "“瞪羚企业累计认定”的目标：空 → 90",
        "“瞪羚企业累计认定”的确认人：空 → 科技局",
    ]
    both = error.value.merged
    assert (both.target("gazelles").entered, both.target("industrial_output").entered) == ("90", "2700")
    again = save_draft(store, ADMINISTRATOR, both, opened=error.value.saved.draft, base=error.value.saved.id)
    assert again.draft == both


def test_same_field_by_two(store: Store) -> None:
    """Where both changed the same field, the one who saves now decides, having seen the other's."""
    opened = begin_draft(store.snapshot(), 2025)
    mine, theirs = (set_target(opened, "gazelles", number, "x") for number in ("90", "95"))
    assert merge(opened, mine, theirs).target("gazelles").entered == "90"
    removed = replace(opened, targets=opened.targets[1:])
    assert merge(opened, removed, theirs).targets[0].key == opened.targets[1].key
