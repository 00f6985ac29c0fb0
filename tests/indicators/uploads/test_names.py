"""Names of their own that departments have for indicators: remembered with an upload, listed, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.access import NotAllowedError
from indicators.frames import records
from indicators.store.errors import StoreError
from indicators.uploads.commit import commit_upload
from indicators.uploads.names import forget_name, list_names
from indicators.validation import UploadDecisions
from tests.reports import ADMINISTRATOR, ECONOMY, SCIENCE, previewed, value_of
from tests.upload_helpers import codes, file

if TYPE_CHECKING:
    from indicators.store.store import Store

OWN = "我局产值"
# An alias of the catalogue's.
ALIAS = "规上产值"


def report(store: Store, name: str, value: float, meaning: str | None = None) -> list[str]:
    """Report a value under a name, explained or not; what was found."""
    decisions = UploadDecisions(names={name: meaning} if meaning else {})
    preview = previewed(store, file(f"{name},,2024-09,{value}"), ECONOMY, decisions=decisions)
    if preview.accepted:
        commit_upload(store, preview, confirmed=True)
    return codes(preview)


def test_listed(store: Store) -> None:
    """A name that was explained is listed with whose it is, what it means, who said so and when."""
    report(store, OWN, 700, "industrial_output")
    (row,) = records(list_names(store.snapshot()))
    assert (row["department"], row["name"], row["indicator"]) == ("经发局", OWN, "industrial_output")
    assert (row["label"], row["by"]) == ("规上工业总产值", "经发局")
    assert row["at"] == store.snapshot().names["reported_at"].iloc[0]


def test_forgotten(store: Store) -> None:
    """A forgotten name is asked about again, its values stay, and who forgot it is on record."""
    report(store, OWN, 700, "industrial_output")
    forget_name(store, "经发局", OWN, ADMINISTRATOR)
    assert list_names(store.snapshot()).empty
    assert value_of(store) == 700.0
    assert "error unknown_indicator" in report(store, OWN, 710)
    history = store.history()
    assert history[history["table"] == "names"]["by"].tolist()[0] == ADMINISTRATOR.name


def test_explained_anew(store: Store) -> None:
    """After it was forgotten a name can be given another meaning."""
    report(store, OWN, 700, "industrial_output")
    forget_name(store, "经发局", OWN, ECONOMY)
    report(store, OWN, 900, "industrial_invoicing")
    assert list_names(store.snapshot())["indicator"].tolist() == ["industrial_invoicing"]


def test_the_catalogue_takes_over(store: Store) -> None:
    """A forgotten name that the catalogue has too means again what it means there."""
    report(store, ALIAS, 900, "industrial_invoicing")
    assert value_of(store) is None
    forget_name(store, "经发局", ALIAS, ECONOMY)
    assert report(store, ALIAS, 700) == []
    assert value_of(store) == 700.0


def test_not_theirs(store: Store) -> None:
    """Another department's name is forgotten by an administrator only; a name that is not there is said to be so."""
    report(store, OWN, 700, "industrial_output")
    with pytest.raises(NotAllowedError, match="经发局的名称"):
        forget_name(store, "经发局", OWN, SCIENCE)
    with pytest.raises(StoreError, match="科技局没有记住的名称“我局产值”"):
        forget_name(store, "科技局", OWN, SCIENCE)
    forget_name(store, "经发局", OWN, ECONOMY)
    with pytest.raises(StoreError, match="没有记住的名称"):
        forget_name(store, "经发局", OWN, ECONOMY)
