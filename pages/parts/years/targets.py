"""新年计划, second step: the grid of targets next to last year's, typed or pasted from Excel; new indicators."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import DIRECTIONS, FREQUENCIES, KINDS, is_missing, join_clauses
from indicators.period import Period
from indicators.store import DEMO
from indicators.wording import growth_text, number
from indicators.years import DraftTarget, prospect, set_target, units_in
from parts.elements import banner, simulated_note
from parts.frame import current_snapshot
from parts.years.working import LOCKED_GREY, Working, change, keep, working_draft

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.years import Draft

_ROW_PIXELS: Final = 44
_DECEMBER: Final = 12
# Headings of columns that only show; of those that are typed into -> fields of the draft.
_LOCKED: Final = ("指标", "单位", "上年目标", "上年完成", "较上年目标", "较上年完成", "确认")
_TYPED: Final = {"列入": "listed", "目标": "entered", "目标原文": "wording", "责任单位": "responsible_unit"}


def targets_grid(working: Working, reporter: Reporter) -> None:
    """All indicators of the plan, their last target and result beside the field of the new one, its growth at once."""
    year = working.draft.year
    table = prospect(current_snapshot(), working.draft)
    set_in = int((table["listed"].astype(bool) & table["target"].notna()).sum())
    st.html(
        f"<h2>二、目标（{len(table)}项，{set_in}项已有目标）</h2>"
        '<p class="quiet">目标列可直接填写，也可从 Excel 复制一列粘贴；写数（2700）或原话（力争突破2700亿元）都行。'
        "不列入的取消勾选，没有目标的不会列入计划。</p>"
        + (simulated_note() if (table["last_origin"] == DEMO).any() else "")
    )
    key = working.key("targets")
    cells = pd.DataFrame([_grid_row(row, year) for row in records(table)])
    st.data_editor(
        cells.style.set_properties(subset=list(_LOCKED), **{"background-color": LOCKED_GREY}),
        key=key,
        hide_index=True,
        row_height=_ROW_PIXELS,
        height=(min(len(table), 20) + 1) * _ROW_PIXELS + 2,
        disabled=_LOCKED,
        column_config={
            "列入": st.column_config.CheckboxColumn(width=85),
            "指标": st.column_config.TextColumn(width=265, pinned=True),
            "单位": st.column_config.TextColumn(width=90),
            "上年目标": st.column_config.TextColumn(width=110),
            "上年完成": st.column_config.TextColumn(width=215),
            "目标": st.column_config.TextColumn(width=150, help="数，或计划的原话，如 力争突破2700亿元"),
            "较上年目标": st.column_config.TextColumn(width=125),
            "较上年完成": st.column_config.TextColumn(width=125),
            "目标原文": st.column_config.TextColumn(width=170, help="计划对这个目标的原话，各页面照此显示"),
            "确认": st.column_config.TextColumn(width=110),
            "责任单位": st.column_config.TextColumn(width=120),
        },
        on_change=_typed, args=(year, key, reporter.name), placeholder="", alt=f"{year}年目标",
    )  # fmt: skip
    wrong = table[table["problem"] != ""]
    if len(wrong):
        listed = "；".join(f"{row['name']}：{row['problem']}" for row in records(wrong))
        banner("bad", f"{len(wrong)}项目标填得不对", listed)
    more_indicators(working, reporter)


def _typed(year: int, key: str, by: str) -> None:
    """Take over what was typed; a target that a person types is confirmed by them."""
    draft, units = working_draft(year).draft, units_in(current_snapshot())
    for position, cells in st.session_state[key]["edited_rows"].items():
        key_of_row = draft.targets[int(position)].key
        fields = {_TYPED[heading]: cell for heading, cell in cells.items()}
        fields = {
            name: cell if isinstance(cell, bool) else str(cell or "").strip() for name, cell in fields.items()
        }
        entered, wording = fields.pop("entered", None), fields.pop("wording", None)
        if entered is not None or wording is not None:
            now = draft.target(key_of_row).entered
            unit = units.get(key_of_row, "")
            draft = set_target(draft, key_of_row, now if entered is None else entered, by, wording, unit=unit)
        draft = draft.with_target(replace(draft.target(key_of_row), **fields))
    keep(draft)


def _grid_row(row: dict[str, Any], year: int) -> dict[str, Any]:
    digits = row["decimals"]
    points = row["kind"] == "rate"
    confirmed = row["confirmed_by"] or ("待确认" if row["entered"] else "")
    return {
        "列入": bool(row["listed"]), "指标": row["name"], "单位": row["unit"],
        "上年目标": number(row["last_target"], digits), "上年完成": _result(row, year), "目标": row["entered"], "确认": confirmed,
        "较上年目标": growth_text(row["on_target"], points=points), "较上年完成": growth_text(row["on_result"], points=points),
        "目标原文": row["wording"], "责任单位": row["responsible_unit"],
    }  # fmt: skip


def _result(row: dict[str, Any], year: int) -> str:
    """Last year's value, and what it is where it is not the final one of the year."""
    if is_missing(row["last_result"]):
        return "—"
    month = Period.from_key(row["last_month"])
    whole = month == Period(year - 1, _DECEMBER, "ytd")
    state = row["last_state"] if row["last_state"] != "正式" else ""
    origin = DEMO if row["last_origin"] == DEMO else ""
    more = join_clauses([f"{'' if whole else f'至{month.month}月'}{state}", origin])
    return number(row["last_result"], row["decimals"]) + (f"（{more}）" if more else "")


def more_indicators(working: Working, reporter: Reporter) -> None:
    """Indicators that last year's plan did not have: of the catalogue, or new ones."""
    year = working.draft.year
    catalogue = current_snapshot().catalogue.sort_values("position")
    there = {target.indicator for target in working.draft.targets}
    others = {row["indicator"]: row["name"] for row in records(catalogue) if row["indicator"] not in there}
    with st.expander("加一项指标"):
        if others:
            chosen = st.selectbox(
                "目录中已有的", list(others), index=None, format_func=lambda name: others[name],
                placeholder="选指标", key=working.key("known"),
            )  # fmt: skip
            add = partial(change, year, _with, DraftTarget(chosen or ""))
            st.button("加入", disabled=chosen is None, key="add_known", on_click=add)
        with st.form(working.key("new"), border=False, enter_to_submit=False):
            _new_indicator(year, reporter)


def _new_indicator(year: int, reporter: Reporter) -> None:
    left, middle, right = st.columns(3)
    name = left.text_input("新指标的名称", max_chars=60)
    unit = middle.text_input("单位", max_chars=20, placeholder="亿元、个、%")
    entered = right.text_input("目标", max_chars=60)
    lift = left.selectbox(
        "六提", list(lifts()), format_func=lambda code: lifts()[code].short, index=None, placeholder="选一提"
    )
    kind = middle.selectbox(
        "类型", list(KINDS), format_func=KINDS.__getitem__, index=None, placeholder="选类型"
    )
    direction = right.selectbox("方向", list(DIRECTIONS), format_func=DIRECTIONS.__getitem__)
    frequency = left.selectbox("频率", list(FREQUENCIES), format_func=FREQUENCIES.__getitem__)
    responsible = middle.text_input("责任单位", max_chars=40)
    definition = right.text_input("口径", max_chars=300)
    if st.form_submit_button("加入新指标"):
        if not (name.strip() and unit.strip() and lift and kind):
            st.error("请填写名称、单位、六提和类型。")
            return
        target = DraftTarget(
            name=name, unit=unit, entered=entered, lift=lift, kind=kind, direction=direction, frequency=frequency,
            responsible_unit=responsible, definition=definition, confirmed_by=reporter.name if entered else "",
        )  # fmt: skip
        change(year, _with, target)
        st.rerun()


def _with(draft: Draft, target: DraftTarget) -> Draft:
    return draft.with_target(target)
