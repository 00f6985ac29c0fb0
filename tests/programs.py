"""``python -m tests.programs`` makes sure that a browser, Chinese letters and LibreOffice are on this machine.

All at once: each run of Debian's installer reads its lists anew.
"""

from __future__ import annotations

import sys

from tests import office
from tests.browser import chromium
from tests.debian import install


def main() -> int:
    """Install what is missing where that is possible; exit code 1 if something still is."""
    install([*chromium.missing(), *office.missing()])
    lacking = [program.ADVICE for program in (chromium, office) if program.find() is None]
    sys.stderr.writelines(f"{advice}\n" for advice in lacking)
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main())
