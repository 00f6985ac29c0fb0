"""督办: one item and the form of whoever answers for it."""

from parts.follow_up.answers import follow_up_card

__all__ = ["follow_up_card"]
