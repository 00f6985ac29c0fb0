"""``python -m indicators verify``, ``repair``, ``backup`` and ``restore FILE``: the tables kept whole."""

from indicators.cli.upkeep.backups import backup_command, restored_backup
from indicators.cli.upkeep.checking import repair_command, verify_command

__all__ = ["backup_command", "repair_command", "restored_backup", "verify_command"]
