"""Files are read in a process of their own: one that makes a library abort, panic, hang or swell ends that process alone.

At most ``PROCESSES`` wait for files, each started when it is needed, used again, and replaced when it has ended.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Final

from indicators.reading.formats import decode
from indicators.reading.issues import Issue, ReadingError, issue

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from typing import IO

    from indicators.reading.parsed import DecodedFile, ReadOverrides

PROCESSES: Final = 2
# Seconds of the processor for one file; the largest takes a third of it on a slow machine. Not on Windows.
CPU_LIMIT: Final = 20
# Seconds for one file, on a machine that has other things to do.
TIME_LIMIT = 60.0
# Bytes beyond what the process takes before its first file; on Linux only.
MEMORY_LIMIT: Final = 1024 << 20
# Python keeps the memory that a large file took: after such a one the process is replaced.
_SPENT: Final = 400 << 20
# Seconds until a new process has loaded its libraries, on a machine that is busy.
_START_LIMIT: Final = 120.0
_FOLDER: Final = Path(__file__).parents[2]
_log = logging.getLogger("sixlifts")


class _EndedError(Exception):
    """The process has ended, or was ended because it took too long."""


class _Reader:
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, [str(_FOLDER), os.environ.get("PYTHONPATH")]))
        # Not multiprocessing: it would load the server's own script again.
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from indicators.reading.isolation import serve; serve()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path},
        )  # fmt: skip
        self._is_ready = False

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def read(
        self, content: bytes, name: str, overrides: ReadOverrides | None
    ) -> tuple[DecodedFile | Issue, bool]:
        """A file as cells, or why not; and whether the process may be asked again."""
        if not self._is_ready:
            self._exchange(None, _START_LIMIT)
            self._is_ready = True
        return self._exchange((content, name, overrides), TIME_LIMIT)

    def _exchange(self, request: object, seconds: float) -> tuple[DecodedFile | Issue, bool]:
        assert self._process.stdin is not None  # noqa: S101 - for mypy: both are pipes
        assert self._process.stdout is not None  # noqa: S101
        timer = Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            _send(self._process.stdin, pickle.dumps(request))
            answer: tuple[DecodedFile | Issue, bool] = pickle.load(self._process.stdout)  # noqa: S301 - our own process
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.end()
            raise _EndedError from error
        finally:
            timer.cancel()
        return answer

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What could not be sent is lost.
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


# The process used last comes first, so that the second is started only while the first is busy.
_places: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
for _ in range(PROCESSES):
    _places.put(None)


def decode_apart(content: bytes, name: str, overrides: ReadOverrides | None = None) -> DecodedFile:
    """A file as cells, like ``decode``, read by another process.

    Raises:
        ReadingError: as ``decode``, or the process did not survive the file.
    """
    reader = _places.get()
    try:
        reader = reader if reader is not None and reader.is_alive else _Reader()
        answer, may_go_on = reader.read(content, name, overrides)
        if not may_go_on:
            reader.end()
    except _EndedError:
        _log.warning("a file ended the process that read it")
        raise ReadingError(issue("damaged.ended", seconds=round(TIME_LIMIT))) from None
    finally:
        _places.put(reader)
    if isinstance(answer, Issue):
        raise ReadingError(answer)
    return answer


def start_reader() -> None:
    """Start the process that the first file would wait for."""
    reader = _places.get()
    try:
        reader = reader if reader is not None and reader.is_alive else _Reader()
    finally:
        _places.put(reader)


def serve() -> None:
    """Read the files that come on standard input, until it ends or nobody waits for the answer any more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer.
    os.dup2(2, 1)
    # Ctrl+C is meant for the server, which closes the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            _send(answers, _answer(pickle.load(requests)))  # noqa: S301 - from the server


def _answer(request: tuple[bytes, str, ReadOverrides | None] | None) -> bytes:
    """A pickle of the file's cells or an issue, and whether another file may be asked for."""
    if request is None:
        return pickle.dumps(None)
    _limit_time()
    try:
        return pickle.dumps((decode(*request), _in_proc("VmHWM") < _SPENT))
    except ReadingError as error:
        found = error.issue
    except MemoryError:
        # There may not be enough left for an answer; the server notices the end.
        os._exit(1)
    # Libraries in Rust panic past Exception, and a file may nest deeper than Python calls.
    except BaseException as error:  # noqa: BLE001
        _log.warning("a file could not be read: %s", type(error).__name__)
        found = issue("damaged")
    return pickle.dumps((found, _in_proc("VmHWM") < _SPENT))


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(message)
    pipe.flush()


def _limit_memory() -> None:
    if sys.platform == "linux":
        limit = _in_proc("VmSize") + MEMORY_LIMIT
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        # What is left of a process that aborts would hold the file.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """End also where the server does not wait any more."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (round(time.process_time()) + CPU_LIMIT, hard))


def _in_proc(entry: str) -> int:
    """Bytes of memory that Linux says of this process: VmSize, VmHWM (the most so far); 0 on other systems."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(f"{entry}:"))
