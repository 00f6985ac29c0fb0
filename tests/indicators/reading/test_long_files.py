"""Long text files are read in columns, and say exactly what they would say read cell by cell."""

from __future__ import annotations

import csv
import io
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.reading import decode as decoding
from indicators.reading.contract import ENTRY_COLUMNS, Source, Table
from indicators.reading.decode import decode
from indicators.reading.findings import ReadingError
from indicators.reading.layout import lay_out
from tests.indicators.reading.made import NAMES, values

NUMBERS = st.one_of(
    st.integers(-(10**6), 10**6).map(lambda n: f"{n / 100}"),
    st.sampled_from(["", " ", "0", "-0", " 12 ", "1,234.5", "１２", "—", "暂无", "约5", "#REF!", "3万", "7%", "nan", "inf", "+5",
                     "5.", "1e3", '"', "1" * 40]),
)  # fmt: skip
WORDS = [
    *NAMES,
    "（亿元）规上工业总产值",
    "其中：固定资产投资",
    " 规上工业总产值 ",
    "没有的指标",
    "合计",
    "注：说明",
    "一、工业",
    "",
    "指标",
    "换\n行",
]
PERIODS = ["2024-09", "2024年1—9月", "2024-09-30", "45536", "9月", "下半年", "2024Q3", "", "2024"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(WORDS), st.sampled_from(PERIODS), NUMBERS, st.sampled_from(["亿元", "", "万元"]),
        st.sampled_from(["快报", "正式数", "", "别的"]), st.sampled_from(["", "含修正", "a,b", 'x"y']), NUMBERS,
    ),
    max_size=25,
)  # fmt: skip
OBJECTS = {name: object for name in ENTRY_COLUMNS if name not in {"row", "value"}}
HEAD = ["指标", "期间", "累计", "单位", "状态", "备注", "同比(%)"]


def text(rows: list[tuple[str, ...]], cut: list[int], separator: str, title: list[str]) -> str:
    """Rows as delimited text; the rows in ``cut`` miss their last fields, or are blank."""
    buffer = io.StringIO()
    for line in title:
        buffer.write(line + "\n")
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(HEAD)
    for number, row in enumerate(rows):
        if number in cut:
            buffer.write("\r\n")
        writer.writerow(row[: 4 if number + 1 in cut else None])
    return buffer.getvalue()


def both(content: bytes) -> tuple[Source, Table, Table]:
    """The file as a short one and as a long one."""
    short = lay_out(decode(content, "a.csv"), NAMES)
    with patch.object(decoding, "LONG", 0):
        source = decode(content, "a.csv")
        return source, short, lay_out(source, NAMES)


@settings(max_examples=120)
@given(
    rows=ROWS,
    cut=st.lists(st.integers(0, 20), max_size=3),
    separator=st.sampled_from([",", "\t", ";"]),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    title=st.sampled_from([[], ["2024年9月", "单位：万元"]]),
)
def test_long_and_short_say_the_same(
    rows: list[tuple[str, ...]], cut: list[int], separator: str, codec: str, title: list[str]
) -> None:
    """However the file is written, both ways give the same entries, in the same order, and the same findings."""
    with patch.object(decoding, "detect_separator", lambda _: separator):
        source, short, long = both(text(rows, cut, separator, title).encode(codec))
    assert source.content
    # Which words nobody uses may differ.
    pd.testing.assert_frame_equal(short.entries.astype(OBJECTS), long.entries.astype(OBJECTS))
    assert short.findings == long.findings
    assert (short.header_rows, short.unit, short.ignored) == (long.header_rows, long.unit, long.ignored)


@pytest.mark.parametrize(
    "content",
    [
        "指标,2024年8月,2024年9月\n规上工业总产值,1,2\n固定资产投资,,4\n",
        "月份,规上工业总产值,固定资产投资\n2024-08,1,\n2024-09,2,4\n",
    ],
)
def test_other_layouts(content: str) -> None:
    """A long file may have any layout."""
    _, short, long = both(content.encode())
    pd.testing.assert_frame_equal(short.entries, long.entries)
    assert values(long)[("固定资产投资", "2024-09", "value")] == 4


def test_full_width_separator() -> None:
    """Arrow knows no full-width separator: such a file is read cell by cell."""
    _, short, long = both("指标，期间，数值\n规上工业总产值，2024-09，1\n".encode())
    pd.testing.assert_frame_equal(short.entries, long.entries)


@pytest.mark.parametrize(
    ("end", "code", "row"),
    [(b"\xff\xff,2024-09,1\n", "wrong_encoding", 302), ('"甲,2024-09,1\n'.encode(), "damaged", 302)],
)
def test_broken_far_down(end: bytes, code: str, row: int) -> None:
    """What breaks a long file far down is told with its row."""
    content = "指标,期间,数值\n".encode() + "规上工业总产值,2024-09,1\n".encode() * 300 + end
    with patch.object(decoding, "LONG", 0), pytest.raises(ReadingError) as caught:
        lay_out(decode(content, "a.csv"), NAMES)
    assert (caught.value.finding.code, caught.value.finding.row) == (code, row)


def test_rows_are_counted() -> None:
    """Rows count as a spreadsheet counts records: blank lines too, a line break in quotes not."""
    content = '指标,期间,备注,数值\n产值,2024-09,"换\n行",1\n\n投资,2024-09,,2\n'.encode()
    _, short, long = both(content)
    assert list(short.entries["row"]) == list(long.entries["row"]) == [2, 4]
