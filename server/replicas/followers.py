"""How many follow a meeting on all servers: each writes its number into one small file, ``meetings/<edition>.followers.json``."""

from __future__ import annotations

import time
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from indicators.settings import data_root
from indicators.shared_files import shared_files

if TYPE_CHECKING:
    from collections.abc import Mapping

# A number is written again while anybody follows, and counts no more when its server has died.
AGAIN_SECONDS: Final = 10.0
FORGOTTEN_SECONDS: Final = 30.0
_NUMBERS: Final = TypeAdapter(dict[str, tuple[int, float]])


class Followers:
    """The numbers of one edition as a server tells and hears them.

    Both methods are slow: call them in a thread. Where the file cannot be read or written, nobody else is counted.
    """

    def __init__(self, edition: str) -> None:
        self._file = f"meetings/{edition}.followers.json"
        self._server = uuid.uuid4().hex
        self._told, self._told_at = 0, 0.0

    def tell(self, number: int) -> None:
        """Let the other servers know how many follow here."""
        is_known = number == self._told and time.monotonic() < self._told_at + AGAIN_SECONDS
        if is_known or number == self._told == 0:
            return

        def changed(content: bytes | None) -> bytes:
            others = {server: entry for server, entry in _recent(content).items() if server != self._server}
            return _NUMBERS.dump_json(others | ({self._server: (number, time.time())} if number else {}))

        with suppress(OSError):
            shared_files(data_root()).change(self._file, changed)
        self._told, self._told_at = number, time.monotonic()

    def elsewhere(self) -> int:
        """How many follow on the other servers."""
        with suppress(OSError):
            numbers = _recent(shared_files(data_root()).read_now(self._file))
            return sum(number for server, (number, _) in numbers.items() if server != self._server)
        return 0


def _recent(content: bytes | None) -> Mapping[str, tuple[int, float]]:
    with suppress(ValidationError):
        since = time.time() - FORGOTTEN_SECONDS
        return {
            server: (number, at)
            for server, (number, at) in _NUMBERS.validate_json(content or b"{}").items()
            if at > since
        }
    return {}
