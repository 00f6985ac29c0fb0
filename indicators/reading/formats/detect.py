"""Bytes -> cells. What a file is tells its content, never its name."""

from __future__ import annotations

import math
import re
from typing import Final

from indicators.reading.formats.delimited import (
    as_text,
    detect_encoding,
    detect_separator,
    holds_control,
    refuse_unclosed_quote,
    split_records,
)
from indicators.reading.formats.workbook import OLE, ZIP, read_ole, read_zip
from indicators.reading.issues import ReadingError, issue
from indicators.reading.parsed import DecodedFile, ReadOverrides, Sheet

_MEGABYTE: Final = 1024 * 1024
LIMIT: Final = 10 * _MEGABYTE
# Rows under the heading of the sheet that is read; blank ones do not count.
ROW_LIMIT: Final = 20_000
_NO_TABLE: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "PDF文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"RIFF", "图片或音视频"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "RTF文档"),
)
_MARKUP: Final = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|<table|<head|<meta|mime-version:)", re.IGNORECASE)


def decode(content: bytes, name: str, choices: ReadOverrides | None = None) -> DecodedFile:
    """A file as cells.

    Args:
        content: the file.
        name: of the file, only for messages.
        choices: encoding and separator that the person corrected.

    Raises:
        ReadingError: empty, too large, encrypted, damaged, or no table at all.
    """
    choices = choices or ReadOverrides()
    if len(content) > LIMIT:
        # Rounded up: 10.01 MB must not be reported as 10.0.
        size = math.ceil(len(content) / _MEGABYTE * 10) / 10
        raise ReadingError(issue("too_large", size=size, limit=LIMIT // _MEGABYTE))
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        raise ReadingError(issue("empty_file", name=name))
    if content.startswith(ZIP):
        return read_zip(content)
    if content.startswith(OLE):
        return read_ole(content)
    _refuse_other_kinds(content, name)
    return _read_text(content, name, choices)


def _refuse_other_kinds(content: bytes, name: str) -> None:
    for magic, kind in _NO_TABLE:
        # Two letters may also begin a text.
        if content.startswith(magic) and (len(magic) > 2 or b"\x00" in content[:512]):  # noqa: PLR2004
            raise _no_table(name, kind)
    if _MARKUP.match(content[:200].removeprefix(b"\xef\xbb\xbf")):
        raise ReadingError(issue("no_table.markup", name=name))


def _no_table(name: str, form: str) -> ReadingError:
    return ReadingError(issue("no_table", name=name, form=form))


def _read_text(content: bytes, name: str, choices: ReadOverrides) -> DecodedFile:
    encoding = detect_encoding(content, choices.encoding)
    try:
        text = as_text(content, encoding)
    except ReadingError:
        if b"\x00" in content:
            raise _no_table(name, "二进制文件") from None
        raise
    if holds_control(text):
        raise _no_table(name, "二进制文件")
    separator = choices.separator or detect_separator(text)
    refuse_unclosed_quote(text, separator)
    return DecodedFile("csv", encoding, separator, (Sheet("", list(split_records(text, separator))),))
