"""Who this visitor is: the box that takes a key, the office's own login, and the gate of ``require_login``.

Of a key the session keeps the id alone. Who holds it is asked anew on each use, so that a revoked key stops at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.access import (
    AccessError,
    KeyRefusedError,
    access_rules,
    attempts,
    authenticate_key,
    key_id,
    open_keys,
    visitor_address,
)
from parts.elements import banner

if TYPE_CHECKING:
    from indicators.access import Reporter

_WIDTH = 420  # pixels: room for a key
_KEY = "access_key_id"
_ENDED = "access_key_ended"


def current_reporter() -> Reporter | None:
    """Who may report in this browser session: holder of the key typed in, or the person signed in; None for neither.

    Raises:
        AccessError: the key file or ``data/access.toml`` cannot be read.
    """
    kept = st.session_state.get(_KEY)
    if kept is not None:
        holder = open_keys().reporter(kept)
        if holder is not None:
            return holder
        del st.session_state[_KEY]
        st.session_state[_ENDED] = True
    claims = _claims()
    return access_rules().reporter_of(claims) if claims else None


def ask_for_key() -> None:
    """The box that opens reporting for this browser session; beside it the office's own login, where there is one."""
    if st.session_state.pop(_ENDED, False):
        st.warning("原密钥已停用，请使用新密钥。")
    with st.form("access_key", clear_on_submit=True, width=_WIDTH):
        typed = st.text_input("密钥", type="password", autocomplete="off", placeholder="由管理员发放")
        if st.form_submit_button("提交", type="primary"):
            _open(typed)
    if _login_offered():
        _offer_login()


def sign_out() -> None:
    """End what a key opened, and the login."""
    st.session_state.pop(_KEY, None)
    if _claims():
        st.logout()


def require_sign_in() -> None:
    """With ``require_login`` and nobody known here, the page is the sign-in and nothing else."""
    try:
        closed = access_rules().require_login and current_reporter() is None
    except AccessError as error:
        banner("bad", "暂时无法确认访问权限", str(error))
        st.stop()
    if closed:
        st.html("<h1>请先登录</h1><p>本看板只对已登记的人员开放。</p>")
        ask_for_key()
        st.stop()


def visitor_box() -> None:
    """Who is known here, and the way out; nothing for somebody who only looks."""
    try:
        known = current_reporter()
    except AccessError as error:
        banner("bad", "暂时无法确认访问权限", str(error))
        return
    if known is not None:
        with st.container(key="visitor", horizontal=True, vertical_alignment="center"):
            st.text(known.name)
            st.button("退出", on_click=sign_out)


def _open(typed: str) -> None:
    address = visitor_address(st.context.ip_address)
    try:
        if not typed.strip():
            banner("bad", "请输入密钥")
            return
        authenticate_key(open_keys(), attempts(), typed, address)
    except KeyRefusedError as error:
        seconds = attempts().wait_seconds(address)
        banner("bad", str(error), f"{seconds} 秒后可再试。" if seconds else "")
    except AccessError as error:
        banner("bad", "密钥暂时无法核对", str(error))
    else:
        st.session_state[_KEY] = key_id(typed)
        st.rerun()


def _offer_login() -> None:
    claims = _claims()
    if not claims:
        if st.button("统一身份登录"):
            st.login()
        return
    # As code: what a provider says of its people is no markup of ours.
    name = str(claims.get("email") or claims.get("sub")).replace("`", "")
    st.warning(
        f"已登录为 `{name}`，但该账号尚未登记。请把这个登录名告诉管理员，由管理员写入 data/access.toml。",
        width=_WIDTH,
    )
    st.button("退出登录", on_click=sign_out)


def _login_offered() -> bool:
    """Whether Streamlit's secrets name the office's login; asking for secrets that are not there is an error."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _claims() -> dict[str, Any]:
    """What the login says of this visitor, empty without one."""
    return dict(st.user.to_dict()) if _login_offered() and st.user.get("is_logged_in") else {}
