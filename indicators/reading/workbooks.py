"""Workbooks: xlsx, xls and ods as cells; what is encrypted, swollen or damaged is refused before it is opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from indicators.reading.biff import xls_marks
from indicators.reading.contract import Sheet, Source
from indicators.reading.findings import Finding, ReadingError
from indicators.reading.grid import cell_at
from indicators.reading.marks import ods_marks, shown, xlsx_marks
from indicators.reading.unit_text import as_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.marks import Marks

ZIP: Final = b"PK"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What all parts may hold together once unpacked.
UNPACKED_LIMIT: Final = 300 * 1024 * 1024
# A cell far away makes a sheet of all the blanks before it.
CELLS_LIMIT: Final = 20_000_000
_CHUNK: Final = 1 << 20
_LOCAL_HEADER: Final = 30
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_AS_XLSX: Final = "用 Excel 或 WPS 打开，另存为 xlsx 后再上报"


def _refused(code: str, message: str, fix: str = _AS_XLSX) -> ReadingError:
    return ReadingError(Finding("problem", code, message, fix))


def _damaged() -> ReadingError:
    return _refused("damaged", "工作簿已损坏，或用了不常见的压缩方式，无法打开")


def _encrypted() -> ReadingError:
    return _refused("encrypted", "文件有密码，无法读取", "去掉密码后再上报")


def _too_large(message: str, fix: str) -> ReadingError:
    return _refused("too_large", message, fix)


def _spread(cells: int) -> ReadingError:
    return _too_large(f"工作表横跨 {cells:,} 个单元格，不予打开", "删去表格右方和下方远处的内容")


def _empty() -> ReadingError:
    return _refused("empty_file", "工作簿是空的", "上报有数据的文件")


def _no_table(kind: str = "Word 文档或其他文件") -> ReadingError:
    return _refused("no_table", f"文件是{kind}，不是可读取的表格", "上报 xlsx、xls、ods、csv 或 tsv 表格")


def read_zip(content: bytes) -> Source:
    """An xlsx or ods.

    Raises:
        ReadingError: another kind of zip, encrypted, swollen or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
            _refuse_swollen(archive, content)
            form = _form(archive, parts)
            if form == "xlsx":
                marks, cells = xlsx_marks(archive)
            else:
                with archive.open("content.xml") as xml:
                    marks, cells = ods_marks(xml)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ET.ParseError,
        NotImplementedError,
        ValueError,
        KeyError,
        EOFError,
    ) as error:
        if isinstance(error, ReadingError):
            raise
        raise _damaged() from error
    if cells > CELLS_LIMIT:
        raise _spread(cells)
    return Source(form, "", "", _sheets(content, marks))


def _form(archive: zipfile.ZipFile, parts: set[str]) -> str:
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "mimetype" in parts and archive.read("mimetype").startswith(_ODS):
        if "META-INF/manifest.xml" in parts and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise _encrypted()
        return "ods"
    kinds = {
        "word/document.xml": "Word 文档",
        "ppt/presentation.xml": "演示文稿",
        "xl/workbook.bin": "xlsb 工作簿",
    }
    kind = next((kind for part, kind in kinds.items() if part in parts), "压缩包")
    raise _no_table(kind)


def _refuse_swollen(archive: zipfile.ZipFile, content: bytes) -> None:
    """What the parts really unpack to, whatever the directory declares: a bomb lies."""
    if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
        raise _swollen()
    total = 0
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise _encrypted()
        if part.compress_type == zipfile.ZIP_STORED:
            total += part.compress_size
            continue
        if part.compress_type != zipfile.ZIP_DEFLATED:
            raise _damaged()
        head = content[part.header_offset : part.header_offset + _LOCAL_HEADER]
        start = part.header_offset + _LOCAL_HEADER + int.from_bytes(head[26:28], "little")
        start += int.from_bytes(head[28:30], "little")
        total += _unpacked(content[start : start + part.compress_size], UNPACKED_LIMIT - total)
        if total > UNPACKED_LIMIT:
            raise _swollen()


def _unpacked(packed: bytes, most: int) -> int:
    unpacker, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while packed and size <= most:
        size += len(unpacker.decompress(packed, _CHUNK))
        packed = unpacker.unconsumed_tail
    return size


def _swollen() -> ReadingError:
    limit = UNPACKED_LIMIT // (1024 * 1024)
    return _too_large(
        f"工作簿解压后超过 {limit} MB，不予打开", "删去无关的工作表、图片和空行，或分成几个文件"
    )


def read_ole(content: bytes) -> Source:
    """An xls.

    Raises:
        ReadingError: an encrypted xlsx, a document of another kind, or damaged.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _encrypted()
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise _no_table()
    return Source("xls", "", "", _sheets(content, xls_marks(content)))


def _sheets(content: bytes, marks: Marks) -> tuple[Sheet, ...]:
    """Visible sheets; all of them where none is visible."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        metadata = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        shown = [m.name for m in metadata if m.visible == SheetVisibleEnum.Visible]
        names = shown or [m.name for m in metadata]
        sheets = tuple(Sheet(name, _cells(book, name, marks.get(name, {}))) for name in names)
    except PasswordError as error:
        raise _encrypted() from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged() from error
    if not any(sheet.cells for sheet in sheets):
        raise _empty()
    return sheets


def _cells(book: CalamineWorkbook, name: str, marks: Mapping[tuple[int, int], str]) -> list[list[Any]]:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    cells: list[list[Any]] = [[None if cell == "" else cell for cell in row] for row in rows]
    for (top, column), (bottom, last) in sheet.merged_cell_ranges or ():
        # A unit merged down a column is that of all these rows, not of the first alone.
        unit = cell_at(cells, top, column)
        if column == last and isinstance(unit, str) and as_unit(unit):
            for row in range(top + 1, min(bottom + 1, len(cells))):
                cells[row][column] = unit
    for (row, column), mark in marks.items():
        # calamine leaves out what is empty at the end, also an error.
        cells.extend([] for _ in range(row + 1 - len(cells)))
        cells[row].extend([None] * (column + 1 - len(cells[row])))
        cells[row][column] = shown(cells[row][column], mark)
    return cells
