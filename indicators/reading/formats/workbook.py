"""Workbooks: xlsx, xls and ods as cells; encrypted, swollen and damaged ones are refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import xlrd
from xlrd.compdoc import CompDocError

from indicators.reading.formats.ods import ods_sheets
from indicators.reading.formats.xls import xls_sheets
from indicators.reading.formats.xlsx import WorkbookArchive, xlsx_sheets
from indicators.reading.issues import ReadingError, issue
from indicators.reading.parsed import DecodedFile

if TYPE_CHECKING:
    from indicators.reading.formats.sheet_cells import Sheets

ZIP: Final = b"PK"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# For all parts together, once unpacked; a table of 20,000 rows and 20 columns is 20 MB.
UNPACKED_LIMIT: Final = 100 * 1024 * 1024
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_ZIPS: Final = {
    "word/document.xml": "Word 文档", "ppt/presentation.xml": "演示文稿", "xl/workbook.bin": "xlsb 工作簿",
}  # fmt: skip
# What the libraries raise where bytes are not what they should be.
_DAMAGE: Final = (
    ArithmeticError, AssertionError, AttributeError, CompDocError, EOFError, ET.ParseError, LookupError,
    NotImplementedError, OSError, TypeError, ValueError, struct.error, xlrd.XLRDError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_workbook(content: bytes) -> DecodedFile:
    """The visible sheets of an xlsx, ods or xls; all of them where none is visible.

    Raises:
        ReadingError: a document of another kind, encrypted, swollen, damaged, or without any cell.
    """
    try:
        kind, sheets = _read_ole(content) if content.startswith(OLE) else _read_zip(content)
    except ReadingError:
        raise
    except _DAMAGE as error:
        is_encrypted = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
        raise ReadingError(issue("encrypted" if is_encrypted else "damaged")) from error
    shown = [sheet for is_visible, sheet in sheets if is_visible] or [sheet for _, sheet in sheets]
    if not any(sheet.cells for sheet in shown):
        raise ReadingError(issue("empty_file.workbook"))
    return DecodedFile(kind, "", "", tuple(shown))


def _read_zip(content: bytes) -> tuple[str, Sheets]:
    with WorkbookArchive(io.BytesIO(content)) as archive:
        _refuse_swollen(archive)
        parts = set(archive.namelist())
        if "xl/workbook.xml" in parts:
            return "xlsx", xlsx_sheets(archive)
        if "mimetype" not in parts or not archive.read("mimetype").startswith(_ODS):
            other = next((kind for part, kind in _OTHER_ZIPS.items() if part in parts), "压缩包")
            raise ReadingError(issue("no_table.workbook", form=other))
        manifest = "META-INF/manifest.xml"
        if manifest in parts and b"encryption-data" in archive.read(manifest):
            raise ReadingError(issue("encrypted"))
        return "ods", ods_sheets(archive.read("content.xml"))


def _refuse_swollen(archive: WorkbookArchive) -> None:
    """Refuse by the sizes that the directory declares; more than that is never read of a part."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise ReadingError(issue("encrypted"))
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise ReadingError(issue("damaged"))
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise ReadingError(issue("too_large.unpacked", limit=UNPACKED_LIMIT // (1024 * 1024)))


def _read_ole(content: bytes) -> tuple[str, Sheets]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ReadingError(issue("encrypted"))
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise ReadingError(issue("no_table.workbook", form="Word 文档或其他文件"))
    return "xls", xls_sheets(content)
