"""Texts that every visitor gets alike: compressed once, kept in memory, never again asked for by whoever has them."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import anyio
import brotli
from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

# The smallest first. Higher levels take six times as long for a twentieth less.
_ENCODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda content: brotli.compress(content, quality=5),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
    "identity": bytes,
}
_REFUSED: Final = re.compile(r"q=0(\.0*)?")
# What a name with a hash stands for never changes; a page's name stands for the newest release.
FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"


@dataclass(frozen=True)
class _Form:
    """The text in one encoding, and the tag by which a browser asks whether it still has it."""

    body: bytes
    etag: str


class KeptText:
    """One text as an ASGI app; each compressed form is made when it is first asked for.

    So at most three forms of it are in memory, and those nobody takes are never made.
    """

    def __init__(self, read: Callable[[], bytes], *, media_type: str, lifetime: str) -> None:
        self._read = read
        self._media_type = media_type
        self._lifetime = lifetime
        self._forms: dict[str, _Form] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the smallest form that the client takes, or with 304 where it has it."""
        request = Request(scope)
        encoding = smallest_encoding(request.headers.get("accept-encoding", ""))
        form = self._forms.get(encoding)
        if form is None:
            form = await anyio.to_thread.run_sync(self._make, encoding)
        headers = {"cache-control": self._lifetime, "etag": form.etag, "vary": "Accept-Encoding"}
        if form.etag in _tags(request.headers.get("if-none-match", "")):
            response = Response(status_code=304, headers=headers)
        else:
            if encoding != "identity":
                headers["content-encoding"] = encoding
            response = Response(form.body, headers=headers, media_type=self._media_type)
        await response(scope, receive, send)

    def _make(self, encoding: str) -> _Form:
        """Forty visitors at once wait for one compression."""
        with self._lock:
            if encoding not in self._forms:
                body = _ENCODERS[encoding](self._read())
                self._forms[encoding] = _Form(body, f'"{hashlib.sha256(body).hexdigest()[:16]}"')
            return self._forms[encoding]


def smallest_encoding(accepted: str) -> str:
    """The best of our encodings that a client's ``Accept-Encoding`` names and does not refuse.

    >>> smallest_encoding("gzip, deflate, br;q=0")
    'gzip'
    """
    names = set()
    for offer in accepted.lower().split(","):
        name, _, weight = offer.partition(";")
        if not _REFUSED.fullmatch(weight.strip()):
            names.add(name.strip())
    return next((name for name in _ENCODERS if name in names), "identity")


def _tags(if_none_match: str) -> set[str]:
    """Tags that a client has; a proxy that compresses marks them as weak."""
    return {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
