"""会议放映 for eyes that tell few colours apart, and on a wall that daylight falls on: word and shape carry the verdict."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from indicators.wording import STATUS, TASK_STATUS
from tests.browser.colour_vision import DICHROMATS, VISIONS, contrast, distance, grey, linear, washed_out
from tests.browser.meeting import last, open_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.screen import Screen
    from tests.browser.server import Server

LEAST_CONTRAST = 7
# Large letters and drawings: WCAG 2, 1.4.3 and 1.4.11.
LARGE_CONTRAST = 3
# Colours of two verdicts: four times what is just noticeable. The worst stands out, even without any colour.
APART, WORST_APART = 10, 30
# All that is drawn on the screen that stands, with the colours that the browser computed for it.
SEEN = """() => {
  const screen = document.querySelector(".st-key-stage:not(.picture *) .current");
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length && (colour[3] ?? 1) > 0.5) return colour;
    }
  };
  const words = [], walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, style = getComputedStyle(parent);
    if (!walker.currentNode.data.trim() || parent.closest("style, script, title")) continue;
    words.push({ text: walker.currentNode.data.trim(), colour: rgb(parent.closest("svg") ? style.fill : style.color), ground: ground(parent) });
  }
  const marks = [...screen.querySelectorAll(".pill")].map((mark) => ({
    text: mark.textContent.trim(), tone: mark.closest(".bad, .warn, .good, .none")?.className.split(" ").at(-1), ground: ground(mark) }));
  const charts = [...screen.querySelectorAll(".js-plotly-plot")].map((chart) => ({ paper: ground(chart), bars:
    [...chart.querySelectorAll(".trace.bars")].map((trace) => getComputedStyle(trace.querySelector("path"))).map((style) => ({
      fill: style.fill, colour: rgb(style.fill), filled: +style.fillOpacity * (rgb(style.fill)[3] ?? 1), stroke: rgb(style.stroke) })) }));
  return { words, marks, charts };
}"""


# One group per theme: its tests look at what was gathered once, also when several processes run the tests.
THEMES = [pytest.param(theme, marks=pytest.mark.xdist_group(theme)) for theme in ("light", "dark")]


@pytest.fixture(scope="module", params=THEMES)
def seen(
    request: pytest.FixtureRequest, open_tab: Callable[[], Screen], server: Server
) -> dict[str, list[Any]]:
    """Everything on every screen of the meeting, in one theme."""
    page = open_meeting(open_tab(), server.url, f"&theme={request.param}")
    found: dict[str, list[Any]] = {"words": [], "marks": [], "charts": []}
    for _ in range(last(page)):
        for kind, some in page.evaluate(SEEN).items():
            found[kind] += some
        page.keyboard.press("PageDown")
    return found


def test_words_stand_out(seen: dict[str, list[Any]]) -> None:
    """Everything written has a contrast of 7:1 for every eye, and enough of it is left where daylight washes it out."""
    assert len(seen["words"]) > 300
    pairs = {(tuple(word["colour"][:3]), tuple(word["ground"][:3])) for word in seen["words"]}
    for colour, ground in pairs:
        one, other = linear(colour), linear(ground)
        found = {name: contrast(eye(one), eye(other)) for name, eye in VISIONS.items()}
        assert min(found.values()) >= LEAST_CONTRAST, (colour, ground, found)
        assert contrast(washed_out(one), washed_out(other)) >= LARGE_CONTRAST, (colour, ground)


def test_every_verdict_is_a_shape_and_a_word(seen: dict[str, list[Any]]) -> None:
    """Each mark has its own shape and word, and no shape and no word stands for two tones."""
    known = {f"{v.shape} {v.word}": v.tone for v in (*STATUS.values(), *TASK_STATUS.values())}
    known["● 没有滞后"] = "good"
    shapes: dict[str, set[str]] = {}
    assert {mark["tone"] for mark in seen["marks"]} == {"bad", "warn", "good", "none"}
    for mark in seen["marks"]:
        text = " ".join(mark["text"].split()[:2])
        assert known.get(text) == mark["tone"], mark["text"]
        shapes.setdefault(text[0], set()).add(mark["tone"])
    assert all(len(tones) == 1 for tones in shapes.values()), shapes


def test_verdicts_are_apart(seen: dict[str, list[Any]]) -> None:
    """The grounds of two verdicts are different colours for every dichromat; 滞后 is, without any colour at all."""
    grounds = {mark["tone"]: linear(mark["ground"]) for mark in seen["marks"]}
    for one, other in combinations(grounds, 2):
        for name, eye in DICHROMATS.items():
            found = distance(eye(grounds[one]), eye(grounds[other]))
            assert found >= (WORST_APART if "bad" in {one, other} else APART), (name, one, other, found)
    for other in grounds.keys() - {"bad"}:
        for eye in (grey, washed_out):
            assert distance(eye(grounds["bad"]), eye(grounds[other])) >= WORST_APART, other


def test_bars_are_told_by_how_they_are_drawn(seen: dict[str, list[Any]]) -> None:
    """Plan is an outline, actual is filled, 预计 is hatched; each can be seen on its ground by every eye."""
    assert len(seen["charts"]) >= 6
    for chart in seen["charts"]:
        paper = linear(chart["paper"])
        plan, actual, *ahead = chart["bars"]
        assert plan["filled"] == 0
        assert actual["filled"] == 1
        assert not actual["fill"].startswith("url")
        assert all(one["fill"].startswith("url") for one in ahead)
        drawn = [linear(plan["stroke"]), linear(actual["colour"]), *(linear(one["stroke"]) for one in ahead)]
        for eye in (*VISIONS.values(), washed_out):
            assert min(contrast(eye(one), eye(paper)) for one in drawn) >= LARGE_CONTRAST
    assert any(len(chart["bars"]) > 2 for chart in seen["charts"])


def test_the_measure_finds_what_is_wrong() -> None:
    """Red and green of one brightness are the same for a deuteranope, blue and green for a tritanope; grey knows neither."""
    red, green, olive = linear((184, 60, 48)), linear((46, 125, 50)), linear((108, 116, 30))
    assert distance(red, green) > 80
    assert (
        distance(DICHROMATS["deuteranopia"](linear((140, 100, 40))), DICHROMATS["deuteranopia"](olive))
        < APART
    )
    assert distance(grey(red), grey(green)) < WORST_APART
    assert contrast(linear((255, 255, 255)), linear((0, 0, 0))) == pytest.approx(21)
    # A white is a white to everybody.
    for eye in VISIONS.values():
        assert distance(eye(linear((255, 255, 255))), linear((255, 255, 255))) < 1
