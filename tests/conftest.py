"""For all tests: machines are noisy, so nothing is measured in time; what passed once passes again."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
