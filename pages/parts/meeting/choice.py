"""What a meeting shows, as its address says: edition or month, choice of screens, theme, leader or follower."""

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
    find_sequence,
    follower_ticket,
    hand_over,
    last_meeting,
    list_editions,
    open_edition,
    speaker_notes,
)
from indicators.store import shared_store
from parts.elements import OF_A_MEETING, report_addresses
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
    THROUGH,
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

# Keys of st.session_state.
_OPEN = "meeting_edition"  # id of the edition shown
_REFUSED = "meeting_refused_month"  # month without data in the address, month shown instead
_TOKENS = "meeting_leads"  # leader's token by edition and code

_NOTICE = "notice"


@dataclass(frozen=True)
class MeetingChoice:
    """What is shown, and how.

    Attributes:
        snapshot: the tables shown.
        through: the month shown.
        theme: ``light`` or ``dark``.
        only: filter of the screens, empty for none.
        lifts: lifts whose screens are shown, empty for all.
        order: ids of the screens of an edition or saved sequence, empty for all.
        edition: id of the edition shown, if any.
        name: name of that edition.
        frozen_at: when that edition was frozen (UTC).
        problem: what is wrong in the address. It replaces all screens, so that nobody sees figures of another month or
            meeting than the address asks for.
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
    """What the address asks for, or what is wrong with it."""
    query, screen_filter = st.query_params, _screen_filter()
    snapshot, through = current_snapshot(), current_month()
    order: tuple[str, ...] = ()
    edition, name, frozen_at = None, "", None
    problem = _lifts_problem()
    if not problem and EDITION not in query:  # an edition has its own month
        problem = _month_problem(through)
    try:
        if EDITION in query:
            frozen, snapshot = _open_edition(query[EDITION])
            through, order = frozen.through, frozen.order
            edition, name, frozen_at = frozen.id, frozen.name, frozen.at
        elif SEQUENCE in query:
            order = find_sequence(snapshot, query[SEQUENCE]).order
    except EditionError as error:
        problem = str(error)  # more important than a problem with the choice of screens
    theme = query.get(THEME, "light")
    return MeetingChoice(
        snapshot, through, theme if theme in STAGE_THEMES else "light",
        BEHIND if screen_filter.get(ONLY) == BEHIND else "",
        _lifts_in(screen_filter), order, edition, name, frozen_at, problem,
    )  # fmt: skip


def _open_edition(edition: str) -> tuple[Edition, Snapshot]:
    """An edition with its tables; a session that has it open keeps it after a withdrawal."""
    opened = open_edition(shared_store(), edition, withdrawn=st.session_state.get(_OPEN) == edition)
    st.session_state[_OPEN] = edition
    return opened


def _lifts_problem() -> str:
    """What is wrong with the lifts in the address, empty where nothing is."""
    screen_filter = _screen_filter()
    if LIFTS not in screen_filter or _is_follower():
        return ""
    chosen, known = _lifts_in(screen_filter), lifts()
    unknown = join_names(f"“{name:.20}”" for name in chosen if name not in known)
    if chosen and not unknown:
        return ""
    codes = join_names(f"{code}（{lift.name}）" for code, lift in known.items())
    problem = f"地址中的板块{unknown}不存在" if unknown else "地址中没有写要放哪些板块"
    return f"{problem}，lifts 应为以下一个或几个，用英文逗号隔开：{codes}"


def _lifts_in(screen_filter: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, screen_filter.get(LIFTS, "").split(",")))


def _screen_filter() -> Mapping[str, str]:
    """Parameters that choose screens: of the address, or the operator's for a follower."""
    return operator_selection() if _is_follower() else st.query_params


def _is_follower() -> bool:
    return st.query_params.get(FOLLOW) == "1" and EDITION in st.query_params


def _month_problem(through: Period) -> str:
    """Why the month of the address cannot be shown, empty where it can."""
    if st.session_state.get(REFUSED_MONTH):
        # The frame forgets it with the next run; here it is kept as long as the same month is shown instead.
        st.session_state[_REFUSED] = (st.session_state[REFUSED_MONTH], through.key)
    refused, replacement = st.session_state.get(_REFUSED, ("", ""))
    if replacement != through.key:
        return ""
    first, last = available_months()[-1], available_months()[0]
    return f"地址中的月份“{refused:.20}”没有数据，可以放映的是 {first.key} 至 {last.key}"


def chosen_screens(choice: MeetingChoice) -> tuple[Screen, ...]:
    """The screens to show; a single notice where the address is wrong."""
    if choice.problem:
        return (Screen(_NOTICE, _NOTICE, choice.problem),)
    screens = build_screens(choice.board, only=choice.only, lifts=choice.lifts, order=choice.order)
    return screens or (Screen(_NOTICE, _NOTICE, "保存的放映顺序中没有地址所选的内容，没有可放映的屏"),)


def start_player(choice: MeetingChoice, screens: Sequence[Screen]) -> None:
    """Hand the screens to the player, with the right to lead or a ticket to follow."""
    # A notice about the address is neither led nor followed.
    edition = None if screens[0].kind == _NOTICE else choice.edition
    follow = _is_follower() and edition is not None
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
            for n, screen in enumerate(screens, start=1)
        ],
        edition=edition,
        follow=follow,
        token=token,
        ticket=ticket,
        problem=problem,
        every=_positive_number(EVERY),
        start=int(_positive_number(SLIDE) or 1),
        version=choice.snapshot.version,
        only=choice.only,
        lifts=",".join(choice.lifts),
        editions=[
            {"id": listed.id, "name": listed.name, "href": f"/{meeting_address(listed.id)}"}
            for listed in list_editions(current_snapshot())
        ],
        downloads=report_addresses(
            OF_A_MEETING, {EDITION: choice.edition} if choice.edition else {THROUGH: choice.through.key}
        ),
    )


def _leader_token(edition: str) -> str | None:
    """The token for the code in the address, which works once; later runs of this session keep the token."""
    code = st.query_params.get(LEAD, "")
    tokens: dict[tuple[str, str], str] = st.session_state.setdefault(_TOKENS, {})
    if code and (edition, code) not in tokens:
        tokens[edition, code] = hand_over().exchange(edition, code)
    return tokens.get((edition, code))


def _positive_number(parameter: str) -> float | None:
    """A number of at least 1 in the address, None for anything else."""
    try:
        number = float(st.query_params.get(parameter, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 1 else None
