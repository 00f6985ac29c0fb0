"""Who the visitor is: the form for a key, the office's own login, and the gate of ``require_login``.

A key is typed once; what is kept of it is a ticket (``signed_in.py``). Its holder is looked up on each use, so that a
revoked key stops at once.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.access import (
    TICKET_HOURS,
    AccessError,
    KeyRefusedError,
    access_rules,
    attempts,
    authenticate_key,
    open_keys,
    signed_in_key,
    tried_from,
    visitor_address,
)
from indicators.period import today
from indicators.store import StoreError, shared_store
from indicators.thresholds import settings_of
from indicators.uploads import month_to_report
from indicators.wording import report_due_text
from parts.elements import banner
from parts.frame.signed_in import current_ticket, forget_key, remember_key

if TYPE_CHECKING:
    from indicators.access import Reporter

_OPENS: Final = (
    ("看进度", "总览、六提各页和会议放映：是否达到时序，哪一项慢，由谁负责"),
    ("报数据", "本单位当月应报几项、已报几项；拖入现有的表，核对后一键提交"),
    ("答督办", "填写本单位滞后事项的原因、措施和时限"),
)
_WIDTH = 420  # pixels: room for a key
_ENDED = "access_key_ended"


def current_reporter() -> Reporter | None:
    """Who may report in this browser: holder of the key entered or person signed in, None for neither.

    Raises:
        AccessError: the key file or ``data/access.toml`` cannot be read.
    """
    key = signed_in_key(current_ticket())
    if key is not None:
        holder = open_keys().reporter(key)
        if holder is not None:
            return holder
        forget_key()
        st.session_state[_ENDED] = True
    claims = _claims()
    return access_rules().reporter_of(claims) if claims else None


def current_key() -> str:
    """The id of the key by which this browser is signed in; empty without one."""
    return signed_in_key(current_ticket()) or ""


def administers() -> bool:
    """Whether an administrator has signed in: then 管理 stands in the navigation; False too where nobody can say."""
    try:
        reporter = current_reporter()
    except AccessError:
        return False
    return reporter is not None and reporter.is_administrator


def administrator_only(deed: str) -> Reporter | None:
    """The administrator who has signed in; for anybody else None, and what it takes to do this deed: 管理."""
    reporter = current_reporter()
    if reporter is None:
        st.html(f"<p>{deed}需要管理员密钥。</p>")
        key_form()
    elif not reporter.is_administrator:
        banner("none", "本页只对管理员开放", f"当前登录：{reporter.name}。上报数据请到“数据上报”。")
    else:
        return reporter
    return None


def key_form() -> None:
    """The form for a key, which opens reporting in this browser; below it the office's login, if there is one."""
    if st.session_state.pop(_ENDED, False):
        st.warning("原密钥已停用，请使用新密钥。")
    with st.form("access_key", clear_on_submit=True, width=_WIDTH):
        typed = st.text_input("密钥", type="password", autocomplete="off", placeholder="由管理员发放")
        if st.form_submit_button("提交", type="primary"):
            _submit_key(typed)
    st.html(f'<p class="quiet">输入一次，本浏览器{TICKET_HOURS}小时内不再询问。公用电脑用完请点“退出”。</p>')
    if _login_configured():
        _login_button()


def _sign_out() -> None:
    forget_key()
    if _claims():
        st.logout()


def require_sign_in() -> None:
    """With ``require_login``, show strangers the sign-in and nothing else."""
    try:
        must_sign_in = access_rules().require_login and current_reporter() is None
    except AccessError as error:
        banner("bad", "暂时无法确认访问权限", str(error))
        st.stop()
    if must_sign_in:
        st.html("<h1>请先登录</h1><p>本看板只对已登记的人员开放。</p>")
        left, right = st.columns([2, 3], gap="large")
        with left:
            key_form()
        with right:
            _what_a_key_opens()
        st.stop()


def _what_a_key_opens() -> None:
    """What somebody known will see, and when the next numbers are due: by the calendar, no data is shown to strangers."""
    items = "".join(f"<p><b>{title}</b>　{text}</p>" for title, text in _OPENS)
    st.html(f"<h2>登录后可以</h2>{items}")
    with suppress(StoreError):  # whoever has signed in hears of it
        snapshot = shared_store().snapshot()
        due = report_due_text(month_to_report(snapshot, today()), settings_of(snapshot))
        st.html(f"<h2>何时报</h2><p>{due}。</p>")


def visitor_box() -> None:
    """Who has signed in, with a button to sign out; nothing for other visitors."""
    try:
        reporter = current_reporter()
    except AccessError as error:
        banner("bad", "暂时无法确认访问权限", str(error))
        return
    if reporter is not None:
        with st.container(key="visitor", horizontal=True, vertical_alignment="center"):
            st.text(reporter.name)
            st.button("退出", on_click=_sign_out)


def _submit_key(typed: str) -> None:
    address = visitor_address(st.context.ip_address)
    try:
        if not typed.strip():
            banner("bad", "请输入密钥")
            return
        authenticate_key(open_keys(), attempts(), typed, address)
        remember_key(typed)
    except KeyRefusedError as error:
        seconds = attempts().wait_seconds(tried_from(open_keys(), typed, address))
        banner("bad", str(error), f"{seconds} 秒后可再试。" if seconds else "")
    except AccessError as error:
        banner("bad", "密钥暂时无法核对", str(error))
    else:
        st.rerun()


def _login_button() -> None:
    claims = _claims()
    if not claims:
        if st.button("统一身份登录"):
            st.login()
        return
    # As code, so that a name from the provider is not taken for Markdown.
    name = str(claims.get("email") or claims.get("sub")).replace("`", "")
    st.warning(
        f"已登录为 `{name}`，但该账号尚未登记。请把这个登录名告诉管理员，由管理员写入 data/access.toml。",
        width=_WIDTH,
    )
    st.button("退出登录", on_click=_sign_out)


def _login_configured() -> bool:
    """Whether Streamlit's secrets contain the office's login; reading secrets that do not exist raises."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _claims() -> dict[str, Any]:
    """What the login provider says about this visitor; empty without a login."""
    return dict(st.user.to_dict()) if _login_configured() and st.user.get("is_logged_in") else {}
