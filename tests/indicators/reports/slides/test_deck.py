"""汇报材料: the meeting's screens in their order, each number its board's, nothing small, clipped or broken."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from indicators.evaluation import board
from indicators.follow_up import Answer, record_answer
from indicators.labels import UNSCHEDULED
from indicators.meeting import build_screens
from indicators.period import Period
from indicators.reports.slides.deck import meeting_slides
from indicators.reports.slides.look import FONT
from indicators.wording import STATUS, gap_text, percent, progress_text, short_number, target_text, yoy_text
from tests.crowded import crowded
from tests.reports import ADMINISTRATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pptx.slide import Slide
    from pypdf import PdfReader

    from indicators.meeting import Screen
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SMALLEST = 18
FOOT = 36  # points above the lower edge; below it is the foot alone
REASON = "培育企业估值不及预期，融资环境偏紧，" * 14


def screens_of(tables: Snapshot, **choice: Any) -> tuple[Screen, ...]:
    """What the meeting shows."""
    return build_screens(partial(_board, tables), **choice)


def _board(tables: Snapshot, lift: str | None) -> Any:
    return board(tables, lift, SEPTEMBER)


def slides_of(content: bytes) -> list[Slide]:
    """The slides of a presentation."""
    return list(Presentation(io.BytesIO(content)).slides)


def title_of(slide: Slide) -> str:
    """A slide's own title."""
    assert slide.shapes.title is not None
    return slide.shapes.title.text_frame.text


def text_of(slide: Slide) -> str:
    """All text of a slide, tables included."""
    return "\n".join("".join(said.itertext(f"{A}t")) for said in slide.element.iter(f"{A}p"))


def notes_of(slide: Slide) -> str:
    """The speaker's notes."""
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    return frame.text if frame is not None else ""


def squeezed(text: str) -> str:
    """Without spaces and line ends, which programs put where they like."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def simulated_slides(simulated: Store) -> bytes:
    """All slides of seed and demonstration."""
    return meeting_slides(simulated.snapshot(), SEPTEMBER, name="九月例会")


@pytest.fixture(scope="module")
def many(simulated: Store) -> Snapshot:
    """Sixty indicators, many of them with long names."""
    return crowded(simulated.snapshot(), 60)


def test_order_of_the_meeting(simulated: Store, simulated_slides: bytes) -> None:
    """The slides follow the screens, each with its screen's message as title."""
    titles = [title_of(slide) for slide in slides_of(simulated_slides)]
    messages = [screen.headline for screen in screens_of(simulated.snapshot())]
    assert list(dict.fromkeys(titles)) == ["六提工程", *messages[1:]]


def test_a_saved_sequence(simulated: Store) -> None:
    """Only the screens of a sequence are there, in its order."""
    order = ("closing", "item:unicorns")
    content = meeting_slides(simulated.snapshot(), SEPTEMBER, order=order)
    expected = [screen.headline for screen in screens_of(simulated.snapshot(), order=order)]
    assert [title_of(slide) for slide in slides_of(content)] == expected


def test_everything_has_its_slide(many: Snapshot) -> None:
    """With sixty indicators each of them is on the slides of its lift or on its own, in words, number and verdict."""
    by_title: dict[str, str] = {}
    for slide in slides_of(meeting_slides(many, SEPTEMBER)):
        by_title[title_of(slide)] = by_title.get(title_of(slide), "") + text_of(slide)
    missing = []
    for screen in screens_of(many):
        shown = board(many, screen.lift, SEPTEMBER)
        for subject in screen.subjects if screen.kind == "lift" else ():
            if subject not in shown.indicators.index:
                said = [str(shown.tasks.loc[subject, "title"])]
            else:
                row = shown.row(subject)
                said = [
                    row["name"],
                    short_number(row["actual"], int(row["decimals"])),
                    STATUS[row["status"]].word,
                ]
                said += [gap_text(row), progress_text(row), target_text(row)]
            missing += [(subject, text) for text in said if text not in by_title[screen.headline]]
    assert missing == []


def test_simulated_figures_are_marked(simulated: Store, seeded: Store) -> None:
    """Each slide that shows one says so; without any no slide does."""
    for slide in slides_of(meeting_slides(simulated.snapshot(), SEPTEMBER))[1:]:
        marks = {"演示数据，非实际", "责任单位为演示"} & set(text_of(slide).splitlines())
        assert len(marks) == ("演示" in text_of(slide).replace("演示数据，非实际", "")), title_of(slide)
    real = [text_of(slide) for slide in slides_of(meeting_slides(seeded.snapshot(), SEPTEMBER))]
    assert not any("演示" in text for text in real)


def test_head_and_foot(simulated_slides: bytes) -> None:
    """Each slide has its edition, its month and a page number that follows when slides are moved; sources are named."""
    for slide in slides_of(simulated_slides):
        assert "九月例会" in text_of(slide)
        assert "截至2024年9月" in text_of(slide)
        assert len(slide.element.findall(f".//{A}fld[@type='slidenum']")) == 1
    assert "来源：理想汽车2024年三季度业绩公告" in "".join(map(text_of, slides_of(simulated_slides)))


def test_letters(simulated_slides: bytes, many: Snapshot) -> None:
    """No text is smaller than 18 points, all of it in a font with Chinese letters, whoever's theme is opened."""
    for content in (simulated_slides, meeting_slides(many, SEPTEMBER)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                text = package.read(name).decode() if name.endswith(".xml") else ""
                if re.match("ppt/(slides/slide|charts/chart)", name):
                    assert min(map(int, re.findall(r'\bsz="(\d+)"', text))) >= SMALLEST * 100, name
                if name == "ppt/theme/theme1.xml":
                    assert text.count(f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/>') == len(
                        ("major", "minor")
                    )


def test_notes(store_with_demo: Store) -> None:
    """The speaker reads verdict, outlook and answer; a long answer has a slide of its own, uncut, beside who sees to it."""
    answer = Answer(REASON, "建立梯度培育库", SEPTEMBER.end, "张明")
    record_answer(store_with_demo, ADMINISTRATOR, "unicorns", SEPTEMBER, answer)
    now, then = store_with_demo.snapshot(), board(store_with_demo.snapshot(), None, Period(2024, 8))
    first, second = slides_of(meeting_slides(now, SEPTEMBER, order=["item:unicorns"], last=then))
    assert squeezed(REASON) not in squeezed(text_of(first))
    assert squeezed(REASON) in squeezed(text_of(second))
    assert "责任人张明" in squeezed(text_of(first))
    for slide in (first, second):
        lines = notes_of(slide).splitlines()
        assert lines[0].startswith("独角兽（含潜在）企业累计认定：")
        assert [line.partition("：")[0] for line in lines[1:]] == [
            "上次会议（2024年1—8月）", lines[2].partition("：")[0], lines[3].partition("：")[0], "原因", "措施", "时限", "责任人", "口径",
        ]  # fmt: skip
        assert f"原因：{REASON}" in lines


def parts_of(package: zipfile.ZipFile) -> Iterator[tuple[str, Any]]:
    """The XML of a file by the name of its part."""
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            yield name, etree.fromstring(package.read(name))


def test_the_package_is_whole(simulated_slides: bytes) -> None:
    """No part twice, each with its content type, each relation with its target, each id and name once a slide."""
    with zipfile.ZipFile(io.BytesIO(simulated_slides)) as package:
        names = package.namelist()
        assert [name for name, times in Counter(names).items() if times > 1] == []
        xml = dict(parts_of(package))
        types = xml.pop("[Content_Types].xml")
        endings = {kind.get("Extension") for kind in types if "Extension" in kind.attrib}
        said = {kind.get("PartName") for kind in types if "PartName" in kind.attrib}
        assert said <= {f"/{name}" for name in names}
        bare = [name for name in names if f"/{name}" not in said and name.rpartition(".")[2] not in endings]
        assert set(bare) <= {"[Content_Types].xml"}
        for name, root in xml.items():
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                targets = [
                    relation.get("Target") for relation in root if relation.get("TargetMode") != "External"
                ]
                assert [target for target in targets if resolved(folder, target) not in names] == []
            elif "ppt/slides/slide" in name:
                shapes = [(shape.get("id"), shape.get("name")) for shape in root.iter("{*}cNvPr")]
                assert (
                    len({key for key, _ in shapes}) == len({title for _, title in shapes}) == len(shapes)
                ), name
                used = {
                    value
                    for shape in root.iter()
                    for key, value in shape.attrib.items()
                    if "relationships" in key
                }
                relations = xml[name.replace("slides/", "slides/_rels/") + ".rels"]
                assert used <= {relation.get("Id") for relation in relations}


def resolved(folder: str, target: str) -> str:
    """A relation's target as the name of a part."""
    if target.startswith("/"):
        return target[1:]
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def test_nothing_of_the_template(simulated_slides: bytes) -> None:
    """Whoever looks behind the slides finds no English placeholder, no author, no picture of another presentation."""
    deck = Presentation(io.BytesIO(simulated_slides))
    (layout,) = deck.slide_layouts
    holders = [holder for owner in (deck.slide_master, layout) for holder in owner.placeholders]
    assert {holder.placeholder_format.type for holder in holders} == {
        PP_PLACEHOLDER.TITLE,
        PP_PLACEHOLDER.BODY,
    }
    assert not any(letter.isascii() for holder in holders for letter in holder.text_frame.text)
    assert all(holder.left + holder.width < deck.slide_width for holder in holders)
    assert {deck.core_properties.author, deck.core_properties.last_modified_by} == {""}
    assert deck.core_properties.title == "六提工程2024年9月汇报材料"


@pytest.mark.parametrize("count", [14, 60])
def test_as_it_is_shown(simulated: Store, as_pdf: Callable[[bytes, str], PdfReader], count: int) -> None:
    """LibreOffice shows each slide with the numbers of its board, and no line runs into the foot."""
    tables = crowded(simulated.snapshot(), count)
    content = meeting_slides(tables, SEPTEMBER)
    slides, pages = slides_of(content), list(as_pdf(content, "pptx").pages)
    assert len(pages) == len(slides)
    shown = [squeezed(page.extract_text()) for page in pages]
    for slide, page, text in zip(slides, pages, shown, strict=True):
        assert squeezed(title_of(slide)) in text
        foot = squeezed("".join(below(page, FOOT)))
        assert re.fullmatch(r"截至2024年9月(来源：.+)?\d+", foot), title_of(slide)
    for screen in screens_of(tables):
        if screen.kind == "item":
            (text,) = [text for text in shown if squeezed(screen.headline) in text]
            row = board(tables, None, SEPTEMBER).row(screen.subjects[0])
            said = [short_number(row["actual"], int(row["decimals"])), yoy_text(row), target_text(row)]
            said += [percent(row["completion"])] if row["kind"] not in UNSCHEDULED else []
            assert [figure for figure in said if squeezed(figure) not in text] == []


def below(page: Any, height: float) -> Iterator[str]:
    """What is written below a height, in points above the page's lower edge."""
    found: list[str] = []

    def note(text: str, matrix: Any, of_text: Any, *_: Any) -> None:
        y = of_text[4] * matrix[1] + of_text[5] * matrix[3] + matrix[5]
        if text.strip() and y < height:
            found.append(text)

    page.extract_text(visitor_text=note)
    yield from found
