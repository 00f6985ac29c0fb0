"""Upkeep of the tables: what is damaged, what can be restored, backups and their way back."""

from indicators.upkeep.backup import Backup, make_backup
from indicators.upkeep.backup_file import Contents
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.noted import LastBackup, LastCheck, last_backup, last_check
from indicators.upkeep.repair import ASIDE, Deed, Repair, Step, repair
from indicators.upkeep.restore import restore
from indicators.upkeep.table_log import Commit
from indicators.upkeep.verify import Finding, Verified, verify

__all__ = [
    "ASIDE", "Backup", "Commit", "Contents", "Deed", "Finding", "LastBackup", "LastCheck", "Repair", "Step", "UpkeepError", "Verified",
    "last_backup", "last_check", "make_backup", "repair", "restore", "verify",
]  # fmt: skip
