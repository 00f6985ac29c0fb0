"""会议放映: draw every screen of the meeting once; the player switches between them in the browser."""

from __future__ import annotations

import streamlit as st

from parts.meeting import (
    chosen_meeting,
    chosen_screens,
    closing_screen,
    item_screen,
    lift_screen,
    load_styles,
    notice_screen,
    overall_screen,
    screen_foot,
    screen_head,
    start_player,
    task_screen,
    title_screen,
)
from parts.player import player_stage

SCREENS = {
    "notice": notice_screen,
    "title": title_screen,
    "overall": overall_screen,
    "lift": lift_screen,
    "item": item_screen,
    "tasks": task_screen,
    "closing": closing_screen,
}

load_styles()
choice = chosen_meeting()
sequence = chosen_screens(choice)
start_player(choice, sequence)
with player_stage():
    for n, screen in enumerate(sequence, start=1):
        with st.container(key=f"screen_{n}", gap=None):
            screen_head(choice.board(screen.lift), screen)
            with st.container(key=f"body_{n}", gap=None):
                SCREENS[screen.kind](choice, screen)
            screen_foot(choice, screen, n, len(sequence))
