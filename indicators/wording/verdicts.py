"""Verdicts in words: their shapes, their rules, and the sentences that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from indicators.labels import NO_VALUE, TO_BE_NAMED, UNSCHEDULED, is_missing, join_clauses
from indicators.wording.numbers import amount, number, percent, yoy_clause, yoy_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAME_QUOTE: Final = "同上"


@dataclass(frozen=True)
class Verdict:
    """How a verdict is shown: word, shape, the rule behind it, and the tone of its colour (good, warn, bad, none)."""

    word: str
    shape: str
    tone: str
    rule: str


STATUS: Final[Mapping[str, Verdict]] = {
    "achieved": Verdict(
        "已完成", "✔", "good", "已达到全年目标；增速、比率、均值类及年初已在目标以内的待年终认定"
    ),
    "on_schedule": Verdict(
        "达到时序", "●", "good", "进度比 ≥ 1；增速、比率类不低于目标；没有进度比的，时序差 ≥ 0"
    ),
    "slow": Verdict(
        "略慢",
        "▲",
        "warn",
        "进度比在 {slow_pace} 与 1 之间；增速、比率类低于目标不超过 {slow_rate} 个百分点；"
        "没有进度比的，时序差不低于 −{slow_gap} 个百分点",
    ),
    "behind": Verdict(
        "滞后",
        "■",
        "bad",
        "进度比低于 {slow_pace}；增速、比率类低于目标超过 {slow_rate} 个百分点；"
        "没有进度比的，时序差低于 −{slow_gap} 个百分点；目标为零的，未达到",
    ),
    "awaiting": Verdict("待报送", "○", "none", "本年尚无数据"),
    "stale": Verdict("逾期未报", "◌", "none", "最新数据早于 {stale_cycles} 个报送周期以上，不作评价"),
    "withheld": Verdict("暂不评价", "◇", "none", "缺上年末基数，年末才考核，只显示差距"),
    "unplanned": Verdict("计划待下达", "▢", "none", "没有年度计划"),
    "unlisted": Verdict("未列入计划", "⊘", "none", "本年计划没有这项指标，或指标已停用，不计入项数，不督办"),
}
TASK_STATUS: Final[Mapping[str, Verdict]] = {
    "done": Verdict("已完成", "✔", "good", "截至本月已办结"),
    "overdue": Verdict("超期", "■", "bad", "超过时限尚未办结"),
    "carried": Verdict("已结转", "→", "warn", "当年没有完成，年终结转到以后年度"),
    "due_soon": Verdict("临期", "▲", "warn", "{due_soon}天内到期"),
    "in_progress": Verdict("进行中", "◎", "none", "未到时限"),
    "awaiting": Verdict("待报送", "○", "none", "责任单位尚未报送进展"),
}


def report_request(row: Mapping[str, Any]) -> str:
    """Who is asked to report: 请经发局报送; 待明确 while no unit is named."""
    return f"请{row['responsible_unit'] or f'责任单位（{TO_BE_NAMED}）'}报送"


# (has no schedule, direction) -> worse and better: nobody is fast against a cap.
_WORSE_BETTER: Final = {
    (False, "more"): ("慢", "快"),
    (False, "less"): ("超", "低"),
    (True, "more"): ("低", "高"),
    (True, "less"): ("高", "低"),
}


def gap_text(row: Mapping[str, Any]) -> str:
    """The verdict's number in words: 慢32.3个百分点; what has no schedule is 低 or 高: 高1.4微克/立方米."""
    if row["status"] == "achieved" and row["kind"] not in UNSCHEDULED:
        return ""
    if row["status"] == "withheld":
        return f"距目标{number(abs(row['remaining']), int(row['decimals']))}{row['unit']}"
    return _gap_in_words(row)


def gap_figure(row: Mapping[str, Any]) -> str:
    """The gap next to its label: −32.3 百分点; in words where it is in the unit, whose sign could mean both."""
    if is_in_points(row):
        return f"{number(row['gap_points'], 1, sign=True)} 百分点"
    return _gap_in_words(row) or NO_VALUE


def is_in_points(row: Mapping[str, Any]) -> bool:
    """百分点 are for a schedule, as share of the target, and for %; all else is said in its unit."""
    return not is_missing(row["gap_points"]) and (row["kind"] not in UNSCHEDULED or row["unit"] == "%")


def _gap_and_size(row: Mapping[str, Any]) -> tuple[float, str]:
    """The gap as it is said, and how large it is: 1.4微克/立方米; empty where nothing of it is left when rounded."""
    gap, decimals, unit = row["gap"], int(row["decimals"]), row["unit"]
    if is_in_points(row):
        gap, decimals, unit = row["gap_points"], 1, "个百分点"
    if is_missing(gap):
        return gap, ""
    size = number(abs(gap), decimals)
    return gap, "" if size == number(0, decimals) else f"{size}{unit}"


def _gap_in_words(row: Mapping[str, Any]) -> str:
    gap, size = _gap_and_size(row)
    if is_missing(gap):
        return ""
    unscheduled = row["kind"] in UNSCHEDULED
    if row["plan_to_date"] == 0 and row["actual"] == 0 and not unscheduled:
        return "现要求为0"
    worse, better = _WORSE_BETTER[unscheduled, row["direction"]]
    return f"{worse if gap < 0 else better}{size}" if size else "持平"


def task_detail(row: Mapping[str, Any]) -> str:
    """Days left or overdue at the end of the month shown: 超期12天, 还有30天, 月底到期."""
    if is_missing(row["days"]):
        return ""
    status, days = row["status"], int(row["days"])
    if status == "overdue":
        return f"{-days}天"
    if status == "due_soon":
        return f"还有{days}天" if days else "月底到期"
    if status == "awaiting" and days < 0:
        return "时限已过"
    return ""


def task_quote(row: Mapping[str, Any]) -> str:
    """The plan's words on a task: 计划原文：“前黄项目预计4月交付”; empty where it has none of its own."""
    quote = "" if is_missing(row["quote"]) else str(row["quote"])
    return "" if quote in {"", _SAME_QUOTE} else f"计划原文：“{quote}”"


def target_text(row: Mapping[str, Any]) -> str:
    """The year's target in the words of the plan; 待下达 while there is none, 未列入 or 已停用 where none counts."""
    if row.get("status") == "unlisted":
        return "已停用" if row.get("is_retired") else "未列入"
    return str(row["wording"]) if isinstance(row["wording"], str) else "待下达"


def gap_label(row: Mapping[str, Any]) -> str:
    """What a gap is measured against: the target itself where there is no schedule."""
    return "与目标差" if row["kind"] in UNSCHEDULED else "时序差"


def span_text(row: Mapping[str, Any]) -> str:
    """The span the newest value covers; empty without a value."""
    return "" if is_missing(row["actual"]) else ytd_text(int(row["actual_month"]), row["kind"])


def progress_text(row: Mapping[str, Any]) -> str:
    """The span of the newest value and what it is of the year's target, or its growth; empty without a value.

    ``1—9月　完成 42.7%``, of a rate ``1—9月　同比 +0.2百分点``.
    """
    growth = "" if yoy_text(row) == NO_VALUE else f"　同比 {yoy_text(row)}"
    done = growth if is_missing(row["completion"]) else f"　完成 {percent(row['completion'])}"
    return f"{span_text(row)}{done}" if span_text(row) else ""


def ytd_text(month: int, kind: str = "flow") -> str:
    """The span a value covers: 1—9月; a stock is a level at 9月末."""
    if kind == "stock":
        return f"{month}月末"
    return "1月" if month == 1 else f"1—{month}月"


def headline(row: Mapping[str, Any]) -> str:
    """One sentence that says the chart's message, used as its ``alt`` text.

    理想汽车新车交付：1—9月34.18万辆，完成年度计划42.7%，慢于时序32.3个百分点
    """
    if is_missing(row["actual"]):
        unit = row["responsible_unit"] or f"责任单位{TO_BE_NAMED}"
        return f"{row['name']}：本年尚无数据，待报送（{unit}）"
    return f"{row['name']}：{join_clauses([_value_clause(row), *_verdict_clauses(row)])}"


def report_sentence(row: Mapping[str, Any]) -> str:
    """The headline of an indicator that has a value as an office's letter writes it, with 同比.

    理想汽车新车交付1—9月34.18万辆，同比增长40.0%，完成年度计划42.7%，慢于时序32.3个百分点
    """
    # A span that followed PM2.5 at once would be read as part of it.
    last = row["name"][-1:]
    name = f"{row['name']}{'：' if last.isascii() and last.isalnum() else ''}"
    return join_clauses([f"{name}{_value_clause(row)}", yoy_clause(row), *_verdict_clauses(row)])


def _value_clause(row: Mapping[str, Any]) -> str:
    return f"{span_text(row)}{amount(row, 'actual')}"


def _verdict_clauses(row: Mapping[str, Any]) -> tuple[str, str]:
    completion = "" if is_missing(row["completion"]) else f"完成年度计划{percent(row['completion'])}"
    measured = row["status"] in {"achieved", "on_schedule", "slow", "behind"}
    return completion, _against_plan(row) if measured else STATUS[row["status"]].word


def _against_plan(row: Mapping[str, Any]) -> str:
    if row["status"] == "achieved":
        return "已完成全年目标"
    (gap, size), less = _gap_and_size(row), row["direction"] == "less"
    if row["kind"] in UNSCHEDULED:
        return f"{'低' if (gap > 0) == less else '高'}于年度目标{size}" if size else "与年度目标持平"
    if row["plan_to_date"] == 0:
        if row["actual"] == 0:
            return "目前时序要求为0"
        if not less:
            return "已超前于时序" if row["status"] == "on_schedule" else "未达到目前为0的时序要求"
    worse, better = ("超出时序上限", "低于时序上限") if less else ("慢于时序", "快于时序")
    return f"{better if gap > 0 else worse}{size}" if size else "与时序持平"
