"""The look of the slides: that of a meeting's screens, in points, and an empty presentation that has it."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.util import Pt

from indicators.charts import STAGE_THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pptx.opc.package import OpcPackage
    from pptx.presentation import Presentation as Deck
    from pptx.slide import SlideLayout, SlideMaster

FONT: Final = "Microsoft YaHei"
# 16:9.
WIDTH, HEIGHT, MARGIN = 960, 540, 36
BODY_WIDTH: Final = WIDTH - 2 * MARGIN
HEADLINE_TOP, HEADLINE_ROOM, BODY_BOTTOM = 44, 74, 496
GAP: Final = 10

# Nothing is smaller: a slide is read from the last row, or on a telephone.
SMALL: Final = 18
NAME, HALF_FIGURE, FIGURE, LARGE_FIGURE = 20, 32, 40, 54
HEADLINE_SIZES: Final = (28, 24)
LINE_HEIGHT: Final = 1.3
_TITLE_ONLY: Final = "Title Only"
# A picture of its blank slide, its printer, its program.
_OF_THE_TEMPLATE: Final = (
    RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
)  # fmt: skip

_STAGE: Final = STAGE_THEMES["light"]
INK, TEXT, QUIET, LINE = _STAGE.ink, _STAGE.text, _STAGE.quiet, _STAGE.line
# As in meeting.css.
PAPER, RAISED, RULE, DEMO_GROUND = "#ffffff", "#f1f5fa", "#c5cfdd", "#4a2a7b"
# Of a verdict: letters and ground, by tone.
TONES: Final = {
    "good": ("#053d20", "#c8ebd7"), "warn": ("#3d2500", "#ffcf4d"), "bad": ("#ffffff", "#8a0f14"),
    "none": ("#333d4b", "#ffffff"),
}  # fmt: skip


def emu(points: float) -> int:
    """Points in the unit of the file format."""
    return round(points * 12700)


def blank_deck(title: str) -> tuple[Deck, SlideLayout]:
    """An empty presentation with its only layout, made of the template that python-pptx brings along."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    deck.element.sldSz.attrib.pop("type", None)  # 4:3
    properties = deck.core_properties
    properties.title, properties.language = title, "zh-CN"
    properties.author = properties.last_modified_by = properties.comments = ""
    for layout in list(deck.slide_layouts):
        if layout.name != _TITLE_ONLY:
            deck.slide_layouts.remove(layout)
    (layout,) = deck.slide_layouts
    layout._element.cSld.set("name", "仅标题")  # noqa: SLF001 - a layout's name cannot be set otherwise
    for owner in (deck.slide_master, layout):
        _clear_placeholders(owner)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _house_theme(theme.blob.decode()).encode()  # noqa: SLF001 - python-pptx has no themes
    package = deck.part.package
    for rels in (package._rels, deck.part.rels):  # noqa: SLF001 - a package has no public ones
        for key in [key for key, relation in rels.items() if relation.reltype in _OF_THE_TEMPLATE]:
            rels.pop(key)
    _count_part_names(package)
    return deck, layout


def _clear_placeholders(owner: SlideMaster | SlideLayout) -> None:
    """Keep those of headline and body, in Chinese and as wide as the slide."""
    bottom = HEADLINE_TOP + HEADLINE_ROOM
    for holder in list(owner.placeholders):
        kind = holder.placeholder_format.type
        if kind not in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.BODY}:
            holder._element.getparent().remove(holder._element)  # noqa: SLF001 - it cannot be removed otherwise
            continue
        top, end = (HEADLINE_TOP, bottom) if kind == PP_PLACEHOLDER.TITLE else (bottom + GAP, BODY_BOTTOM)
        holder.text_frame.text = "单击此处编辑"
        holder.left, holder.top, holder.width, holder.height = (
            Pt(MARGIN),
            Pt(top),
            Pt(BODY_WIDTH),
            Pt(end - top),
        )


def _count_part_names(package: OpcPackage) -> None:
    """Number new parts by counting: python-pptx looks through all others for each, a minute for two hundred charts."""
    names: dict[str, Iterator[int]] = {}
    first_name = package.next_partname

    def next_partname(template: str) -> PackURI:
        if template not in names:
            first = first_name(template)
            names[template] = count((first.idx or 1) + 1)
            return first
        return PackURI(template % next(names[template]))

    package.next_partname = next_partname  # type: ignore[assignment, method-assign]


def _house_theme(theme: str) -> str:
    """Fonts and colours that whoever adds to the slides gets as well."""
    theme = theme.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>')
    theme = theme.replace('<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>')
    theme = re.sub(
        '<a:font script="Hans" typeface="[^"]*"/>', f'<a:font script="Hans" typeface="{FONT}"/>', theme
    )
    accents = (INK, TONES["bad"][1], TONES["warn"][1], TONES["good"][1], LINE, QUIET)
    for number, colour in enumerate(accents, start=1):
        theme = re.sub(
            f'(<a:accent{number}><a:srgbClr val=")[0-9A-F]{{6}}', rf"\g<1>{colour[1:].upper()}", theme
        )
    return theme
