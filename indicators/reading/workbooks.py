"""Workbooks: xlsx, xls and ods as cells; what is encrypted, swollen or damaged is refused before it is opened."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final
from xml.etree import ElementTree as ET

import xlrd
from xlrd.compdoc import CompDocError

from indicators.reading.contract import Sheet, Source
from indicators.reading.findings import Finding, ReadingError
from indicators.reading.workbook_cells import ods_sheets, read_part, xls_sheets, xlsx_sheets

ZIP: Final = b"PK"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What all parts may hold together once unpacked; a table of 20,000 rows and 20 columns is 20 MB.
UNPACKED_LIMIT: Final = 100 * 1024 * 1024
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_AS_XLSX: Final = "用 Excel 或 WPS 打开，另存为 xlsx 后再上报"
# What the libraries raise where bytes are not what they should be.
_DAMAGE: Final = (
    ArithmeticError, AssertionError, AttributeError, CompDocError, EOFError, ET.ParseError, LookupError,
    NotImplementedError, OSError, TypeError, ValueError, struct.error, xlrd.XLRDError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def _refused(code: str, message: str, fix: str = _AS_XLSX) -> ReadingError:
    return ReadingError(Finding("problem", code, message, fix))


def _damaged() -> ReadingError:
    return _refused("damaged", "工作簿已损坏，或用了不常见的压缩方式，无法打开")


def _encrypted() -> ReadingError:
    return _refused("encrypted", "文件有密码，无法读取", "去掉密码后再上报")


def _swollen() -> ReadingError:
    message = f"工作簿解压后超过 {UNPACKED_LIMIT // (1024 * 1024)} MB，不予打开"
    return _refused("too_large", message, "删去无关的工作表、图片和空行，或分成几个文件")


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
            _refuse_swollen(archive)
            form = _form(archive, set(archive.namelist()))
            sheets = xlsx_sheets(archive) if form == "xlsx" else ods_sheets(archive)
    except ReadingError:
        raise
    except _DAMAGE as error:
        raise _damaged() from error
    return Source(form, "", "", _visible(sheets))


def _form(archive: zipfile.ZipFile, parts: set[str]) -> str:
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "mimetype" in parts and read_part(archive, "mimetype").startswith(_ODS):
        if "META-INF/manifest.xml" in parts and b"encryption-data" in read_part(
            archive, "META-INF/manifest.xml"
        ):
            raise _encrypted()
        return "ods"
    kinds = {
        "word/document.xml": "Word 文档",
        "ppt/presentation.xml": "演示文稿",
        "xl/workbook.bin": "xlsb 工作簿",
    }
    kind = next((kind for part, kind in kinds.items() if part in parts), "压缩包")
    raise _no_table(kind)


def _refuse_swollen(archive: zipfile.ZipFile) -> None:
    """By what the directory declares; more than that is never read of a part."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted()
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise _damaged()
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise _swollen()


def read_ole(content: bytes) -> Source:
    """An xls.

    Raises:
        ReadingError: an encrypted xlsx, a document of another kind, or damaged.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _encrypted()
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise _no_table()
    try:
        sheets = xls_sheets(content)
    except _DAMAGE as error:
        is_encrypted = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
        raise (_encrypted() if is_encrypted else _damaged()) from error
    return Source("xls", "", "", _visible(sheets))


def _visible(sheets: list[tuple[bool, Sheet]]) -> tuple[Sheet, ...]:
    """Visible sheets; all of them where none is visible."""
    shown = tuple(sheet for is_visible, sheet in sheets if is_visible) or tuple(sheet for _, sheet in sheets)
    if not any(sheet.cells for sheet in shown):
        raise _empty()
    return shown
