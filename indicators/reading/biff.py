"""The same of an old xls: the Workbook stream of its compound file, record by record.

Sources: [MS-CFB] 2.2 to 2.6, [MS-XLS] 2.4 (BoundSheet8, Format, XF, Number, RK, MulRk, Formula, BoolErr).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from indicators.reading.marks import PERCENT, Marks, is_percent

if TYPE_CHECKING:
    from collections.abc import Iterator

_END: Final = 0xFFFFFFFA
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_EOF, _SHEET, _FORMAT, _XF = 0x0A, 0x85, 0x41E, 0xE0
_FORMULA, _NUMBER, _RK, _MULRK, _BOOLERR = 0x06, 0x203, 0x27E, 0xBD, 0x205
_IS_ERROR: Final = 2
_BUILT_IN_PERCENT: Final = {9, 10}


def xls_marks(content: bytes) -> Marks:
    """Marks of all sheets; none where the file is not as it should be, which calamine then tells."""
    try:
        return _marks(_workbook_stream(content))
    except (struct.error, IndexError, KeyError, UnicodeDecodeError, ValueError):
        return {}


def _workbook_stream(content: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", content, 30)[0]

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    table_sectors = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    while more < _END:
        *numbers, more = struct.unpack(f"<{size // 4}I", sector(more))
        table_sectors += numbers
    fat = [n for s in table_sectors if s < _END for n in struct.unpack(f"<{size // 4}I", sector(s))]

    def chain(number: int, links: list[int]) -> Iterator[int]:
        for _ in range(len(links) + 1):
            if number >= _END:
                return
            yield number
            number = links[number]

    directory = b"".join(sector(n) for n in chain(struct.unpack_from("<I", content, 48)[0], fat))
    entries = {}
    for at in range(0, len(directory), 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le")
        entries[name] = struct.unpack_from("<II", directory, at + 116)
    start, length = entries["Workbook"] if "Workbook" in entries else entries["Book"]
    if length >= struct.unpack_from("<I", content, 56)[0]:
        return b"".join(sector(n) for n in chain(start, fat))[:length]
    small = b"".join(sector(n) for n in chain(entries["Root Entry"][0], fat))
    first = struct.unpack_from("<I", content, 60)[0]
    links = [n for s in chain(first, fat) for n in struct.unpack(f"<{size // 4}I", sector(s))]
    return b"".join(small[n * 64 : n * 64 + 64] for n in chain(start, links))[:length]


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _EOF:
            return


def _marks(stream: bytes) -> Marks:
    percent_formats, styles, sheets = set(_BUILT_IN_PERCENT), [], []
    for kind, data in _records(stream):
        if kind == _FORMAT and is_percent(_text(data[2:], struct.calcsize("H"))):
            percent_formats.add(struct.unpack_from("<H", data)[0])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _SHEET:
            sheets.append((struct.unpack_from("<I", data)[0], _text(data[6:], 1)))
    percents = {number for number, form in enumerate(styles) if form in percent_formats}
    return {name: dict(_sheet_marks(stream, start, percents)) for start, name in sheets}


def _text(data: bytes, size: int) -> str:
    """A string with its length in ``size`` bytes before it, in one or two bytes a character."""
    count = int.from_bytes(data[:size], "little")
    wide = data[size] & 1
    text = data[size + 1 :]
    return text[: 2 * count].decode("utf-16-le") if wide else text[:count].decode("latin-1")


def _sheet_marks(stream: bytes, start: int, percents: set[int]) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, data in _records(stream, start):
        if kind not in {_FORMULA, _NUMBER, _RK, _MULRK, _BOOLERR}:
            continue
        row, column, style = struct.unpack_from("<HHH", data)
        error = _error(kind, data)
        if kind == _MULRK:
            for place in range((len(data) - 6) // 6):
                if struct.unpack_from("<H", data, 4 + 6 * place)[0] in percents:
                    yield (row, column + place), PERCENT
        elif error:
            yield (row, column), error
        elif kind != _BOOLERR and style in percents:
            yield (row, column), PERCENT


def _error(kind: int, data: bytes) -> str:
    """The error that a cell or a formula's result is, empty for none."""
    if kind == _BOOLERR and data[7]:
        return _ERRORS.get(data[6], "#N/A")
    is_no_number = kind == _FORMULA and data[12:14] == b"\xff\xff"
    return _ERRORS.get(data[8], "#N/A") if is_no_number and data[6] == _IS_ERROR else ""
