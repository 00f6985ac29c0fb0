"""Upkeep of the tables: what is damaged, what can be restored, backups and their way back."""

from indicators.upkeep.last_backup import LastBackup, last_backup

__all__ = ["LastBackup", "last_backup"]
