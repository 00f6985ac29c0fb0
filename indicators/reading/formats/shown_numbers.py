"""A number as its format shows it: 90000000000 under 0!.00,, is 900, 12.5 under 0.00"万元" is 12.5万元, 0.123 is 12.3%.

The cell keeps all digits of the number; only its size, its sign and the words around it are those on the sheet.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from indicators.reading.formats.format_sections import sections

if TYPE_CHECKING:
    from indicators.reading.formats.format_sections import Section

# Signs of money and arrows say neither how much nor of what.
_SILENT: Final = re.compile("[¥￥▲▼△▽↑↓]")
_MINUS: Final = ("-", "－", "\u2212", "(", "（")
_DASHES: Final = re.compile("[-—–－]+")
# A workbook keeps 15; longer ones have nothing to round.
_MOST_DIGITS: Final = 15


class NumberFormat:
    """How numbers of one format are shown.

    Args:
        code: as the workbook describes it: ``0.00;[Red]-0.00``.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        # The last section may be one for text.
        numeric = [section for section in sections(code)[:4] if not section.is_text][:3]
        self._sections = numeric or sections("General")
        self._has_conditions = any(section.condition for section in self._sections)
        self._has_dates = any(section.dates for section in self._sections)
        first = self._sections[0]
        self._is_plain_above_zero = (
            not self._has_conditions and _is_plain(first) and self._sign(1, first) is not None
        )

    def section_for(self, number: float) -> Section | None:
        """The section that a number is shown by; None where none is for it."""
        first, *others = self._sections
        if first.is_for(number) or not others:
            return None if first.condition and not first.is_for(number) else first
        if first.condition is None and (number > 0 or (number == 0 and len(others) == 1)):
            return first
        second = others[0]
        if second.is_for(number):
            return second
        if second.condition is None and (number < 0 or (first.condition and len(others) == 1)):
            return second
        return others[1] if len(others) > 1 else None

    def date_section(self, number: float) -> Section | None:
        """The section that shows a number as a day or a time; None where it is shown as a number."""
        section = self.section_for(number) if self._has_dates else None
        return section if section and section.dates else None

    def read(self, number: float) -> tuple[object, str]:
        """The number as the sheet means it, and its text on the sheet, empty where that is the plain number.

        Returns:
            A number; text with a unit or other words; None for a zero that the sheet does not show; the number with its
            format in brackets where it cannot be known what the sheet shows.
        """
        if self._is_plain_above_zero and (number > 0 or len(self._sections) == 1):
            return number, ""
        section = self.section_for(number)
        if section is None or not section.is_clear:
            return self._unclear(number), ""
        sign = self._sign(number, section) if section.has_digits else None
        if sign is not None and _is_plain(section):
            return number, ""
        shown = _shown(number, section, hides_sign=self._hides_sign(number, section))
        # Accounts write zero as a dash.
        if number == 0 and _DASHES.fullmatch(_said(shown)):
            return number, shown
        if not section.has_digits and (shown or number == 0):
            return shown or None, shown
        written = None if sign is None else _written(number, section, sign)
        return (self._unclear(number), "") if written is None else (written, shown)

    def _unclear(self, number: float) -> str:
        return f"{Decimal(repr(number)).normalize():f}（格式“{self.code}”）"

    def _hides_sign(self, number: float, section: Section) -> bool:
        """Whether a section, being one for negative numbers, leaves it to its own text to say so."""
        if number >= 0 or len(self._sections) == 1:
            return False
        return section is self._sections[1] or (section is self._sections[0] and self._has_conditions)

    def _sign(self, number: float, section: Section) -> str | None:
        """What a number's own text begins with: - or nothing; None where the sheet does not show which.

        A negative number is seen by a minus sign, brackets, a colour, an arrow or a word (下降) of its section's own.
        """
        before = _said(section.before)
        if not self._hides_sign(number, section):
            if before.startswith(_MINUS):
                return None
            return "-" if number < 0 else ""
        if before.startswith(_MINUS):
            return "-"
        others = [other for other in self._sections if other is not section and other.has_digits]
        if any(_look(section) == _look(other) for other in others):
            return None
        worded = _words(section.before) and all(section.before != other.before for other in others)
        return "" if worded else "-"


def _look(section: Section) -> tuple[str, str, str]:
    return section.colour, section.before.strip(), section.after.strip()


def _said(text: str) -> str:
    return _SILENT.sub("", text).strip()


def _words(before: str) -> str:
    """Text before the digits without what says nothing but a sign: money, arrows, minus, brackets, blanks."""
    return _said(before).lstrip("".join(_MINUS) + "+").strip()


def _behind(section: Section) -> str:
    """Text behind the digits, without the bracket that closes one before them."""
    after = _said(section.after)
    return after.rstrip(")）") if _said(section.before).startswith(("(", "（")) else after


def _is_plain(section: Section) -> bool:
    """Whether a number is meant as it is stored."""
    return (
        section.has_digits
        and section.is_clear
        and not section.power
        and not section.inner
        and not (_words(section.before) or _behind(section))
    )


def _written(number: float, section: Section, sign: str) -> object | None:
    """The number with all its digits: as a number, or as text where words stand around it; None where unclear."""
    before, after = _words(section.before), _behind(section)
    exact = _scaled(number, section)
    # 0"000" makes thousands of the digits.
    makes_digits = before[-1:].isdigit() or after[:1].isdigit()
    if makes_digits or (section.inner and exact != exact.to_integral_value()):
        return None
    digits = _in_places(exact, section) if section.inner else f"{exact:f}"
    text = f"{sign}{before}{digits}{after}"
    return text if before or after or section.inner else float(text)


def _shown(number: float, section: Section, *, hides_sign: bool) -> str:
    """The text that the sheet shows, rounded as it is there."""
    digits = _rounded(_scaled(number, section), section) if section.has_digits else ""
    sign = "-" if number < 0 and not hides_sign else ""
    return " ".join(f"{sign}{section.before}{digits}{section.after}".split())


def _scaled(number: float, section: Section) -> Decimal:
    return abs(Decimal(repr(number))).scaleb(section.power).normalize()


def _rounded(exact: Decimal, section: Section) -> str:
    if section.is_free or exact.adjusted() > _MOST_DIGITS:
        return f"{exact:f}"
    rounded = exact.quantize(Decimal(1).scaleb(-len(section.decimals)), ROUND_HALF_UP)
    if section.inner:
        return _in_places(rounded, section)
    whole, _, decimals = f"{rounded:f}".partition(".")
    # Placeholders other than 0 show only what is there.
    least = section.decimals.rfind("0") + 1
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    zeros = sum(text == "0" for _, text in section.whole)
    whole = (whole.lstrip("0") if not zeros else whole).zfill(zeros)
    if section.is_grouped and whole:
        whole = f"{int(whole):,}"
    return f"{whole}.{decimals}" if decimals else whole


def _in_places(whole: Decimal, section: Section) -> str:
    """Digits of a whole number in their places among text, from the right: 202409 by 0000"年"00"月"."""
    digits = list(f"{whole:f}")
    shown: list[str] = []
    for kind, text in reversed(section.whole):
        if kind != "digit":
            shown.append(text)
        elif digits or text == "0":
            shown.append(digits.pop() if digits else "0")
    return "".join([*digits, *reversed(shown)])
