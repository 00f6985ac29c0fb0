"""How numbers and verdicts are said: words, shapes, formats, sentences.

Every screen, chart and answer takes its wording from here, so that a verdict reads the same everywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from indicators.labels import NO_VALUE, TO_BE_NAMED, is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXACT_DIGITS: Final = 9


@dataclass(frozen=True)
class Verdict:
    """Attributes: word, shape, tone (good, warn, bad, none: the colour that supports the word), rule."""

    word: str
    shape: str
    tone: str
    rule: str


STATUS: Final[Mapping[str, Verdict]] = {
    "achieved": Verdict("已完成", "✔", "good", "已达到全年目标；增速、比率类待年终认定"),
    "on_schedule": Verdict("达到时序", "●", "good", "进度比 ≥ 1；增速、比率类不低于目标"),
    "slow": Verdict(
        "略慢", "▲", "warn", "进度比在 {slow_pace} 与 1 之间；增速、比率类低于目标不超过 {slow_rate} 个百分点"
    ),
    "behind": Verdict(
        "滞后", "■", "bad", "进度比低于 {slow_pace}；增速、比率类低于目标超过 {slow_rate} 个百分点"
    ),
    "awaiting": Verdict("待报送", "○", "none", "本年尚无数据"),
    "stale": Verdict("逾期未报", "◌", "none", "最新数据早于一个报送周期以上，不作评价"),
    "withheld": Verdict("暂不评价", "◇", "none", "缺上年末基数，年末才考核，只显示差距"),
    "unplanned": Verdict("计划待下达", "▢", "none", "没有年度计划"),
}
TASK_STATUS: Final[Mapping[str, Verdict]] = {
    "done": Verdict("已完成", "✔", "good", "截至本月已办结"),
    "overdue": Verdict("超期", "■", "bad", "超过时限尚未办结"),
    "due_soon": Verdict("临期", "▲", "warn", "{due_soon} 天内到期"),
    "in_progress": Verdict("进行中", "●", "good", "未到时限"),
    "awaiting": Verdict("待报送", "○", "none", "责任单位尚未报送进展"),
}


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
    large = value is not None and not is_missing(value) and abs(value) >= 1000  # noqa: PLR2004
    return number(value, 0 if large else decimals)


def percent(ratio: float | None, *, sign: bool = False) -> str:
    """A ratio as per cent with one decimal: 0.4273 is 42.7%."""
    return NO_VALUE if ratio is None or is_missing(ratio) else f"{number(ratio * 100, 1, sign=sign)}%"


def points_text(points: float | None) -> str:
    """A gap with its sign and unit: −32.3 百分点."""
    text = number(points, 1, sign=True)
    return text if text == NO_VALUE else f"{text} 百分点"


def asks(row: Mapping[str, Any]) -> str:
    """Who should report: 请经发局报送; 待明确 while no unit is named."""
    return f"请{row['responsible_unit'] or f'责任单位（{TO_BE_NAMED}）'}报送"


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
        return text if text == NO_VALUE else f"{text}百分点"
    if row["kind"] == "count" and not row["yoy_published"]:
        difference = None if is_missing(row["last_year"]) else row["actual"] - row["last_year"]
        text = number(difference, 0, sign=True)
        return text if text == NO_VALUE else f"{text}{row['unit']}"
    return percent(row["yoy"], sign=True)


# What a gap is called, worse and better: growth has no schedule, and a cap is not something to be fast about.
_COMPARED: Final = {
    (False, "more"): ("慢", "快"),
    (False, "less"): ("超", "低"),
    (True, "more"): ("低", "高"),
    (True, "less"): ("高", "低"),
}


def gap_text(row: Mapping[str, Any]) -> str:
    """The verdict's number in words: 慢32.3个百分点; a rate is 低 or 高 and knows no schedule."""
    gap = row["gap_points"]
    if row["status"] == "achieved" and row["kind"] != "rate":
        return ""
    if row["status"] == "withheld":
        return f"距目标{number(row['remaining'], int(row['decimals']))}{row['unit']}"
    if is_missing(gap):
        return ""
    if row["plan_to_date"] == 0 and row["actual"] == 0 and row["kind"] != "rate":
        return "现要求为0"
    size = number(abs(gap), 1)
    if size == "0.0":
        return "持平"
    worse, better = _COMPARED[row["kind"] == "rate", row["direction"]]
    return f"{worse if gap < 0 else better}{size}个百分点"


def span_text(row: Mapping[str, Any]) -> str:
    """The span the newest value covers; empty without a value."""
    return "" if is_missing(row["actual"]) else ytd_text(int(row["actual_month"]), row["kind"])


def ytd_text(month: int, kind: str = "flow") -> str:
    """The span a value covers: 1—9月; a stock is a level at 9月末."""
    if kind == "stock":
        return f"{month}月末"
    return "1月" if month == 1 else f"1—{month}月"


def headline(row: Mapping[str, Any]) -> str:
    """One sentence that says the chart's message, used as its ``alt`` text.

    理想汽车新车交付：1—9月34.18万辆，完成全年计划42.7%，慢于时序32.3个百分点
    """
    status = str(row["status"])
    if is_missing(row["actual"]):
        unit = row["responsible_unit"] or f"责任单位{TO_BE_NAMED}"
        return f"{row['name']}：本年尚无数据，待报送（{unit}）"
    parts = [f"{row['name']}：{ytd_text(int(row['actual_month']), row['kind'])}{amount(row, 'actual')}"]
    if not is_missing(row["completion"]):
        parts.append(f"完成全年计划{percent(row['completion'])}")
    parts.append(_against_plan(row) if status in {"achieved", "on_schedule", "slow", "behind"} else "")
    if status not in {"achieved", "on_schedule", "slow", "behind"}:
        parts[-1] = STATUS[status].word
    return "，".join(part for part in parts if part)


def _against_plan(row: Mapping[str, Any]) -> str:
    if row["status"] == "achieved":
        return "已完成全年目标"
    gap = row["gap_points"]
    size = number(abs(gap), 1)
    if row["kind"] == "rate":
        higher = (gap > 0) == (row["direction"] == "more")
        return "与年度目标持平" if size == "0.0" else f"{'高' if higher else '低'}于年度目标{size}个百分点"
    if row["plan_to_date"] == 0:
        return _against_nothing(row)
    if size == "0.0":
        return "与时序持平"
    if row["direction"] == "less":
        return f"{'低于' if gap > 0 else '超出'}时序上限{size}个百分点"
    return f"{'快' if gap > 0 else '慢'}于时序{size}个百分点"


def _against_nothing(row: Mapping[str, Any]) -> str:
    """Beside a plan that asks for 0 so far."""
    if row["actual"] == 0:
        return "目前时序要求为0"
    return "已超前于时序" if row["status"] == "on_schedule" else "未达到目前为0的时序要求"
