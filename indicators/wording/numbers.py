"""Numbers as text: thousands, decimals, signs, units."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from indicators.labels import NO_VALUE, is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXACT_DIGITS: Final = 9


def number(value: float | None, decimals: int = 2, *, sign: bool = False) -> str:
    """A number for the screen: thousands separated, halves rounded away from zero, blank as —.

    >>> number(2.5, 0), number(-0.125, 2), number(1842.6), number(None), number(3.4, 1, sign=True)
    ('3', '−0.13', '1,842.60', '—', '+3.4')
    """
    if value is None or is_missing(value) or math.isinf(value):
        return NO_VALUE
    # Computed numbers carry noise in the 16th digit: it must not push a half to the wrong side.
    rounded = Decimal(repr(round(float(value), _EXACT_DIGITS))).quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP
    )
    if rounded == 0:
        rounded = abs(rounded)
    text = f"{rounded:{'+' if sign and rounded != 0 else ''},.{decimals}f}"
    return text.replace("-", "−")


def short_number(value: float | None, decimals: int) -> str:
    """A number to be read from afar: four digits and more need no decimals, 1,796.46 is 1,796."""
    return number(value, short_decimals(value, decimals))


def short_decimals(value: float | None, decimals: int) -> int:
    """The decimals that ``short_number`` leaves."""
    large = value is not None and not is_missing(value) and abs(value) >= 1000  # noqa: PLR2004
    return 0 if large else decimals


def exact_number(value: float, decimals: int) -> str:
    """A number with at least so many decimals, and all of them where it has more: 0.90, 0.905."""
    return number(value, max(decimals, len(f"{value:.10g}".partition(".")[2])))


def percent(ratio: float | None, *, sign: bool = False) -> str:
    """A ratio as per cent with one decimal: 0.4273 is 42.7%."""
    return NO_VALUE if ratio is None or is_missing(ratio) else f"{number(ratio * 100, 1, sign=sign)}%"


def value_text(row: Mapping[str, Any]) -> str:
    """The newest value with the decimals of its catalogue row."""
    return number(row["actual"], int(row["decimals"]))


def amount(row: Mapping[str, Any], name: str) -> str:
    """Any amount of an indicator, in its unit and decimals: ``34.18万辆``."""
    text = number(row[name], int(row["decimals"]))
    return text if text == NO_VALUE else f"{text}{row['unit']}"


def yoy_text(row: Mapping[str, Any]) -> str:
    """同比: per cent, for rates in 百分点, for counts in pieces when last year is known."""
    if row["kind"] == "rate":
        text = number(row["yoy_points"], 1, sign=True)
        return text if text == NO_VALUE else f"{text}{'百分点' if row['unit'] == '%' else row['unit']}"
    if row["kind"] == "count" and not row["yoy_published"]:
        difference = None if is_missing(row["last_year"]) else row["actual"] - row["last_year"]
        text = number(difference, 0, sign=True)
        return text if text == NO_VALUE else f"{text}{row['unit']}"
    return percent(row["yoy"], sign=True)


# What moved -> up and down, as a sentence says it.
_MOVED: Final = {"rate": ("提高", "降低"), "count": ("增加", "减少")}


def yoy_clause(row: Mapping[str, Any]) -> str:
    """同比 as a sentence says it: 同比增长40.0%, 同比提高0.9个百分点, 同比减少7个, 同比持平; empty where there is none."""
    text = yoy_text(row)
    if text == NO_VALUE:
        return ""
    if text[0] not in "+−":
        return "同比持平"
    is_share = text.endswith("%")
    up, down = ("增长", "下降") if is_share else _MOVED.get(row["kind"], _MOVED["count"])
    size = text[1:].replace("百分点", "个百分点")
    return f"同比{up if text[0] == '+' else down}{size}"


def growth_text(change: float | None, *, points: bool) -> str:
    """A growth as per cent, of rates in 百分点; empty where there is none.

    >>> growth_text(0.08, points=False), growth_text(-0.5, points=True)
    ('+8.0%', '−0.5个百分点')
    """
    if change is None or is_missing(change):
        return ""
    return f"{number(change, 1, sign=True)}个百分点" if points else percent(change, sign=True)
