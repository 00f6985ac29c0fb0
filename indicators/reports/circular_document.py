"""通报 as docx: a template's named places, such as {{标题}}, are filled with the circular."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from indicators.catalogue import ZONE_NAME
from indicators.labels import day_label, join_names
from indicators.reports.circular import HEADING, SUBHEADING, Paragraph
from indicators.reports.circular_template import HEADING_FONT, SUBHEADING_FONT, set_font

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from docx.document import Document as Text

    from indicators.reports.circular import Circular

_PLACE: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BODY: Final = "正文"
_FONTS: Final = {HEADING: HEADING_FONT, SUBHEADING: SUBHEADING_FONT}
_T, _P = qn("w:t"), qn("w:p")
_AS_PRESERVED: Final = "{http://www.w3.org/XML/1998/namespace}space"


class TemplateError(ValueError):
    """A template that cannot be filled; the message is Chinese and says what would be right."""


def circular_document(circular: Circular, day: date, template: bytes) -> bytes:
    """The circular as docx.

    Args:
        circular: what it says.
        day: its date.
        template: a docx with named places; ``circular_template`` has the one in use.

    Raises:
        TemplateError: no docx, a place that does not exist, or none for the text.
    """
    document = _opened(template)
    values = {
        "标题": "\n".join(circular.title_lines),
        "截至": circular.as_of,
        "落款": ZONE_NAME,
        "日期": day_label(day),
    }
    paragraphs = list(_paragraphs(document))
    _check_places(paragraphs, [*values, _BODY])
    said = [*circular.paragraphs, *map(Paragraph, circular.notes)]
    for paragraph in paragraphs:
        if _places(paragraph) == [_BODY]:
            _write_body(paragraph, said)
        else:
            _fill(paragraph, values)
    document.core_properties.title = circular.title
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _opened(template: bytes) -> Text:
    try:
        return Document(io.BytesIO(template))
    except (BadZipFile, KeyError, ValueError, PackageNotFoundError, etree.XMLSyntaxError) as error:
        msg = "通报模板无法打开：应为 Word 文档（.docx），请在 Word 或 WPS 中另存为 .docx 后重新放入。"
        raise TemplateError(msg) from error


def _paragraphs(document: Text) -> Iterator[etree._Element]:
    """Every paragraph of text, tables, frames, heads and feet."""
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            yield from part.element.iter(_P)


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """Its pieces of text, without those of a frame within it."""
    return [text for text in paragraph.iter(_T) if next(text.iterancestors(_P)) is paragraph]


def _whole(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _places(paragraph: etree._Element) -> list[str]:
    """The names of its places: Word may have split one over several pieces."""
    return _PLACE.findall(_whole(paragraph))


def _check_places(paragraphs: Sequence[etree._Element], known: Sequence[str]) -> None:
    found = dict.fromkeys(name for paragraph in paragraphs for name in _places(paragraph))
    unknown = [name for name in found if name not in known]
    usable = join_names(map(_written, known))
    if unknown:
        named = join_names(f"“{_written(name)}”" for name in unknown)
        msg = f"通报模板中的{named}不是可用的位置，可用：{usable}。"
        raise TemplateError(msg)
    if _BODY not in found:
        msg = f"通报模板中没有“{_written(_BODY)}”，通报的内容无处可放；请单独一段写上它。"
        raise TemplateError(msg)
    if any(
        _BODY in _places(paragraph) and _whole(paragraph).strip() != _written(_BODY)
        for paragraph in paragraphs
    ):
        msg = f"通报模板中的“{_written(_BODY)}”与其他文字在同一段；它有多段内容，请让它单独成段。"
        raise TemplateError(msg)


def _written(name: str) -> str:
    return f"{{{{{name}}}}}"


def _fill(paragraph: etree._Element, values: Mapping[str, str]) -> None:
    """Put values in the paragraph's places, each in the font of its first letter."""
    # From the last to the first: what stands before a place keeps its position.
    for match in reversed(list(_PLACE.finditer(_whole(paragraph)))):
        value, at = values[match[1]], 0
        for piece in _texts(paragraph):
            text = piece.text or ""
            start, end = max(match.start() - at, 0), max(min(match.end() - at, len(text)), 0)
            if start < end:
                _write(piece, text[:start] + value + text[end:])
                value = ""
            at += len(text)


def _write_body(paragraph: etree._Element, said: Sequence[Paragraph]) -> None:
    """A copy of the paragraph for each of the circular's, headings in their fonts.

    No heading ends a sheet, and the signature has none to itself.
    """
    for part in said:
        copy = deepcopy(paragraph)
        first, *rest = _texts(copy)
        _write(first, part.text)
        for piece in rest:
            _write(piece, "")
        if part.level in _FONTS:
            set_font(first.getparent(), _FONTS[part.level])
        if part.level in _FONTS or part is said[-1]:
            copy.get_or_add_pPr().get_or_add_keepNext()
        paragraph.addprevious(copy)
    paragraph.getparent().remove(paragraph)


def _write(piece: etree._Element, text: str) -> None:
    """Put a text in a piece, a line below the other."""
    first, *lines = text.split("\n")
    piece.text = first
    piece.set(_AS_PRESERVED, "preserve")
    for line in reversed(lines):
        below = deepcopy(piece)
        below.text = line
        piece.addnext(below)
        piece.addnext(OxmlElement("w:br"))
