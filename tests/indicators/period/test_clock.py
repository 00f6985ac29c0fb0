"""China's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd

from indicators.period import iso_time, time_label, today


def test_time_is_chinas() -> None:
    """Late in the evening of UTC it is tomorrow in China, whatever the zone of the machine and of the value."""
    late = datetime(2024, 9, 30, 16, 30, tzinfo=UTC)
    assert time_label(late) == "2024-10-01 00:30"
    assert time_label(pd.Timestamp(late)) == "2024-10-01 00:30"
    assert iso_time(late) == "2024-10-01T00:30:00+08:00"
    assert iso_time(pd.Timestamp(late)) == "2024-10-01T00:30:00+08:00"
    before, day, after = (
        (datetime.now(UTC) + timedelta(hours=8)).date(),
        today(),
        (datetime.now(UTC) + timedelta(hours=8)).date(),
    )
    assert before <= day <= after
