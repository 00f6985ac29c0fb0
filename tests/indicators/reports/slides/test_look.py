"""The look of the slides is that of a meeting's screens."""

from __future__ import annotations

import re
from pathlib import Path

from indicators.reports.slides import look

CSS = (Path(__file__).parents[4] / "pages" / "parts" / "meeting" / "meeting.css").read_text(encoding="utf-8")


def test_colours_are_those_of_the_screens() -> None:
    """Whoever changes a colour of the screens changes it on the slides."""
    stage = dict(re.findall(r"--stage-([\w-]+): (#[0-9a-f]{6})", CSS))
    tones = {tone: (stage[tone], stage[f"{tone}-bg"]) for tone in ("good", "warn", "bad", "none")}
    assert tones == look.TONES
    assert (stage["paper"], stage["raised"], stage["line"], stage["ink"]) == (
        look.PAPER,
        look.RAISED,
        look.RULE,
        look.INK,
    )
    assert f"background: {look.DEMO_GROUND}" in CSS
