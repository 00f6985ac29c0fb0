"""Errors as messages in Chinese that say what to do next; visitors never see a stack trace."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from indicators.labels import TABLES, join_names
from indicators.period import Period
from indicators.store import StoreError
from parts.elements import banner, banner_html, escape_markdown
from parts.frame.address import INDICATOR
from parts.frame.session import MONTH, REFUSED_MONTH, WRONG_MONTH
from parts.frame.view import current_board, current_snapshot
from server.middleware import MISSING_PAGE
from server.watch import log_error, log_unreadable, panics_as_errors

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def catch_errors() -> Iterator[None]:
    """Turn an unreadable table, or any unexpected error, into a message; the details go to the log."""
    try:
        with panics_as_errors():
            yield
    except StoreError as error:
        log_unreadable(error)
        # live.js runs the page again and again as long as this stands there.
        with st.container(key="unreadable"):
            banner("bad", "数据表暂时无法读取", f"{str(error).removesuffix('。')}。恢复后本页自动显示。")
    except Exception as error:
        if type(error).__module__.startswith("streamlit.runtime"):
            raise  # how Streamlit reruns and stops a script
        number = log_error("page", error)
        banner("bad", "本页暂时无法显示", f"请刷新页面重试；如仍出现，请把编号 {number} 告诉管理员。")


def warn_of_damage() -> str:
    """Say above a page that it may lack rows, for a file of theirs is damaged; gone as soon as it is sound again.

    Returns:
        The notice as HTML, for the page's first paint; empty where nothing is damaged.
    """
    damaged = current_snapshot().damaged
    if not damaged:
        return ""
    names = join_names(f"“{TABLES.get(table, table)}”" for table in damaged)
    if damaged.keys() == current_snapshot().versions.keys():
        names = "全部数据表"
    detail = "缺少的数按未报送显示，有的可能不是最新。修复以前不能写入，修复后自动恢复，请告诉管理员。"
    notice = banner_html("warn", f"{names}的文件有损坏或丢失，现显示可以读取的数", detail)
    st.html(notice)
    return notice


def warn_of_wrong_address() -> None:
    """Warn where the address named an unknown page, month or indicator, and say what is shown instead."""
    missing = st.query_params.get(MISSING_PAGE)
    if missing is not None:
        st.warning(f"没有“{escape_markdown(missing[:40])}”这一页，现显示总览。请用上方导航选择页面。")
    wrong = st.session_state[REFUSED_MONTH] = st.session_state.pop(WRONG_MONTH, None)
    if wrong is not None:
        shown = Period.from_key(st.session_state[MONTH])
        st.warning(
            f"地址中的月份“{escape_markdown(wrong[:20])}”没有数据或写法不对（应如 2024-09），现显示{shown.month_label}。"
        )
    indicator = st.query_params.get(INDICATOR)
    if indicator and indicator not in current_board(None):
        st.warning(f"没有名为“{escape_markdown(indicator[:40])}”的指标，请从下面选择。")
