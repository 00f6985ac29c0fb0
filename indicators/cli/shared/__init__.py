"""What all commands share: how they are asked, and how they answer."""

from indicators.cli.shared.files import FileRefusedError, write_new
from indicators.cli.shared.output import Result
from indicators.cli.shared.usage import (
    Command,
    Group,
    OneOf,
    explain_usage,
    month_of,
    through_option,
    whole_number,
)

__all__ = [
    "Command", "FileRefusedError", "Group", "OneOf", "Result", "explain_usage", "month_of", "through_option", "whole_number",
    "write_new",
]  # fmt: skip
