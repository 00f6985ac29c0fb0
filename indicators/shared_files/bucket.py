"""Shared files in an object store: S3, or anything that speaks it and keeps to ``If-None-Match`` and ``If-Match``.

Where a server watches (``watched``), what was read once is answered from memory and looked at again once a second, so
that no page waits for the store, and all pages stand while it is away (``is_away``): then whatever else is asked is
refused at once. A process that does not watch asks each time.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from obstore import PutMode
    from obstore.store import ObjectStore

# A store that is away is said to be so within seconds, not after the three minutes that its client would try.
CONNECT_SECONDS: Final = 2
ANSWER_SECONDS: Final = 10
RETRIES: Final = 2
_ATTEMPTS: Final = 50


class Bucket:
    """Shared files below an address such as ``s3://bucket/tables``: see ``SharedFiles``."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        self.watched = self.is_away = False
        # What was read or listed here: name -> content, folder -> names; written to by one thread at a time.
        self._contents: dict[str, bytes | None] = {}
        self._folders: dict[str, list[str]] = {}
        self._writes = 0
        self._lock = threading.Lock()

    @cached_property
    def _store(self) -> ObjectStore:
        from obstore.store import from_url

        allow_http = os.environ.get("AWS_ALLOW_HTTP", "").lower() in {"1", "true"}
        return from_url(
            self.root,
            client_options={
                "timeout": timedelta(seconds=ANSWER_SECONDS),
                "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
                "allow_http": allow_http,
            },
            retry_config={"max_retries": RETRIES, "retry_timeout": timedelta(seconds=ANSWER_SECONDS)},
        )

    def place(self, name: str) -> str:
        """The address of a file."""
        return f"{self.root}/{name}"

    def read(self, name: str) -> bytes | None:
        """The content of a file; where this process watches, as it was a second ago."""
        if not self.watched or name not in self._contents:
            self._contents[name] = self._content(name)
        return self._contents[name]

    def read_now(self, name: str) -> bytes | None:
        """The content of a file as it is."""
        if name in self._contents:
            self._look(self._contents, name, self._content)
            return self._contents[name]
        return self._content(name)

    def replace(self, name: str, content: bytes) -> None:
        """Write a file."""
        self._put(name, content, "overwrite")

    def create(self, name: str, content: bytes) -> bool:
        """Write a file that is not there."""
        return self._put(name, content, "create")

    def change(self, name: str, decide: Callable[[bytes | None], bytes | None]) -> None:
        """Write what ``decide`` makes of the content."""
        for _ in range(_ATTEMPTS):
            before, tag = self._get(name)
            content = decide(before)
            if content is None or self._put(name, content, "create" if tag is None else {"e_tag": tag}):
                return
        msg = f"{self.place(name)}: others were first {_ATTEMPTS} times"
        raise OSError(msg)

    def names(self, folder: str) -> list[str]:
        """The names right in a folder; where this process watches, as they were a second ago."""
        if not self.watched or folder not in self._folders:
            self._folders[folder] = self.names_after(folder)
        return self._folders[folder]

    def names_after(self, folder: str, name: str = "") -> list[str]:
        """The names in a folder, as they are now, that come after this one in the order of their letters."""
        import obstore

        with self._asked():
            found = obstore.list(self._store, folder, offset=f"{folder}/{name}" if name else None).collect()
        return [entry["path"].removeprefix(f"{folder}/") for entry in found]

    def delete(self, name: str) -> None:
        """Delete a file."""
        import obstore

        with self._asked():
            obstore.delete(self._store, name)
        self._keep(name, None)

    def look(self) -> None:
        """Read again what is kept in memory; ``OSError`` where the store is away, which is then known."""
        try:
            with _as_os_error():
                self._store_answers()
        except OSError:
            self.is_away = True
            raise
        self.is_away = False
        for name in list(self._contents):
            self.read_now(name)
        for folder in list(self._folders):
            self._look(self._folders, folder, self.names_after)

    def _store_answers(self) -> None:
        import obstore

        with suppress(FileNotFoundError):
            obstore.head(self._store, "tables.txt")

    def _look(self, kept: dict[str, Any], name: str, read: Callable[[str], Any]) -> None:
        writes = self._writes
        found = read(name)
        with self._lock:
            if writes == self._writes:  # what was written here meanwhile is newer
                kept[name] = found

    def _keep(self, name: str, content: bytes | None) -> None:
        """Let this process see at once what it has written."""
        folder, _, last = name.rpartition("/")
        with self._lock:
            self._writes += 1
            if name in self._contents:
                self._contents[name] = content
            if folder in self._folders:
                others = [other for other in self._folders[folder] if other != last]
                self._folders[folder] = others if content is None else [*others, last]

    def _content(self, name: str) -> bytes | None:
        return self._get(name)[0]

    def _get(self, name: str) -> tuple[bytes | None, str | None]:
        """Content and version of a file as it is."""
        import obstore

        with self._asked():
            try:
                found = obstore.get(self._store, name)
            except FileNotFoundError:
                return None, None
            return bytes(found.bytes()), found.meta["e_tag"]

    def _put(self, name: str, content: bytes, mode: PutMode) -> bool:
        """Write unless somebody was first."""
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with self._asked():
            try:
                obstore.put(self._store, name, content, mode=mode)
            except (AlreadyExistsError, PreconditionError):
                return False
        self._keep(name, content)
        return True

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Around a request: none is made while the store is known to be away."""
        if self.watched and self.is_away:
            msg = f"{self.root} is away"
            raise OSError(msg)
        with _as_os_error():
            yield


@contextmanager
def _as_os_error() -> Iterator[None]:
    """What the store's client raises as what a folder would."""
    from obstore.exceptions import BaseError

    try:
        yield
    except BaseError as error:
        raise OSError(str(error).split("\n", 1)[0]) from error
