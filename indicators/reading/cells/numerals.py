"""Numbers in Chinese characters, as announcements write them: 五十家, 一百二十亿元, 百分之六点五, 二〇二五年."""

from __future__ import annotations

import re
from typing import Final

from indicators.reading.cells.units import as_unit

_DIGITS: Final = {sign: str(digit) for digit, sign in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "两": "2",
}
_TIMES: Final = {"十": 10, "百": 100, "千": 1000}
_DIGIT: Final = "[一二三四五六七八九两]"
_MULTIPLES: Final = {"亿": 10**8, "万": 10**4}
_BELOW_TEN_THOUSAND: Final = re.compile(
    rf"零?(?:{_DIGIT}千)?零?(?:{_DIGIT}百)?(?:零?{_DIGIT}?十{_DIGIT}?|零{_DIGIT})?|{_DIGIT}"
)
# Not 几十家, 第十二, 十分; 百亿级 and 千家 begin without a digit.
_NUMERAL: Final = re.compile(
    "(?P<year>[一二三四五六七八九零〇]{4})(?=年)|(?<![几数第上近])(?P<percent>百分之)?"
    rf"(?P<number>(?:{_DIGIT}|十|零(?=点))[一二三四五六七八九两零〇十百千万亿]*)(?:点(?P<decimals>[一二三四五六七八九零〇]+))?"
)
_LONGEST_UNIT: Final = 8


def numerals_in(text: str) -> list[tuple[int, int, str]]:
    """Start and end of each number in Chinese characters that has a unit, of each percentage and year, and its digits.

    A single character (三个方面, 一家) is more often said than counted, and is left alone.

    >>> numerals_in("二〇二五年力争突破一千二百亿元")
    [(0, 4, '2025'), (9, 13, '1200')]
    """
    found = []
    for match in _NUMERAL.finditer(text):
        if match["year"]:
            found.append((match.start(), match.end(), _in_row(match["year"])))
        elif amount := _amount(match, text[match.end() : match.end() + _LONGEST_UNIT]):
            end, digits = amount
            found.append((match.start(), end, digits))
    return found


def in_digits(text: str) -> str:
    """The text with these numbers in digits.

    >>> in_digits("培育瞪羚企业五十家，增长百分之六点五"), in_digits("十分重视三个方面、几十家企业")
    ('培育瞪羚企业50家，增长6.5%', '十分重视三个方面、几十家企业')
    """
    for start, end, digits in reversed(numerals_in(text)):
        text = f"{text[:start]}{digits}{text[end:]}"
    return text


def _amount(match: re.Match[str], behind: str) -> tuple[int, str] | None:
    """Where a number ends, and its digits; a last 万 or 亿 belongs to its unit."""
    number, decimals = match["number"].replace("〇", "零"), match["decimals"]
    value, point = _value(number), f".{_in_row(decimals)}" if decimals else ""
    if value is None:
        return None
    if match["percent"]:
        return match.end(), f"{value}{point}%"
    multiple = "" if point or number[-1] not in _MULTIPLES else number[-1]
    is_said_only = len(number) == 1 and number != "十" and not point
    if is_said_only or behind.startswith("分") or not _has_unit(multiple + behind):
        return None
    return match.end() - len(multiple), f"{value // _MULTIPLES.get(multiple, 1)}{point}"


def _in_row(signs: str) -> str:
    return "".join(map(_DIGITS.__getitem__, signs))


def _has_unit(behind: str) -> bool:
    return any(as_unit(behind[:length]) for length in range(len(behind), 0, -1))


def _value(number: str) -> int | None:
    """The number; None where it is none (十四五), or said shortly and meant tenfold (一百五, 一万二)."""
    for sign, size in _MULTIPLES.items():
        if sign in number:
            head, _, tail = number.partition(sign)
            many, more = _value(head), _value(tail)
            is_short = len(tail) == 1
            return None if is_short or not many or more is None else many * size + more
    if not _BELOW_TEN_THOUSAND.fullmatch(number):
        return None
    total, digit = 0, 0
    for sign in number:
        if sign in _TIMES:
            total, digit = total + (digit or 1) * _TIMES[sign], 0
        else:
            digit = int(_DIGITS[sign])
    return total + digit
