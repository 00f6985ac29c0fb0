"""汇报材料: the screens of a meeting as slides, in their order, each with its message as title."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from indicators.catalogue import lifts as all_lifts
from indicators.meeting import build_screens, simulated_text, source_text, speaker_notes
from indicators.reports.slides.item import item_pages
from indicators.reports.slides.lift import lift_pages
from indicators.reports.slides.lists import closing_pages, task_pages
from indicators.reports.slides.look import (
    BODY_BOTTOM,
    BODY_WIDTH,
    DEMO_GROUND,
    GAP,
    HEADLINE_SIZES,
    HEADLINE_TOP,
    INK,
    MARGIN,
    PAPER,
    QUIET,
    blank_deck,
)
from indicators.reports.slides.page import Canvas, Meeting, Page, Place
from indicators.reports.slides.text import Paragraph, Run, line, line_height, paragraphs_xml, shortened
from indicators.reports.slides.zone import overall_pages, title_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pptx.slide import Slide

    from indicators.evaluation import Board
    from indicators.meeting import Screen
    from indicators.period import Period
    from indicators.store import Snapshot

_PAGES: Final[Mapping[str, Callable[[Meeting, Screen, float], list[Page]]]] = {
    "title": title_pages, "overall": overall_pages, "lift": lift_pages, "item": item_pages, "tasks": task_pages,
    "closing": closing_pages,
}  # fmt: skip
_HEADLINE_LINES: Final = 2
_TITLE_TOP, _TITLE_SIZE = 170, 88
_FOOT_TOP, _DATE_WIDTH, _NUMBER_WIDTH = 504, 170, 60


def meeting_slides(  # noqa: PLR0913 - a meeting and what of it is shown
    snapshot: Snapshot,
    through: Period,
    *,
    lifts: Iterable[str] = (),
    order: Iterable[str] = (),
    name: str = "",
    last: Board | None = None,
) -> bytes:
    """The meeting's screens as a presentation (pptx).

    Args:
        snapshot: the tables shown.
        through: the month shown.
        lifts: keeps only these lifts, as in ``build_screens``.
        order: ids of the screens of an edition or saved sequence.
        name: of the edition, for the first slide.
        last: the board of the meeting before, for the speaker's notes.
    """
    meeting = Meeting(snapshot, through, tuple(lifts), name)
    screens = build_screens(meeting.board, lifts=meeting.lifts, order=order)
    pages = [
        (screen, page)
        for screen in screens
        for page in _PAGES[screen.kind](meeting, screen, BODY_BOTTOM - _body_top(screen))
    ]
    parts = Counter(_about(screen) for screen, _ in pages)
    part: Counter[tuple[str, str]] = Counter()
    zone = meeting.board(None)
    deck, layout = blank_deck(f"六提工程{through.year}年{through.month}月汇报材料")
    if zone.updated_at is not None:
        deck.core_properties.created = deck.core_properties.modified = zone.updated_at.to_pydatetime()
    for number, (screen, page) in enumerate(pages, start=1):
        part[_about(screen)] += 1
        shown = replace(
            screen, subjects=page.subjects, part=part[_about(screen)], parts=parts[_about(screen)]
        )
        slide = deck.slides.add_slide(layout)
        canvas = Canvas(slide, _body_top(screen))
        _draw_head(canvas, zone, shown, name)
        page.draw(canvas)
        _draw_foot(canvas, zone, shown, number)
        notes = speaker_notes(snapshot, zone, shown, last)
        if notes and slide.notes_slide.notes_text_frame is not None:
            slide.notes_slide.notes_text_frame.text = "\n".join(notes)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _about(screen: Screen) -> tuple[str, str]:
    """What the slides of one message have in common."""
    return screen.kind, screen.headline


def _headline(screen: Screen) -> Paragraph:
    """The message, in the largest letters in which it takes no more than two lines, or the smallest."""
    sizes = [line(screen.headline, size, INK, bold=True) for size in HEADLINE_SIZES]
    return next(
        (said for said in sizes if said.height(BODY_WIDTH) <= _HEADLINE_LINES * line_height(said.size)),
        sizes[-1],
    )


def _body_top(screen: Screen) -> float:
    """Where the body begins: a longer headline leaves it less room."""
    return HEADLINE_TOP + _headline(screen).height(BODY_WIDTH) + 2 * GAP


def _draw_head(canvas: Canvas, zone: Board, screen: Screen, name: str) -> None:
    """The lift and the edition, small, whether figures are simulated, and the headline."""
    if screen.kind == "title":
        _write_title(
            canvas.slide,
            Place(MARGIN, _TITLE_TOP, BODY_WIDTH, 110),
            line("六提工程", _TITLE_SIZE, INK, bold=True, align="ctr"),
        )
        return
    about = "六提工程"
    if screen.lift:
        lift = all_lifts()[screen.lift]
        # The headline of a lift's own screen begins with its name.
        about = lift.promise if screen.kind == "lift" else lift.name
    part = f"（{screen.part}／{screen.parts}）" if screen.parts > 1 else ""
    height = _headline(screen).height(BODY_WIDTH)
    _write_title(canvas.slide, Place(MARGIN, HEADLINE_TOP, BODY_WIDTH, height), _headline(screen))
    simulated, wide = simulated_text(zone, screen), 0.0
    if simulated:
        mark = line(simulated, colour=PAPER, bold=True, align="ctr")
        wide = mark.width + 2 * GAP
        canvas.text(Place(MARGIN + BODY_WIDTH - wide, 12, wide, 28), [mark], ground=DEMO_GROUND, anchor="ctr")
    room = BODY_WIDTH - wide - GAP
    canvas.text(Place(MARGIN, 16, room, 24), [line(shortened(f"{about}{part}　{name}", room), colour=QUIET)])
    canvas.text(Place(MARGIN, HEADLINE_TOP + height + GAP / 2, BODY_WIDTH, 2), (), ground=INK)


def _write_title(slide: Slide, place: Place, said: Paragraph) -> None:
    """Write into the slide's own title, so that outlines and screen readers know it."""
    title = slide.shapes.title
    if title is None:  # pragma: no cover - the layout has one
        return
    title.name = "标题 2"
    title.left, title.top = Pt(place.x), Pt(place.y)
    title.width, title.height = Pt(place.width), Pt(place.height)
    body = title._element.txBody  # noqa: SLF001 - lines of exact height cannot be written otherwise
    title._element.replace(body, parse_xml(  # noqa: SLF001
        f'<p:txBody {nsdecls("p", "a")}><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs_xml([said])}</p:txBody>"
    ))  # fmt: skip


def _draw_foot(canvas: Canvas, zone: Board, screen: Screen, number: int) -> None:
    """Month, source, page number."""
    high, middle = line_height(18), BODY_WIDTH - _DATE_WIDTH - _NUMBER_WIDTH
    texts = (
        (MARGIN, _DATE_WIDTH, line(f"截至{zone.through.month_label}", colour=QUIET)),
        (MARGIN + _DATE_WIDTH, middle, line(source_text(zone, screen), colour=QUIET, align="ctr")),
        (
            MARGIN + _DATE_WIDTH + middle,
            _NUMBER_WIDTH,
            Paragraph((Run(str(number), colour=QUIET, is_page_number=True),), "r"),
        ),
    )
    for x, wide, said in texts:
        canvas.text(Place(x, _FOOT_TOP, wide, high), [said])
