"""Files made for tests."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

from indicators.reading import ReadOverrides, classify_file, parse_file, propose, settle
from indicators.reading.formats.detect import decode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from indicators.reading import Layout, Table

NAMES = {"规上工业总产值": "industrial_output", "新签产业项目": "new_projects", "固定资产投资": "investment"}
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def understood(
    file: str | bytes,
    overrides: ReadOverrides | None = None,
    names: Mapping[str, str] = NAMES,
    name: str = "上报.csv",
    *,
    adds_up: Collection[str] | None = None,
) -> tuple[Layout, Table]:
    """A file's layout and its table; all known indicators add up unless some are named."""
    content = file.encode() if isinstance(file, str) else file
    overrides = overrides or ReadOverrides()
    sheets = classify_file(decode(content, name, overrides), names)
    layout = settle(
        propose(sheets, name, overrides, frozenset(names.values()) if adds_up is None else adds_up),
        {},
        overrides,
    )
    return layout, parse_file(sheets, layout)


def read(
    file: str | bytes, overrides: ReadOverrides | None = None, names: Mapping[str, str] = NAMES
) -> Table:
    """A file's table."""
    return understood(file, overrides, names)[1]


def records(file: str | bytes) -> list[dict[str, Any]]:
    """The entries of a file without problems, as records."""
    table = read(file)
    assert not [f for f in table.issues if f.severity == "error"], table.issues
    return [{str(k): v for k, v in row.items()} for row in table.entries.to_dict("records")]


def values(table: Table) -> dict[tuple[str, str, str], Any]:
    """Value by name, period and measure."""
    keys = table.entries[["name", "period", "measure"]].astype(str).itertuples(index=False)
    return {tuple(key): value for key, value in zip(keys, table.entries["value"], strict=True)}


def codes(table: Table) -> list[str]:
    """Codes of the issues, in their order."""
    return [issue.code for issue in table.issues]


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """An xlsx; a cell may be (value, number format), text with = is a formula with its result (formula, result)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, tuple) and str(cell[0]).startswith("="):
                        sheet.write_formula(row, column, cell[0], None, cell[1])
                    elif isinstance(cell, tuple):
                        sheet.write(row, column, cell[0], book.add_format({"num_format": cell[1]}))
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return buffer.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def ods(rows: str, sheet: str = "九月") -> bytes:
    """The smallest file that LibreOffice and WPS open as a spreadsheet, with these rows of its content.xml."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = f'<office:body><office:spreadsheet><table:table table:name="{sheet}">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content {spaces} {calc}>{body}</office:body></office:document-content>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest})
