"""One class of one room means one thing: all style sheets are on every page."""

from __future__ import annotations

import re
from pathlib import Path

PARTS = Path(__file__).parents[2] / "pages" / "parts"
# What every room builds on, and the stage, which two rooms build together.
SHARED = {"frame", "elements", "sheet"}
STAGE = {"meeting", "player"}
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTORS = re.compile(r"([^{}]+)\{")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
WITHIN = re.compile(r"\([^()]*\)")
# A class with nothing before or after it: it takes hold wherever that word is used.
BARE = re.compile(r"(?:^|,)\s*\.([a-zA-Z][\w-]*)\s*(?=,|$)")


def selectors(room: str) -> list[str]:
    """Every selector of a room's style sheets."""
    sheets = (COMMENTS.sub("", path.read_text(encoding="utf-8")) for path in (PARTS / room).glob("*.css"))
    return [found.strip() for sheet in sheets for found in SELECTORS.findall(sheet)]


def bare(selector: str) -> list[str]:
    """Classes that a selector takes wherever they stand."""
    while WITHIN.search(selector):
        selector = WITHIN.sub("", selector)
    return BARE.findall(selector)


def test_no_room_dresses_what_another_room_calls_by_the_same_name() -> None:
    """A class that a room styles wherever it stands is not in the style sheet of another room."""
    rooms = {path.parent.name for path in PARTS.glob("*/*.css")} - SHARED
    styled = {room: {name for one in selectors(room) for name in CLASS.findall(one)} for room in rooms}
    owned = {room: {name for one in selectors(room) for name in bare(one)} for room in rooms}
    assert len(owned["board"]) > 5
    common = {name for room in SHARED for one in selectors(room) for name in bare(one)}
    leaks = {
        f".{name} of {room} takes hold in {other}"
        for room in rooms
        for other in rooms - {room}
        for name in (owned[room] - common) & styled[other]
        if {room, other} != STAGE
    }
    assert not leaks
