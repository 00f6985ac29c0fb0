"""Which of several places counts where a fact stands in more than one: the nearest to the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from indicators.labels import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


def nearest(found: Mapping[str, T | None]) -> tuple[str, T] | None:
    """The place that counts and what it says: the first of ``labels.PLACES`` that says anything.

    >>> nearest({"title": "亿元", "row": "万元", "cell": ""})
    ('row', '万元')
    """
    for place in PLACES:
        value = found.get(place)
        if value:
            return place, value
    return None
