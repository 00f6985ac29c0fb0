"""What a meeting shows, from its address: tables and month or an edition, which screens, theme, and who leads."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from indicators import board as boards
from indicators.access import AccessError
from indicators.charts.stage import PALETTES
from indicators.follow_up import newest_answer
from indicators.meeting.editions import editions, opened
from indicators.meeting.leading import follower_ticket, may_lead
from indicators.meeting.screens import BEHIND
from indicators.meeting.sequences import sequence as saved_sequence
from indicators.meeting.written import EditionError
from indicators.outlook import needed_sentence, outlook_text
from indicators.words import headline
from parts import player, view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.meeting.screens import Screen
    from indicators.period import Period
    from indicators.snapshot import Snapshot


@dataclass(frozen=True)
class Choice:
    """Attributes: edition: its id, if one is shown. name: of the edition. problem: what in the address was wrong."""

    snapshot: Snapshot
    through: Period
    theme: str = "light"
    only: str = ""
    lifts: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    edition: str | None = None
    name: str = ""
    problems: list[str] = field(default_factory=list)

    def board(self, lift: str | None) -> boards.Board:
        """The board of a lift, or of the zone, as this meeting sees it."""
        return boards.board(self.snapshot, lift, self.through)


def chosen() -> Choice:
    """What the address asks for; what is wrong in it is left out and said."""
    asked = st.query_params
    snapshot, through = view.snapshot(), view.through()
    order: tuple[str, ...] = ()
    edition, name = None, ""
    problems = []
    try:
        if "edition" in asked:
            frozen, snapshot = opened(view.store(), asked["edition"])
            through, order, edition, name = frozen.through, frozen.order, frozen.id, frozen.name
        elif "sequence" in asked:
            order = saved_sequence(snapshot, asked["sequence"]).order
    except EditionError as error:
        problems.append(str(error))
    theme = asked.get("theme", "light")
    return Choice(
        snapshot, through, theme if theme in PALETTES else "light", BEHIND if asked.get("only") == BEHIND else "",
        tuple(filter(None, asked.get("lifts", "").split(","))), order, edition, name, problems,
    )  # fmt: skip


def player_of(choice: Choice, sequence: Sequence[Screen]) -> None:
    """Hand the sequence to the player; whoever has its leader token moves those who follow an edition."""
    for problem in choice.problems:
        st.toast(problem)
    follow = st.query_params.get("follow") == "1" and choice.edition is not None
    token = ticket = None
    try:
        if choice.edition is not None:
            ticket = follower_ticket(choice.edition)
            lead = st.query_params.get("lead", "")
            token = lead if lead and not follow and may_lead(choice.edition, lead) else None
    except AccessError as error:
        st.toast(str(error))
    player.player(
        [
            {"n": n, "id": screen.id, "headline": screen.headline, "notes": _notes(choice, screen)}
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


def _notes(choice: Choice, screen: Screen) -> list[str]:
    """What the speaker has in hand: how it stands, what is needed, what the unit answered."""
    zone = choice.board(None)
    notes = []
    for subject in screen.subjects:
        if subject in zone.indicators.index:
            row = zone.row(subject)
            notes.append(headline(row))
            if screen.kind == "item":
                answer = newest_answer(choice.snapshot, subject, choice.through)
                said = {"原因": answer.reason, "措施": answer.measure, "口径": row["definition"]}
                notes += [needed_sentence(row), outlook_text(row)]
                notes += [f"{what}：{words}" for what, words in said.items() if words]
        else:
            notes.append(str(zone.tasks.loc[subject, "title"]))
    return [note for note in notes if note]
