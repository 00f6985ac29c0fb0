"""Whose numbers they are: 本区 and 高新区 are the zone itself, 全市, 常州市 or 天宁区 is somebody else."""

from __future__ import annotations

import re
from typing import Final

_OWN: Final = "[本我全]区|本地区|[本我全]?园区|本级|(?:[本我全]|(?:常州市?)?武进)?(?:国家级?)?高新(?:技术产业开发)?区|武高新"
# A place by its last character; 上市, 社区 and the like are none.
_PLACE: Final = (
    "[\u4e00-\u9fff]{1,7}[省市县区](?<!上市)(?<!城市)(?<!超市)(?<!股市)(?<!都市)(?<!夜市)(?<!节省)(?<!社区)(?<!小区)"
    "(?<!片区)(?<!厂区)(?<!景区)(?<!校区)(?<!库区)(?<!山区)(?<!郊区)(?<!城区)(?<!市区)(?<!街区)(?<!地区)(?<!分区)"
)
_OTHER: Final = f"全国|[省市]本级|江苏|常州|武进|{_PLACE}"


def split_area(text: str, around: str) -> tuple[str, str]:
    """A text without the area it names, and ``own`` or ``other`` for that area; empty where it names none.

    Args:
        text: a heading without its period: 全市累计.
        around: a pattern of the words that may stand before and behind an area, one at a time.
    """
    for area, places in (("own", _OWN), ("other", _OTHER)):
        if match := re.fullmatch(f"((?:{around})*)(?:{places})((?:{around})*)", text):
            return match[1] + match[2], area
    return text, ""


def area_within(text: str) -> tuple[str, str]:
    """A sentence's words without the first area in them, and ``own`` or ``other`` for it; empty where there is none.

    >>> area_within("武进国家高新区今年力争"), area_within("全市力争"), area_within("今年力争")
    (('今年力争', 'own'), ('力争', 'other'), ('今年力争', ''))
    """
    for area, places in (("own", _OWN), ("other", _OTHER)):
        if match := re.search(places, text):
            return text[: match.start()] + text[match.end() :], area
    return text, ""
