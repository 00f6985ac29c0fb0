"""The template of 通报: the office's own, or else the usual form of an official document, made here."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from indicators.shared_files import shared_files

if TYPE_CHECKING:
    from docx.document import Document as Text
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

    from indicators.store import Store

OFFICE_TEMPLATE: Final = "templates/circular.docx"
# Fonts of official documents (GB/T 9704): the office's machines have them; others take the second one.
TITLE_FONT, HEADING_FONT, SUBHEADING_FONT, BODY_FONT = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_INSTEAD: Final = {TITLE_FONT: "黑体", SUBHEADING_FONT: "楷体", BODY_FONT: "仿宋"}
_SECOND_SIZE, _THIRD_SIZE, _FOURTH_SIZE = Pt(22), Pt(16), Pt(14)
_LINE: Final = Pt(28)
# Of python-docx's own template: a picture of its blank page, its program.
_LEFT_OUT: Final = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def circular_template(store: Store) -> bytes:
    """``templates/circular.docx`` beside the tables, where the office has put one; else the usual form."""
    return shared_files(store.root).read_now(OFFICE_TEMPLATE) or usual_template()


def usual_template() -> bytes:
    """A4 as GB/T 9704 sets it: title, month, addressees, text, signature, date, page numbers."""
    document = Document()
    _set_up_paper(document)
    _set_up_body(document)
    for text, font, size in (
        ("{{标题}}", TITLE_FONT, _SECOND_SIZE),
        ("（{{截至}}）", SUBHEADING_FONT, _THIRD_SIZE),
    ):
        line = _line(document, text, WD_ALIGN_PARAGRAPH.CENTER)
        set_font(line.runs[0]._element, font)  # noqa: SLF001 - it has no East Asian font
        line.runs[0].font.size = size
        line.paragraph_format.line_spacing = Pt(size.pt * 1.6)
    _line(document, "")
    _line(document, "各有关单位：")
    _indent(document.add_paragraph("{{正文}}"))
    _line(document, "").paragraph_format.keep_with_next = True
    for text in ("{{落款}}", "{{日期}}"):
        line = _line(document, text, WD_ALIGN_PARAGRAPH.RIGHT)
        line.paragraph_format.right_indent = 4 * _THIRD_SIZE
        line.paragraph_format.keep_with_next = text == "{{落款}}"
    _number_pages(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def set_font(owner: _Element, name: str) -> None:
    """One font for a run or a style, for Chinese and for the rest: quotation marks of a western one would be too narrow."""
    fonts = owner.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    fonts.set(qn("w:hint"), "eastAsia")


def _set_up_paper(document: Text) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype in _LEFT_OUT]:
        package.rels.pop(key)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = "通报", "zh-CN"


def _set_up_body(document: Text) -> None:
    styles = document.styles
    body = styles["Normal"]
    set_font(body.element, BODY_FONT)
    body.font.size = _THIRD_SIZE
    body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    body.paragraph_format.line_spacing = _LINE
    body.paragraph_format.space_after = Pt(0)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    others = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in _INSTEAD.items()
    )
    table._blob = table.blob.replace(b"</w:fonts>", f"{others}</w:fonts>".encode())  # noqa: SLF001 - python-docx has no font table


def _line(document: Text, text: str, alignment: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    line = document.add_paragraph(text)
    line.paragraph_format.alignment = alignment
    return line


def _indent(paragraph: Paragraph) -> None:
    """Two characters, whatever their size."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = 2 * _THIRD_SIZE
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - python-docx counts no characters
    properties.get_or_add_ind().set(qn("w:firstLineChars"), "200")


def _number_pages(document: Text) -> None:
    """— 1 — at the foot."""
    (line,) = document.sections[0].footer.paragraphs
    line.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = line.add_run(text)
        run.font.size = _FOURTH_SIZE
        set_font(run._element, "宋体")  # noqa: SLF001 - as above
        if field:
            number = OxmlElement("w:fldSimple")
            number.set(qn("w:instr"), field)
            run._element.addprevious(number)  # noqa: SLF001 - python-docx knows no fields
            run.text = "1"
            number.append(run._element)  # noqa: SLF001
