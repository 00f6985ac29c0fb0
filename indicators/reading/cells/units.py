"""Units as offices write them: the same one in other letters, or another of the same dimension."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

# Other spellings of one unit. Those that contain another stand before it.
_SPELLINGS: Final = {
    "平方公里": "平方千米",
    "平米": "平方米",
    "km2": "平方千米",
    "m2": "平方米",
    "人民币": "",
    "rmb": "",
    "百分比": "%",
    "个百分点": "百分点",
    "千瓦小时": "千瓦时",
    "kwh": "千瓦时",
    "标煤": "标准煤",
    "部": "辆",
    "台": "辆",
    "户": "家",
    "项": "个",
}
_TIMES: Final = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
# 百分点 is no hundred of anything, 千米 a unit of its own.
_PARTS: Final = re.compile("(?!百分点)([十百千万亿]*)(.*)")
# Bases between which a factor leads, each in the smallest of its dimension; any other base is its own dimension.
_DIMENSIONS: Final[tuple[dict[str, float], ...]] = (
    {"平方米": 1.0, "平方千米": 1e6, "公顷": 1e4, "亩": 10000 / 15},
    {"瓦时": 1.0, "度": 1e3},
    {"%": 1.0, "‰": 0.1},
)
# A bare number in one of these could as well be meant in another multiple of it.
_SCALED: Final = frozenset(
    {"元", "美元", "欧元", "平方米", "平方千米", "公顷", "亩", "辆", "吨", "瓦时", "度"}
)


def normalise_unit(unit: str) -> str:
    """A unit in its usual spelling: ％ is %, 万㎡ is 万平方米."""
    text = unicodedata.normalize("NFKC", unit).replace(" ", "").lower()
    for written, usual in _SPELLINGS.items():
        text = text.replace(written, usual)
    return text


def conversion_factor(found: str, wanted: str) -> float | None:
    """What a number in ``found`` is multiplied by to be one in ``wanted``; None where no factor leads there.

    万 or 亿 alone, as in 12.5亿, is so many of the wanted unit's base.

    >>> [conversion_factor(*pair) for pair in (("万元", "亿元"), ("万㎡", "万平方米"), ("元", "辆"))]
    [0.0001, 1.0, None]
    """
    (times, base), (wanted_times, wanted_base) = _parts(found), _parts(wanted)
    if base == wanted_base or (times > 1 and not base):
        return times / wanted_times
    for sizes in _DIMENSIONS:
        if base in sizes and wanted_base in sizes:
            return times * sizes[base] / (wanted_times * sizes[wanted_base])
    return None


def is_scaled(unit: str) -> bool:
    """Whether a number without its unit could mean ten thousand times as much: 亿元 and 元, but not 个 or %."""
    times, base = _parts(unit)
    return times > 1 or base in _SCALED


def _parts(unit: str) -> tuple[float, str]:
    """How many of what: 亿元 is 1e8 of 元."""
    name = normalise_unit(unit)
    found = _PARTS.fullmatch(name)
    return (math.prod(_TIMES[sign] for sign in found[1]), found[2]) if found else (1.0, name)
