"""The body of a long text file, read in columns by pyarrow: each distinct word once, numbers by a cast."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from indicators.reading.findings import Finding, ReadingError
from indicators.reading.grid import CellBody, Coded, Numbers, as_grid, first_beyond, translated
from indicators.reading.text_files import as_text, records, refuse_unclosed_quote
from indicators.reading.values import PLAIN, is_plain

if TYPE_CHECKING:
    from indicators.reading.contract import Source
    from indicators.reading.grid import Body
    from indicators.reading.heading import Heading

_DICTIONARY: Final = pa.dictionary(pa.int32(), pa.string())
_BLOCK: Final = 1 << 20
_LINE_BREAK: Final = re.compile(rb"\r\n|\n|\r")
_WORDS: Final = frozenset({"name", "period", "year", "unit", "state", "note", "row_meaning"})


@dataclass(frozen=True)
class LongBody:
    """A body as arrow columns.

    Attributes:
        rows: row numbers, int32.
        table: the records with as many fields as most have; columns are named by position.
        regular: which of ``rows`` they are; None for all.
        odd: cells of the other records, by place in ``rows``.
    """

    rows: np.ndarray
    table: pa.Table
    regular: np.ndarray | None = None
    odd: dict[int, list[Any]] = field(default_factory=dict)

    def words(self, index: int) -> Coded:
        """A column as words; blanks around them do not count."""
        column = self._column(index, _DICTIONARY)
        known: dict[Any, int] = {}
        place = [_place(known, word) for word in column.dictionary.to_pylist()]
        codes = translated(place, pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False))
        codes = self._with_odd(codes, -1, lambda cell: _place(known, cell), index)
        return Coded(codes, list(known))

    def numbers(self, index: int) -> Numbers:
        """A column as numbers."""
        column = self._column(index, pa.string())
        odd = np.broadcast_to(np.int8(-1), len(column))
        raws: dict[Any, int] = {}
        again: dict[int, float] = {}
        if pa.types.is_floating(column.type):
            values = pc.fill_null(column, np.nan)
            if column.null_count:
                raws[None] = 0
                odd = np.where(column.is_null().to_numpy(zero_copy_only=False), 0, -1)
        else:
            plain = pc.fill_null(pc.match_substring_regex(column, PLAIN), fill_value=False)
            numbers = pc.cast(pc.if_else(plain, column, None), pa.float64())
            plain = pc.and_(plain, pc.fill_null(pc.is_finite(numbers), fill_value=False))
            others = pc.dictionary_encode(pc.filter(column, pc.invert(plain)))
            place = [_odd_place(raws, again, word) for word in others.dictionary.to_pylist()]
            place.append(_odd_place(raws, again, None))
            codes = pc.fill_null(others.indices, len(place) - 1).to_numpy(zero_copy_only=False)
            odd = np.full(len(column), -1, dtype=np.int32)
            odd[~plain.to_numpy(zero_copy_only=False)] = translated(place, codes)
            values = pc.fill_null(pc.if_else(plain, numbers, None), np.nan)
        odd = self._with_odd(odd, -1, lambda cell: _odd_place(raws, again, cell), index)
        values = self._with_odd(values.to_numpy(zero_copy_only=False) + 0.0, np.nan, lambda _: np.nan, index)
        for code, value in again.items():
            values[odd == code] = value
            odd = np.where(odd == code, -1, odd)
        return Numbers(values, odd, list(raws))

    def beyond(self, width: int) -> dict[int, Any]:
        """What stands first behind so many columns, by place in ``rows``; rows with nothing there are left out."""
        found = first_beyond(self.odd, width)
        places = np.arange(len(self.rows)) if self.regular is None else np.flatnonzero(self.regular)
        for name in self.table.column_names:
            if int(name) >= width:
                words = self.table[name].to_pylist()
                found |= {int(place): word for place, word in zip(places, words, strict=True) if word}
        return found

    def _column(self, index: int, kind: pa.DataType) -> Any:  # noqa: ANN401 - pyarrow has no types
        """In one piece; of nulls where only the heading reaches so far."""
        name = str(index)
        return (
            _whole(self.table[name]) if name in self.table.column_names else pa.nulls(len(self.table), kind)
        )

    def _with_odd(self, regular: np.ndarray, missing: Any, read: Any, index: int) -> np.ndarray:  # noqa: ANN401
        if self.regular is None:
            return regular
        # Codes of words that only odd records have may be larger than those of the others.
        kind = np.float64 if regular.dtype == np.float64 else np.int32
        whole = np.full(len(self.rows), missing, dtype=kind)
        whole[self.regular] = regular
        for place, cells in self.odd.items():
            whole[place] = read(cells[index] if index < len(cells) else None)
        return whole


def _whole(column: pa.ChunkedArray) -> Any:  # noqa: ANN401 - pyarrow has no types
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _place(known: dict[Any, int], word: str | None) -> int:
    word = (word or "").strip()
    return known.setdefault(word, len(known)) if word else -1


def _odd_place(raws: dict[Any, int], again: dict[int, float], word: str | None) -> int:
    """The code of an odd cell; one that is plain once the blanks around it are gone is remembered in ``again``."""
    word = (word or "").strip() or None
    code = raws.setdefault(word, len(raws))
    if word is not None and is_plain(word):
        again[code] = float(word)
    return code


def long_body(source: Source, heading: Heading) -> Body:
    """The rows under the heading of ``source.content``; cell by cell where arrow knows no such separator.

    Raises:
        ReadingError: a byte far down does not belong to the encoding, or quotes never close.
    """
    content = source.content
    if source.encoding != "UTF-8":
        content = as_text(content, source.encoding).encode()
    cells = source.sheets[0].cells
    widths = Counter(len(row) for row in cells[heading.last + 1 :] if row)
    if not widths or not source.separator.isascii():
        whole = as_grid(list(records(as_text(source.content, source.encoding), source.separator)))
        return CellBody(whole, heading.last + 1)
    start = _under_heading(content, source.separator, heading)
    end = len(content)
    while end > start and content[end - 1] in b"\r\n":
        end -= 1
    buffer = pa.py_buffer(content).slice(start, end - start)
    try:
        return _read(
            buffer, source.separator, heading, max(widths, key=widths.__getitem__), quoted=b'"' in content
        )
    except pa.ArrowInvalid as error:
        as_text(content, "UTF-8")
        message = "引号不成对，无法分列"
        raise ReadingError(Finding("problem", "damaged", message, "另存为 xlsx 后再上报")) from error


def _under_heading(content: bytes, separator: str, heading: Heading) -> int:
    """Where the first record under the heading begins: a record may have line breaks inside its quotes."""
    part = as_text(content[:_BLOCK], "UTF-8", part=True)
    reader = csv.reader(io.StringIO(part, newline=""), delimiter=separator)
    for _ in range(heading.last + 1):
        next(reader)
    breaks = _LINE_BREAK.finditer(content)
    end = 0
    for _ in range(reader.line_num):
        found = next(breaks, None)
        end = found.end() if found else len(content)
    return end


def _read(buffer: pa.Buffer, separator: str, heading: Heading, width: int, *, quoted: bool) -> LongBody:
    """All records; those of another width than most are read by themselves, as only one thread knows their numbers."""
    skipped: list[tuple[int, str]] = []
    names = [str(index) for index in range(width)]

    def skip(row: Any) -> str:  # noqa: ANN401 - arrow's InvalidRow
        skipped.append((row.number, row.text))
        return "skip"

    def read(values: pa.DataType, *, in_order: bool = False) -> pa.Table:
        parse = arrow_csv.ParseOptions(
            delimiter=separator,
            newlines_in_values=quoted,
            ignore_empty_lines=False,
            invalid_row_handler=skip if in_order else None,
        )
        how = arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK, use_threads=not in_order)
        convert = _convert_options(heading, width, values)
        return arrow_csv.read_csv(pa.BufferReader(buffer), how, parse, convert)

    table = None
    with suppress(pa.ArrowInvalid):
        table = _if_finite(read(pa.float64()))
    if table is None:
        try:
            table = read(pa.string())
        except pa.ArrowInvalid:
            table = read(pa.string(), in_order=True)
    pa.default_memory_pool().release_unused()
    first = heading.last + 2
    rows = np.arange(first, first + len(table) + len(skipped), dtype=np.int32)
    if not skipped:
        return LongBody(rows, table)
    for number, text in skipped:
        refuse_unclosed_quote(text, separator, first - 1 + number)
    odd = {number - 1: next(csv.reader([text], delimiter=separator), []) for number, text in skipped}
    regular = np.ones(len(rows), dtype=bool)
    regular[list(odd)] = False
    return LongBody(rows, table, regular, odd)


def _if_finite(table: pa.Table) -> pa.Table | None:
    """The table unless arrow took a word (nan, infinity) or something far too large for a number."""
    numbers = [column for column in table.columns if pa.types.is_floating(column.type)]
    return table if all(pc.all(pc.is_finite(column)).as_py() is not False for column in numbers) else None


def _convert_options(heading: Heading, width: int, values: pa.DataType) -> arrow_csv.ConvertOptions:
    """Words as dictionaries, values as numbers or, where some are none, as text; of the other columns those behind the heading."""
    wanted = {
        str(c.index): values if c.role == "value" else _DICTIONARY
        for c in heading.columns
        if (c.role == "value" or c.role in _WORDS or c.index == heading.key) and c.index < width
    }
    wanted |= {str(index): _DICTIONARY for index in range(heading.width, width)}
    return arrow_csv.ConvertOptions(
        column_types=wanted, include_columns=list(wanted), null_values=[""], strings_can_be_null=False
    )
