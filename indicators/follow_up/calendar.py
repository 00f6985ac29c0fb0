"""The reporting calendar: what is due until when, who has reported and who has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from indicators.period import Period
from indicators.store import DEMO
from indicators.thresholds import settings_of
from indicators.uploads import due_in_month, month_to_report

if TYPE_CHECKING:
    from indicators.store import Snapshot

_DECEMBER: Final = 12


@dataclass(frozen=True)
class UnitDue:
    """What one unit has to report for a month.

    Attributes:
        unit: its name; empty for what has none.
        is_simulated: whether the unit is a simulated one.
        reported: names of the indicators that are reported.
        missing: names of those that are not.
    """

    unit: str
    is_simulated: bool
    reported: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Calendar:
    """A month's reports: of which month, until when, and how far each unit is, those who miss something first."""

    month: Period
    due: date
    units: tuple[UnitDue, ...]

    @property
    def missing(self) -> int:
        """How many indicators are not reported yet."""
        return sum(len(unit.missing) for unit in self.units)


def due_day(snapshot: Snapshot, month: Period) -> date:
    """Until when a month's numbers are to be reported: September's by October 18th, as the settings say."""
    year, following = (month.year + 1, 1) if month.month == _DECEMBER else (month.year, month.month + 1)
    return date(year, following, settings_of(snapshot).report.due_day)


def reporting_calendar(snapshot: Snapshot, shown: Period, today: date) -> Calendar:
    """The calendar of the month that is due next; where nothing is due in it, of the month that is looked at."""
    month = month_to_report(snapshot, today)
    rows = due_in_month(snapshot, month)
    if rows.empty:
        month = Period(shown.year, shown.month)
        rows = due_in_month(snapshot, month)
    rows = rows.assign(responsible_unit=rows["responsible_unit"].fillna(""))
    units = []
    for unit, own in rows.groupby("responsible_unit", sort=False):
        names = {done: tuple(own.loc[own["reported"] == done, "name"]) for done in (True, False)}
        units.append(
            UnitDue(str(unit), bool(unit) and own["origin"].iloc[0] == DEMO, names[True], names[False])
        )
    units.sort(key=lambda unit: (not unit.missing, not unit.unit))
    return Calendar(month, due_day(snapshot, month), tuple(units))
