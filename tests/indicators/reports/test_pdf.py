"""Sheets of paper: set in Chinese, or refused in words where the machine has no such font."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest
import typst

from indicators.evaluation import board
from indicators.period import Period
from indicators.reports import pdf
from indicators.reports.pdf import NoChineseFontError
from indicators.reports.progress_pdf import progress_pdf
from indicators.reports.progress_table import progress_table
from tests.crowded import crowded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.store.store import Store


@pytest.fixture
def fonts_anew() -> Iterator[None]:
    """What was known of the machine's fonts is forgotten before and after."""
    pdf._chinese_fonts.cache_clear()
    yield
    pdf._chinese_fonts.cache_clear()


def test_one_sheet(simulated: Store) -> None:
    """The usual table is one sheet of lying A4."""
    table = progress_table(board(simulated.snapshot(), None, Period(2024, 9)))
    (page,) = pypdf.PdfReader(io.BytesIO(progress_pdf(table))).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    text = "".join(page.extract_text().split())
    said = [table.title, table.message, *(line.name for _, lines in table.sections for line in lines)]
    assert [words for words in said if "".join(words.split()) not in text] == []


def test_each_sheet_says_whose_lines_it_has(simulated: Store) -> None:
    """A table of several sheets names the lift again on each, and none has a name only."""
    table = progress_table(board(crowded(simulated.snapshot(), 60), None, Period(2024, 9)))
    pages = [
        "".join(page.extract_text().split())
        for page in pypdf.PdfReader(io.BytesIO(progress_pdf(table))).pages
    ]
    for name, lines in table.sections:
        with_lines = [any("".join(line.name.split()) in page for line in lines) for page in pages]
        assert with_lines == [name in page for page in pages]


@pytest.mark.usefixtures("fonts_anew")
def test_without_a_chinese_font(simulated: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to install, and that other formats can be had."""

    class Latin:
        def families(self) -> list[str]:
            return ["DejaVu Sans"]

    monkeypatch.setattr(typst, "Fonts", Latin)
    with pytest.raises(NoChineseFontError, match="fonts-noto-cjk"):
        progress_pdf(progress_table(board(simulated.snapshot(), None, Period(2024, 9))))
