"""会议放映: every screen of the meeting is drawn at once; the player turns them in the browser."""

from __future__ import annotations

import streamlit as st

from parts import meeting_choice, player, screen_item, screen_lift, screen_parts, screen_tasks, screen_zone

DRAWN = {
    "notice": screen_zone.notice,
    "title": screen_zone.title,
    "overall": screen_zone.overall,
    "lift": screen_lift.lift,
    "item": screen_item.item,
    "tasks": screen_tasks.tasks,
    "closing": screen_zone.closing,
}

screen_parts.style_sheet()
choice = meeting_choice.chosen()
sequence = meeting_choice.sequence(choice)
meeting_choice.player_of(choice, sequence)
with player.stage():
    for n, screen in enumerate(sequence, start=1):
        with st.container(key=f"screen_{n}", gap=None):
            screen_parts.head(choice.board(screen.lift), screen)
            with st.container(key=f"body_{n}", gap=None):
                DRAWN[screen.kind](choice, screen)
            screen_parts.foot(choice.board(screen.lift), screen, n, len(sequence), choice.name)
