"""The end of a year in words: what was reached, what was missed and by how much, what was revised since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from indicators.labels import UNSCHEDULED, is_missing, join_clauses, join_statements
from indicators.wording.numbers import amount, number
from indicators.wording.verdicts import STATUS, TASK_STATUS, gap_text

if TYPE_CHECKING:
    from collections.abc import Mapping


_DECEMBER: Final = 12


def has_result(row: Mapping[str, Any]) -> bool:
    """Whether there is a number of December: an earlier month's number and verdict are none of the year."""
    return bool(row["actual_month"] == _DECEMBER)


def final_number(row: Mapping[str, Any]) -> str:
    """The number of December with its state: 2,312.30亿元（正式）; without one what there is: 12月未报送（9月1,810.20亿元）."""
    if is_missing(row["actual"]):
        return "未报送"
    if not has_result(row):
        return f"12月未报送（{row['actual_month']:.0f}月{amount(row, 'actual')}）"
    simulated = "演示" if row["origin"] == "演示" else ""
    return f"{amount(row, 'actual')}（{join_clauses([row['state'] or '状态未注明', simulated])}）"


def missed_text(row: Mapping[str, Any]) -> str:
    """By how much a year's target was missed: 差187.70亿元（7.5个百分点）; empty where it was not, or nothing is known.

    Against the target itself; what has no schedule is said as its verdict says it: 低0.3个百分点.
    """
    if row["status"] not in {"slow", "behind", "on_schedule"}:
        return ""
    less = row["direction"] == "less"
    missing = -row["remaining"] if less else row["remaining"]
    if row["kind"] in UNSCHEDULED:
        return gap_text(row) if missing > 0 else ""
    if not missing > 0:
        return ""
    of_target = abs(row["target"])
    points = f"（{number(missing / of_target * 100, 1)}个百分点）" if of_target else ""
    return f"{'超' if less else '差'}{number(missing, int(row['decimals']))}{row['unit']}{points}"


def revised_text(row: Mapping[str, Any]) -> str:
    """What became of a closed year's value since: 其后修订为2,712.30亿元; empty where it stands."""
    if is_missing(row["revised_actual"]):
        return ""
    how = "其后报送" if is_missing(row["actual"]) else "其后修订为"
    return how + amount(row, "revised_actual")


def year_message(year: int, counts: Mapping[str, int], undone: int) -> str:
    """``2024年：14项指标中9项完成，3项未完成，2项尚无正式数；6项任务未完成``.

    Args:
        year: of the plan.
        counts: number of indicators ``reached``, ``missed`` and ``open``: those without a final number.
        undone: number of tasks.
    """
    total = sum(counts.values())
    words = {"reached": "完成", "missed": "未完成", "open": "尚无正式数"}
    parts = [f"{counts[name]}项{word}" if counts.get(name) else "" for name, word in words.items()]
    indicators = f"{total}项指标中{join_clauses(parts)}" if total else ""
    return f"{year}年：" + join_statements([
        indicators, f"{undone}项任务未完成" if undone else "任务均已完成"
    ])  # fmt: skip


def closed_word(status: str) -> str:
    """The verdict of an indicator or task as it was closed: a task may have been cancelled, too."""
    verdict = STATUS.get(status) or TASK_STATUS.get(status)
    return verdict.word if verdict else "已取消"
