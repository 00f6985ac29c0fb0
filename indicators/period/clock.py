"""China's time, wherever the machine stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

# Tables keep UTC. Screens and messages show the clock on the office's wall.
LOCAL_ZONE: Final = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The date in China now."""
    return datetime.now(LOCAL_ZONE).date()


def time_label(moment: datetime) -> str:
    """A moment as people in China read it: 16:30 UTC on the 30th is 2024-10-01 00:30."""
    return f"{moment.astimezone(LOCAL_ZONE):%Y-%m-%d %H:%M}"


def iso_time(moment: datetime) -> str:
    """A moment as programs read it, on China's clock: 16:30 UTC on the 30th is 2024-10-01T00:30:00+08:00."""
    return moment.astimezone(LOCAL_ZONE).isoformat()
