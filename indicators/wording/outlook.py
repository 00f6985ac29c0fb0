"""The outlook in words: what the rest of the year needs, the projected year end, and how likely the target is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from indicators.labels import KINDS, UNSCHEDULED, is_missing, join_clauses
from indicators.wording.numbers import amount, number, short_number
from indicators.wording.verdicts import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HOW_MANY: Final = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_QUARTER: Final = 3
# How likely the target is reached; what each begins with is a threshold.
LIKELIHOOD: Final[Mapping[str, str]] = {
    "likely": "很可能达成", "fair": "有望", "hard": "较难", "hardly": "几乎不可能",
}  # fmt: skip


def year_end_text(row: Mapping[str, Any]) -> str:
    """``预计全年52.53万辆（50.07—55.38）``: the projection with its 80 % interval, never without; empty where none belongs."""
    if row["forecast_basis"] == "insufficient":
        return f"{_expected_word(row)}：数据不足"
    if is_missing(row["year_end"]):
        return ""
    # An expectation of thousands is not written with decimals.
    end, low, high = (
        short_number(row[name], int(row["decimals"]))
        for name in ("year_end", "year_end_low", "year_end_high")
    )
    return f"{_expected_word(row)}{end}{row['unit']}（{low}—{high}）"


def _expected_word(row: Mapping[str, Any]) -> str:
    """What the projected figure is called: a stock is a level at the year's end."""
    return "预计年末" if row["kind"] == "stock" else "预计全年"


def chance_text(row: Mapping[str, Any]) -> str:
    """``预计达成概率：有望（62%）``: how likely the target is, in words with the number; empty where nothing can be said."""
    word = chance_word(row)
    return f"预计达成概率：{word}" if word else ""


def chance_word(row: Mapping[str, Any]) -> str:
    """``有望（62%）``, for where it is said what is likely."""
    chance = row["chance"]
    if is_missing(chance):
        return ""
    # No chance is certain.
    percentage = "99%以上" if chance > 0.99 else f"{number(chance * 100, 0)}%"  # noqa: PLR2004 - but one per cent
    percentage = "不到1%" if chance < 0.01 else percentage  # noqa: PLR2004 - one per cent
    return f"{LIKELIHOOD[row['likelihood']]}（{percentage}）"


def outlook_text(row: Mapping[str, Any]) -> str:
    """The year end and the chance of its target in one line; empty where nothing is projected."""
    return join_clauses([year_end_text(row), chance_text(row)])


def year_end_answer(row: Mapping[str, Any]) -> str:
    """Whether the year will be met, in a line: ``预计全年52.53万辆（50.07—55.38），几乎不可能达标（不到1%）``.

    Where nothing is projected, why not: 比率不作全年预计. Empty when the year is over.
    """
    word, _, percentage = chance_word(row).partition("（")
    chance = f"{word.removesuffix('达成')}达标（{percentage}" if word else ""
    projected = "" if is_missing(row["year_end"]) else year_end_text(row)
    return join_clauses([projected, chance]) or _why_not_projected(row)


def _why_not_projected(row: Mapping[str, Any]) -> str:
    if row["status"] in {"awaiting", "stale"}:
        return f"{STATUS[row['status']].word}，暂不预计"
    if row["forecast_basis"] == "insufficient":
        return "数据不足，暂不预计"
    over = is_missing(row["months_left"]) or not row["months_left"]
    if over or row["kind"] not in UNSCHEDULED:
        return ""
    return join_clauses([f"{KINDS[row['kind']]}不作全年预计", needed_text(row)])


def method_text(row: Mapping[str, Any]) -> str:
    """One sentence on how the projection came about, for whoever asks; empty without one."""
    if row["forecast_basis"] == "insufficient":
        stock = row["kind"] == "stock"
        lacking = "没有上年末的数，或近一年不足三期" if stock else "本年不足三期，又没有完整的上年数据"
        return f"数据不足：{lacking}，或各期没有变化，暂不预计。"
    if is_missing(row["year_end"]):
        return ""
    how = {
        "season": "按近几年各月占全年的比重（一季度合并，避开春节影响）和今年近几个月的水平推算到12月，"
        "与按上年同期占比推算的取平均",
        "level": "没有完整的往年数据，按今年近几个月的水平和计划的分月安排（没有的按月均匀）推算到12月",
        "steps": "按最近一年内已知各月的平均每月增量推算到12月",
    }[row["forecast_basis"]]
    return f"{how}；括号内为八成把握的区间，不是计划，也不计入实际。"


def rule_of_thumb_text(row: Mapping[str, Any]) -> str:
    """``按上年同期占比推算全年为2,510亿元，在区间之外（偏高）``: empty where the rule says nothing or is within the interval."""
    thumb, low, high = (row[name] for name in ("thumb", "year_end_low", "year_end_high"))
    if is_missing(thumb) or low <= thumb <= high:
        return ""
    end = short_number(thumb, int(row["decimals"]))
    return f"按上年同期占比推算全年为{end}{row['unit']}，在区间之外（{'偏高' if thumb > high else '偏低'}）"


def needed_text(row: Mapping[str, Any]) -> str:
    """What the rest of the year needs in a few words: ``后三月需月均15.3万辆``; empty where nothing is needed."""
    if is_missing(row["needed"]):
        return ""
    left = months_left_text(row)
    if row["kind"] in UNSCHEDULED:
        return f"{left}{_needed_average(row)}"
    if row["kind"] == "stock":
        return f"{left}{_needed_change(row)}"
    return _needed_sum(row, left)


def _needed_average(row: Mapping[str, Any]) -> str:
    less = row["direction"] == "less"
    if less and row["kind"] == "mean" and row["needed"] < 0:
        return "即使为0，全年也高于目标"
    return f"{'须不高于' if less else '需达到'}约{_amount(row, row['needed'])}"


def _needed_change(row: Mapping[str, Any]) -> str:
    """A level still has to rise or fall to its target; where it is within it, it may move so far."""
    if row["remaining"] == 0:
        return "须保持"
    asked = (row["remaining"] > 0) == (row["direction"] == "more")
    return f"{'还需' if asked else '至多'}{_net_change(row, row['remaining'])}"


def _needed_sum(row: Mapping[str, Any], left: str) -> str:
    """What is still to come, or, of a cap or a loss that may be made, what still may."""
    less, rest = row["direction"] == "less", row["remaining"]
    if less and row["needed"] < 0 <= row["target"]:
        return f"已超全年上限{_amount(row, -rest)}"
    if less or row["needed"] < 0:
        return f"{left}{'不超过' if less else '不低于'}{_amount(row, rest)}"
    if row["kind"] == "flow":
        return f"{left}需{'月均' if row['months_left'] > 1 else ''}{_amount(row, row['needed'])}"
    return f"{left}还需{amount(row, 'remaining')}"


def needed_sentence(row: Mapping[str, Any]) -> str:
    """``needed_text`` next to what was achieved so far and in the same months of last year.

    后三月需月均15.3万辆，是前九月月均的4.0倍，去年同期月均为4.4万辆. Whole things are counted, not averaged:
    后三月还需9个，前九月共41个，去年同期13个.
    """
    need = needed_text(row)
    if not need or (row["needed"] < 0 and row["kind"] not in {"rate", "stock"}):
        return need
    if row["kind"] in UNSCHEDULED:
        return f"{need}（按各{'季' if _in_quarters(row) else '月'}等权近似）"
    compare = _compare_averages if row["kind"] == "flow" and row["direction"] == "more" else _compare_totals
    return join_clauses([need, *compare(row)])


def _compare_averages(row: Mapping[str, Any]) -> Iterator[str]:
    if row["average"] > 0:
        times = number(row["needed"] / row["average"], 1)
        months = int(row["actual_month"])
        yield f"是{_so_far(months)}{'月均' if months > 1 else ''}的{times}倍"
    if not is_missing(row["last_year_average"]):
        yield f"去年同期月均为{_amount(row, row['last_year_average'])}"


def _compare_totals(row: Mapping[str, Any]) -> Iterator[str]:
    month, decimals = int(row["actual_month"]), int(row["decimals"])
    so_far, last_year = row["average"] * month, row["last_year_average"] * row["months_left"]
    is_stock = row["kind"] == "stock"
    if not is_missing(so_far):
        total = f"{'共' if month > 1 else ''}{number(so_far, decimals)}{row['unit']}"
        yield f"{_so_far(month)}{_net_change(row, so_far) if is_stock else total}"
    if not is_missing(last_year):
        total = f"{number(last_year, decimals)}{row['unit']}"
        yield f"去年同期{_net_change(row, last_year) if is_stock else total}"


def _so_far(months: int) -> str:
    """前九月; 前一月 would be the month before, so January is 1月."""
    return f"前{_HOW_MANY[months]}月" if months > 1 else "1月"


def _net_change(row: Mapping[str, Any], change: float) -> str:
    """How far a level moves: 净增3家, 净减3家."""
    return f"净{'减' if change < 0 else '增'}{number(abs(change), int(row['decimals']))}{row['unit']}"


def months_left_text(row: Mapping[str, Any]) -> str:
    """What is left of the year: 后三月, 12月, 四季度."""
    left = int(row["months_left"])
    if _in_quarters(row):
        return "四季度" if left == _QUARTER else f"后{_HOW_MANY[left // _QUARTER]}个季度"
    return f"后{_HOW_MANY[left]}月" if left > 1 else "12月"


def _in_quarters(row: Mapping[str, Any]) -> bool:
    return bool(row["frequency"] == "quarter" and row["months_left"] % _QUARTER == 0)


def _amount(row: Mapping[str, Any], value: float) -> str:
    """An average with a sensible number of digits: 0.03万亩, 15.3万辆, 235亿元."""
    if row["kind"] == "mean" or (abs(value) < 1 and row["kind"] != "rate"):
        return f"{number(value, max(int(row['decimals']), 1))}{row['unit']}"
    few = abs(value) >= 100 or row["kind"] == "count"  # noqa: PLR2004 - three digits are read at a glance
    return f"{number(value, 0 if few else 1)}{row['unit']}"
