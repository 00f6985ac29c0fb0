"""What a commit would change: each value next to the stored one, and charts of the years that change."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators import charts
from indicators.frames import records
from indicators.labels import is_missing, join_clauses
from indicators.store import DEMO
from indicators.wording import number
from parts.elements import cell_text, draw_chart, stacked_table

if TYPE_CHECKING:
    import pandas as pd

    from indicators.store import Snapshot
    from indicators.uploads import Preview

# In the order of the table: what would be overwritten or lost comes first.
_CHANGES = {"changed": "△ 更改", "would_clear": "○ 空白", "new": "＋ 新增", "unchanged": "＝ 不变"}
_SHOWN_ROWS = 200
_SHOWN_CHARTS = 8
_CHARTS_AT_ONCE = 4


def difference_table(preview: Preview, snapshot: Snapshot, *, with_lines: bool) -> None:
    """The differences as a table, and charts of the indicators that change in an expander.

    Args:
        preview: what would be written.
        snapshot: the tables it is compared with.
        with_lines: whether the lines of the file say something to the reader.
    """
    rows = preview.checked.differences
    if rows.empty or preview.table is None:
        return
    rows = rows.assign(order=rows["change"].astype(str).map(list(_CHANGES).index))
    rows = rows.sort_values(["order", "row"], kind="stable")
    clears = preview.decisions.clear_blanks
    shown = records(rows.head(_SHOWN_ROWS))
    table_rows = [_table_row(row, clears=clears) for row in shown]
    figures: tuple[str, ...] = ("现有", "文件中", "填报", "增减")
    counted = f"{len(rows)}行"
    if preview.table.subject == "catalogue":
        counted = f"{len(rows)}项指标"
        table_rows, figures = [line for row in shown for line in _definition_rows(row)], ()
    if preview.table.subject == "tasks" or any(row.get("new_terms") for row in shown):
        figures = ("增减",)
    if preview.table.subject != "catalogue" and len({table.sheet for table in preview.layout.used}) > 1:
        for table_row, row in zip(table_rows, shown, strict=True):
            table_row["文件行"] = f"{row['sheet']} {row['row']}"
    if not with_lines:
        table_rows = [_without_lines(table_row) for table_row in table_rows]
    more = f"，先列{_SHOWN_ROWS}行" if len(rows) > _SHOWN_ROWS else ""
    st.html(
        f"<h2>与现有数据的差别（{counted}{more}）</h2>"
        + stacked_table(table_rows, "与现有数据的差别", figures=figures)
    )
    changed = rows[rows["change"].isin(["new", "changed"])]
    if preview.table.subject == "observations" and len(changed):
        few = changed["indicator"].nunique() <= _CHARTS_AT_ONCE
        with st.expander(
            "变化前后对比图（灰色为现有，蓝色为上报）", expanded=few, on_change="rerun", key="changes"
        ) as expander:
            if expander.open:
                _charts(changed, snapshot)


def _table_row(row: dict[str, Any], *, clears: bool) -> dict[str, str]:
    unit = row.get("unit", "")
    new = row.get("value", row.get("new"))
    change = str(row["change"])
    blank_text = "将清空" if clears else "空白，不改动"
    before = cell_text(row.get("old"), unit) + _growth(row, "old_growth")
    after = blank_text if change == "would_clear" else cell_text(new, unit) + _growth(row, "growth")
    if row.get("new_terms"):
        # Of the same number only its words: 突破2500亿元, 2500亿元以上.
        amounts = (before, after) if before != after else ("", "")
        before, after = map(join_clauses, zip(amounts, (row["old_terms"], row["new_terms"]), strict=True))
    return {
        "变化": _CHANGES[change],
        "名称": str(row["name"]),
        "期间": str(row.get("phase") or row.get("period") or ""),
        "现有": "演示数据" if row.get("replaces_demo") else before,
        "文件中": after,
        "增减": _percent(row.get("old"), new),
        "文件行": str(row["row"]),
    }


def _without_lines(table_row: dict[str, str]) -> dict[str, str]:
    """A row of what was typed: its file has been seen by nobody."""
    return {
        "填报" if head == "文件中" else head: cell for head, cell in table_row.items() if head != "文件行"
    }


def _definition_rows(row: dict[str, Any]) -> list[dict[str, str]]:
    """A definition as one line for each field that changes."""
    line = {"变化": _CHANGES[str(row["change"])], "名称": str(row["name"])}
    at = {"文件行": str(row["row"])}
    if not row["fields"]:
        return [line | {"字段": "", "现有": "", "文件中": str(row["new"])} | at]
    return [
        line | {"字段": change.label, "现有": change.old, "文件中": change.new} | at
        for change in row["fields"]
    ]


def _growth(row: dict[str, Any], cell: str) -> str:
    """The published growth, where file and stored value differ in it."""
    growth, old_growth = row.get("growth"), row.get("old_growth")
    if is_missing(row.get(cell)) or growth == old_growth:
        return ""
    return f"，同比{number(float(row[cell]), 1, sign=True)}%"


def _percent(old: object, new: object) -> str:
    numbers = isinstance(old, float) and isinstance(new, float)
    if not numbers or is_missing(old) or is_missing(new) or old in {new, 0.0}:
        return ""
    assert isinstance(old, float)  # noqa: S101 - for the type checker
    assert isinstance(new, float)  # noqa: S101
    return f"{number((new / old - 1) * 100, 1, sign=True)}%"


def _charts(rows: pd.DataFrame, snapshot: Snapshot) -> None:
    years = rows.assign(year=rows["period"].astype(str).str[:4]).drop_duplicates(["indicator", "year"])
    with st.grid(4, min_column_width=290, gap="small", key="before_after"):
        for row in records(years.head(_SHOWN_CHARTS)):
            in_year = rows["period"].astype(str).str.startswith(row["year"])
            in_file = rows[(rows["indicator"] == row["indicator"]) & in_year]
            stored = snapshot.observations
            # Real values replace simulated ones: those are nothing to compare with.
            stored = stored[stored["origin"] != DEMO]
            stored = stored[
                (stored["indicator"] == row["indicator"]) & stored["period"].str.startswith(row["year"])
            ]
            before, after = (
                values.set_index(values["period"].astype(str).str[5:].astype(int))["value"]
                for values in (stored, in_file)
            )
            when = f"{row['year']}年，{row['unit']}"
            with st.container(border=True, key=f"card_change_{row['indicator']}_{row['year']}"):
                st.html(f'<b>{escape(str(row["name"]))}</b><br><span class="quiet">{escape(when)}</span>')
                draw_chart(
                    charts.before_and_after(before, after, decimals=int(row["decimals"])),
                    key=f"change_{row['indicator']}_{row['year']}",
                    alt=f"{row['name']}，{when}：变化前（灰色）与变化后（蓝色）",
                )
