"""How commands answer: JSON for programs, text for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def say(options: argparse.Namespace, as_json: object, text: str) -> None:
    """Print what ``--json`` asks for."""
    if options.json:
        print_json(as_json)
    else:
        print(text)


def print_json(value: object) -> None:
    """Print JSON that is JSON: NaN is refused."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
