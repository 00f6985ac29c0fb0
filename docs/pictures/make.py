"""Make every picture of the manuals from the running product.

``python -m docs.pictures.make [NAME …]``: all of them, or only those named (``story``, ``overview``, ``upload`` …). Two
servers are started on tables of their own, which are thrown away afterwards. Look at each picture before it is
committed: a browser draws what it was given, right or wrong.
"""  # noqa: INP001 - a script among its pictures

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs.pictures.stills import STILLS
from docs.pictures.story import make_story
from docs.pictures.visit import product

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from docs.pictures.visit import Visit

FOLDER: Final = Path(__file__).parent
STORY: Final = "story"
ENDINGS: Final = {STORY: ".webp"} | dict.fromkeys(STILLS, ".png")


def main(names: Collection[str]) -> int:
    """Make the pictures of these names, all of them where none is given; returns the exit code."""
    unknown = set(names) - set(ENDINGS)
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(ENDINGS)}\n")
        return 2
    wanted = set(names) or set(ENDINGS)
    if STORY in wanted:
        # The story begins before anything was reported.
        with product(demo=False) as visit:
            _make(STORY, make_story, visit)
    if wanted - {STORY}:
        with product(demo=True) as visit:
            # The order of the list: the later ones change the tables that the earlier ones show.
            for name in (name for name in STILLS if name in wanted):
                _make(name, STILLS[name], visit)
    return 0


def _make(name: str, draw: Callable[[Visit, Path], None], visit: Visit) -> None:
    path = FOLDER / f"{name}{ENDINGS[name]}"
    draw(visit, path)
    sys.stderr.write(f"{path.name}\t{path.stat().st_size / 1024:,.0f} KB\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
