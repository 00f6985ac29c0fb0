"""通报 as docx: the template's places are filled, wherever they are and however Word has split them."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from indicators.evaluation import board
from indicators.period import Period
from indicators.reports.circular import HEADING, Circular, circular
from indicators.reports.circular_document import TemplateError, circular_document
from indicators.reports.circular_template import (
    HEADING_FONT,
    OFFICE_TEMPLATE,
    circular_template,
    usual_template,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Text
    from pypdf import PdfReader

    from indicators.store.store import Store

DAY = date(2024, 10, 20)


def of_september(store: Store) -> Circular:
    """The zone's circular."""
    tables = store.snapshot()
    return circular(tables, board(tables, None, Period(2024, 9)))


def template(*paragraphs: tuple[str, ...]) -> bytes:
    """A template of paragraphs, each given as its runs."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text in runs:
            paragraph.add_run(text)
    return saved(document)


def saved(document: Text) -> bytes:
    """A document as a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opened(content: bytes) -> Text:
    """A file as a document."""
    return docx.Document(io.BytesIO(content))


def test_says_what_the_circular_says(simulated: Store) -> None:
    """The usual form has every paragraph in its order, simulated first, signature and date last; no place is left."""
    of = of_september(simulated)
    lines = [paragraph.text for paragraph in opened(circular_document(of, DAY, usual_template())).paragraphs]
    title, as_of, _, addressees, *said = lines
    assert (title, as_of, addressees) == ("\n".join(of.title_lines), "（截至2024年9月底）", "各有关单位：")
    assert said[: -len(of.notes) - 3] == [paragraph.text for paragraph in of.paragraphs]
    assert said[-len(of.notes) - 3 :] == [*of.notes, "", "武进国家高新区", "2024年10月20日"]
    assert "{{" not in "".join(lines)


def test_looks_like_an_official_document(simulated: Store) -> None:
    """Standing A4, text in 仿宋 of the third size, headings in 黑体, Chinese fonts for Chinese letters."""
    of = of_september(simulated)
    document = opened(circular_document(of, DAY, usual_template()))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    body = document.styles["Normal"]
    assert (body.font.size.pt, body.element.rPr.rFonts.get(qn("w:eastAsia"))) == (16, "仿宋_GB2312")
    headings = {paragraph.text for paragraph in of.paragraphs if paragraph.level == HEADING}
    fonts = {
        run._element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        if paragraph.text in headings
        for run in paragraph.runs
    }
    assert fonts == {HEADING_FONT}


def test_no_sheet_begins_with_the_signature(simulated: Store) -> None:
    """The last paragraph stays with signature and date, and each heading with what it heads."""
    of = of_september(simulated)
    document = opened(circular_document(of, DAY, usual_template()))
    kept = [paragraph.text for paragraph in document.paragraphs if paragraph.paragraph_format.keep_with_next]
    headings = [paragraph.text for paragraph in of.paragraphs if paragraph.level]
    assert kept == [*headings, of.notes[-1], "", "武进国家高新区"]


def test_places_that_word_has_split(simulated: Store) -> None:
    """A place counts whatever runs it is in, takes the look of its first letter, and leaves what stands around it."""
    split = template(
        ("文：{", "{标", "题}}（", "{{ 截至 }}", "）"),
        (
            "{{正",
            "文}}",
        ),
    )
    title, *said = opened(circular_document(of_september(simulated), DAY, split)).paragraphs
    assert title.text == f"文：{chr(10).join(of_september(simulated).title_lines)}（截至2024年9月底）"
    assert said[1].text == "一、总体情况"


def test_places_in_heads_and_tables(simulated: Store) -> None:
    """A place is found in the head of a page and in a table as well."""
    document = opened(template(("{{正文}}",)))
    document.sections[0].header.paragraphs[0].text = "{{落款}}"
    document.add_table(1, 1).cell(0, 0).text = "{{日期}}"
    filled = opened(circular_document(of_september(simulated), DAY, saved(document)))
    assert filled.sections[0].header.paragraphs[0].text == "武进国家高新区"
    assert filled.tables[0].cell(0, 0).text == "2024年10月20日"


@pytest.mark.parametrize(
    ("paragraphs", "message"),
    [
        ([("{{标提}}",), ("{{正文}}",), ("{{署名}}",)], "“{{标提}}”、“{{署名}}”不是可用的位置，可用：{{标题}}、{{截至}}、{{落款}}、{{日期}}、{{正文}}"),
        ([("{{标题}}",)], "没有“{{正文}}”"),
        ([("现通报如下：{{正文}}",)], "请让它单独成段"),
    ],
)  # fmt: skip
def test_wrong_places_are_named(seeded: Store, paragraphs: list[tuple[str, ...]], message: str) -> None:
    """Nothing is left out silently: what is wrong is named, with what would be right."""
    with pytest.raises(TemplateError, match=re.escape(message)):
        circular_document(of_september(seeded), DAY, template(*paragraphs))


@pytest.mark.parametrize("content", [b"", b"not a docx", b"PK\x03\x04broken"])
def test_what_is_no_docx(seeded: Store, content: bytes) -> None:
    """A file of another kind is refused in words."""
    with pytest.raises(TemplateError, match=re.escape("另存为 .docx")):
        circular_document(of_september(seeded), DAY, content)


def test_the_offices_own_template(store: Store) -> None:
    """Where the office has put a template beside the tables, that one is taken."""
    assert len(opened(circular_template(store)).paragraphs) == len(opened(usual_template()).paragraphs)
    own = Path(store.root) / OFFICE_TEMPLATE
    own.parent.mkdir()
    own.write_bytes(template(("管委会办公室通报",), ("{{正文}}",)))
    filled = circular_document(of_september(store), DAY, circular_template(store))
    assert opened(filled).paragraphs[0].text == "管委会办公室通报"


def test_as_an_office_shows_it(simulated: Store, as_pdf: Callable[[bytes, str], PdfReader]) -> None:
    """LibreOffice opens it, and every word of the circular is on its pages."""
    of = of_september(simulated)
    pages = as_pdf(circular_document(of, DAY, usual_template()), "docx").pages
    # What stands at the foot interrupts the text.
    shown = "".join("".join(re.sub(r"—\s*\d+\s*—", "", page.extract_text()).split()) for page in pages)
    said = ["".join(paragraph.text.split()) for paragraph in of.paragraphs]
    assert [text for text in said if text not in shown] == []
