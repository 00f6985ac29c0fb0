"""新年计划, first step: the announcement, and what its text proposes."""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.frames import records
from indicators.years import adopt, as_target_of, fill_in, proposals, refuse, state_of
from parts.elements import banner
from parts.frame import current_snapshot
from parts.years.working import Working, change, keep, with_fields

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.years import Draft, Proposal

_STATES = {"adopted": "✔ 已采用", "filled": "○ 待确认", "refused": "— 不用", "open": "○ 待确认"}
_LONGEST_TEXT = 100_000


def announcement_fields(working: Working) -> Working:
    """Title, document, day and text of the announcement."""
    draft = working.draft
    st.html("<h2>一、公告</h2>")
    left, middle, right = st.columns([3, 2, 1])
    left.text_input("标题", draft.title, max_chars=200, key=working.key("title"))
    middle.text_input(
        "文件",
        draft.document,
        max_chars=200,
        placeholder="文号、会议或报纸，可不填",
        key=working.key("document"),
    )
    right.date_input(
        "日期", date.fromisoformat(draft.announced) if draft.announced else None, format="YYYY-MM-DD",
        min_value=date(2000, 1, 1), max_value=date(2100, 12, 31), key=working.key("announced"),
    )  # fmt: skip
    st.text_area(
        "原文", draft.text, height=180, max_chars=_LONGEST_TEXT, placeholder="把公告全文粘贴到这里，再点“读出目标”",
        key=working.key("text"),
    )  # fmt: skip
    draft = with_fields(working)
    working = keep(draft)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("读出目标", disabled=not draft.text, key="read_out"):
            change(draft.year, fill_in, _proposed(draft))
            st.rerun()
        st.html('<span class="quiet">读出的目标填入下表待确认，逐项采用后才算数</span>')
    return working


def proposal_list(working: Working, reporter: Reporter) -> None:
    """Each proposal with the words it came from, to be taken or not; then numbers that have no name."""
    draft = working.draft
    if not draft.text:
        return
    found = _proposed(draft)
    named = [proposal for proposal in found if proposal.indicator]
    if not found:
        banner("none", "原文中没有读到带单位的目标", "可以在下表中直接填写。")
        return
    states = [state_of(draft, proposal) for proposal in named]
    waiting = sum(state in {"filled", "open"} for state in states)
    st.html(f"<h2>原文中的目标（{len(named)}项，{waiting}项待确认）</h2>")
    _all_plain(working, reporter, named)
    with st.container(key="proposals", gap=None):
        for number, (proposal, state) in enumerate(zip(named, states, strict=True)):
            _proposal(working, reporter, proposal, state, number)
    unnamed = [proposal for proposal in found if not proposal.indicator]
    if unnamed:
        with st.expander(f"未识别的数（{len(unnamed)}处）：没有认出指标，可以指定"):
            for number, proposal in enumerate(unnamed):
                _unnamed(working, reporter, proposal, number)
    with st.expander("在原文中标出"):
        st.html(f'<div class="announced">{_marked(draft.text, found)}</div>')


def _proposed(draft: Draft) -> list[Proposal]:
    """What the text proposes; read again only when the text or the tables have changed."""
    snapshot = current_snapshot()
    inputs = (draft.text, draft.year, snapshot.version)
    cached_inputs, cached = st.session_state.get("new_year_proposals", (None, []))
    if cached_inputs != inputs:
        cached = proposals(draft.text, snapshot, draft.year)
        st.session_state["new_year_proposals"] = (inputs, cached)
    return list(cached)


def _all_plain(working: Working, reporter: Reporter, named: list[Proposal]) -> None:
    """One deliberate click for all that leave nothing open: they are listed above it."""
    draft = working.draft
    plain = [p for p in named if p.is_certain and state_of(draft, p) in {"filled", "open"}]
    if not plain:
        return
    with st.popover(f"采用全部无疑问的{len(plain)}项…"):
        names = _names()
        lines = "".join(f"<li>{escape(names[p.indicator])}：{escape(_target_text(p))}</li>" for p in plain)
        st.html(f"<ul>{lines}</ul>")
        if st.button(f"以上{len(plain)}项已逐项核对，采用", type="primary", key="adopt_all"):

            def adopt_all(draft: Draft) -> Draft:
                for proposal in plain:
                    draft = adopt(draft, proposal, reporter.name)
                return draft

            change(draft.year, adopt_all)
            st.rerun()


def _proposal(working: Working, reporter: Reporter, proposal: Proposal, state: str, number: int) -> None:
    year = working.draft.year
    doubts = "".join(f'<span class="clause doubt">▲ {escape(doubt)}</span>' for doubt in proposal.doubts)
    converted = (
        f'<span class="clause doubt">▲ {escape(proposal.converted)}</span>' if proposal.converted else ""
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"proposal_{number}"):
        st.html(
            f'<div class="proposal"><b>{escape(_names()[proposal.indicator])}</b> <b class="number">{escape(_target_text(proposal))}</b>'
            f'<div class="quiet">“{_source(proposal)}”</div>{converted}{doubts}</div>'
        )
        st.html(f'<span class="state">{_STATES[state]}</span>', width="content")
        if state != "adopted":
            st.button(
                "采用", key=f"adopt_{number}", on_click=change, args=(year, adopt, proposal, reporter.name),
            )  # fmt: skip
        if state != "refused":
            st.button("不用", key=f"refuse_{number}", on_click=change, args=(year, refuse, proposal))


def _unnamed(working: Working, reporter: Reporter, proposal: Proposal, number: int) -> None:
    """A number without a name: a person says which indicator it is, of those with a unit of its dimension."""
    fitting = [
        named for row in records(current_snapshot().catalogue)
        if (named := as_target_of(proposal, row["indicator"], row["unit"])) is not None
    ]  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", key=f"unnamed_{number}"):
        why = f'<div class="quiet">{escape("；".join(proposal.doubts))}</div>' if proposal.doubts else ""
        st.html(
            f'<div class="proposal"><b class="number">{escape(proposal.wording)}</b> “{_source(proposal)}”{why}</div>'
        )
        names = _names()
        chosen: Proposal | None = st.selectbox(
            "是哪项指标的目标", fitting, index=None, format_func=lambda named: names[named.indicator],
            label_visibility="collapsed", placeholder="不是目标，或选指标", key=working.key(f"unnamed_{number}"),
            disabled=not fitting,
        )  # fmt: skip
        if chosen is not None:
            action = partial(change, working.draft.year, adopt, chosen, reporter.name)
            st.button("采用", key=f"adopt_unnamed_{number}", on_click=action)


def _target_text(proposal: Proposal) -> str:
    return f"{proposal.wording}" if not proposal.converted else f"{proposal.target:,.15g}{proposal.unit}"


def _source(proposal: Proposal) -> str:
    """The words it came from, its number marked."""
    return escape(proposal.words).replace(
        escape(proposal.wording), f"<mark>{escape(proposal.wording)}</mark>"
    )


def _marked(text: str, found: list[Proposal]) -> str:
    """The whole text, the clauses of each proposal marked."""
    parts, position = [], 0
    for proposal in sorted(found, key=lambda proposal: (proposal.start, -proposal.end)):
        if proposal.start >= position:
            parts += [
                escape(text[position : proposal.start]),
                f"<mark>{escape(text[proposal.start : proposal.end])}</mark>",
            ]
            position = proposal.end
    return "".join([*parts, escape(text[position:])])


def _names() -> dict[str, Any]:
    catalogue = current_snapshot().catalogue
    return dict(zip(catalogue["indicator"], catalogue["name"], strict=True))
