"""Bytes -> cells. What a file is tells its content, never its name."""

from __future__ import annotations

import re
from typing import Final

from indicators.reading.contract import Choices, Sheet, Source
from indicators.reading.findings import Finding, ReadingError
from indicators.reading.text_files import (
    as_text,
    detect_encoding,
    detect_separator,
    holds_control,
    records,
    refuse_unclosed_quote,
)
from indicators.reading.workbooks import OLE, ZIP, read_ole, read_zip

LIMIT: Final = 60 * 1024 * 1024
# Longer text files are read in columns, not cell by cell; only so many lines of them become cells.
LONG: int = 2 * 1024 * 1024
FIRST_LINES: Final = 200
_MEGABYTE: Final = 1024 * 1024
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
_FORMATS: Final = "上报 xlsx、xls、ods、csv 或 tsv 表格"


def decode(content: bytes, name: str, choices: Choices | None = None) -> Source:
    """A file as cells.

    Args:
        content: the file.
        name: of the file, only for messages.
        choices: encoding and separator that the person corrected.

    Raises:
        ReadingError: empty, too large, encrypted, damaged, or no table at all.
    """
    choices = choices or Choices()
    if len(content) > LIMIT:
        size = f"文件有 {len(content) / _MEGABYTE:.0f} MB，超过 {LIMIT // _MEGABYTE} MB"
        raise ReadingError(Finding("problem", "too_large", size, "删去无关的工作表和图片，或分成几个文件"))
    if len(content) < _MEGABYTE and not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        raise ReadingError(Finding("problem", "empty_file", f"文件“{name}”是空的", "上报有数据的文件"))
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
            raise ReadingError(_no_table(name, kind))
    if _MARKUP.match(content[:200].removeprefix(b"\xef\xbb\xbf")):
        found = Finding(
            "problem", "no_table", f"“{name}”是网页或 XML，不是表格文件", "用 Excel 或 WPS 打开后另存为 xlsx"
        )
        raise ReadingError(found)


def _no_table(name: str, kind: str) -> Finding:
    return Finding("problem", "no_table", f"“{name}”是{kind}，不是表格", _FORMATS)


def _read_text(content: bytes, name: str, choices: Choices) -> Source:
    encoding = detect_encoding(content, choices.encoding)
    is_long = len(content) > LONG
    start = _first_lines(content, encoding) if is_long else content
    try:
        text = as_text(start, encoding, part=is_long)
    except ReadingError:
        if b"\x00" in start:
            raise ReadingError(_no_table(name, "二进制文件")) from None
        raise
    if holds_control(text):
        raise ReadingError(_no_table(name, "二进制文件"))
    separator = choices.separator or detect_separator(text)
    if not is_long:
        refuse_unclosed_quote(text, separator)
    cells = list(records(text, separator))
    return Source("csv", encoding, separator, (Sheet("", cells),), content if is_long else b"")


def _first_lines(content: bytes, encoding: str) -> bytes:
    end = 0
    for _ in range(FIRST_LINES):
        found = content.find(b"\n", end)
        if found < 0:
            return content[:LONG] if not end else content[:end]
        end = found + 1
    # A line break of UTF-16 may have its zero behind it.
    return content[: end + (end % 2 if encoding == "UTF-16" else 0)]
