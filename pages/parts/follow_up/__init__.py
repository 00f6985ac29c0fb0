"""督办: items to follow up, and the form for their answers."""

from parts.follow_up.card import follow_up_card

__all__ = ["follow_up_card"]
