"""汇报材料: a meeting's screens as slides with native charts and tables."""

from indicators.reports.slides.deck import meeting_slides

__all__ = ["meeting_slides"]
