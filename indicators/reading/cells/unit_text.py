"""What looks like a unit: the end of a number (12.5亿元), brackets behind a name, a unit line."""

from __future__ import annotations

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


def half_width(text: str) -> str:
    """NFKC with plain minus signs and blanks, without what cannot be seen."""
    text = re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", text.replace("\u2212", "-")).strip()


def as_unit(text: str) -> str:
    """The unit that ``text`` is, without a label before it (单位：亿元); empty where it is none.

    >>> as_unit("亿元"), as_unit("单位:万㎡"), as_unit("微克/立方米"), as_unit("含技改")
    ('亿元', '万m2', '微克/立方米', '')
    """
    unit = _LABEL.sub("", half_width(text)).replace(" ", "")
    return unit if _UNIT.fullmatch(unit) else ""


def is_multiplier(text: str) -> bool:
    """万 and 亿 say how many, not of what."""
    return bool(_MULTIPLIER.fullmatch(text))


def multiplied(multiplier: str, unit: str) -> str:
    """What 3万 is in a column of another unit: 辆 makes it 万辆, 万辆 stays, 亿元 makes it 万元."""
    bare = re.sub("^[百千万亿]+", "", unit)
    return multiplier if bare in {"", "%", "‰"} else multiplier + bare
