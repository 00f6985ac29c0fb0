"""A snapshot: the newest row counts, and real figures replace simulated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from indicators.store.schemas import DEMO, PUBLIC
from indicators.store.snapshot import Snapshot
from indicators.store.upload import Upload
from tests.store_helpers import row, value_of

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_newest_row_is_the_value(store: Store) -> None:
    """A later row for the same indicator and period is the value; the earlier one stays as its history."""
    store.append("observations", row(70), Upload.new("甲"))
    store.append("observations", row(72), Upload.new("乙"))
    snapshot = store.snapshot()
    assert value_of(store) == 72
    assert snapshot.log["observations"]["value"].tolist() == [70, 72]
    assert snapshot.log["observations"]["reported_by"].tolist() == ["甲", "乙"]


def test_version_names_each_table(store: Store) -> None:
    """Any two tables differ in the version, even those that begin with the same letter."""
    versions = [Snapshot({table: 1}, {}).version for table in ("plans", "people", "plan")]
    assert len(set(versions)) == 3
    assert store.snapshot().version.startswith("joint_uploads0-observations0-plans0")


def test_real_figures_replace_demonstration(store: Store) -> None:
    """One real value of an indicator hides all its demonstration values, and only its own."""
    simulated = pd.concat(
        [
            row(60, period="2024-08", origin=DEMO),
            row(61, origin=DEMO),
            row(5, origin=DEMO, indicator="unicorns"),
        ]
    )
    store.append("observations", simulated, Upload.new("演示"))
    assert value_of(store) == 61
    store.append("observations", row(59, period="2024-08", origin=PUBLIC), Upload.new("甲"))
    assert value_of(store) is None
    assert value_of(store, period="2024-08") == 59
    assert value_of(store, "unicorns") == 5


def test_demonstration_never_wins_by_being_later(store: Store) -> None:
    """Demonstration values loaded after real ones stay hidden."""
    store.append("observations", row(70), Upload.new("甲"))
    store.append("observations", row(1, origin=DEMO), Upload.new("演示"))
    assert value_of(store) == 70
