"""Bytes -> cells: the kind of a file is recognised by its content, never by its name."""

from __future__ import annotations

import math
import re
from typing import Final

from indicators.reading.formats.delimited import (
    as_text,
    detect_encoding,
    detect_separator,
    refuse_unclosed_quote,
    split_records,
)
from indicators.reading.formats.grid import letters
from indicators.reading.formats.sheet_cells import refuse_too_many_cells
from indicators.reading.formats.workbook import OLE, ZIP, read_workbook
from indicators.reading.issues import ReadingError, issue
from indicators.reading.parsed import DecodedFile, ReadOverrides, Sheet

_MEGABYTE: Final = 1024 * 1024
SIZE_LIMIT: Final = 10 * _MEGABYTE
# Rows under the heading of the sheet that is read; blank ones do not count.
ROW_LIMIT: Final = 20_000
# Columns of a sheet: ten years month by month need 400; what a table is taken for is asked of each together with all others.
COLUMNS_LIMIT: Final = 500
# Letters of one cell: a whole report may be pasted into a note, a book may not.
TEXT_LIMIT: Final = 100_000
# Characters of all cells together: a workbook may show one text in all its cells.
CHARACTERS_LIMIT: Final = 20_000_000
_OTHER_KINDS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "PDF文档"), (b"{\\rtf", "RTF文档"), (b"RIFF", "图片或音视频"),
    (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"), (b"GIF8", "图片"), (b"BM", "图片"), (b"II*\x00", "图片"),
    (b"MZ", "程序"), (b"\x7fELF", "程序"),
    (b"Rar!", "压缩包"), (b"7z\xbc\xaf", "压缩包"), (b"\x1f\x8b", "压缩包"),
)  # fmt: skip
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MARKUP: Final = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|<table|<head|<meta|mime-version:)", re.IGNORECASE)


def decode(content: bytes, name: str, overrides: ReadOverrides | None = None) -> DecodedFile:
    """A file as cells.

    Args:
        content: the file.
        name: of the file, only for messages.
        overrides: encoding and separator that the person corrected.

    Raises:
        ReadingError: empty, too large, encrypted, damaged, or no table at all.
    """
    if len(content) > SIZE_LIMIT:
        # Rounded up: 10.01 MB must not be reported as 10.0.
        size = math.ceil(len(content) / _MEGABYTE * 10) / 10
        raise ReadingError(issue("too_large", size=size, limit=SIZE_LIMIT // _MEGABYTE))
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        raise ReadingError(issue("empty_file", name=name))
    if content.startswith((ZIP, OLE)):
        decoded = read_workbook(content)
    else:
        _refuse_other_kinds(content, name)
        decoded = _read_text(content, name, overrides or ReadOverrides())
    _refuse_swollen(decoded)
    return decoded


def _refuse_swollen(decoded: DecodedFile) -> None:
    """Refuse what would swell in the steps that follow: each works on every cell, and on every letter of it."""
    refuse_too_many_cells(sum(len(row) for sheet in decoded.sheets for row in sheet.cells))
    characters = 0
    for sheet in decoded.sheets:
        for number, row in enumerate(sheet.cells, start=1):
            if any(cell not in {None, ""} for cell in row[COLUMNS_LIMIT:]):
                place = {"sheet": sheet.name, "row": number}
                raise ReadingError(issue("too_large.columns", **place, count=len(row), limit=COLUMNS_LIMIT))  # type: ignore[arg-type]
            del row[COLUMNS_LIMIT:]
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    characters += len(cell)
                    if len(cell) > TEXT_LIMIT:
                        place = {"sheet": sheet.name, "row": number, "column": letters(column)}
                        raise ReadingError(
                            issue("too_large.text", **place, count=len(cell), limit=TEXT_LIMIT)  # type: ignore[arg-type]
                        )
    if characters > CHARACTERS_LIMIT:
        raise ReadingError(issue("too_large.characters", limit=CHARACTERS_LIMIT))


def _refuse_other_kinds(content: bytes, name: str) -> None:
    for magic, kind in _OTHER_KINDS:
        # Two letters may also begin a text.
        if content.startswith(magic) and (len(magic) > 2 or b"\x00" in content[:512]):  # noqa: PLR2004
            raise ReadingError(issue("no_table", name=name, form=kind))
    if _MARKUP.match(content[:200].removeprefix(b"\xef\xbb\xbf")):
        raise ReadingError(issue("no_table.markup", name=name))


def _read_text(content: bytes, name: str, overrides: ReadOverrides) -> DecodedFile:
    encoding = detect_encoding(content, overrides.encoding)
    binary = ReadingError(issue("no_table", name=name, form="二进制文件"))
    try:
        text = as_text(content, encoding)
    except ReadingError as error:
        raise (binary if b"\x00" in content else error) from None
    if _CONTROL.search(text):
        raise binary
    separator = overrides.separator or detect_separator(text)
    # Counted before they are divided: blank lines and blank fields make cells of nothing.
    refuse_too_many_cells(max(text.count("\n"), text.count("\r")) + text.count(separator))
    refuse_unclosed_quote(text, separator)
    return DecodedFile("csv", encoding, separator, (Sheet("", list(split_records(text, separator))),))
