"""The meeting: what is shown, in which order, and as which edition."""

from indicators.meeting.diff import diff_snapshots
from indicators.meeting.editions import (
    Edition,
    find_edition,
    free_name,
    freeze_edition,
    list_editions,
    open_edition,
    rename_edition,
    restore_edition,
    suggested_name,
    withdraw_edition,
)
from indicators.meeting.leading import follower_ticket, hand_over, may_follow, may_lead
from indicators.meeting.saving import EditionError
from indicators.meeting.screen_origin import simulated_text, source_text
from indicators.meeting.screens import BEHIND, FIGURES_A_ROW, Screen, build_screens, lift_names
from indicators.meeting.sequences import (
    SavedSequence,
    find_sequence,
    list_sequences,
    remove_sequence,
    save_sequence,
)
from indicators.meeting.speaker_notes import last_meeting, speaker_notes

__all__ = [
    "BEHIND", "FIGURES_A_ROW", "Edition", "EditionError", "SavedSequence", "Screen", "build_screens",
    "diff_snapshots", "find_edition", "find_sequence", "follower_ticket", "free_name", "freeze_edition",
    "hand_over", "last_meeting", "lift_names", "list_editions", "list_sequences", "may_follow", "may_lead",
    "open_edition", "remove_sequence", "rename_edition", "restore_edition", "save_sequence", "simulated_text",
    "source_text", "speaker_notes", "suggested_name", "withdraw_edition",
]  # fmt: skip
