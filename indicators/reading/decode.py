"""Bytes -> cells. What a file is tells its content, never its name."""

from __future__ import annotations

import math
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
SPLIT: Final = "按月份或指标拆成几个文件，分别上报；用接口可连续上传多个文件"
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
        raise ReadingError(_too_large(len(content)))
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        raise ReadingError(Finding("problem", "empty_file", f"文件“{name}”是空的", "上报有数据的文件"))
    if content.startswith(ZIP):
        return read_zip(content)
    if content.startswith(OLE):
        return read_ole(content)
    _refuse_other_kinds(content, name)
    return _read_text(content, name, choices)


def _too_large(size: int) -> Finding:
    # Rounded up: 10.01 MB must not be told as 10.0.
    shown = math.ceil(size / _MEGABYTE * 10) / 10
    message = f"文件有 {shown} MB，超过 {LIMIT // _MEGABYTE} MB"
    return Finding("problem", "too_large", message, f"删去无关的工作表和图片，或{SPLIT}")


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
    try:
        text = as_text(content, encoding)
    except ReadingError:
        if b"\x00" in content:
            raise ReadingError(_no_table(name, "二进制文件")) from None
        raise
    if holds_control(text):
        raise ReadingError(_no_table(name, "二进制文件"))
    separator = choices.separator or detect_separator(text)
    refuse_unclosed_quote(text, separator)
    return Source("csv", encoding, separator, (Sheet("", list(records(text, separator))),))
