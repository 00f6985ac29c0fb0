"""How commands answer: JSON for programs, text for people."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass


@dataclass
class Output:
    """Where a command prints; each gets it as its first argument (``click.pass_obj``).

    Attributes:
        as_json: whether ``--json`` was given.
    """

    as_json: bool = False

    def say(self, answer: object, text: str) -> None:
        """Print the answer as ``--json`` asks for it."""
        if self.as_json:
            print_json(answer)
        else:
            print(text)

    def refuse(self, reason: object) -> None:
        """Print why nothing was done."""
        if self.as_json:
            print_json({"error": str(reason)})
        else:
            print(reason, file=sys.stderr)


def print_json(value: object) -> None:
    """Print JSON that is JSON: NaN is refused."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
