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
PADDED_PILL = re.compile(r"([^{}]*\.pill[^{}]*)\{[^}]*\bpadding")
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


def test_pages_leave_the_padding_of_a_pill_to_the_stage() -> None:
    """The frame pads pills by rules of one class: a meeting's stage, whose rule has two, fills and pads all of them."""
    sheet = COMMENTS.sub("", (PARTS / "frame" / "style.css").read_text(encoding="utf-8"))
    padded = [WITHIN.sub("", found).strip() for found in PADDED_PILL.findall(sheet)]
    assert padded
    assert all(len(CLASS.findall(selector)) == 1 for selector in padded)
