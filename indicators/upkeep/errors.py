"""Why a command of upkeep was refused."""

from __future__ import annotations


class UpkeepError(Exception):
    """Nothing was changed or written; the message is Chinese."""
