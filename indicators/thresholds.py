"""Which thresholds are in force: those of ``data/settings.toml``, and before them what was changed in the browser.

A changed threshold is a row of the table ``thresholds``; a row without a value says that the file counts again. The
table is part of an edition, so a meeting keeps the thresholds that it was frozen with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from indicators.caching import cached_on_owner
from indicators.field_errors import expected_value
from indicators.frames import records
from indicators.settings import Settings, settings
from indicators.store import StoreError
from indicators.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from indicators.store import Snapshot


class ThresholdError(StoreError):
    """A threshold cannot be what it is set to; the message is Chinese and says what would be right."""


@dataclass(frozen=True)
class Threshold:
    """A setting that the office may change in the browser.

    Attributes:
        name: what screens call it.
        rule: what it decides, in a sentence.
        digits: with how many decimals it is written.
        unit: what stands behind the number.
    """

    name: str
    rule: str
    digits: int = 0
    unit: str = ""


# The setting as in data/settings.toml -> what screens say of it.
_THRESHOLDS: Final[Mapping[str, Threshold]] = {
    "status.slow_pace": Threshold("略慢界限", "进度比不低于这一数、不足1的为略慢，再低为滞后；没有进度比的按时序差折算。", 2),
    "status.slow_rate_points": Threshold("增速略慢界限", "增速、比率与目标的差不低于这一数、不足0的为略慢，再低为滞后。", 1, "个百分点"),
    "status.stale_cycles": Threshold("逾期未报", "最新数据早于这么多个报送周期以上，不作评价。", 0, "个报送周期"),
    "tasks.due_soon_days": Threshold("临期", "离时限不超过这么多天的任务为临期。", 0, "天"),
    "report.due_day": Threshold("报送日", "每月的数应于次月这一日前报送。", 0, "日"),
    "report.answer_day": Threshold("答复日", "滞后事项应于次月这一日前答复原因、措施。", 0, "日"),
    "forecast.likely": Threshold("很可能达成", "达成概率不低于这一数的为很可能达成。", 2),
    "forecast.fair": Threshold("有望", "达成概率不低于这一数的为有望，计入预计达标。", 2),
    "forecast.hard": Threshold("较难", "达成概率不低于这一数的为较难，再低为几乎不可能。", 2),
    "checks.large_change": Threshold("改数确认", "更改已报的数，变动超过原数的这一比例，须确认。", 2),
    "checks.jump_history": Threshold("跳动判断期数", "一个序列至少有这么多期，才判断跳动是否异常。", 0, "期"),
    "checks.jump_deviations": Threshold("跳动离差倍数", "变动超过中位离差的这么多倍，须确认。", 1, "倍"),
    "checks.jump_share": Threshold("跳动变动比例", "并且超过中位变动的这一比例，才须确认。", 2),
    "checks.size_asked": Threshold("数值过大过小须确认", "大于已知最大数的这么多倍，或小于最小数的这么多分之一，须确认。", 1, "倍"),
    "checks.size_refused": Threshold("数值过大过小须管理员确认", "超过这一倍数的，只有管理员可以确认。", 1, "倍"),
}  # fmt: skip
TOLERANCE: Final = "tolerance"
# Each may not be above the one after it.
_ASCENDING: Final = (
    ("forecast.hard", "forecast.fair"), ("forecast.fair", "forecast.likely"),
    ("checks.size_asked", "checks.size_refused"),
)  # fmt: skip


@dataclass(frozen=True)
class CurrentThreshold:
    """A threshold as it is in force.

    Attributes:
        threshold: what it is.
        value: in force.
        in_file: what ``data/settings.toml`` says.
        by: who changed it in the browser, empty where the file's counts.
        at: when (UTC).
    """

    threshold: Threshold
    value: float
    in_file: float
    by: str = ""
    at: datetime | None = None


@cached_on_owner
def settings_of(snapshot: Snapshot) -> Settings:
    """The thresholds in force: those of the file, and before them those changed in the browser."""
    return _with_values(stored_values(snapshot))


@cached_on_owner
def known_thresholds(snapshot: Snapshot) -> Mapping[str, Threshold]:
    """Every threshold by its setting, ``tolerance.gdp_growth`` of each indicator at the end."""
    names = snapshot.catalogue.sort_values("position").set_index("indicator")["name"]
    tolerances = {
        f"{TOLERANCE}.{indicator}": Threshold(
            f"{name}容差", "低于计划不超过这么多个百分点，仍为达到时序。", 1, "个百分点"
        )
        for indicator, name in names.items()
    }
    return {**_THRESHOLDS, **tolerances}


def current_thresholds(snapshot: Snapshot) -> dict[str, CurrentThreshold]:
    """Every threshold by its setting, with its value and where that comes from."""
    rules, file = settings_of(snapshot), settings()
    changed = {row["setting"]: row for row in records(snapshot.thresholds.dropna(subset=["value"]))}
    current = {}
    for setting, threshold in known_thresholds(snapshot).items():
        row: dict[str, Any] = changed.get(setting, {})
        current[setting] = CurrentThreshold(
            threshold, value_of(rules, setting), value_of(file, setting),
            str(row.get("reported_by", "")), row.get("reported_at"),
        )  # fmt: skip
    return current


def stored_values(snapshot: Snapshot) -> dict[str, float]:
    """The settings that were changed in the browser and not put back."""
    rows = snapshot.thresholds.dropna(subset=["value"])
    return dict(zip(rows["setting"], rows["value"], strict=True))


def value_of(rules: Settings, setting: str) -> float:
    """What a setting is; an indicator without a tolerance has 0."""
    section, _, name = setting.partition(".")
    if section == TOLERANCE:
        return rules.tolerance.get(name, 0.0)
    return float(getattr(getattr(rules, section), name))


def threshold_text(threshold: Threshold, value: float) -> str:
    """A value as screens write it: 0.90; with all its decimals where there are more: 0.905."""
    return f"{exact_number(value, threshold.digits)}{threshold.unit}"


def changed_settings(snapshot: Snapshot, changes: Mapping[str, float | None]) -> Settings:
    """The thresholds as they would be with these changes; None is the file's value again.

    Raises:
        ThresholdError: there is no such threshold, or it may not have this value; names it and what would be right.
    """
    known = known_thresholds(snapshot)
    for setting in changes:
        if setting not in known:
            allowed = "、".join([*_THRESHOLDS, f"{TOLERANCE}.指标编码"])
            msg = f"没有名为“{setting}”的阈值，可用：{allowed}。"
            raise ThresholdError(msg)
    values = {**stored_values(snapshot), **changes}
    try:
        rules = _with_values({setting: value for setting, value in values.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        threshold = known[".".join(map(str, first["loc"]))]
        msg = f"“{threshold.name}”不能是{first['input']:.10g}，应为：{expected_value(first)}。"
        raise ThresholdError(msg) from error
    for lower, upper in _ASCENDING:
        low, high = value_of(rules, lower), value_of(rules, upper)
        if low > high:
            msg = (
                f"“{known[lower].name}”{threshold_text(known[lower], low)}，"
                f"应不高于“{known[upper].name}”{threshold_text(known[upper], high)}。"
            )
            raise ThresholdError(msg)
    return rules


def _with_values(values: Mapping[str, float]) -> Settings:
    """The file's settings with these values in their place; raises pydantic's ``ValidationError``."""
    content = settings().model_dump()
    for setting, value in values.items():
        section, _, name = setting.partition(".")
        content[section][name] = value
    return Settings.model_validate(content)
