"""Number formats taken apart."""

from __future__ import annotations

from indicators.reading.formats.format_sections import sections


def test_parts_of_a_section() -> None:
    """Words, digits, size, colour and condition of a section."""
    first, second, text = sections('[Red][>=1e4]"约"#,##0.0#,,"亿元"_);0;@')
    assert (first.before, first.decimals, first.after, first.power) == ("约", "0#", "亿元 ", -6)
    assert (first.colour, first.condition, first.is_grouped) == ("red", (">=", 1e4), True)
    assert [section.is_text for section in (first, second, text)] == [False, False, True]


def test_semicolons_in_text() -> None:
    """Only a semicolon outside of text begins a section."""
    assert [section.before for section in sections(r'"a;b"0;\;0;_;0')] == ["a;b", ";", " "]


def test_dates_are_no_digits() -> None:
    """A section of letters of dates shows a day; the same letters behind digits are text."""
    assert sections("yyyy-mm-dd")[0].dates
    assert sections("0.0 USD")[0].after == " USD"
    assert not sections("0.0 USD")[0].dates
