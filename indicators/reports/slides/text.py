"""Text on slides: how wide it is, how many lines it takes, and how it is written in the file.

Lines have an exact height, so that a text is as high in every program, whichever font replaces a missing one.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from indicators.reports.slides.look import LINE_HEIGHT, SMALL, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Width of a letter over its height, and of the space that some programs put between Chinese and Latin ones: as wide as
# in the widest of the fonts that replace a missing one, for what is too long for its box would be covered by the next.
_LATIN, _CHINESE, _BETWEEN = 0.66, 1.0, 0.2
# What the file format has no place for.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_MEETING: Final = re.compile(r"(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")


@dataclass(frozen=True)
class Run:
    """Letters that look the same, in points; a page number follows when slides are moved."""

    text: str
    size: int = SMALL
    colour: str = TEXT
    bold: bool = False
    is_page_number: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs on common lines; ``align`` is l, ctr or r, ``before`` the points above it."""

    runs: tuple[Run, ...]
    align: str = "l"
    before: float = 0

    @property
    def size(self) -> int:
        """Its largest letters."""
        return max((run.size for run in self.runs), default=SMALL)

    @property
    def width(self) -> float:
        """How wide it is on one line."""
        return sum(text_width(run.text, run.size) for run in self.runs)

    def height(self, width: float) -> float:
        """How high it is in a box of that width."""
        return self.before + _count_lines(self.runs, width) * line_height(self.size)


def line(
    text: str, size: int = SMALL, colour: str = TEXT, *, bold: bool = False, align: str = "l"
) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(text, size, colour, bold),), align)


def text_width(text: str, size: float) -> float:
    """About how wide a text is on one line, in points."""
    letters = sum(_LATIN if letter.isascii() else _CHINESE for letter in text)
    return size * (letters + _BETWEEN * len(_MEETING.findall(text)))


def shortened(text: str, width: float) -> str:
    """A text of the smallest letters cut to one line."""
    fitting = (f"{text[:length]}…" for length in range(len(text), 0, -1))
    return (
        text
        if text_width(text, SMALL) <= width
        else next(cut for cut in fitting if text_width(cut, SMALL) <= width)
    )


def line_height(size: float) -> int:
    """Points from one line to the next."""
    return math.ceil(size * LINE_HEIGHT)


def text_height(paragraphs: Iterable[Paragraph], width: float) -> float:
    """How high paragraphs are below each other, in points."""
    return sum(paragraph.height(width) for paragraph in paragraphs)


def _count_lines(runs: Sequence[Run], width: float) -> int:
    """Lines break between Chinese characters, never inside a number or a word, and none begins with a full stop."""
    if sum(text_width(run.text, run.size) for run in runs) <= width:
        return 1
    width -= max(run.size for run in runs)
    lines, used = 1, 0.0
    for run in runs:
        for word in re.findall(r"[!-~]+|.", run.text, re.DOTALL):
            wide = text_width(word, run.size) + (_BETWEEN * run.size if len(word) > 1 else 0)
            if used and used + wide > width:
                lines, used = lines + 1, 0.0
            # A word longer than the line is broken where it must be.
            lines += int(wide // width) if wide > width else 0
            used += wide % width if wide > width else wide
    return lines


def paragraphs_xml(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as DrawingML."""
    return "".join(map(_paragraph_xml, paragraphs)) or "<a:p/>"


def _paragraph_xml(paragraph: Paragraph) -> str:
    height = line_height(paragraph.size) * 100
    before = f'<a:spcBef><a:spcPts val="{round(paragraph.before * 100)}"/></a:spcBef>'
    return (
        f'<a:p><a:pPr algn="{paragraph.align}"><a:lnSpc><a:spcPts val="{height}"/></a:lnSpc>{before}</a:pPr>'
        f"{''.join(map(_run_xml, paragraph.runs))}</a:p>"
    )


def _run_xml(run: Run) -> str:
    """Size, weight and colour of letters; their font is the theme's."""
    tag = 'fld id="{6F2A1C7E-0D5B-4E7A-9B63-5B1E0F1C2D3A}" type="slidenum"' if run.is_page_number else "r"
    return (
        f'<a:{tag}><a:rPr lang="zh-CN" altLang="en-US" sz="{run.size * 100}" b="{int(run.bold)}">{fill_xml(run.colour)}</a:rPr>'
        f"<a:t>{escape(_CONTROLS.sub('', run.text))}</a:t></a:{tag.partition(' ')[0]}>"
    )


def fill_xml(colour: str | None) -> str:
    """A solid ground, or none."""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>' if colour else "<a:noFill/>"
