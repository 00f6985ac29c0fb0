"""Targets as plans word them: 2500亿元以上、突破3000亿元、8%左右、≤25 are a number and how it is meant."""

from __future__ import annotations

import math
import re
from typing import Final

from indicators.reading.cells.numbers import Number, NumberError, parse_number
from indicators.reading.cells.unit_text import half_width

EXPECTED_TARGET: Final = "数字，如 2500、2500亿元以上、不低于90%、8%左右；没有目标请留空"
_BEFORE: Final = {
    "at_least": "≥|≧|>=|不低于|不少于|不小于|至少|达到?",
    "above": ">|突破|超过?|高于|大于|多于",
    "at_most": "≤|≦|<=|不超过?|不高于|不大于|不多于|控制在",
    "about": "大?约",
}
_AFTER: Final = {"at_least": "及?以上", "at_most": "及?以[内下]|之内", "about": "左右|上下"}
_EFFORT: Final = "(?:力争|确保|争取|挑战)?(?:实现|完成)?(?P<growth>(?:同比)?增长)?"
_BESIDE: Final = {"amount", "growth"}


def _any_of(words: dict[str, str], side: str) -> str:
    return "|".join(f"(?P<{name}_{side}>{word})" for name, word in words.items())


_WORDED: Final = re.compile(
    rf"{_EFFORT}\s?(?:{_any_of(_BEFORE, 'before')})?\s?(?P<amount>[-+(]?[\d.].*?)\s?(?:{_any_of(_AFTER, 'after')})?"
)


def parse_target(raw: object) -> Number:
    """The number of a target, whatever words stand around it.

    Raises:
        NumberError: as ``parse_number``; or the words contradict each other.
    """
    if not isinstance(raw, str) or (found := _WORDED.fullmatch(half_width(raw))) is None:
        return parse_number(raw)
    if len(_bounds(found)) > 1:
        raise NumberError(raw.strip(), "前后说法不一")
    try:
        number = parse_number(found["amount"])
    except NumberError as error:
        raise NumberError(raw.strip(), error.reason, error.code) from error
    if math.isnan(number.value):
        raise NumberError(raw.strip(), "不是数字")
    if found["growth"] and not number.percent:
        raise NumberError(raw.strip(), "是增长多少，不是目标")
    return number


def comparator(text: str) -> str | None:
    """How a target is meant, as ``catalogue.Target.comparator`` names it; None where it is a bare number.

    >>> comparator("力争突破2500亿元"), comparator("8%左右"), comparator("50个以上"), comparator("80")
    ('above', 'about', 'at_least', None)
    """
    found = _WORDED.fullmatch(half_width(text))
    return next(iter(_bounds(found)), None) if found else None


def is_growth(text: str) -> bool:
    """Whether a target is worded as growth: 增长6.5%."""
    found = _WORDED.fullmatch(half_width(text))
    return bool(found and found["growth"])


def _bounds(found: re.Match[str]) -> set[str]:
    """What the words before and behind the number say; 突破…以上 says 突破."""
    said = {
        name.rpartition("_")[0] for name, word in found.groupdict().items() if word and name not in _BESIDE
    }
    return {"above"} if said == {"above", "at_least"} else said


def wording_of_target(amount: str, how: str) -> str:
    """A target in words: 2,500亿元以上."""
    return {
        "at_least": f"{amount}以上",
        "above": f"超{amount}",
        "at_most": f"{amount}以内",
        "about": f"{amount}左右",
    }[how]
