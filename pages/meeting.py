"""会议放映: every screen of the meeting is drawn at once; the player turns them in the browser."""

from __future__ import annotations

import streamlit as st

from parts.meeting import (
    chosen_meeting,
    chosen_screens,
    closing_screen,
    item_screen,
    lift_screen,
    notice_screen,
    overall_screen,
    screen_foot,
    screen_head,
    start_player,
    style_sheet,
    task_screen,
    title_screen,
)
from parts.player import player_stage

DRAWN = {
    "notice": notice_screen,
    "title": title_screen,
    "overall": overall_screen,
    "lift": lift_screen,
    "item": item_screen,
    "tasks": task_screen,
    "closing": closing_screen,
}

style_sheet()
choice = chosen_meeting()
sequence = chosen_screens(choice)
start_player(choice, sequence)
with player_stage():
    for n, screen in enumerate(sequence, start=1):
        with st.container(key=f"screen_{n}", gap=None):
            screen_head(choice.board(screen.lift), screen)
            with st.container(key=f"body_{n}", gap=None):
                DRAWN[screen.kind](choice, screen)
            screen_foot(choice.board(screen.lift), screen, n, len(sequence), choice.name)
