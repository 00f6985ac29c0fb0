"""The draft that is being worked on in a browser: kept while its page runs again, saved by a click."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.period import time_label
from indicators.uploads import plans_template, template_as_xlsx
from indicators.years import (
    DRAFT,
    PUBLISHED,
    DraftOvertakenError,
    begin_draft,
    differences,
    discard_draft,
    names_in,
    save_draft,
    saved_draft,
)
from parts.elements import banner
from parts.frame import current_month, current_snapshot, run_action

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.access import Reporter
    from indicators.store import Store
    from indicators.years import Draft, SavedDraft

# What cannot be typed into, on white and on dark paper.
LOCKED_GREY: Final = "rgba(128, 140, 160, 0.16)"
_KEY: Final = "new_year_{}"
_OVERTAKEN: Final = "new_year_overtaken"  # what somebody else changed in the draft, until it is saved again


@dataclass(frozen=True)
class Working:
    """A draft in this browser.

    Attributes:
        draft: as it is now.
        base: the save that it was opened from or last saved as; None for a new one.
        opened: the draft as it was then.
        version: raised whenever a click changes it, so that fields and grids begin with what it has.
    """

    draft: Draft
    base: SavedDraft | None
    opened: Draft
    version: int = 0

    def key(self, name: str) -> str:
        """The key of a widget, new with each version."""
        return f"new_year_{self.draft.year}_{self.version}_{name}"


def working_draft(year: int) -> Working:
    """The draft of a year: as this browser has it, else as it was saved, else begun from last year's plan."""
    key = _KEY.format(year)
    if key not in st.session_state:
        snapshot = current_snapshot()
        saved = saved_draft(snapshot, year)
        # A published or given up draft is history: the next one begins with the plan as it stands.
        draft = saved.draft if saved and saved.state == DRAFT else begin_draft(snapshot, year)
        st.session_state[key] = Working(draft, saved, draft)
    working = st.session_state[key]
    assert isinstance(working, Working)  # noqa: S101 - session state has no types
    return working


def keep(draft: Draft) -> Working:
    """Keep what was typed; the fields stay as they are."""
    working = replace(working_draft(draft.year), draft=draft)
    st.session_state[_KEY.format(draft.year)] = working
    return working


def change(year: int, action: Callable[..., Draft], *arguments: Any) -> None:  # noqa: ANN401 - those of the action
    """Change the draft by a click: its fields begin anew with what it has then."""
    working = working_draft(year)
    # What was typed last may come with the click itself, before the page has run with it.
    draft = action(with_fields(working), *arguments)
    st.session_state[_KEY.format(year)] = replace(working, draft=draft, version=working.version + 1)


def with_fields(working: Working) -> Draft:
    """The draft with what stands in the fields of its announcement."""
    typed = {name: st.session_state.get(working.key(name)) for name in ("title", "document", "text")}
    fields = {name: text.strip() for name, text in typed.items() if text is not None}
    if working.key("announced") in st.session_state:
        day = st.session_state[working.key("announced")]
        fields["announced"] = "" if day is None else f"{day:%Y-%m-%d}"
    return replace(working.draft, **fields)


def forget(year: int) -> None:
    """Open the draft anew at the next run."""
    st.session_state.pop(_KEY.format(year), None)
    st.session_state.pop(_OVERTAKEN, None)


def draft_message(working: Working, reporter: Reporter) -> None:
    """How far the draft is, who saved it last, and the other way: a file."""
    draft, base = working.draft, working.base
    listed = [target for target in draft.targets if target.listed]
    entered = sum(bool(target.entered) for target in listed)
    waiting = sum(bool(target.entered and not target.confirmed_by) for target in listed)
    headline = f"{draft.year}年计划：{len(listed)}项指标，{entered}项已有目标，{waiting}项待确认"
    if base is None:
        detail = f"草稿从{draft.year - 1}年计划开始，还没有保存。"
    elif base.state == PUBLISHED:
        detail = f"{base.by} {time_label(base.at)} 已发布；以下改动再次发布后生效。"
    else:
        detail = f"草稿由{base.by}于 {time_label(base.at)} 保存。"
    banner("warn" if waiting else "none", headline, detail)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html('<span class="quiet">已有计划文件？</span>', width="content")
        st.download_button(
            f"下载{draft.year}年计划模板", partial(_template, draft.year, reporter), f"{draft.year}年计划.xlsx",
            on_click="ignore",
        )  # fmt: skip
        st.page_link("upload.py", label="上传计划文件")


def _template(year: int, reporter: Reporter) -> bytes:
    """The plan template of the year, made when it is asked for."""
    return template_as_xlsx(plans_template(current_snapshot(), reporter, current_month(), year))


def save_bar(store: Store, reporter: Reporter, working: Working) -> None:
    """The button that saves, always in sight, and how much is not saved yet."""
    changed = differences(working.opened, working.draft, names_in(current_snapshot()))
    changed += ["不用的目标"] * (working.opened.refused != working.draft.refused)
    with st.container(
        border=True, key="card_commit", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(
            f'<span class="quiet unsaved">{len(changed)}处改动未保存</span>'  # head.js
            if changed
            else '<span class="quiet">没有未保存的改动</span>'
        )
        if working.base is not None and working.base.state == DRAFT:
            with st.popover("放弃草稿"):
                st.html("<p>已保存的草稿不再打开，下次从上年计划重新开始。</p>")
                if st.button("确认放弃", key="discard_draft"):
                    _discard(store, reporter, working.base)
        if st.button("保存草稿", type="primary", disabled=not changed, key="save_draft"):
            _save(store, reporter, working)


def overtaken_notice() -> None:
    """What somebody else changed while this browser had the draft open, until it is saved."""
    changes = st.session_state.get(_OVERTAKEN)
    if changes is not None:
        banner("warn", "对方的改动", "；".join(changes) or "对方没有改动内容。")


def _save(store: Store, reporter: Reporter, working: Working) -> None:
    year = working.draft.year

    def action() -> SavedDraft:
        base = working.base.id if working.base else ""
        try:
            saved = save_draft(store, reporter, working.draft, opened=working.opened, base=base)
        except DraftOvertakenError as error:
            st.session_state[_OVERTAKEN] = error.changes
            merged = Working(error.merged, error.saved, error.saved.draft, working.version + 1)
            st.session_state[_KEY.format(year)] = merged
            raise
        st.session_state.pop(_OVERTAKEN, None)
        st.session_state[_KEY.format(year)] = replace(working, base=saved, opened=working.draft)
        return saved

    run_action(
        "new_year", action, "没有保存草稿",
        lambda _: (f"已保存{year}年计划草稿", "发布前各页面不变；其他管理员打开本页可以接着写。"),
    )  # fmt: skip


def _discard(store: Store, reporter: Reporter, saved: SavedDraft) -> None:
    year = saved.draft.year

    def action() -> None:
        discard_draft(store, reporter, saved)
        forget(year)

    run_action(
        "new_year",
        action,
        "没有放弃草稿",
        lambda _: (f"已放弃{year}年计划草稿", "以下是从上年计划重新开始的草稿。"),
    )
