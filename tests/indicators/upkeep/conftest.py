"""Tables with a history: uploads, a correction, a withdrawal, several tables at once, an edition, a key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.meeting.editions import freeze_edition
from indicators.period import Period
from indicators.store.joint import update_together
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload, withdraw_upload
from tests.cheap_keys import cheap_keys
from tests.reports import ECONOMY, gazelles, output, previewed
from tests.store_helpers import copied, row, threshold

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory, simulated: Store) -> Store:
    """For tests that only read."""
    store = copied(simulated, tmp_path_factory.mktemp("lived") / "数据 表")
    commit_upload(store, previewed(store, output(1820.55, 2040), ECONOMY), confirmed=True)
    freeze_edition(store, "九月会", Period(2024, 9), LOCAL_ADMINISTRATOR)
    commit_upload(store, previewed(store, output(1830.5), ECONOMY, name="更正.csv"), confirmed=True)
    taken_back = commit_upload(store, previewed(store, gazelles(71), name="瞪羚.csv"), confirmed=True).upload
    withdraw_upload(store, taken_back, LOCAL_ADMINISTRATOR)
    tables = {"observations": row(72), "thresholds": threshold(0.8)}
    assert update_together(store, Upload.new("管理员", "阈值").as_joint(), lambda _: tables)
    cheap_keys(store.root).add("经发局", ["industry"])
    (Path(store.root) / "access" / "tickets.secret").write_bytes(b"secret")
    return store


@pytest.fixture
def damageable(tmp_path: Path, lived_in: Store) -> Store:
    """The same, to be damaged."""
    return copied(lived_in, tmp_path / "数据 表")
