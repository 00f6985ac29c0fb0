"""For all tests: what passed once passes again, and markers say which tests need a server or a browser."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from indicators.store.seed import open_store
from indicators.uploads.commit import commit_upload
from tests import office, s3
from tests.browser.server import serve
from tests.closed_years import two_years
from tests.reports import ECONOMY, output, previewed
from tests.store_helpers import copied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pypdf import PdfReader

    from indicators.store.store import Store
    from tests.browser.server import StartServer
    from tests.s3 import ObjectStore

# Machines are noisy, so nothing is measured in time.
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("repeatable")

# Whoever asks for one of these fixtures, also by way of another, gets the marker.
MARKERS = {"browser": "browser", "start_server": "server", "as_pdf": "office", "object_store": "server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or a server, so that -m can leave it out."""
    for item in items:
        for fixture in MARKERS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKERS[fixture])


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Spare the collector all that was loaded: to look at it again after every few tests takes a good part of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Tests need no data after a power failure; a busy disk would take longer than they do."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def start_server() -> StartServer:
    """``serve``: whoever starts a server, and may end it, asks for it here."""
    return serve


@pytest.fixture(scope="session")
def object_store() -> Iterator[ObjectStore]:
    """An object store for all tests of this process: each keeps its tables below ``root`` in a folder of its own."""
    with s3.object_store() as running:
        yield running


@pytest.fixture
def bucket(object_store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    """The object store, reached from this process as from a server."""
    for name, value in object_store.environment.items():
        monkeypatch.setenv(name, value)
    return object_store


@pytest.fixture(scope="session")
def as_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], PdfReader]:
    """What LibreOffice makes of a file and its ending."""
    program = office.find()
    if program is None:
        # No skip: rules that nobody checked must not look kept.
        pytest.fail(office.ADVICE)
    return office.shown_by(program, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The seed alone, for tests that only read."""
    return open_store(str(tmp_path_factory.mktemp("seeded")), with_demo=False)


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Seed and demonstration, for tests that only read."""
    return open_store(str(tmp_path_factory.mktemp("simulated")), with_demo=True)


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory, seeded: Store) -> Store:
    """The seed and one value that a department reported, for tests that only read."""
    store = copied(seeded, tmp_path_factory.mktemp("reported"))
    commit_upload(store, previewed(store, output(1820.55), ECONOMY), confirmed=True)
    return store


@pytest.fixture(scope="session")
def open_year(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two plan years, none of them closed, for tests that only read."""
    return two_years(tmp_path_factory.mktemp("open"))


@pytest.fixture
def store(tmp_path: Path, seeded: Store) -> Store:
    """The seed alone, to be written to, in a folder whose name an office would give it."""
    return copied(seeded, tmp_path / "数据 表")


@pytest.fixture
def store_with_demo(tmp_path: Path, simulated: Store) -> Store:
    """Seed and demonstration, to be written to."""
    return copied(simulated, tmp_path / "演示 数据")


@pytest.fixture
def store_with_report(tmp_path: Path, reported: Store) -> Store:
    """The seed and one value that a department reported, to be written to."""
    return copied(reported, tmp_path / "已报 数据")
