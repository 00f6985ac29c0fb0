"""The list of plan years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from indicators.frames import records
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.years.draft import begin_draft
from indicators.years.listing import list_years
from indicators.years.saved_drafts import save_draft
from tests.reports import ADMINISTRATOR

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_plan_and_the_next_year(store: Store) -> None:
    """The newest stands first: the year to begin with its draft, then those that have a plan."""
    draft = begin_draft(store.snapshot(), 2025)
    save_draft(store, ADMINISTRATOR, draft, opened=draft)
    next_one, known = records(list_years(store.snapshot()))
    assert (next_one["year"], next_one["targets"], next_one["draft_by"]) == (2025, 0, ADMINISTRATOR.name)
    assert (known["year"], known["targets"], known["tasks"], known["by"]) == (2024, 14, 21, "系统")
    assert (known["draft_by"], known["closed_by"]) == ("", "")


def test_carried_task_stays_in_its_year(store: Store) -> None:
    """A task that is carried over is one of both years."""
    row = records(store.snapshot().tasks)[0] | {"year": 2025, "due": date(2025, 6, 30), "origin": REPORTED}
    store.append("tasks", pd.DataFrame([row]), Upload.new("管理员"))
    assert {row["year"]: row["tasks"] for row in records(list_years(store.snapshot()))} == {2025: 1, 2024: 21}
