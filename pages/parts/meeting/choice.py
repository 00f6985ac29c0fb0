"""What a meeting shows, from its address: tables and month or an edition, which screens, theme, and who leads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from indicators.access import AccessError
from indicators.catalogue import lifts
from indicators.charts import STAGE_THEMES
from indicators.evaluation import Board, board
from indicators.labels import join_names
from indicators.meeting import (
    BEHIND,
    EditionError,
    Screen,
    build_screens,
    follower_ticket,
    hand_over,
    last_meeting,
    list_editions,
    open_edition,
    speaker_notes,
)
from indicators.meeting import find_sequence as saved_sequence
from indicators.store import shared_store
from parts.frame import (
    EDITION,
    EVERY,
    FOLLOW,
    LEAD,
    LIFTS,
    ONLY,
    REFUSED_MONTH,
    SEQUENCE,
    SLIDE,
    THEME,
    available_months,
    current_month,
    current_snapshot,
    meeting_address,
)
from parts.player import mount_player, operator_selection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from indicators.meeting import Edition
    from indicators.period import Period
    from indicators.store import Snapshot

# What this session has been shown, which month it was refused, and what it has in place of which code.
_OPEN, _REFUSED, _LEADS = "meeting_edition", "meeting_refused_month", "meeting_leads"

_NOTICE = "notice"


@dataclass(frozen=True)
class MeetingChoice:
    """What is shown, and how.

    Attributes:
        edition: its id, if one is shown.
        name: of the edition.
        frozen_at: when that was (UTC).
        problem: what in the address was wrong. It is said in place of all screens: figures of another month or another
            meeting than was asked for are shown to nobody.
    """

    snapshot: Snapshot
    through: Period
    theme: str = "light"
    only: str = ""
    lifts: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    edition: str | None = None
    name: str = ""
    frozen_at: datetime | None = None
    problem: str = ""

    def board(self, lift: str | None) -> Board:
        """The board of a lift, or of the zone, as this meeting sees it."""
        return board(self.snapshot, lift, self.through)


def chosen_meeting() -> MeetingChoice:
    """What the address asks for, or what is wrong in it."""
    asked, selection = st.query_params, _selection()
    snapshot, through = current_snapshot(), current_month()
    order: tuple[str, ...] = ()
    edition, name, frozen_at = None, "", None
    problem = _wrong_lifts()
    if not problem and EDITION not in asked:  # which has a month of its own
        problem = _nothing_for_month(through)
    try:
        if EDITION in asked:
            frozen, snapshot = _opened(asked[EDITION])
            through, order = frozen.through, frozen.order
            edition, name, frozen_at = frozen.id, frozen.name, frozen.at
        elif SEQUENCE in asked:
            order = saved_sequence(snapshot, asked[SEQUENCE]).order
    except EditionError as error:
        problem = str(error)  # what was to be shown matters more than how much of it
    theme = asked.get(THEME, "light")
    return MeetingChoice(
        snapshot, through, theme if theme in STAGE_THEMES else "light", BEHIND if selection.get(ONLY) == BEHIND else "",
        _lifts_of(selection), order, edition, name, frozen_at, problem,
    )  # fmt: skip


def _opened(edition: str) -> tuple[Edition, Snapshot]:
    """An edition; whoever has it open keeps it when it is withdrawn."""
    found = open_edition(shared_store(), edition, withdrawn=st.session_state.get(_OPEN) == edition)
    st.session_state[_OPEN] = edition
    return found


def _wrong_lifts() -> str:
    """What is wrong with the lifts in the address; empty where nothing is."""
    selection = _selection()
    if LIFTS not in selection or _follows():
        return ""
    named, known = _lifts_of(selection), lifts()
    wrong = join_names(f"“{name:.20}”" for name in named if name not in known)
    if named and not wrong:
        return ""
    right = join_names(f"{code}（{lift.name}）" for code, lift in known.items())
    said = f"地址中的板块{wrong}不存在" if wrong else "地址中没有写要放哪些板块"
    return f"{said}，lifts 应为以下一个或几个，用英文逗号隔开：{right}"


def _lifts_of(selection: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, selection.get(LIFTS, "").split(",")))


def _selection() -> Mapping[str, str]:
    """Where the choice of screens is written: in the address; whoever follows sees what the operator has chosen."""
    return operator_selection() if _follows() else st.query_params


def _follows() -> bool:
    return st.query_params.get(FOLLOW) == "1" and EDITION in st.query_params


def _nothing_for_month(through: Period) -> str:
    """The address named a month without data, and the frame has put another one in its place."""
    if st.session_state.get(REFUSED_MONTH):
        # Said as long as the page stands there: the frame forgets it with the next run.
        st.session_state[_REFUSED] = (st.session_state[REFUSED_MONTH], through.key)
    wrong, instead = st.session_state.get(_REFUSED, ("", ""))
    if instead != through.key:
        return ""
    first, last = available_months()[-1], available_months()[0]
    return f"地址中的月份“{wrong:.20}”没有数据，可以放映的是 {first.key} 至 {last.key}"


def chosen_screens(choice: MeetingChoice) -> tuple[Screen, ...]:
    """The screens to be shown; one alone that says it where the address is wrong."""
    if choice.problem:
        return (Screen(_NOTICE, _NOTICE, choice.problem),)
    made = build_screens(choice.board, only=choice.only, lifts=choice.lifts, order=choice.order)
    return made or (Screen(_NOTICE, _NOTICE, "保存的放映顺序中没有地址所选的内容，没有可放映的屏"),)


def start_player(choice: MeetingChoice, chosen_screens: Sequence[Screen]) -> None:
    """Hand the sequence to the player; whoever was handed an edition to lead moves those who follow it."""
    # Nobody is led to a word about an address.
    edition = None if chosen_screens[0].kind == _NOTICE else choice.edition
    follow = _follows() and edition is not None
    token = ticket = None
    problem = ""
    try:
        if edition is not None:
            ticket = follower_ticket(edition)
            token = None if follow else _leader_token(edition)
    except AccessError as error:
        problem = str(error)
    zone, last = choice.board(None), last_meeting(shared_store(), choice.through, choice.frozen_at)
    mount_player(
        [
            {
                "n": n,
                "id": screen.id,
                "headline": screen.headline,
                "notes": speaker_notes(choice.snapshot, zone, screen, last),
            }
            for n, screen in enumerate(chosen_screens, start=1)
        ],
        edition=edition,
        follow=follow,
        token=token,
        ticket=ticket,
        problem=problem,
        every=_number(EVERY),
        start=int(_number(SLIDE) or 1),
        version=choice.snapshot.version,
        only=choice.only,
        lifts=",".join(choice.lifts),
        editions=[
            {"id": one.id, "name": one.name, "href": f"/{meeting_address(one.id)}"}
            for one in list_editions(current_snapshot())
        ],
    )


def _leader_token(edition: str) -> str | None:
    """What the code in the address is exchanged for, once; each later run of this session has the same."""
    code = st.query_params.get(LEAD, "")
    kept: dict[tuple[str, str], str] = st.session_state.setdefault(_LEADS, {})
    if code and (edition, code) not in kept:
        kept[edition, code] = hand_over().exchange(edition, code)
    return kept.get((edition, code))


def _number(name: str) -> float | None:
    """A positive number of the address, None for anything else."""
    try:
        number = float(st.query_params.get(name, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 1 else None
