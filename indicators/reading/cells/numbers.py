"""Numbers as offices write them: 1,234.5、１２３、(1.5)、12.5亿元、7.5%; what is no value, and what is no number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from indicators.reading.cells.unit_text import as_unit, half_width, is_multiplier

Code = Literal["unreadable_number", "formula_error"]

EXPECTED_NUMBER: Final = "数字，如 1234.5、1,234.5、12.5%；没有数据请留空"
# As they stand after half_width(): NFKC makes … three dots. Every dash means the same.
NO_VALUE: Final = frozenset(
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
    "(?:同比)?(?:(?P<level>持平)|(?:增长|上升|增加|(?P<falls>下降|下滑|减少|降低))(?P<amount>.+))"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+", re.ASCII)
# Footnote marks would become digits: 123① is not 1231. m² is a unit.
_FOOTNOTE: Final = re.compile("(?<![mM])[¹²³⁰-⁹①-⓿❶-➓⒈-⒛½¼¾]")
# Cells like this are not repeated in ``found``.
_PLAIN: Final = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class Number:
    """Attributes: value: NaN for no value. unit: what stood behind it (亿元, 万, %). percent: unit is %."""

    value: float
    unit: str = ""
    percent: bool = False


class NumberError(ValueError):
    """A cell that should be a number and is none.

    Attributes:
        raw: what was found.
        reason: why, in Chinese, to stand behind the value.
        code: ``unreadable_number``, or ``formula_error`` for the mark of a broken formula.
    """

    def __init__(self, raw: object, reason: str, code: Code = "unreadable_number") -> None:
        self.raw, self.reason, self.code = raw, reason, code
        super().__init__(f"“{raw}”{reason}")


def parse_number(raw: object) -> Number:
    """The number that somebody wrote; NaN where the cell says that there is none.

    A percentage keeps its number: 7.5% is 7.5 with unit %.

    Raises:
        NumberError: text, a date, wrong grouping (1,23,4), the mark of a broken formula (#DIV/0!).
    """
    if raw is None:
        return Number(math.nan)
    if isinstance(raw, bool):
        raise NumberError(raw, "是逻辑值，不是数字")
    if isinstance(raw, (int, float)):
        if math.isinf(raw):
            raise NumberError(raw, "超出范围")
        return Number(float(raw))
    if isinstance(raw, (datetime, date, time, timedelta)):
        raise NumberError(raw, "是日期或时间，不是数字")
    if not isinstance(raw, str):
        raise NumberError(raw, "不是数字")
    return _from_text(raw)


def parse_growth(raw: object) -> Number:
    """A growth in figures or in words: 5.4%, 增长5.4%, 下降1.2%, 持平.

    Raises:
        NumberError: as ``parse_number``; or a fall by less than nothing (下降-1.2%).
    """
    found = _GROWTH.fullmatch(half_width(raw)) if isinstance(raw, str) else None
    if found is None:
        return parse_number(raw)
    if found["level"]:
        return Number(0.0)
    try:
        number = parse_number(found["amount"])
    except NumberError as error:
        raise NumberError(str(raw).strip(), error.reason, error.code) from error
    if not number.value >= 0:
        raise NumberError(str(raw).strip(), "不是增长或下降多少")
    return replace(number, value=-number.value + 0.0 if found["falls"] else number.value)


def is_plain(raw: object) -> bool:
    """Whether a cell is a number without anything around it."""
    if isinstance(raw, str):
        return bool(_PLAIN.fullmatch(raw)) and math.isfinite(float(raw))
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and math.isfinite(raw)


def _from_text(raw: str) -> Number:
    if _FOOTNOTE.search(raw):
        raise NumberError(raw.strip(), "带有注释标记")
    text = half_width(raw).lstrip("'’‘`").strip()
    if text.upper() in NO_VALUE or _DASHES.fullmatch(text):
        return Number(math.nan)
    if _FORMULA_ERROR.fullmatch(text):
        raise NumberError(raw.strip(), "是公式错误", "formula_error")
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise NumberError(raw.strip(), "不是数字")
    unit = _unit(raw, found)
    value = _digits(raw, found["digits"].strip(), found["power"] or "")
    if found["sign"] == "-" or found["open"]:
        value = -value
    return Number(value + 0.0, unit, percent=unit == "%")


def _unit(raw: str, found: re.Match[str]) -> str:
    if bool(found["open"]) != bool(found["close"]):
        raise NumberError(raw.strip(), "括号不成对")
    if found["open"] and found["sign"]:
        raise NumberError(raw.strip(), "既有括号又有正负号")
    written = (found["inner"] or "") + (found["suffix"] or "")
    unit = as_unit(written) or (written if is_multiplier(written) else "")
    if written and not unit:
        raise NumberError(raw.strip(), "不是数字")
    return unit


def _digits(raw: str, digits: str, power: str) -> float:
    whole, point, decimals = digits.partition(".")
    if not (_GROUPED.fullmatch(whole) or (not whole and decimals)):
        raise NumberError(raw.strip(), "的千位分隔不对")
    if (decimals and not decimals.isdigit()) or not decimals.isascii():
        raise NumberError(raw.strip(), "不是数字")
    value = float(f"{re.sub('[, ]', '', whole) or '0'}{point}{decimals}{power}")
    if math.isinf(value):
        raise NumberError(raw.strip(), "超出范围")
    return value
