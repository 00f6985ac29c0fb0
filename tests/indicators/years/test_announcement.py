"""What a plan year rests on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from indicators.years.announcement import announcement

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_seed_has_the_article(seeded: Store) -> None:
    """The plan of 2024 comes with its article, whole; the article does not say of which day it is."""
    found = announcement(seeded.snapshot(), 2024)
    assert found is not None
    assert found.title == "武进国家高新区：大力实施“六提”工程 奋力彰显“六新”成效"
    assert "力争突破2500亿元" in found.text
    assert found.announced is None


def test_year_without_announcement(seeded: Store) -> None:
    """A year that nobody announced has none."""
    assert announcement(seeded.snapshot(), 2025) is None


def test_newest_counts(store: Store) -> None:
    """A corrected announcement goes before the one it corrects, and names its day and who published it."""
    row = {"year": 2024, "title": "更正", "announced": date(2024, 1, 22), "origin": REPORTED}
    store.append("announcements", pd.DataFrame([row]), Upload.new("管理员"))
    found = announcement(store.snapshot(), 2024)
    assert found is not None
    assert (found.title, found.announced, found.by) == ("更正", "2024-01-22", "管理员")
