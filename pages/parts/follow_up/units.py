"""责任单位: what each has on schedule, lagging, answered in time and reported on time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.follow_up import unit_records
from indicators.labels import NO_VALUE
from indicators.period import today
from indicators.store import DEMO
from indicators.wording import percent
from parts.elements import banner, stacked_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.access import Reporter
    from indicators.evaluation import Board
    from indicators.follow_up import Item, Share, UnitRecord
    from indicators.store import Store


def units_section(store: Store, board: Board, found: Sequence[Item], reporter: Reporter | None) -> None:  # noqa: ARG001 - everybody may see it
    """One row a unit."""
    records = unit_records(store.snapshot(), board, found, today())
    if not records:
        banner("none", "还没有明确责任单位", "责任单位在“管理”的“指标”和“任务”中填写。")
        return
    st.html(stacked_table([_row(record) for record in records], "责任单位", figures=("达到时序", "滞后", "按时答复率", "按时报送率"), full_height=True))  # fmt: skip
    st.html(
        '<p class="quiet">比率后是它所依据的次数，不足3次的只列次数、不算比率。'
        "按时报送：本年已到报送日的各期中，首次上报不晚于报送日的；公开数据不计。"
        "有3个以上单位可比时，按时报送率高的在前。</p>"
    )


def _row(record: UnitRecord) -> dict[str, str]:
    judged = record.on_schedule
    return {
        "责任单位": record.unit + ("（演示）" if record.unit_origin == DEMO else ""),
        "达到时序": f"{judged.part}/{judged.whole}项" if judged.whole else NO_VALUE,
        "滞后": f"{record.lagging}项",
        "按时答复率": _share(record.answered),
        "按时报送率": _share(record.reported),
    }


def _share(share: Share) -> str:
    if not share.whole:
        return NO_VALUE
    counts = f"{share.part}/{share.whole}次"
    return counts if share.ratio is None else f"{percent(share.ratio)}（{counts}）"
