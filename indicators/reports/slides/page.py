"""What the slides are made of: the meeting that is shown, pages that draw themselves, and the canvas they draw on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from indicators.evaluation import Board, board
from indicators.reports.slides.look import BODY_BOTTOM, TONES, emu
from indicators.reports.slides.text import Paragraph, fill_xml, line, paragraphs_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pptx.slide import Slide

    from indicators.period import Period
    from indicators.store import Snapshot
    from indicators.wording import Verdict


@dataclass(frozen=True)
class Meeting:
    """What is shown: the tables, the month, the lifts chosen (none are all), and the edition's name if it is one."""

    snapshot: Snapshot
    through: Period
    lifts: tuple[str, ...] = ()
    name: str = ""

    def board(self, lift: str | None) -> Board:
        """The board of a lift, or of the zone, as this meeting sees it."""
        return board(self.snapshot, lift, self.through)


@dataclass(frozen=True)
class Page:
    """One slide of a screen.

    Attributes:
        subjects: indicators and tasks on it.
        draw: puts them below the headline.
    """

    subjects: tuple[str, ...]
    draw: Callable[[Canvas], None]


@dataclass(frozen=True)
class Place:
    """Where something stands, in points from the left upper corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Canvas:
    """A slide; ``top`` is where its body begins, below the headline."""

    slide: Slide
    top: float

    @property
    def room(self) -> float:
        """How high the body may be."""
        return BODY_BOTTOM - self.top

    def next_id(self) -> int:
        """The id of the shape that comes next: they are counted from the slide's own, 1."""
        return len(self.slide.shapes._spTree)  # noqa: SLF001 - two of its elements are no shapes

    def text(  # noqa: PLR0913 - a box and how it looks
        self,
        place: Place,
        paragraphs: Iterable[Paragraph],
        *,
        ground: str | None = None,
        border: str | None = None,
        anchor: str = "t",
        inset: float = 0,
        shape: str = "rect",
    ) -> None:
        """Put a box of text, or an empty shape.

        Args:
            place: where.
            paragraphs: what it says.
            ground: its colour, none for a clear one.
            border: the colour of the line around it.
            anchor: t, ctr or b.
            inset: free points left and right of the text.
            shape: its geometry, as the file format calls it.
        """
        number, sides = self.next_id(), emu(inset)
        around = f'<a:ln w="19050">{fill_xml(border)}</a:ln>' if border else "<a:ln><a:noFill/></a:ln>"
        self.slide.shapes._spTree.append(parse_xml(  # noqa: SLF001 - its own way to add one knows no shape with all of this
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="文本 {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{emu(place.x)}" y="{emu(place.y)}"/>'
            f'<a:ext cx="{emu(place.width)}" cy="{emu(place.height)}"/></a:xfrm>'
            f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>{fill_xml(ground)}{around}</p:spPr>'
            f'<p:txBody><a:bodyPr wrap="square" lIns="{sides}" tIns="0" rIns="{sides}" bIns="0" anchor="{anchor}" rtlCol="0">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs_xml(paragraphs)}</p:txBody></p:sp>"
        ))  # fmt: skip

    def frame(self, kind: str, place: Place, content: str, *, alt: str = "") -> None:
        """Put a native table or chart; ``kind`` is what its name says, ``alt`` what a screen reader reads."""
        number = self.next_id()
        schema = "table" if content.startswith("<a:tbl") else "chart"
        self.slide.shapes._spTree.append(parse_xml(  # noqa: SLF001 - as above
            f'<p:graphicFrame {nsdecls("p", "a", "r")}><p:nvGraphicFramePr>'
            f'<p:cNvPr id="{number}" name="{kind} {number}" descr={quoteattr(alt)}/>'
            f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="{emu(place.x)}" y="{emu(place.y)}"/>'
            f'<a:ext cx="{emu(place.width)}" cy="{emu(place.height)}"/></p:xfrm><a:graphic>'
            f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{schema}">{content}</a:graphicData>'
            "</a:graphic></p:graphicFrame>"
        ))  # fmt: skip

    def verdict(self, place: Place, verdict: Verdict, detail: str, *, size: int) -> None:
        """Put a verdict: shape, word and number, coloured."""
        letters, ground = TONES[verdict.tone]
        border = letters if verdict.tone == "none" else None
        said = line(verdict_text(verdict, detail), size, letters, bold=True)
        self.text(place, [said], ground=ground, border=border, anchor="ctr", inset=12)


def verdict_text(verdict: Verdict, detail: str) -> str:
    """■ 滞后 慢32.3个百分点."""
    return " ".join(filter(None, (verdict.shape, verdict.word, detail)))
