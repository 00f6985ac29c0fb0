"""What was reported last counts, whatever the clock of the machine said at the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.access import Reporter
from indicators.follow_up.answers import Answer, newest_answer, record_answer
from indicators.history import observations_table, plans_table
from indicators.period import Period
from indicators.store import upload as upload_module
from indicators.store.commits import RESTORE, Change
from indicators.store.schemas import COMMIT, REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload, restore_upload, withdraw_upload
from indicators.uploads.history import list_uploads
from tests.reports import ADMINISTRATOR, output, previewed
from tests.store_helpers import row, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

OUTPUT, SEPTEMBER = "industrial_output", Period(2024, 9)
ECONOMY = Reporter("经发局", "department", frozenset({"industry"}))
YEARS_AHEAD, A_DAY_BEHIND = timedelta(days=3650), timedelta(days=-1)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Make the machine's clock go wrong by so much."""

    def go_wrong(by: timedelta) -> None:
        class Wrong(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # noqa: ARG003 - as datetime has it
                return datetime.now(UTC) + by

        monkeypatch.setattr(upload_module, "datetime", Wrong)

    return go_wrong


@pytest.mark.parametrize("clocks", [(YEARS_AHEAD, timedelta()), (timedelta(), A_DAY_BEHIND)])
def test_the_correction_counts(
    store: Store, clocks: tuple[timedelta, timedelta], set_clock: Callable[[timedelta], None]
) -> None:
    """A value, an answer and a plan that are corrected when the clock has gone back: the correction counts everywhere."""
    for clock, value, target, reason in zip(
        clocks, (700, 710), (900, 950), ("缺芯", "产能爬坡"), strict=True
    ):
        set_clock(clock)
        commit_upload(store, previewed(store, output(value)), confirmed=True)
        record_answer(store, ECONOMY, OUTPUT, SEPTEMBER, Answer(reason))
        plan = {"indicator": OUTPUT, "lift": "industry", "year": 2024, "period": "", "target": target}
        store.append("plans", pd.DataFrame([plan | {"origin": REPORTED}]), Upload.new("管理员"))
    for reader in (store, Store(store.root)):
        now = reader.snapshot()
        assert value_of(reader, OUTPUT) == 710
        assert newest_answer(now, OUTPUT, SEPTEMBER) == Answer("产能爬坡")
        assert now.plans.set_index(["indicator", "year", "period"])["target"][OUTPUT, 2024, ""] == 950
    values = observations_table(now, OUTPUT, SEPTEMBER)
    assert values[values["期间"] == "2024-09"][["数值", "现行"]].to_numpy().tolist() == [
        [710, "是"],
        [700, "否"],
    ]
    assert plans_table(now, OUTPUT, SEPTEMBER)["目标"].tolist()[:2] == [950, 900]
    # The time shown stays what the clock said.
    stamps = now.log["observations"].query("origin == '报送'")["reported_at"]
    assert abs(stamps.iloc[0] - stamps.iloc[1] - (clocks[0] - clocks[1])) < timedelta(hours=1)


def test_a_value_brought_back_keeps_its_turn(store: Store, set_clock: Callable[[timedelta], None]) -> None:
    """Withdrawn while the clock was ahead, and brought back after a correction: the correction still counts."""
    set_clock(YEARS_AHEAD)
    early = commit_upload(store, previewed(store, output(700)), confirmed=True).upload
    withdraw_upload(store, early, ADMINISTRATOR)
    set_clock(timedelta())
    commit_upload(store, previewed(store, output(710)), confirmed=True)
    restore_upload(store, early, ADMINISTRATOR)
    assert value_of(store, OUTPUT) == 710
    assert list_uploads(store)["upload"].tolist()[-1] == early


def test_tables_from_before_commits_were_numbered(store: Store) -> None:
    """Their rows keep the order of their times, and come before all that are reported from now on."""
    times = [datetime(2036, 1, day, tzinfo=UTC) for day in (2, 1)]
    rows = pd.concat([row(70), row(60)]).assign(reported_at=times, reported_by="经发局", upload=["a", "b"])
    store._commit("observations", Change(rows, Upload.new("系统"), RESTORE), store.snapshot())
    assert value_of(store) == 70
    store.append("observations", row(50), Upload("c", "经发局", datetime(2024, 1, 1, tzinfo=UTC)))
    assert value_of(store) == 50
    assert store.snapshot().log["observations"][COMMIT].is_monotonic_increasing
