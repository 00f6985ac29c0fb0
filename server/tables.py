"""The one store that HTTP answers from: tables are read again only when they have changed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from indicators.seed import open_store
from indicators.settings import data_root

if TYPE_CHECKING:
    from indicators.store import Store


def store() -> Store:
    """The store of this process; made with its tables on the first call."""
    return _store(data_root())


@cache
def _store(root: str) -> Store:
    return open_store(root)
