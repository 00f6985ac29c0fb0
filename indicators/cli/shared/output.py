"""What a command returns."""

from __future__ import annotations

from typing import NamedTuple


class Result(NamedTuple):
    """What a command returns for ``main`` to print.

    Attributes:
        value: printed as JSON with ``--json``.
        text: printed without it.
        exit_code: 0 done, 1 refused.
    """

    value: object
    text: str
    exit_code: int = 0
