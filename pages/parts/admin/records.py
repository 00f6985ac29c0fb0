"""上报记录, for administrators: what was done in 管理 that is no upload: keys, demonstration data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.access import open_keys
from indicators.period import time_label
from indicators.store import demo_switches
from parts.elements import stacked_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from indicators.store import Store

_SHOWN: Final = 100


def administration_records(store: Store) -> None:
    """Who made or revoked a key, who put demonstration data in or out, and when; the newest first."""
    done = sorted([*_switches(store), *_keys()], key=lambda deed: deed[0], reverse=True)
    if not done:
        return
    with st.expander(f"密钥和演示数据的操作（{len(done)}次）", key="administration"):
        st.html('<p class="quiet">密钥停用后不能恢复，可另发；演示数据在“管理”的“演示数据”中一键改回。</p>')
        rows = [
            {"时间": time_label(at), "何人": by or "命令行", "操作": what} for at, by, what in done[:_SHOWN]
        ]
        st.html(stacked_table(rows, "密钥和演示数据的操作", full_height=True))


def _switches(store: Store) -> Iterator[tuple[datetime, str, str]]:
    for switch in demo_switches(store):
        yield _time(switch["at"]), str(switch["by"]), f"{'装入' if switch['on'] else '清除'}全部演示数据"


def _keys() -> Iterator[tuple[datetime, str, str]]:
    for key in open_keys().entries():
        role = "管理员" if key.role == "administrator" else f"可上报{key.reporter.scope}"
        yield key.created_at, key.made_by, f"发给“{key.name}”的密钥 {key.id}（{role}）"
        if key.revoked_at is not None:
            yield key.revoked_at, key.revoked_by, f"停用“{key.name}”的密钥 {key.id}"


def _time(at: Any) -> datetime:  # noqa: ANN401 - pandas' own
    moment: datetime = at.to_pydatetime()
    return moment
