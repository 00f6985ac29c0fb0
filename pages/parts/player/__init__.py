"""The player of 会议放映: keys, touch, a timer or the operator turn the screens."""

from parts.player.player import mount_player, operator_selection, player_stage

__all__ = ["mount_player", "operator_selection", "player_stage"]
