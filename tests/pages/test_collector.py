"""A page's run costs the same after many uploads: nobody looks through the memory, and old tables are let go."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from streamlit import config

from indicators.store.seed import shared_store
from indicators.uploads.commit import commit_upload
from tests.reports import output, previewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest


@pytest.fixture
def _without_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_without_collector")
def test_page_after_an_upload(visit: Callable[..., AppTest]) -> None:
    """A page that was looked at before an upload holds none of the older tables, though no run starts the collector."""
    assert not config.get_option("runner.postScriptGC")
    app = visit("overview", lifts=None)
    old = weakref.ref(shared_store().snapshot())
    commit_upload(shared_store(), previewed(shared_store(), output(700)), confirmed=True)
    app.run()
    assert not app.exception
    assert old() is None
