"""Files by their content: encodings, separators, workbooks, and what is refused."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.formats.detect import decode
from indicators.reading.issues import ReadingError
from indicators.reading.parsed import ReadOverrides
from tests.office_tables import workbook

TEXT = "指标,期间,数值\n规上工业总产值,2024-09,1842.6\n"
CELLS = [["指标", "期间", "数值"], ["规上工业总产值", "2024-09", "1842.6"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refused(content: bytes, overrides: ReadOverrides | None = None) -> str:
    """The code of what is wrong with a file; it names something to do."""
    with pytest.raises(ReadingError) as caught:
        decode(content, "文件", overrides)
    assert caught.value.issue.severity == "error"
    assert caught.value.issue.fix
    return caught.value.issue.code


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("gbk", "GB18030"), ("utf-16", "UTF-16"),
     ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")],
)  # fmt: skip
def test_encodings(codec: str, encoding: str) -> None:
    """Every encoding that Excel and WPS save gives the same cells, and is named."""
    source = decode(TEXT.encode(codec), "a.csv")
    assert (source.encoding, source.sheets[0].cells) == (encoding, CELLS)


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，", "；"])
def test_separators(separator: str) -> None:
    """What divides the lines is found, whatever it is, below a title that is not divided."""
    title = "2024年9月主要指标，单位：亿元\n"
    source = decode((title + TEXT.replace(",", separator)).encode(), "a.txt")
    assert (source.separator, source.sheets[0].cells[1:]) == (separator, CELLS)


def test_grouped_numbers_do_not_separate() -> None:
    """Thousands written with a comma do not make commas the separator."""
    tabs = decode("指标\t数值\t同比\nA\t1,234\t5\nB\t2,345\t6\nC\t3,456\t7\n".encode(), "a.txt")
    assert tabs.separator == "\t"
    wide = decode("指标，期间，数值\nA，2024-09，1,234\nB，2024-09，2,345\n".encode(), "a.txt")
    assert wide.sheets[0].cells[1] == ["A", "2024-09", "1,234"]
    quoted = decode('指标,数值\nA,"1，234"\nB,"2,345"\n'.encode(), "a.csv")
    assert quoted.sheets[0].cells[1:] == [["A", "1，234"], ["B", "2,345"]]


def test_chosen_encoding_and_separator() -> None:
    """What the person chose counts; bytes that do not fit it are refused with their line."""
    assert decode(b"a;b,c\n1;2,3\n", "a", ReadOverrides(separator=";")).sheets[0].cells[0] == ["a", "b,c"]
    assert refused(TEXT.encode("gb18030"), ReadOverrides(encoding="UTF-8")) == "wrong_encoding"
    assert refused(TEXT.encode(), ReadOverrides(encoding="Big5")) == "unknown_encoding"


@pytest.mark.parametrize("lines", [1, 300])
def test_broken_encoding(lines: int) -> None:
    """A file in no encoding of ours is refused with the line of the first wrong byte."""
    with pytest.raises(ReadingError) as caught:
        decode(TEXT.encode() * lines + b"\xff\xff\x81", "a.csv")
    assert caught.value.issue.code == "wrong_encoding"
    assert caught.value.issue.row == 2 * lines + 1


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"\xef\xbb\xbf\r\n", "empty_file"), (b"%PDF-1.7 x", "no_table"),
     (b"\x89PNG\r\n\x1a\n\0\0", "no_table"), (b"MZ\x90\0\3\0", "no_table"), (b"a,b\n\0\1\2\3,\4\n", "no_table"),
     (b"<html><table><tr><td>1</td></tr></table></html>", "no_table"), (OLE, "no_table"),
     (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"), (OLE + "Workbook".encode("utf-16-le"), "damaged"),
     (b"PK\x03\x04 broken", "damaged")],
)  # fmt: skip
def test_no_tables(content: bytes, code: str) -> None:
    """Empty, encrypted and damaged files and other kinds are refused by content, each with its reason."""
    assert refused(content) == code


def test_other_zips() -> None:
    """A Word document is refused as no table."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(buffer.getvalue()) == "no_table"


def test_damaged_workbook() -> None:
    """Half a workbook is refused as damaged."""
    content = workbook(九月=CELLS)
    assert refused(content[: len(content) // 2]) == "damaged"


def test_too_large() -> None:
    """A file of more than 10 MB is refused with its size, rounded up, and the way round it; one of 10 MB is read."""
    most = b"a,b\n".ljust(1 << 14) * 640
    assert decode(most, "a.csv").sheets
    with pytest.raises(ReadingError) as caught:
        decode(most + b" ", "a.csv")
    problem = caught.value.issue
    assert (problem.code, problem.message) == ("too_large", "文件有 10.1 MB，超过 10 MB")
    assert "用接口可连续上传多个文件" in problem.fix


@pytest.mark.parametrize("start", [b"", "指标,期间,数值\n".encode() * 300])
def test_unclosed_quote(start: bytes) -> None:
    """A quote that never closes is refused with the row where it opens, however far down."""
    with pytest.raises(ReadingError) as caught:
        decode(start + '"甲,2024-09,1\n乙,2024-09,2\n'.encode(), "a.csv")
    assert (caught.value.issue.code, caught.value.issue.row) == ("damaged", start.count(b"\n") + 1)


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_any_bytes(content: bytes, start: bytes) -> None:
    """Whatever comes is decoded or refused with a reason, nothing else."""
    with contextlib.suppress(ReadingError):
        assert decode(start + content, "x").sheets
