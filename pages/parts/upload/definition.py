"""The form for a new indicator; it is committed like a file with one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from indicators.access import AccessError
from indicators.catalogue import OVERALL, lifts
from indicators.frames import as_csv
from indicators.labels import DIRECTIONS, FREQUENCIES, KINDS, join_statements
from indicators.period import today
from indicators.store import StoreError, shared_store
from indicators.uploads import UploadRefusedError, commit_upload, preview_file
from parts.elements import banner
from parts.frame import current_snapshot

if TYPE_CHECKING:
    from indicators.uploads import Preview

_FILE = "新增指标.csv"


def new_indicator_form(preview: Preview, name: str, number: int) -> None:
    """A button that opens the form for an unknown name."""
    with st.popover("新增为指标", key=f"define_{number}"), st.form(f"definition_{number}", border=False):
        messages = st.container()
        cells = _fields(name, _unit_in(preview, name), number)
        if st.form_submit_button("新增指标", type="primary", key=f"defined_{number}"):
            error = _commit(preview, {heading: str(cell or "").strip() for heading, cell in cells.items()})
            if not error:
                st.rerun()
            with messages:
                banner("bad", "没有新增", error)


def _fields(name: str, unit: str, number: int) -> dict[str, Any]:
    lift_names = [lift.short for lift in lifts().values() if lift.lift != OVERALL]

    def choose(label: str, options: list[str], index: int | None = 0) -> str | None:
        return st.selectbox(
            label, options, index, key=f"{label}_{number}", filter_mode=None, placeholder="（请选择）"
        )

    cells: dict[str, Any] = {"指标名称": st.text_input("名称", name, key=f"defined_name_{number}")}
    with st.grid(2, min_column_width=150, gap="small", key=f"definition_grid_{number}"):
        cells["单位"] = st.text_input("单位", unit, key=f"unit_{number}", placeholder="如 亿元、个、%")
        cells["六提"] = choose("六提", lift_names, None)
        cells["类型"] = choose("类型", [*KINDS.values()])
        cells["方向"] = choose("方向", [*DIRECTIONS.values()])
        cells["频率"] = choose("频率", [*FREQUENCIES.values()])
        cells["责任单位"] = st.text_input("责任单位", key=f"responsible_{number}")
    cells["口径"] = st.text_input("口径", key=f"meaning_{number}", placeholder="如 当年累计发生数")
    return cells


def _commit(preview: Preview, cells: dict[str, str]) -> str:
    """Commit the definition; why it was refused, empty where it was not."""
    definition = preview_file(
        as_csv(pd.DataFrame([cells])),
        name=_FILE,
        snapshot=current_snapshot(),
        reporter=preview.reporter,
        today=today(),
    )
    issues = [*definition.problems, *definition.questions]
    if issues:
        return join_statements(f"{issue.message}，应为：{issue.fix}" for issue in issues)
    try:
        commit_upload(shared_store(), definition, confirmed=True, note=f"核对“{preview.file}”时新增"[:200])
    except (UploadRefusedError, StoreError, AccessError) as error:
        return str(error)
    return ""


def _unit_in(preview: Preview, name: str) -> str:
    """The unit in the first line of the file that has this name, empty for none."""
    entries = preview.table.entries if preview.table is not None else None
    if entries is None or "unit" not in entries:
        return ""
    units = [
        str(unit) for unit in entries.loc[entries["name"].astype(str) == name, "unit"] if str(unit).strip()
    ]
    return next(iter(units), "")
