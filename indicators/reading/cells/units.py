"""Units as offices write them: what looks like one, in which spelling, and the factor to another of its dimension."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

_WORDS: Final = (
    "元|美元|欧元|日元|港元|人民币|RMB|吨|公斤|千克|克|微克|毫克|人|人次|人天|户|家|个|项|件|辆|台|套|只|条|起|次|处|所|座|栋|幢|间|张|"
    "份|笔|头|宗|名|位|例|篇|部|架|艘|箱|片|枚|块|倍|分|天|小时|分钟|平方米|平米|平方公里|平方千米|公顷|亩|米|公里|千米|立方米|方|升|"
    "千瓦|兆瓦|吉瓦|千瓦时|千瓦小时|度|千伏安|吨标准煤|吨标煤|标准箱|标箱|TEU|m2|m3|km2|km|kwh|kw|mw|gw|TB|PB|EFLOPS|PFLOPS|μg|mg|"
    "%|‰|百分点|个百分点|个点|点"
)
_UNIT: Final = re.compile(
    rf"(?:人民币)?[十百千万亿]{{0,3}}(?:{_WORDS})(?:/[百千万亿]{{0,2}}(?:{_WORDS}|年|月|日))?", re.IGNORECASE
)
_MULTIPLIER: Final = re.compile("百万|千万|[万亿]")
_LABEL: Final = re.compile(r"^(?:计量)?单位[::]\s*")
# Other spellings of one unit. A spelling that contains another precedes it.
_SPELLINGS: Final = {
    "平方公里": "平方千米", "平米": "平方米", "km2": "平方千米", "m2": "平方米", "人民币": "", "rmb": "", "百分比": "%",
    "个百分点": "百分点", "千瓦小时": "千瓦时", "kwh": "千瓦时", "标煤": "标准煤", "部": "辆", "台": "辆", "户": "家", "项": "个",
}  # fmt: skip
_TIMES: Final = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
# 百分点 is not a hundred 分点.
_PARTS: Final = re.compile("(?!百分点)([十百千万亿]*)(.*)")
# Units that can be converted into each other, each in the smallest of its dimension; any other is its own dimension.
_DIMENSIONS: Final[tuple[dict[str, float], ...]] = (
    {"平方米": 1.0, "平方千米": 1e6, "公顷": 1e4, "亩": 10000 / 15},
    {"瓦时": 1.0, "度": 1e3},
    {"%": 1.0, "‰": 0.1},
)
# A bare number in one of these could also be meant in another multiple of it.
_SCALED: Final = frozenset(
    ["元", "美元", "欧元", "平方米", "平方千米", "公顷", "亩", "辆", "吨", "瓦时", "度"]
)


def half_width(text: str) -> str:
    """Text in NFKC with plain minus signs and single blanks, without invisible characters."""
    text = re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", text.replace("\u2212", "-")).strip()


def as_unit(text: str) -> str:
    """The unit that a text is, without a label before it (单位：亿元); empty where it is not a unit.

    >>> as_unit("亿元"), as_unit("单位:万㎡"), as_unit("微克/立方米"), as_unit("含技改")
    ('亿元', '万m2', '微克/立方米', '')
    """
    unit = _LABEL.sub("", half_width(text)).replace(" ", "")
    return unit if _UNIT.fullmatch(unit) else ""


def is_multiplier(text: str) -> bool:
    """Whether a text only says how many, not of what: 万, 亿."""
    return bool(_MULTIPLIER.fullmatch(text))


def value_unit(cell_unit: str, column_unit: str) -> str:
    """The unit of a value: the one in its cell before the column's; 3万 is 万辆 under 辆 or 万辆, 万元 under 亿元."""
    if not is_multiplier(cell_unit):
        return cell_unit or column_unit
    base = re.sub("^[百千万亿]+", "", column_unit)
    return cell_unit if base in {"", "%", "‰"} else cell_unit + base


def conversion_factor(written: str, wanted: str) -> float | None:
    """The factor from one unit to another; None where there is none.

    万 or 亿 alone, as in 12.5亿, is a multiple of the wanted unit's base.

    >>> conversion_factor("万元", "亿元"), conversion_factor("万㎡", "万平方米"), conversion_factor("元", "辆")
    (0.0001, 1.0, None)
    """
    (times, base), (wanted_times, wanted_base) = _multiple_and_base(written), _multiple_and_base(wanted)
    if base == wanted_base or (times > 1 and not base):
        return times / wanted_times
    for sizes in _DIMENSIONS:
        if base in sizes and wanted_base in sizes:
            return times * sizes[base] / (wanted_times * sizes[wanted_base])
    return None


def convert(number: float, factor: float) -> float:
    """A number times a factor, without the noise of its last digits.

    >>> convert(17.92, 10000), 17.92 * 10000
    (179200.0, 179200.00000000003)
    """
    return float(f"{number * factor:.15g}")


def is_scaled(unit: str) -> bool:
    """Whether a number without its unit could mean ten thousand times as much: 亿元 and 元, but not 个 or %."""
    times, base = _multiple_and_base(unit)
    return times > 1 or base in _SCALED


def _multiple_and_base(unit: str) -> tuple[float, str]:
    """A unit in its usual spelling, as multiple of its base: 亿元 is 1e8 of 元, 万㎡ is 1e4 of 平方米."""
    name = unicodedata.normalize("NFKC", unit).replace(" ", "").lower()
    for written, usual in _SPELLINGS.items():
        name = name.replace(written, usual)
    match = _PARTS.fullmatch(name)
    return (math.prod(_TIMES[sign] for sign in match[1]), match[2]) if match else (1.0, name)
