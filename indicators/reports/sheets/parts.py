"""What both sheets are made of: head, year chart, what was answered, as plain values for ``typst/sheet.typ``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from indicators.catalogue import ZONE_NAME
from indicators.charts import expected_decimals, target_decimals
from indicators.labels import NO_VALUE, UNSCHEDULED, is_missing
from indicators.period import time_label
from indicators.reports.reported_answer import reported_answer
from indicators.store import DEMO
from indicators.wording import STATUS, TASK_STATUS, needed_sentence, number, short_number, year_end_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.evaluation import Board
    from indicators.store import Snapshot

DEMO_NOTE: Final = "标“演示”的为演示数据，按固定规则生成，不是实际数，不得引用。"
PROJECTED: Final = "“预计”按已报各期推算，括号和竖线为八成把握的区间，不是计划，也不计入实际。"


def head(board: Board, title: str, message: str, rest: str, *, is_simulated: bool) -> dict[str, Any]:
    """Title, month and message; whether any figure on the sheet is simulated."""
    updated = f"　数据更新于{time_label(board.updated_at)}" if board.updated_at is not None else ""
    share = number(board.time_progress * 100, 1)
    return {
        "zone": ZONE_NAME, "title": title, "message": message, "rest": rest, "is_simulated": is_simulated,
        "as_of": f"截至{board.through.month_label}　时序进度{share}%{updated}",
    }  # fmt: skip


def pill(status: str, detail: str = "") -> dict[str, str]:
    """A verdict of an indicator or a task: shape, word and number, with the tone of its colour."""
    verdict = {**TASK_STATUS, **STATUS}[status]
    return {"text": " ".join(filter(None, (verdict.shape, verdict.word, detail))), "tone": verdict.tone}


def with_origin(text: str, origin: object) -> str:
    """A figure or a unit, marked where it is simulated."""
    return f"{text}（{DEMO}）" if origin == DEMO and text not in {"", NO_VALUE} else text


def year_bars(row: Mapping[str, Any], series: pd.DataFrame) -> dict[str, Any]:
    """An indicator's year as bars: values of twelve months, null where there is none, and the labels beside them."""
    decimals = int(row["decimals"])
    names = ("plan", "actual", "expected", "expected_low", "expected_high")
    values = {name: [_plain(value) for value in series[name]] for name in names}
    known = [month for month, value in enumerate(values["actual"]) if value is not None]
    newest = known[-1] if known else None
    ends = []
    plan, actual, expected = (values[name][-1] for name in ("plan", "actual", "expected"))
    if plan is not None:
        ends.append({"text": f"计划 {number(plan, target_decimals(plan, decimals))}", "value": plan})
    if actual is not None:
        ends.append({"text": f"实际 {short_number(actual, decimals)}", "value": actual})
    if expected is not None:
        ends.append(
            {"text": f"预计 {number(expected, expected_decimals(expected, decimals))}", "value": expected}
        )
    return {
        **values,
        "newest": None
        if newest is None
        else {"month": newest, "text": short_number(values["actual"][newest], decimals)},
        "ends": ends,
    }  # fmt: skip


def ahead(row: Mapping[str, Any]) -> list[str]:
    """What the rest of the year needs, and whether it will be met; of an average the first is all there is to say."""
    said = [needed_sentence(row), "" if row["kind"] in UNSCHEDULED else year_end_answer(row)]
    return [text for text in said if text]


def answered(snapshot: Snapshot, board: Board, subject: str) -> list[str]:
    """Reason, measure and deadline as they were reported; empty where nobody has."""
    return list(reported_answer(snapshot, subject, board.through).sentences(board.through))


def _plain(value: Any) -> float | None:  # noqa: ANN401 - a cell
    return None if is_missing(value) else float(value)
