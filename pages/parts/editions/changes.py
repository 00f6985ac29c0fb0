"""与现在比较: what has been reported, revised or judged differently since an edition was frozen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import join_clauses
from indicators.meeting import EditionError, diff_snapshots, open_edition
from indicators.period import time_label
from parts.elements import banner, stacked_table
from parts.frame import COMPARE

if TYPE_CHECKING:
    from indicators.meeting import Edition
    from indicators.store import Store

_SHOWN_ROWS = 200


def comparison_button(edition: Edition) -> None:
    """The button that opens the comparison; the address names the edition, so that it can be sent."""
    st.button("与现在比较", key=f"compare_{edition.id}", on_click=_set_compared, args=(edition.id,))


def edition_comparison(store: Store) -> None:
    """The comparison that the address asks for: the number of changes by kind, and a table of them."""
    edition_id = st.query_params.get(COMPARE)
    if edition_id is None:
        return
    with st.container(border=True, key="card_changes"):
        try:
            edition, frozen = open_edition(store, edition_id)
        except EditionError as error:
            banner("bad", "无法比较", str(error))
        else:
            _change_table(edition, diff_snapshots(frozen, store.snapshot(), edition.through, store.history()))
        st.button("关闭比较", on_click=_set_compared, args=(None,))


def _set_compared(edition_id: str | None) -> None:
    if edition_id is None:
        st.query_params.pop(COMPARE, None)
    else:
        st.query_params[COMPARE] = edition_id


def _change_table(edition: Edition, changes: pd.DataFrame) -> None:
    if changes.empty:
        banner("good", f"“{edition.name}”定版之后，会上展示的内容没有变化")
        return
    counts = join_clauses(
        f"{word}{count}处" for word, count in changes["what"].value_counts(sort=False).items()
    )
    more = f"，先列{_SHOWN_ROWS}处" if len(changes) > _SHOWN_ROWS else ""
    rows = [_table_row(row) for row in records(changes.head(_SHOWN_ROWS))]
    st.html(
        f"<h2>“{escape(edition.name)}”定版之后有{len(changes)}处变化：{escape(counts)}{more}</h2>"
        + stacked_table(rows, "定版之后的变化", full_height=True)
    )


def _table_row(row: dict[str, Any]) -> dict[str, str]:
    lift = lifts().get(row["lift"])
    when = "" if pd.isna(row["when"]) else time_label(row["when"])
    return {
        "名称": row["name"],
        "变化": row["what"],
        "六提": lift.short if lift else "",
        "期间": row["period"],
        "会上": row["before"],
        "现在": row["after"],
        "更改人": row["who"],
        "时间": when,
        "上报编号": str(row["upload"])[:8],
    }
