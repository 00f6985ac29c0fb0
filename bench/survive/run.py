"""Whether it survives: ``python -m bench.survive.run [PART …]``, all parts one after the other where none is named.

``ROUNDS`` in the environment makes each part smaller or longer; see ``PARTS``.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from bench.survive.damage import clocks, damage
from bench.survive.harmful import files, requests
from bench.survive.kills import kills
from bench.survive.listeners import listeners
from bench.survive.soak import soak
from bench.survive.writers import writers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Name: what is done, and how often.
PARTS: Final[dict[str, tuple[Callable[[int], Iterator[str]], int]]] = {
    "kills": (kills, 200),  # uploads
    "writers": (writers, 100),  # uploads through each server
    "damage": (damage, 1),  # times each kind
    "clocks": (clocks, 1),  # times each clock
    "requests": (requests, 1000),
    "files": (files, 1000),
    "listeners": (listeners, 5),  # times two hundred
    "soak": (soak, 1),  # half hours
}


def main() -> None:
    """Run the parts and print what each found."""
    for name in sys.argv[1:] or PARTS:
        part, rounds = PARTS[name]
        print(f"\n{name}", flush=True)
        for line in part(int(os.environ.get("ROUNDS") or rounds)):
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
