"""The numbers behind the verdict, what the rest of the year needs, and what is counted at all."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators.labels import NO_VALUE, TO_BE_NAMED, UNSCHEDULED
from indicators.wording import (
    amount,
    method_text,
    needed_sentence,
    needed_text,
    number,
    percent,
    rule_of_thumb_text,
    yoy_text,
)
from parts.elements import fact, unit_text
from parts.sheet import Drawing

if TYPE_CHECKING:
    from indicators.evaluation import Board


@dataclass(frozen=True)
class KeyFigures:
    """Facts that neither the verdict nor the header says."""

    indicator: str

    def draw(self, board: Board) -> Drawing:
        """The facts, and under them sentences."""
        row = board.row(self.indicator)
        facts = "".join(
            fact(label, text) for label, text in _facts(row).items() if text not in {"", NO_VALUE}
        )
        note = "公布的同比与按绝对额计算的不同，以公布数为准。" if row["yoy_differs"] else ""
        source = f"来源：{row['source']}" if isinstance(row["source"], str) and row["source"] else ""
        quiet = (_method(row), rule_of_thumb_text(row), note + source)
        sentences = [f'<p class="quiet">{escape(text)}</p>' for text in quiet if text]
        # What a rate or an average needs is in the header already.
        needed = "" if row["kind"] in UNSCHEDULED else needed_sentence(row)
        asked = f"<p><b>{escape(needed)}</b></p>" if needed else ""
        quote = f"<blockquote>“{escape(row['quote'])}”</blockquote>" if row["quote"] else ""
        return Drawing(
            f'<section class="panel figures">{asked}'
            f'<div class="fact-list">{facts}{_unit(row)}'
            f"{fact('牵头领导', row['lead_official'] or TO_BE_NAMED)}</div>"
            f"{''.join(sentences)}"
            f"<h2>口径与原文</h2><p>{escape(row['definition'] or '口径待责任单位补充')}</p>{quote}</section>"
        )


def _facts(row: dict[str, Any]) -> dict[str, str]:
    """Label -> figure, — or empty where there is none."""
    scheduled = {
        "时序计划": amount(row, "plan_to_date"),
        "完成率": percent(row["completion"]),
        "距目标": amount(row, "remaining"),
    }
    return {
        **({} if row["kind"] in UNSCHEDULED else scheduled),
        "进度比": "" if row["kind"] == "rate" else number(row["pace"], 3),
        "同比": yoy_text(row) + ("（公布数）" if row["yoy_published"] else ""),
        "上年末基数": amount(row, "baseline") if row["kind"] == "stock" else "",
        "数据状态": row["state"] if isinstance(row["state"], str) else "",
    }


def _unit(row: dict[str, Any]) -> str:
    if not row["responsible_unit"]:
        return fact("责任单位", TO_BE_NAMED)
    return f'<span class="fact">责任单位 <b>{unit_text(row)}</b></span>'


def _method(row: dict[str, Any]) -> str:
    """How the numbers ahead came about."""
    if row["kind"] not in UNSCHEDULED:
        return method_text(row)
    about = needed_sentence(row).removeprefix(needed_text(row)).strip("（）")
    return f"后期所需{about}。" if about else ""
