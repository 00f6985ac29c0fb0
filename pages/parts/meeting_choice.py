"""What a meeting shows, from its address: tables and month or an edition, which screens, theme, and who leads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from indicators import board as boards
from indicators.access import AccessError
from indicators.charts.stage import PALETTES
from indicators.meeting.editions import editions, opened
from indicators.meeting.leading import follower_ticket, may_lead
from indicators.meeting.notes import last_meeting, notes
from indicators.meeting.screens import BEHIND, Screen, screens
from indicators.meeting.sequences import sequence as saved_sequence
from indicators.meeting.written import EditionError
from parts import player, view

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from indicators.meeting.editions import Edition
    from indicators.period import Period
    from indicators.snapshot import Snapshot

_OPEN = "meeting_edition"  # what this session has been shown


@dataclass(frozen=True)
class Choice:
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

    def board(self, lift: str | None) -> boards.Board:
        """The board of a lift, or of the zone, as this meeting sees it."""
        return boards.board(self.snapshot, lift, self.through)


def chosen() -> Choice:
    """What the address asks for, or what is wrong in it."""
    asked = st.query_params
    snapshot, through = view.snapshot(), view.through()
    order: tuple[str, ...] = ()
    edition, name, frozen_at = None, "", None
    problem = ""
    try:
        if "edition" in asked:
            frozen, snapshot = _opened(asked["edition"])
            through, order = frozen.through, frozen.order
            edition, name, frozen_at = frozen.id, frozen.name, frozen.at
        elif "sequence" in asked:
            order = saved_sequence(snapshot, asked["sequence"]).order
    except EditionError as error:
        problem = str(error)
    theme = asked.get("theme", "light")
    return Choice(
        snapshot, through, theme if theme in PALETTES else "light", BEHIND if asked.get("only") == BEHIND else "",
        tuple(filter(None, asked.get("lifts", "").split(","))), order, edition, name, frozen_at, problem,
    )  # fmt: skip


def _opened(edition: str) -> tuple[Edition, Snapshot]:
    """An edition; whoever has it open keeps it when it is withdrawn."""
    found = opened(view.store(), edition, withdrawn=st.session_state.get(_OPEN) == edition)
    st.session_state[_OPEN] = edition
    return found


def sequence(choice: Choice) -> tuple[Screen, ...]:
    """The screens to be shown; one alone that says it where the address is wrong."""
    if choice.problem:
        return (Screen("notice", "notice", choice.problem),)
    return screens(choice.board, only=choice.only, lifts=choice.lifts, order=choice.order)


def player_of(choice: Choice, sequence: Sequence[Screen]) -> None:
    """Hand the sequence to the player; whoever has its leader token moves those who follow an edition."""
    follow = st.query_params.get("follow") == "1" and choice.edition is not None
    token = ticket = None
    try:
        if choice.edition is not None:
            ticket = follower_ticket(choice.edition)
            lead = st.query_params.get("lead", "")
            token = lead if lead and not follow and may_lead(choice.edition, lead) else None
    except AccessError as error:
        st.toast(str(error))
    zone, last = choice.board(None), last_meeting(view.store(), choice.through, choice.frozen_at)
    player.player(
        [
            {
                "n": n,
                "id": screen.id,
                "headline": screen.headline,
                "notes": notes(choice.snapshot, zone, screen, last),
            }
            for n, screen in enumerate(sequence, start=1)
        ],
        edition=choice.edition,
        follow=follow,
        token=token,
        ticket=ticket,
        every=_number("every"),
        start=int(_number("slide") or 1),
        version=choice.snapshot.version,
        editions=[
            {"id": one.id, "name": one.name, "href": f"/meeting?edition={one.id}"}
            for one in editions(view.snapshot())
        ],
    )


def _number(name: str) -> float | None:
    """A positive number of the address, None for anything else."""
    try:
        number = float(st.query_params.get(name, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 1 else None
