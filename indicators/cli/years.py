"""``python -m indicators year``: what is done with a plan year."""

from __future__ import annotations

from indicators.cli.closing import CLOSING_COMMANDS
from indicators.cli.usage import Group

year_commands = Group("year", help="年度：全年结果、关账、重新打开")

for _command in CLOSING_COMMANDS:
    year_commands.add_command(_command)
