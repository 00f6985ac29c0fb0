"""Whatever a file does to the process that reads it, the next file is read."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indicators.reading import isolation
from indicators.reading.formats.detect import decode
from indicators.reading.isolation import decode_apart
from indicators.reading.issues import ReadingError
from tests import office_books
from tests.reports import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable


def reads() -> bool:
    """Whether a file is read."""
    return decode_apart(office_books.of_rows(), "9月.xlsx").sheets[0].cells[0] == office_books.TABLE[0]


@pytest.mark.parametrize("name", ["formatted", "dates", "formulas", "several_sheets", "xls", "ods"])
def test_cells_as_read_here(name: str) -> None:
    """The cells of another process are those of this one."""
    content = office_books.BOOKS[name]()
    assert decode_apart(content, name) == decode(content, name)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (office_books.bomb, "too_large"),
        (office_books.lying_bomb, "damaged"),
        (office_books.far_xlsx, "too_large"),
        (office_books.far_by_hand, "too_large"),
        (office_books.wide_rows, "too_large"),
        (office_books.merged_again, "too_large"),
        (office_books.long_text, "too_large"),
        (office_books.same_text, "too_large"),
        (office_books.unclosed_cells, "damaged"),
        (office_books.looping_xls, "damaged"),
        (lambda: b"1" + b"\n" * 2_000_000, "too_large"),
        (lambda: b"1" + b"," * 2_000_000, "too_large"),
        (lambda: b"1,2\n" + b"x" * 100_001, "too_large"),
        (lambda: b"1," * 300_000 + b"1", "too_large"),
    ],
)
def test_files_made_to_do_harm(made: Callable[[], bytes], code: str) -> None:
    """A small file that would swell or never end is refused before it does."""
    with pytest.raises(ReadingError) as caught:
        decode_apart(made(), "文件")
    assert caught.value.issue.code == code
    assert reads()


def test_file_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading that does not end in time is ended, the file is refused, and the next one is read."""
    assert reads()
    monkeypatch.setattr(isolation, "TIME_LIMIT", 0.01)
    with pytest.raises(ReadingError, match="没有读完"):
        decode_apart(office_books.unclosed_cells(), "文件")
    monkeypatch.undo()
    assert reads()


def test_process_that_ended_meanwhile() -> None:
    """A process that was ended while it waited is no fault of the next file."""
    assert reads()
    reader = isolation._places.get()
    assert reader is not None
    reader._process.kill()
    reader._process.wait()
    isolation._places.put(reader)
    assert reads()


def test_server_that_is_killed() -> None:
    """A process whose server is gone ends and says nothing: its log has only what somebody must look into."""
    command = [sys.executable, "-c", "from indicators.reading.isolation import serve; serve()"]
    reader = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert reader.stdout is not None
    reader.stdout.close()
    reader.stdout = None
    assert reader.communicate(pickle.dumps(None))[1] == b""
    assert reader.returncode == 0


def test_others_are_read_meanwhile() -> None:
    """While one file takes long, another is read."""
    busy = isolation._places.get()
    try:
        assert reads()
    finally:
        isolation._places.put(busy)


def test_read_in_another_process() -> None:
    """No file is read in the process that asks, and the same other one reads file after file."""
    assert reads()
    first = isolation._places.queue[-1]
    assert reads()
    assert first is not None
    assert isolation._places.queue[-1] is first
    assert first._process.pid != os.getpid()


def test_flipped_bits() -> None:
    """Of an old workbook with one bit flipped the cells are read or the file is refused, wherever the bit is."""
    content = office_books.xls()
    for place in range(0, len(content), 101):
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        try:
            decode_apart(bytes(flipped), "文件")
        except ReadingError as error:
            assert error.issue.code in {"damaged", "empty_file", "no_table", "too_large", "encrypted"}  # noqa: PT017
    assert reads()
