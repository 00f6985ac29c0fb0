"""与现在比较: what was reported, revised or judged otherwise since an edition was frozen."""

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
    """The button that opens the comparison; it is part of the address, so that it can be sent."""
    st.button("与现在比较", key=f"compare_{edition.id}", on_click=_compare, args=(edition.id,))


def edition_comparison(store: Store) -> None:
    """The comparison that the address asks for: how many changes of which kind, and each of them."""
    asked = st.query_params.get(COMPARE)
    if asked is None:
        return
    with st.container(border=True, key="card_changes"):
        try:
            edition, then = open_edition(store, asked)
        except EditionError as error:
            banner("bad", "无法比较", str(error))
        else:
            _changes(edition, diff_snapshots(then, store.snapshot(), edition.through, store.history()))
        st.button("关闭比较", on_click=_compare, args=(None,))


def _compare(edition: str | None) -> None:
    if edition is None:
        st.query_params.pop(COMPARE, None)
    else:
        st.query_params[COMPARE] = edition


def _changes(edition: Edition, found: pd.DataFrame) -> None:
    if found.empty:
        banner("good", f"“{edition.name}”定版之后，会上展示的内容没有变化")
        return
    counts = join_clauses(
        f"{word}{count}处" for word, count in found["what"].value_counts(sort=False).items()
    )
    more = f"，先列{_SHOWN_ROWS}处" if len(found) > _SHOWN_ROWS else ""
    listed = [_line(row) for row in records(found.head(_SHOWN_ROWS))]
    st.html(
        f"<h2>“{escape(edition.name)}”定版之后有{len(found)}处变化：{escape(counts)}{more}</h2>"
        + stacked_table(listed, "定版之后的变化", full_height=True)
    )


def _line(row: dict[str, Any]) -> dict[str, str]:
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
