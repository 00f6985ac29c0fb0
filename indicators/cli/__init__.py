"""The command line ``python -m indicators``: on click, in Chinese."""

from indicators.cli.keys import acting, say_first_key
from indicators.cli.main import main

__all__ = ["acting", "main", "say_first_key"]
