"""The history of what was uploaded: the versions of a plan with who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.frames import records
from indicators.uploads.commit import commit_upload, withdraw_upload
from indicators.uploads.history import plan_versions
from tests.reports import ADMINISTRATOR, ECONOMY, previewed

if TYPE_CHECKING:
    from indicators.store.store import Store


def revise(store: Store, target: str, note: str) -> str:
    """Revise the target of 规上工业总产值; the upload's id."""
    preview = previewed(store, f"指标,单位,2024年目标\n规上工业总产值,亿元,{target}".encode(), ECONOMY)
    return commit_upload(store, preview, confirmed=True, note=note).upload


def test_versions_of_a_plan(store: Store) -> None:
    """The original comes first; each revision has its author and its reason."""
    revise(store, "突破2600亿元", "年中调整")
    revise(store, "2550", "再次调整")
    versions = records(plan_versions(store, "industrial_output", 2024))
    assert [(v["target"], v["by"], v["reason"]) for v in versions] == [
        (2500.0, "系统", ""),
        (2600.0, "经发局", "年中调整"),
        (2550.0, "经发局", "再次调整"),
    ]
    assert versions[1]["wording"] == "突破2600亿元"
    assert plan_versions(store, "industrial_output", 2025).empty


def test_a_withdrawn_revision_is_none(store: Store) -> None:
    """What was taken back stands no more among the versions."""
    upload = revise(store, "2600", "年中调整")
    withdraw_upload(store, upload, ADMINISTRATOR)
    assert plan_versions(store, "industrial_output", 2024)["target"].tolist() == [2500.0]
