"""Names of indicators without numbering, 其中, unit and measure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from indicators.frames import unescape_formula
from indicators.reading.cells.units import as_unit, half_width

_CJK: Final = r"[\u3000-\u303f\u3400-\u9fff（）()：:，,、%]"
_NUMBERING: Final = re.compile(
    r"^(?:其中[::]?|#|\*+|[-—·•●○■□◆◇▲△→]+|\d{1,2}(?:\.\d{1,2})*[.、)](?![\d])|\(\d{1,2}\)|\d{1,2}\s(?=[\u4e00-\u9fff])|"
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[、,]|[ivxIVX]{1,4}[、.]|:)\s*"
)
# NFKC would make plain digits of these.
_CIRCLED: Final = re.compile("[①-⓿❶-➓⒈-⒛⑴-⒇]")
# What numbering is written with, each character still one.
_HALF_AS_WIDE: Final = str.maketrans("（）．：０１２３４５６７８９", "().:0123456789")
_UNIT_IN_BRACKETS: Final = re.compile(r"(.+?)[(\[【]([^()\[\]【】]+)[)\]】]")
_UNIT_BEHIND_MARK: Final = re.compile(r"(.+)[,、/:\s_]([^,、/:\s_]+)")
_TAIL: Final = re.compile(r"[\s*:,、]+$")
_CURRENT: Final = "当期|本期|本月|当月"
_GROWS: Final = "(?:增长|增速|增幅)率?"
# The first that ends a name counts.
_NAMED_MEASURES: Final = (
    (rf"(?:本年|自年初|本月止)?累计(?:同比(?:{_GROWS})?|{_GROWS})", "growth", "ytd"),
    (rf"(?:{_CURRENT}|当季|本季度?)(?:同比(?:{_GROWS})?|{_GROWS})", "growth", "month"),
    (f"同比{_GROWS}", "growth", "month"),
    ("同比", "growth", ""),
    ("(?:本年|自年初|本月止)?累计(?:值|数|额|完成)?", "ytd", "ytd"),
    ("(?:当季度?|本季度?)(?:值|数|额|完成)?", "month", "quarter"),
    (f"(?:{_CURRENT})(?:值|数|额|完成)?", "month", "month"),
    ("本?(?:期末|月末|季末|年末|时点)(?:值|数|余额|总量|实有)?", "level", ""),
)
_MEASURE_ENDS: Final = tuple(
    (re.compile(rf"(?:[_,、/:-]?(?:{ending})|[(](?:{ending})[)])$"), measure, span)
    for ending, measure, span in _NAMED_MEASURES
)


@lru_cache(maxsize=65_536)
def plain_name(text: str) -> tuple[str, str]:
    """A name without numbering, 其中 and blanks, and the unit behind it.

    >>> plain_name("一、规 上 工 业 总 产 值（亿元）")
    ('规上工业总产值', '亿元')
    """
    name = half_width(_CIRCLED.sub(" ", unescape_formula(text)))
    name, unit = _unit_behind_blank(name)
    name = re.sub(rf"(?<={_CJK})\s+|\s+(?={_CJK})", "", name)
    before = None
    while name != before:
        before = name
        name = _TAIL.sub("", name)
        name = _NUMBERING.sub("", name, count=1) or name
        if not unit:
            name, unit = split_unit(name)
    return name, unit


def without_numbering(text: str) -> str:
    """A title as it is written, without its numbering.

    >>> without_numbering("1.机器人产业园（二期）"), without_numbering("（三） 5G基站")
    ('机器人产业园（二期）', '5G基站')
    """
    title = _CIRCLED.sub(" ", unescape_formula(text)).strip()
    while (numbering := _NUMBERING.match(title.translate(_HALF_AS_WIDE))) and numbering.end() < len(title):
        title = title[numbering.end() :]
    return title


def _unit_behind_blank(name: str) -> tuple[str, str]:
    """投资 亿元 -> 投资, 亿元; several blanks only stretch the name."""
    bare, _, unit = name.rpartition(" ")
    return (bare, unit) if len(bare) > 1 and " " not in bare and as_unit(unit) else (name, "")


def split_unit(name: str) -> tuple[str, str]:
    """A text and the unit behind it: 规上产值(亿元) or 规上产值,亿元 -> 规上产值, 亿元."""
    match = _UNIT_IN_BRACKETS.fullmatch(name) or _UNIT_BEHIND_MARK.fullmatch(name)
    unit = as_unit(match[2]) if match else ""
    return (match[1].strip(), unit) if match and unit else (name, "")


def named_measure(name: str) -> tuple[str, str, str]:
    """Name, measure and span of a name that carries its measure, as the 国家统计局 and data vendors write it.

    The own value of a quarter (当季值) is a ``month`` whose span is ``quarter``; a bare 同比 does not say of which.

    >>> named_measure("房地产投资累计增长"), named_measure("产值:当季值")
    (('房地产投资', 'growth', 'ytd'), ('产值', 'month', 'quarter'))
    """
    for ending, measure, span in _MEASURE_ENDS:
        bare = ending.sub("", name)
        if bare and bare != name:
            return bare, measure, span
    return name, "", ""
