"""An object store on this machine: moto's S3 in a process of its own, for tables under ``s3://``.

``python -m tests.s3 PORT`` starts it by itself, with the empty bucket ``sixlifts``.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.request import urlopen

from tests.browser.server import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUCKET: Final = "sixlifts"
_GO, _COME = "/_test/away", "/_test/back"


@dataclass(frozen=True)
class ObjectStore:
    """A running object store.

    Attributes:
        port: where it answers.
        process: it itself.
    """

    port: int
    process: subprocess.Popen[bytes]

    @property
    def root(self) -> str:
        """Where tables may be kept."""
        return f"s3://{BUCKET}/{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a server needs to keep its tables there."""
        return {
            "SIXLIFTS_DATA": self.root,
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    @contextmanager
    def away(self) -> Iterator[None]:
        """Answer nothing but 503 for a while."""
        self._tell(_GO)
        try:
            yield
        finally:
            self._tell(_COME)

    def _tell(self, path: str) -> None:
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            assert answer.status == 204


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """Start one with an empty bucket, end it afterwards; what it holds is in its memory only."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.s3", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield ObjectStore(port, process)
    finally:
        process.kill()
        process.wait()


class _Answers:
    """One at a time: moto looks whether an object exists and then writes it; two might both find that it does not."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._away = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        path = environ["PATH_INFO"]
        if path in {_GO, _COME}:
            self._away = path == _GO
        elif not self._away:
            with self._lock:
                return self._app(environ, start_response)
        start_response(
            "204 No Content" if path in {_GO, _COME} else "503 Slow Down", [("content-length", "0")]
        )
        return []


def _serve(port: int) -> None:
    from moto.core import DEFAULT_ACCOUNT_ID
    from moto.s3.models import s3_backends
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    # Connections stay open between requests, as those of a real store do.
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    s3_backends[DEFAULT_ACCOUNT_ID]["aws"].create_bucket(BUCKET, "us-east-1")
    app = _Answers(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", port, app, threaded=True)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
