"""The command line ``python -m indicators``: on click, in Chinese."""

from indicators.cli.keys import print_first_key
from indicators.cli.main import main

__all__ = ["main", "print_first_key"]
