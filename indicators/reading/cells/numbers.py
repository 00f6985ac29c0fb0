"""Numbers as offices write them: 1,234.5、１２３、(1.5)、12.5亿元、7.5%; marks for no value; what is not a number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from indicators.reading.cells.units import as_unit, half_width, is_multiplier

# Written as after half_width(); NFKC makes three dots of …. Any dash means the same.
NO_VALUE_MARKS: Final = frozenset(
    ["", "/", "\\", "*", "**", "#N/A", "N/A", "NA", "#NA", "N.A.", "NULL", "NONE", "NAN", "无", "暂无", "暂无数据", "无数据",
     "未公布", "未发布", "暂未公布", "未统计", "未报", "待报", "缺", "缺报", "空"]
)  # fmt: skip
_DASHES: Final = re.compile(r"[-—–―‐‑─﹣_]+|[.·。⋯]{2,}|/{2,}")
_FORMULA_ERROR: Final = re.compile(
    r"#(?:REF|DIV/0|VALUE|NAME\?|NUM|NULL|SPILL|CALC|FIELD|GETTING_DATA)!?|Err:\d+"
)
_NUMBER: Final = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?\s?(?P<digits>[\d.,\s]*\d[\d.,]*)(?P<power>[eE][-+]?\d{1,3})?"
    r"\s?(?P<inner>[^\d\s().,+-][^().,+-]*)?(?P<close>\))?\s?(?P<suffix>[^\d\s().,+-][^().,+-]*)?",
    re.ASCII,
)
_GROWTH: Final = re.compile(
    "(?:同比|[比较](?:上年|去年)(?:同期)?)?(?:(?P<level>持平)|(?:增长|上升|增加|(?P<falls>下降|下滑|减少|降低))(?P<amount>.+))"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+", re.ASCII)
# What the rooms below write for a number whose format does not say what it means: -5.2（格式“0.0;0.0”）.
_UNCLEAR_FORMAT: Final = re.compile("-?[0-9.]+[(（](?:格式|显示为)“.*”[)）]", re.DOTALL)
# NFKC would make digits of footnote marks: 123① is not 1231. m² is a unit.
_FOOTNOTE: Final = re.compile("(?<![mM])[¹²³⁰-⁹①-⓿❶-➓⒈-⒛½¼¾]")
# In points, it is a rate that changed.
_GROWTH_UNITS: Final = frozenset(["", "%", "百分点", "个百分点", "点", "个点"])
_PERCENT_OF: Final = {"‰": 0.1, "倍": 100.0}
_PLAIN: Final = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class Number:
    """A number and the unit written behind it.

    Attributes:
        value: NaN for no value.
        unit: 亿元, 万, %; empty for none.
    """

    value: float
    unit: str = ""


class NumberError(ValueError):
    """A cell that should be a number and is not.

    Attributes:
        raw: the cell, its text without blanks around it.
        reason: why, in Chinese, to follow the value.
        code: ``unreadable_number``; ``formula_error`` for the mark of a broken formula, ``formula_without_result`` for
            a formula itself, ``unclear_format`` for a number whose format hides what it is.
    """

    def __init__(self, raw: object, reason: str, code: str = "unreadable_number") -> None:
        self.raw = raw.strip() if isinstance(raw, str) else raw
        self.reason, self.code = reason, code
        super().__init__(f"“{self.raw}”{reason}")


def parse_number(raw: object) -> Number:
    """The number in a cell; NaN where the cell says that there is none.

    A percentage keeps its number: 7.5% is 7.5 with unit %.

    Raises:
        NumberError: text, a date, wrong grouping (1,23,4), the mark of a broken formula (#DIV/0!).
    """
    if raw is None:
        return Number(math.nan)
    if isinstance(raw, str):
        return parse_text(raw, raw)
    if isinstance(raw, bool):
        raise NumberError(raw, "是逻辑值，不是数字")
    if isinstance(raw, (date, time, timedelta)):
        raise NumberError(raw, "是日期或时间，不是数字")
    if not isinstance(raw, (int, float)):
        raise NumberError(raw, "不是数字")
    if math.isinf(raw):
        raise NumberError(raw, "超出范围")
    return Number(float(raw))


def parse_growth(raw: object) -> Number:
    """A growth in figures or in words, in % or in points: 5.4%, 增长5.4%, 下降1.2%, 持平, 5.2‰, 增长1.2倍.

    5.2‰ is 0.52 %, 增长1.2倍 is 120 %; 1.2倍 alone could also mean 1.2 times last year's, which is 20 %.

    Raises:
        NumberError: as ``parse_number``; a fall by a negative amount (下降-1.2%); 1.2倍 alone; an amount (增长3亿元).
    """
    match = _GROWTH.fullmatch(half_width(raw)) if isinstance(raw, str) else None
    if match is None:
        return _in_percent(raw, parse_number(raw), says_growth=False)
    if match["level"]:
        return Number(0.0)
    number = _in_percent(raw, parse_text(match["amount"], raw), says_growth=True)
    if not number.value >= 0:
        raise NumberError(raw, "不是增长或下降多少")
    return replace(number, value=-number.value + 0.0 if match["falls"] else number.value)


def _in_percent(raw: object, number: Number, *, says_growth: bool) -> Number:
    if number.unit in _GROWTH_UNITS:
        return number
    if number.unit not in _PERCENT_OF:
        raise NumberError(raw, f"以“{number.unit}”计，不是增长百分之几")
    # Nothing is minus 0.3 times last year's: that is a fall.
    if number.unit == "倍" and number.value >= 0 and not says_growth:
        times = f"{number.value:g}倍"
        raise NumberError(raw, f"可能指增长{times}，也可能指上年的{times}，请写“增长{times}”或百分数")
    # 1.15 times 100 is 114.99999999999999.
    return Number(round(number.value * _PERCENT_OF[number.unit], 9), "%")


def is_plain(raw: object) -> bool:
    """Whether a cell is a number without anything around it."""
    if isinstance(raw, str):
        return bool(_PLAIN.fullmatch(raw)) and math.isfinite(float(raw))
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and math.isfinite(raw)


def parse_text(text: str, raw: object) -> Number:
    """The number in the text of a cell or a part of it.

    Raises:
        NumberError: as ``parse_number``; it names the whole cell, ``raw``.
    """
    if text.lstrip().startswith("="):
        raise NumberError(raw, "是公式，文件中没有保存它的结果", "formula_without_result")
    if _UNCLEAR_FORMAT.fullmatch(text):
        raise NumberError(raw, "看不出表中显示的是什么数", "unclear_format")
    if _FOOTNOTE.search(text):
        raise NumberError(raw, "带有注释标记")
    text = half_width(text).lstrip("'’‘`").strip()
    if text.upper() in NO_VALUE_MARKS or _DASHES.fullmatch(text):
        return Number(math.nan)
    if _FORMULA_ERROR.fullmatch(text):
        raise NumberError(raw, "是公式错误", "formula_error")
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise NumberError(raw, "不是数字")
    unit = _unit(raw, match)
    value = _digits(raw, match["digits"].strip(), match["power"] or "")
    return Number((-value if match["sign"] == "-" or match["open"] else value) + 0.0, unit)


def _unit(raw: object, match: re.Match[str]) -> str:
    if bool(match["open"]) != bool(match["close"]):
        raise NumberError(raw, "括号不成对")
    if match["open"] and match["sign"]:
        raise NumberError(raw, "既有括号又有正负号")
    written = (match["inner"] or "") + (match["suffix"] or "")
    unit = as_unit(written) or (written if is_multiplier(written) else "")
    if written and not unit:
        raise NumberError(raw, "不是数字")
    return unit


def _digits(raw: object, digits: str, power: str) -> float:
    integer, point, decimals = digits.partition(".")
    if not (_GROUPED.fullmatch(integer) or (not integer and decimals)):
        raise NumberError(raw, "的千位分隔不对")
    if (decimals and not decimals.isdigit()) or not decimals.isascii():
        raise NumberError(raw, "不是数字")
    value = float(f"{re.sub('[, ]', '', integer) or '0'}{point}{decimals}{power}")
    if math.isinf(value):
        raise NumberError(raw, "超出范围")
    return value
