"""Targets as plans word them: 2500亿元以上、突破三千亿元、8%左右、≤25, each a number and a comparator."""

from __future__ import annotations

import math
import re
from typing import Final

from indicators.reading.cells.numbers import Number, NumberError, parse_number, parse_text
from indicators.reading.cells.numerals import in_digits
from indicators.reading.cells.units import as_unit, half_width, is_multiplier

_BEFORE: Final = {
    "at_least": "≥|≧|>=|不低于|不少于|不小于|至少|达到?",
    "above": ">|突破|超过?|高于|大于|多于",
    "at_most": "≤|≦|<=|不超过?|不高于|不大于|不多于|控制在",
    "about": "大?约",
}
_AFTER: Final = {"at_least": "及?以上", "at_most": "及?以[内下]|之内", "about": "左右|上下"}
# Words that promise; what is only hoped for is meant as about.
EFFORT: Final = "力争|确保|争取|挑战|冲刺|努力|计划"
HOPE: Final = "预计|可能|有望"
_EFFORT: Final = f"(?:{EFFORT}|(?P<hope>{HOPE}))?(?:实现|完成)?(?P<growth>(?:同比)?增长)?"


def _any_of(words: dict[str, str], side: str) -> str:
    return "|".join(f"(?P<{name}_{side}>{word})" for name, word in words.items())


_WORDED: Final = re.compile(
    rf"{_EFFORT}\s?(?:{_any_of(_BEFORE, 'before')})?\s?(?P<amount>[-+(]?[\d.].*?)\s?(?:{_any_of(_AFTER, 'after')})?"
)
_AMOUNT: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LONGEST_UNIT: Final = 8
_WORDINGS: Final = {"at_least": "{}以上", "above": "超{}", "at_most": "{}以内", "about": "{}左右"}


def parse_target(raw: object) -> Number:
    """The number of a target, without the words around it.

    Raises:
        NumberError: as ``parse_number``; or the words contradict each other.
    """
    if not isinstance(raw, str) or (match := _WORDED.fullmatch(_plain(raw))) is None:
        return parse_number(raw)
    if len(_comparators(match)) > 1:
        raise NumberError(raw, "前后说法不一")
    number = parse_text(match["amount"], raw)
    if math.isnan(number.value):
        raise NumberError(raw, "不是数字")
    if match["growth"] and number.unit != "%":
        raise NumberError(raw, "是增长多少，不是目标")
    return number


def comparator(text: str) -> str | None:
    """How a target is meant, as ``catalogue.Target.comparator`` names it; None where it is a bare number.

    >>> comparator("力争突破2500亿元"), comparator("可能40%"), comparator("50个以上"), comparator("80")
    ('above', 'about', 'at_least', None)
    """
    match = _WORDED.fullmatch(_plain(text))
    return next(iter(_comparators(match)), None) if match else None


def is_growth(text: str) -> bool:
    """Whether a target is worded as growth: 增长6.5%."""
    match = _WORDED.fullmatch(_plain(text))
    return bool(match and match["growth"])


def _plain(text: str) -> str:
    return in_digits(half_width(text))


def _comparators(match: re.Match[str]) -> set[str]:
    """The comparators of the words before and after the number; 突破…以上 means 突破."""
    groups = {name.rpartition("_")[0] for name, word in match.groupdict().items() if word} - {""}
    if not groups and match["hope"]:
        return {"about"}
    return {"above"} if groups == {"above", "at_least"} else groups


def wording_of_target(amount: str, how: str) -> str:
    """A target that was sent as a bare number in words: 2,500亿元以上."""
    return _WORDINGS[how].format(amount)


def words_of_target(text: str, unit: str) -> str:
    """A target in the words that it was sent in, ``unit`` put behind its number where they have none.

    Returns:
        Empty where the text is a bare number and has no words.

    >>> words_of_target("力争突破2700亿元", "亿元"), words_of_target("力争突破35", "万平方米"), words_of_target("80", "个")
    ('力争突破2700亿元', '力争突破35万平方米', '')
    """
    match = _WORDED.fullmatch(_plain(text))
    if match is None or match["amount"] == match[0]:
        return ""
    if parse_text(match["amount"], text).unit:
        return " ".join(text.split())
    end = match.end("amount")
    return f"{match[0][:end]}{unit}{match[0][end:]}"


def numbers_in_words(text: str) -> list[Number]:
    """All numbers of a sentence, each with the unit that follows it.

    >>> numbers_in_words("2025年规上工业总产值力争突破2,700亿元")
    [Number(value=2025.0, unit=''), Number(value=2700.0, unit='亿元')]
    """
    text = _plain(text)
    return [
        Number(float(amount[0].replace(",", "")), _unit_at(text[amount.end() :]))
        for amount in _AMOUNT.finditer(text)
    ]


def _unit_at(rest: str) -> str:
    """The longest unit that a text begins with; empty for none."""
    beginnings = (rest[:length] for length in range(min(_LONGEST_UNIT, len(rest)), 0, -1))
    return next((unit for unit in beginnings if as_unit(unit) or is_multiplier(unit)), "")
