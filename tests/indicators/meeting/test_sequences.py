"""Which screens, in which order, under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.access import NotAllowedError
from indicators.meeting.saving import EditionError
from indicators.meeting.sequences import find_sequence, list_sequences, remove_sequence, save_sequence
from tests.reports import ECONOMY, SCIENCE

if TYPE_CHECKING:
    from indicators.store.store import Store

ORDER = ("title", "lift:space", "item:li_auto_deliveries", "closing")


def test_saved(store: Store) -> None:
    """It comes back under its name, in its order, each screen once."""
    saved = save_sequence(store, " 短会 ", [*ORDER, "title"], ECONOMY)
    assert (saved.name, saved.order, saved.by) == ("短会", ORDER, "经发局")
    assert find_sequence(store.snapshot(), "短会") == saved


def test_saved_again(store: Store) -> None:
    """The same name is replaced, whoever saves it; the older order stays on record."""
    save_sequence(store, "短会", ORDER, ECONOMY)
    save_sequence(store, "长会", ORDER, ECONOMY)
    save_sequence(store, "短会", ORDER[:2], SCIENCE)
    assert [(s.name, s.order, s.by) for s in list_sequences(store.snapshot())] == [
        ("短会", ORDER[:2], "科技局"),
        ("长会", ORDER, "经发局"),
    ]
    assert len(store.snapshot().log["sequences"]) == 3


def test_removed(store: Store) -> None:
    """It is off the list, and can be saved anew."""
    save_sequence(store, "短会", ORDER, ECONOMY)
    remove_sequence(store, "短会", SCIENCE)
    assert list_sequences(store.snapshot()) == ()
    with pytest.raises(EditionError, match="没有名为“短会”的放映顺序，还没有保存过"):
        remove_sequence(store, "短会", SCIENCE)
    assert save_sequence(store, "短会", ORDER, ECONOMY).order == ORDER


def test_refused(store: Store) -> None:
    """No screens, no name, nobody known, a name that is not there: each says what would be right."""
    save_sequence(store, "短会", ORDER, ECONOMY)
    with pytest.raises(EditionError, match="至少选择一屏"):
        save_sequence(store, "空", [], ECONOMY)
    with pytest.raises(EditionError, match="放映顺序的名称“”不对"):
        save_sequence(store, "", ORDER, ECONOMY)
    with pytest.raises(NotAllowedError):
        save_sequence(store, "短会", ORDER, None)
    with pytest.raises(EditionError, match="没有名为“常会”的放映顺序，可用：短会"):
        find_sequence(store.snapshot(), "常会")
