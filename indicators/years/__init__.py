"""Plan years: begun from a draft, announced, closed."""

from indicators.years.announcement import Announcement, announcement

__all__ = ["Announcement", "announcement"]
