"""Text files: which encoding and which separator, and their records as cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from indicators.reading.issues import ReadingError, issue

if TYPE_CHECKING:
    from collections.abc import Iterator

# In order of preference: a later one counts only where it divides the lines clearly better.
SEPARATORS: Final = ("\t", ",", "|", ";", "，", "；")
_NAMES: Final = {
    **dict.fromkeys(("utf8", "utf8sig"), "UTF-8"),
    **dict.fromkeys(("utf16", "utf16le", "utf16be", "unicode"), "UTF-16"),
    **dict.fromkeys(("gb18030", "gbk", "gb2312", "cp936", "ansi"), "GB18030"),
}
_BOMS_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Bytes from which an encoding is recognised.
_PROBE: Final = 1 << 16
# Lines examined; most of them must have the same number of fields.
_LINES: Final = 60
_LEAST_SHARE: Final = 0.4
csv.field_size_limit(1 << 24)


def detect_encoding(content: bytes, wanted: str | None = None) -> str:
    """The encoding of a text file: ``UTF-8``, ``UTF-16`` or ``GB18030``; ``wanted`` is what the person chose.

    Raises:
        ReadingError: the file is in none of them, or not in the chosen one.
    """
    if wanted:
        name = _NAMES.get(re.sub("[-_ ]", "", wanted.lower()))
        if name is None:
            raise ReadingError(issue("unknown_encoding", found=wanted))
        return name
    if content.startswith(_BOMS_UTF16) or _utf16_without_bom(content):
        return "UTF-16"
    if content.startswith(codecs.BOM_UTF8) or _decodes(content, "utf-8", final=True):
        return "UTF-8"
    return "GB18030" if _decodes(content[:_PROBE], "gb18030") else "UTF-8"


def _decodes(content: bytes, codec: str, *, final: bool = False) -> bool:
    """Whether the content is in this encoding; its last character may be cut off unless it is final."""
    try:
        codecs.getincrementaldecoder(codec)().decode(content, final)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_bom(content: bytes) -> str:
    """The codec of UTF-16, in which every second byte of digits and commas is zero; empty for other text."""
    start = content[: _PROBE // 2 * 2]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < max(len(start) // 20, 1) or min(even, odd) * 10 > max(even, odd):
        return ""
    codec = "utf-16-le" if odd > even else "utf-16-be"
    return codec if _decodes(start, codec) else ""


def as_text(content: bytes, encoding: str) -> str:
    """The content, decoded strictly.

    Raises:
        ReadingError: a byte does not belong to the encoding; its line is named.
    """
    codec = {"UTF-8": "utf-8", "GB18030": "gb18030"}.get(encoding, "utf-16")
    if encoding == "UTF-16" and not content.startswith(_BOMS_UTF16):
        codec = _utf16_without_bom(content) or "utf-16-le"
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        found = content[error.start : error.start + 2].hex(" ").upper()
        row = content.count(b"\n", 0, error.start) + 1
        raise ReadingError(issue("wrong_encoding", row=row, found=found, encoding=encoding)) from error
    return text.removeprefix("\ufeff")


def detect_separator(text: str) -> str:
    """The separator that divides most of the first lines into the same number of fields; a comma where none does."""
    if declared := re.match(r"sep=(.)\r?\n", text):
        return declared[1]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        widths = [len(record) for record in islice(split_records(text, separator), _LINES) if record]
        counts = Counter(width for width in widths if width > 1)
        if not counts:
            continue
        fields, lines = max(counts.items(), key=lambda item: (item[1], item[0]))
        share = lines / len(widths)
        score = share * (1 - 1 / (2 * fields))
        if share >= _LEAST_SHARE and score > best_score * 1.05:
            best, best_score = separator, score
    return best


def split_records(text: str, separator: str) -> Iterator[list[str]]:
    """Records of delimited text; a blank line is an empty record, so that they are counted like a spreadsheet's rows."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def refuse_unclosed_quote(text: str, separator: str) -> None:
    """Refuse a quote that never closes: it swallows all rows behind it.

    Raises:
        ReadingError: there is one; its row is named.
    """
    row = 1
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            row += 1
    except csv.Error as error:
        # A quote inside a word does no harm.
        if "end of data" in str(error):
            raise ReadingError(issue("damaged.quote", row=row)) from error
