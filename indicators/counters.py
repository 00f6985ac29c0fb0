"""How often what happened in this process, for whoever watches the server: counts by name and label."""

from __future__ import annotations

import threading

_lock = threading.Lock()
_counts: dict[tuple[str, str], float] = {}


def count(name: str, label: str = "", by: float = 1) -> None:
    """Add to a count, or take from one of what is there now."""
    with _lock:
        _counts[name, label] = _counts.get((name, label), 0) + by


def counted() -> dict[tuple[str, str], float]:
    """Every count by its name and label."""
    with _lock:
        return dict(_counts)
