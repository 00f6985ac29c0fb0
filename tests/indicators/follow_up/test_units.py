"""What each unit has: answered in time, reported on time, with the counts it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.evaluation import board
from indicators.follow_up import Share, items, reports_on_time, unit_records
from indicators.period import Period
from indicators.store import PUBLIC, REPORTED, Snapshot
from indicators.store.upload import Upload
from tests.store_helpers import in_charge

if TYPE_CHECKING:
    from indicators.store.store import Store

MARCH = Period(2024, 3)
APRIL_19 = date(2024, 4, 19)


def known_since(store: Store, day: str) -> Snapshot:
    """The tables as if the catalogue had been there since a day."""
    now = store.snapshot()
    catalogue = now.log["catalogue"].assign(reported_at=pd.Timestamp(day, tz=UTC))
    return Snapshot(now.versions, {**now.log, "catalogue": catalogue})


def report(store: Store, month: str, at: str, origin: str = REPORTED) -> None:
    """Report 规上工业总产值 of a month at a moment of UTC."""
    row = {
        "indicator": "industrial_output",
        "lift": "industry",
        "period": month,
        "value": 500.0,
        "origin": origin,
    }
    upload = replace(Upload.new("经发局"), at=datetime.fromisoformat(at).replace(tzinfo=UTC))
    store.append("observations", pd.DataFrame([row]), upload)


def on_time(snapshot: Snapshot, today: date = APRIL_19) -> dict[str, bool]:
    """By month whether 规上工业总产值 came on time."""
    rows = reports_on_time(snapshot, MARCH, today)
    rows = rows[rows["indicator"] == "industrial_output"]
    return dict(zip(rows["period"], rows["on_time"], strict=True))


def test_first_report_decides(store: Store) -> None:
    """On China's 18th it is on time, later it is not; a revision after it changes nothing, what nobody reported is late."""
    report(store, "2024-01", "2024-02-18T15:59")
    report(store, "2024-01", "2024-03-10T00:00")
    report(store, "2024-02", "2024-03-18T16:01")
    expected = {"2024-01": True, "2024-02": False, "2024-03": False}
    assert on_time(known_since(store, "2024-01-01")) == expected


def test_not_due_yet(store: Store) -> None:
    """On the due day itself nothing of that month is late yet."""
    assert "2024-03" not in on_time(known_since(store, "2024-01-01"), date(2024, 4, 18))


def test_nobodys_report(store: Store) -> None:
    """What was published, and what was due before the catalogue knew the indicator, is nobody's report."""
    report(store, "2024-02", "2024-06-01T00:00", PUBLIC)
    assert on_time(known_since(store, "2024-02-20")) == {"2024-03": False}


def test_counts(store: Store) -> None:
    """A unit's shares come with what they rest on."""
    in_charge(store, industrial_output="经发局")
    report(store, "2024-01", "2024-02-10T00:00")
    report(store, "2024-03", "2024-04-10T00:00")
    snapshot = known_since(store, "2024-01-01")
    shown = board(snapshot, None, MARCH)
    found = items(snapshot, shown, date(2024, 4, 26))
    (unit,) = [one for one in unit_records(snapshot, shown, found, APRIL_19) if one.unit == "经发局"]
    assert unit.reported == Share(2, 3)
    assert unit.reported.ratio == pytest.approx(2 / 3)
    assert (unit.lagging, unit.on_schedule) == (1, Share(0, 1))
    assert unit.answered == Share(0, 1)


def test_no_share_of_fewer_than_three() -> None:
    """Two of two is no 100 %."""
    assert Share(2, 2).ratio is None
    assert Share(3, 3).ratio == 1


def test_no_ranking_of_fewer_than_three(store: Store) -> None:
    """Two units that can be compared stay in the catalogue's order; three are in the order of their reports on time."""
    in_charge(store, industrial_output="甲局", new_projects="乙局")
    for month in ("01", "02", "03"):
        row = {
            "indicator": "new_projects",
            "lift": "industry",
            "period": f"2024-{month}",
            "value": 5.0,
            "origin": REPORTED,
        }
        at = datetime(2024, int(month) + 1, 2, tzinfo=UTC)
        store.append("observations", pd.DataFrame([row]), replace(Upload.new("乙局"), at=at))

    def order() -> list[str]:
        snapshot = known_since(store, "2024-01-01")
        return [one.unit for one in unit_records(snapshot, board(snapshot, None, MARCH), (), APRIL_19)]

    assert order() == ["甲局", "乙局"]
    in_charge(store, gazelles="丙局")
    assert order()[0] == "乙局"
