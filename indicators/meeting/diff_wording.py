"""Rows of the tables in the words of a comparison: label -> text, with units, as on screen.

The part without a label is the main one and always shown; of the others only those that changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.labels import DEFINITION_CODES, DEFINITION_FIELDS, NO_VALUE, day_label, is_missing
from indicators.store import DEMO
from indicators.wording import STATUS, TASK_STATUS, gap_text, number

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Parts = dict[str, str]


def value_parts(row: Row, *, exact: bool = False) -> Parts:
    """34.18万辆; ``exact`` with all its digits, where rounding would hide the change."""
    is_demo = row["origin"] == DEMO
    state = NO_VALUE if is_demo else _text(row["state"])  # a demonstration's state says nothing
    growth = NO_VALUE if is_missing(row["growth"]) else f"{number(row['growth'], 1, sign=True)}%"
    amount = _amount(row, row["value"], exact=exact) + ("（演示）" if is_demo else "")
    return {"": amount, "公布同比": growth, "状态": state}


def plan_parts(row: Row) -> Parts:
    """80万辆, never rounded, and its wording."""
    return {"": _amount(row, row["target"], exact=True), "原文": _text(row["wording"])}


def task_parts(row: Row) -> Parts:
    """进行中, and when it is due and was done."""
    return {
        "": str(row["state"] or "尚未报送"),
        "办结": day_label(row["done_on"]),
        "时限": day_label(row["due"]),
        "任务": str(row["title"]),
        "责任单位": _text(row["responsible_unit"]),
        "佐证": _text(row["evidence"]),
    }


def definition_parts(row: Row) -> Parts:
    """What decides how a number is read."""
    parts = {
        "name": str(row["name"]),
        "unit": str(row["unit"]),
        **{field: words.get(row[field], "") for field, words in DEFINITION_CODES.items()},
        "decimals": f"{row['decimals']:.0f}",
        **{field: _text(row[field]) for field in ("responsible_unit", "lead_official", "definition")},
    }
    return {DEFINITION_FIELDS[field]: text for field, text in parts.items()}


def follow_up_parts(row: Row) -> Parts:
    """Reason, measure, deadline of a lag and the person in charge."""
    return {
        "原因": _text(row["reason"]), "措施": _text(row["measure"]), "时限": day_label(row["deadline"]),
        "责任人": _text(row["person"]),
    }  # fmt: skip


def verdict(kind: str, row: pd.Series | None) -> str:
    """A verdict as shape, word and number: ■ 滞后，慢32.3个百分点."""
    if row is None:
        return NO_VALUE
    status = (STATUS if kind == "indicators" else TASK_STATUS)[row["status"]]
    gap = gap_text({str(name): cell for name, cell in row.items()}) if kind == "indicators" else ""
    return f"{status.shape} {status.word}{f'，{gap}' if gap else ''}"


def _amount(row: Row, value: float | None, *, exact: bool) -> str:
    if value is None or is_missing(value):
        return NO_VALUE
    shown = f"{value:,.10g}" if exact or "decimals" not in row else number(value, int(row["decimals"]))
    return f"{shown}{row.get('unit', '')}"


def _text(cell: object) -> str:
    return str(cell) if cell and not is_missing(cell) else NO_VALUE
