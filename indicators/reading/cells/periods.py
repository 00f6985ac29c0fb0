"""The period within a heading or a title, as written: 2024年1-9月累计 -> 2024年1-9月."""

from __future__ import annotations

import re
from typing import Final

from indicators.period import PeriodError, YearOutOfRangeError, parse

_ANY_YEAR: Final = 2000
_NUMBER: Final = "(?:十[一二]|[一二三四五六七八九十]|\\d{1,2})"
_TO: Final = "[-至到]"
_QUARTER: Final = "[一二三四1-4]"
_YEAR: Final = r"(?:19|20)\d\d"
_WHEN: Final = re.compile(
    rf"(?:{_YEAR}年?度?|(?<!\d)\d\d年|今年|本年)?(?:"
    rf"{_NUMBER}月?{_TO}{_NUMBER}月份?|{_NUMBER}月(?:份|末|底)?|前{_NUMBER}个?月|"
    rf"{_QUARTER}{_TO}{_QUARTER}季度|第?{_QUARTER}季度[末底]?|前{_QUARTER}个?季度|上半年|下半年)|"
    rf"(?:{_YEAR}年?-?|(?<![a-zA-Z]))Q[1-4](?:-Q?[2-4]|[末底])?|"
    rf"{_YEAR}[-/.]\d{{1,2}}月?(?!\d)|{_YEAR}年度?|{_YEAR}(?=计划|目标)|{_YEAR}\d\d(?!\d)"
)
_WHOLE_YEAR: Final = re.compile("(?:预计)?全年((?:完成|实际|实绩|累计|预计|快报|初步|正式|数|值)*)")


def split_period(text: str) -> tuple[str, str]:
    """A text without its first period, and that period as written: 2024年1-9月累计 -> 累计, 2024年1-9月."""
    words, when = find_period(text)
    try:
        parse(when, year=_ANY_YEAR)
    except PeriodError:
        return text, ""
    return words, when


def find_period(text: str) -> tuple[str, str]:
    """As ``split_period``, but a period of a year that is not kept (1989年) is found, too."""
    if match := _WHOLE_YEAR.fullmatch(text):
        return text.replace("全年", ""), "全年"
    match = _WHEN.search(text)
    if match is None:
        return text, ""
    try:
        parse(match[0], year=_ANY_YEAR)
    except YearOutOfRangeError:
        pass
    except PeriodError:
        return text, ""
    return re.sub(r"^\(\)|\(\)$", "", text[: match.start()] + text[match.end() :]), match[0]
