"""Plan years: begun from a draft, announced, closed."""

from indicators.years.announcement import Announcement, announcement
from indicators.years.proposals import Proposal, proposals

__all__ = ["Announcement", "Proposal", "announcement", "proposals"]
