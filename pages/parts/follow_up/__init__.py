"""督办: the items with their answers, the units, the reporting calendar with its reminder."""

from parts.follow_up.calendar import calendar_section
from parts.follow_up.list import items_section
from parts.follow_up.note import FollowUp, follow_up_note
from parts.follow_up.units import units_section

__all__ = ["FollowUp", "calendar_section", "follow_up_note", "items_section", "units_section"]
