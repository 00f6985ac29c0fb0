"""The colours of the pages: defined once for light and once for dark, and every text stands out from its ground."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from indicators import charts
from tests.browser.colour_vision import contrast, linear

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "pages"
PALETTE = (PAGES / "parts" / "frame" / "palette.css").read_text(encoding="utf-8")
LEAST_CONTRAST = 7
# What is seen, not read: WCAG 2, 1.4.11.
LEAST_DRAWN = 3
TONES = ("good", "warn", "bad", "none")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgb\(")
# Rooms that are dark or light by themselves: a meeting's stage, the player over it.
OTHER_PALETTES = {"palette.css", "meeting.css", "meeting_dark.css", "player.css"}
# A shadow is black in any light.
SHADOW = "rgb(0 0 0 /"


def colours(css: str) -> dict[str, str]:
    """Variables of a rule by their name."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


LIGHT, DARK = (colours(part) for part in PALETTE.split("@media screen"))
THEMES = {"light": LIGHT, "dark": DARK}


def ratio(one: str, other: str) -> float:
    """Contrast of two colours written as #14407a."""
    return contrast(*(linear(tuple(bytes.fromhex(colour[1:]))) for colour in (one, other)))


def test_each_colour_is_there_twice() -> None:
    """What is defined for light is defined for dark."""
    assert LIGHT.keys() == DARK.keys()
    assert len(re.findall(r"--[\w-]+:", PALETTE)) == 2 * len(LIGHT)


@pytest.mark.parametrize("theme", THEMES)
def test_texts(theme: str) -> None:
    """Every colour of text has 7:1 on every ground it is written on."""
    palette = THEMES[theme]
    grounds = ("paper", "raised", *(f"{tone}-bg" for tone in TONES))
    pairs = [(text, ground) for text in ("text", "quiet") for ground in grounds]
    pairs += [(text, ground) for text in ("ink", "demo", *TONES) for ground in ("paper", "raised")]
    pairs += [(tone, f"{tone}-bg") for tone in TONES] + [("ink", "none-bg")]
    found = {pair: ratio(*(palette[name] for name in pair)) for pair in pairs}
    assert {pair: value for pair, value in found.items() if value < LEAST_CONTRAST} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges(theme: str) -> None:
    """The edge of a field or a button can be seen on the page."""
    assert ratio(THEMES[theme]["line-strong"], THEMES[theme]["paper"]) >= LEAST_DRAWN


@pytest.mark.parametrize("theme", THEMES)
def test_streamlit_and_charts(theme: str) -> None:
    """Streamlit's own parts and the charts have the same paper, letters and ink."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    palette, options = THEMES[theme], config[theme]
    of_streamlit = {"backgroundColor": "paper", "secondaryBackgroundColor": "raised", "textColor": "text",
                    "primaryColor": "ink", "linkColor": "ink", "borderColor": "line"}  # fmt: skip
    assert options == {option: palette[name] for option, name in of_streamlit.items()}
    # One of these for both would win over the other theme's.
    assert not [option for option in config if option.endswith("Color") or option == "base"]
    chart = charts.PAGE_THEMES[theme]
    assert (chart.ink, chart.text, chart.quiet, chart.line, chart.paper) == tuple(
        palette[name] for name in ("ink", "text", "quiet", "line-strong", "paper")
    )


def test_no_colour_of_its_own() -> None:
    """A sheet or script of the pages names no colour but the palette's: it would be wrong in one of the themes."""
    files = [file for kind in ("*.css", "*.js", "*.html", "*.py") for file in PAGES.rglob(kind)]
    assert len(files) > 50
    strange = {
        f"{file.name}:{n}": line.strip()[:100]
        for file in files
        if file.name not in OTHER_PALETTES
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if COLOUR.search(line.replace(SHADOW, ""))
    }
    assert strange == {}
