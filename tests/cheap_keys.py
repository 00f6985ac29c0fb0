"""Keys that are quick to make and to verify, for tests of what a key opens: argon2's own cost is a tenth of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from indicators.access import Keys

if TYPE_CHECKING:
    from pathlib import Path

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def cheap_keys(root: str | Path) -> Keys:
    """The keys of a data root, new ones with a cheap hash."""
    return Keys(root, hasher=CHEAP)
