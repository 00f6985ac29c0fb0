"""``python -m indicators year``: plan years, from their draft to their closing."""

from indicators.cli.plan_years.years import year_commands

__all__ = ["year_commands"]
