"""Upkeep of the tables: what is damaged, what can be restored, backups and their way back."""

from indicators.upkeep.backup import Backup, make_backup
from indicators.upkeep.backup_file import Contents
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.last_backup import LastBackup, last_backup
from indicators.upkeep.restore import restore
from indicators.upkeep.table_log import Commit
from indicators.upkeep.verify import Finding, Verified, verify

__all__ = [
    "Backup", "Commit", "Contents", "Finding", "LastBackup", "UpkeepError", "Verified", "last_backup", "make_backup", "restore",
    "verify",
]  # fmt: skip
