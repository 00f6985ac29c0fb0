"""Which place counts where a fact stands in several; the handbook lists them in the same order."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

from indicators.labels import PLACES
from indicators.reading.layout.precedence import nearest

HANDBOOK = Path(__file__).resolve().parents[4] / "docs" / "handbook.md"


def test_the_nearer_of_any_two_places_counts() -> None:
    """In whatever order they are given."""
    for nearer, farther in combinations(PLACES, 2):
        assert nearest({farther: "万元", nearer: "亿元"}) == (nearer, "亿元")


def test_a_place_that_says_nothing_does_not_count() -> None:
    """An empty cell leaves the matter to the title, and nothing at all is nothing."""
    assert nearest({"cell": "", "column": None, "title": "亿元"}) == ("title", "亿元")
    assert nearest({"cell": "", "file": None}) is None


def test_the_handbook_lists_the_places_in_their_order() -> None:
    """Whoever reports reads there what counts before what."""
    rows = re.findall(r"^\| (\d+) \| (\S+) \|", HANDBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(str(number), name) for number, name in enumerate(PLACES.values(), start=1)]
