"""The screens of a meeting."""

from parts.meeting.choice import chosen_meeting, chosen_screens, start_player
from parts.meeting.screen_item import item_screen
from parts.meeting.screen_lift import lift_screen
from parts.meeting.screen_overall import overall_screen
from parts.meeting.screen_parts import load_styles, screen_foot, screen_head
from parts.meeting.screen_tasks import task_screen
from parts.meeting.screen_zone import closing_screen, notice_screen, title_screen

__all__ = [
    "chosen_meeting", "chosen_screens", "closing_screen", "item_screen", "lift_screen", "load_styles",
    "notice_screen", "overall_screen", "screen_foot", "screen_head", "start_player", "task_screen",
    "title_screen",
]  # fmt: skip
