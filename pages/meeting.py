"""会议放映: every screen of the meeting is drawn at once; the player turns them in the browser."""

from __future__ import annotations

import streamlit as st

from parts import meeting_choice, player, screen_item, screen_lift, screen_parts, screen_tasks, screen_zone

DRAWN = {
    "notice": screen_zone.notice_screen,
    "title": screen_zone.title_screen,
    "overall": screen_zone.overall_screen,
    "lift": screen_lift.lift_screen,
    "item": screen_item.item_screen,
    "tasks": screen_tasks.task_screen,
    "closing": screen_zone.closing_screen,
}

screen_parts.style_sheet()
choice = meeting_choice.chosen_meeting()
sequence = meeting_choice.chosen_screens(choice)
meeting_choice.start_player(choice, sequence)
with player.player_stage():
    for n, screen in enumerate(sequence, start=1):
        with st.container(key=f"screen_{n}", gap=None):
            screen_parts.screen_head(choice.board(screen.lift), screen)
            with st.container(key=f"body_{n}", gap=None):
                DRAWN[screen.kind](choice, screen)
            screen_parts.screen_foot(choice.board(screen.lift), screen, n, len(sequence), choice.name)
