"""What all commands share: how they are asked, and how they answer."""

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
    "Command", "Group", "OneOf", "Result", "explain_usage", "month_of", "through_option", "whole_number",
]  # fmt: skip
