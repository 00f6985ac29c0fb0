"""Who was refused is kept short: one entry a sender and reason, the oldest forgotten."""

from __future__ import annotations

from indicators.counters import MOST, counted, refusals, refused


def test_one_entry_a_sender() -> None:
    """The same again counts and comes first."""
    before = counted().get(("sixlifts_refused_total", "rate"), 0)
    refused("rate", "10.1.0.1")
    refused("rate", "10.1.0.2")
    refused("rate", "10.1.0.1")
    first, second = refusals()[:2]
    assert (first.sender, first.times) == ("10.1.0.1", 2)
    assert (second.sender, second.times) == ("10.1.0.2", 1)
    assert counted()["sixlifts_refused_total", "rate"] == before + 3


def test_a_flood_is_forgotten() -> None:
    """Many senders take no more room than a few, nor do long names."""
    for number in range(2 * MOST):
        refused("host", f"{number} {'x' * 1000}")
    kept = refusals()
    assert len(kept) == MOST
    assert kept[0].sender.startswith(f"{2 * MOST - 1} ")
    assert max(len(entry.sender) for entry in kept) < 100
