"""Withdraw and restore: what was before comes back, and back again, on record; by whoever may."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.access import NotAllowedError, Reporter
from indicators.store.errors import StoreError
from indicators.store.schemas import DEMO
from indicators.store.seed import open_store
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.uploaded_files import UploadedFiles
from indicators.store.withdrawal import remove_origin, withdraw_rows
from indicators.uploads.commit import commit_upload, restore_upload, withdraw_upload
from indicators.uploads.history import differences_of_upload, list_uploads
from tests.reports import ADMINISTRATOR, ECONOMY, SCIENCE, all_at_once, output, previewed, state_of, value_of
from tests.store_helpers import copied, in_charge

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def store(tmp_path: Path, seeded: Store) -> Store:
    """Plan and public figures, and 700 for September 2024 reported by 经发局."""
    store = copied(seeded, tmp_path / "数据 表")
    commit_upload(store, previewed(store, output(700), ECONOMY), confirmed=True)
    return store


def committed(store: Store, value: float) -> str:
    """The id of an upload of this value."""
    return commit_upload(store, previewed(store, output(value), ECONOMY), confirmed=True).upload


def test_withdraw_and_restore(store: Store) -> None:
    """Withdrawing brings back the value before, restoring the very same state; both are on record, the file stays."""
    before = state_of(store)
    upload = committed(store, 710)
    after = state_of(store)
    for _ in range(2):
        assert withdraw_upload(store, upload, ECONOMY) == 1
        assert value_of(store) == 700
        assert state_of(store) == before
        newest = list_uploads(store).iloc[0]
        assert (newest["upload"], newest["stands"], newest["last_by"]) == (upload, False, "经发局")
        assert restore_upload(store, upload, ADMINISTRATOR) == 1
        assert value_of(store) == 710
        assert state_of(store) == after
        newest = list_uploads(store).iloc[0]
        assert (newest["stands"], newest["last_action"], newest["last_by"]) == (True, "restore", "本机管理员")
    assert UploadedFiles(store).read(upload) == ("9月.csv", output(710))
    assert len(list_uploads(store)) == 2


def test_restored_value_does_not_overtake_a_later_one(store: Store) -> None:
    """A value reported after the upload still wins once the upload comes back."""
    upload = committed(store, 710)
    withdraw_upload(store, upload, ECONOMY)
    later = committed(store, 720)
    restore_upload(store, upload, ECONOMY)
    assert value_of(store) == 720
    withdraw_upload(store, later, ECONOMY)
    assert value_of(store) == 710


def test_withdrawing_an_overtaken_upload(store: Store) -> None:
    """Withdrawing what a later upload has overtaken leaves the later value as it is."""
    upload = committed(store, 710)
    committed(store, 720)
    withdraw_upload(store, upload, ECONOMY)
    assert value_of(store) == 720


def test_not_twice(store: Store) -> None:
    """Neither can be done twice, nor to an unknown upload; each has its own message and writes nothing."""
    upload = committed(store, 710)
    with pytest.raises(StoreError, match="没有被撤回"):
        restore_upload(store, upload, ECONOMY)
    withdraw_upload(store, upload, ECONOMY)
    before = store.snapshot().versions
    with pytest.raises(StoreError, match="已由经发局撤回"):
        withdraw_upload(store, upload, ECONOMY)
    for act in (withdraw_upload, restore_upload):
        for unknown in ("nobody' OR '1'='1", "seed"):
            with pytest.raises(StoreError, match="没有编号为"):
                act(store, unknown, ADMINISTRATOR)
    assert store.snapshot().versions == before


def test_somebody_elses_upload(store: Store) -> None:
    """Somebody else's upload is withdrawn and restored by administrators only."""
    upload = committed(store, 710)
    before = store.snapshot().versions
    with pytest.raises(NotAllowedError, match="这是经发局的上报"):
        withdraw_upload(store, upload, SCIENCE)
    assert store.snapshot().versions == before
    withdraw_upload(store, upload, ADMINISTRATOR)
    with pytest.raises(NotAllowedError, match="这是经发局的上报"):
        restore_upload(store, upload, SCIENCE)


@pytest.mark.parametrize(
    "now",
    [Reporter("经发局", "department", frozenset({"space"})), Reporter("经发局", "department", frozenset())],
)
def test_what_is_no_longer_theirs(store: Store, now: Reporter) -> None:
    """What a department reported it may take back and bring back, whoever answers for it by now."""
    upload = committed(store, 710)
    in_charge(store, industrial_output="招商局")
    assert withdraw_upload(store, upload, now) == 1
    assert value_of(store) == 700
    assert restore_upload(store, upload, now) == 1
    assert value_of(store) == 710


def test_what_only_administrators_change(store: Store) -> None:
    """A year that an administrator closed is not opened again by a department that now has the same name."""
    closing = pd.DataFrame(
        [{"year": 2024, "subject": "gazelles", "lift": "innovation", "status": "achieved"}]
    )
    upload = Upload.new("经发局", file="2024年年终")
    store.append("closings", closing, upload)
    with pytest.raises(NotAllowedError, match="只有管理员可以撤回或恢复"):
        withdraw_upload(store, upload.id, ECONOMY)
    assert withdraw_upload(store, upload.id, ADMINISTRATOR) == 1


@pytest.mark.processes
def test_processes_withdraw_and_restore_at_once(store: Store) -> None:
    """Of processes that do the same at once one does it and the others hear so; it can still be undone."""
    upload = committed(store, 710)
    after = state_of(store)
    for what, value in (("withdraw", 700), ("restore", 710)):
        outcomes = sorted(all_at_once(*[(store.root, what, upload)] * 3))
        assert outcomes[0] == "1"
        assert all("撤回" in line for line in outcomes[1:]), outcomes
        assert value_of(store) == value
    assert state_of(store) == after
    assert store.history()["action"].isin(["withdraw", "restore"]).sum() == 2


@pytest.mark.parametrize(("act", "between"), [(withdraw_upload, "open"), (restore_upload, "log_at")])
def test_somebody_was_first(
    store: Store, monkeypatch: pytest.MonkeyPatch, act: Callable[..., int], between: str
) -> None:
    """Who looked before another one did the same, and writes after it, does not do it twice."""
    upload = committed(store, 710)
    if act is restore_upload:
        withdraw_upload(store, upload, ECONOMY)
    original = getattr(Store, between)
    # Before all of it the list of uploads is looked at, which opens no table of its own once it is known.
    list_uploads(store)
    store.snapshot()

    def late(self: Store, *arguments: Any) -> Any:
        monkeypatch.undo()
        assert act(Store(store.root), upload, ADMINISTRATOR) == 1
        return original(self, *arguments)

    monkeypatch.setattr(Store, between, late)
    with pytest.raises(StoreError, match="撤回"):
        act(store, upload, ECONOMY)
    action = "restore" if act is restore_upload else "withdraw"
    assert (store.history()["action"] == action).sum() == 1
    assert store.snapshot().log["observations"]["upload"].eq(upload).sum() == (act is restore_upload)


@pytest.mark.processes
def test_withdraw_while_others_report(store: Store, tmp_path: Path) -> None:
    """Reports of others, committed in the same moment, neither stop a withdrawal nor get lost by it."""
    upload = committed(store, 710)
    files = [tmp_path / "10月.csv", tmp_path / "11月.csv"]
    for month, file in enumerate(files, start=10):
        file.write_bytes(output(month * 80.0, first=month))
    outcomes = all_at_once(
        (store.root, "withdraw", upload), *[(store.root, "commit", file) for file in files]
    )
    assert outcomes[0] == "1"
    assert [value_of(store, period=f"2024-{m}") for m in ("09", "10", "11")] == [700, 800, 880]


def test_clocks_differ(store: Store) -> None:
    """The tables' versions decide what was done last: a machine whose clock is slow confuses nothing."""
    upload = committed(store, 710)
    withdraw_upload(store, upload, ECONOMY)
    newest = store.snapshot().versions["observations"]
    log = Path(store.root) / "observations" / "_delta_log" / f"{newest:020}.json"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if "commitInfo" in line:
            line["commitInfo"]["timestamp"] -= 3_600_000
    log.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    shutil.rmtree(Path(store.root) / "observations" / "_checksums")  # of the log as it was
    store = open_store(store.root)
    assert not list_uploads(store)["stands"].iloc[0]
    assert restore_upload(store, upload, ECONOMY) == 1


def test_differences_stay_on_record(store: Store) -> None:
    """What an upload changed is read from the tables as they were, even after it was withdrawn and others came."""
    upload = committed(store, 710)
    wanted = [["规上工业总产值", "2024-09", 700, "亿元", 710, "亿元", 2]]
    assert differences_of_upload(store, upload, first=200).to_numpy().tolist() == wanted
    committed(store, 720)
    withdraw_upload(store, upload, ECONOMY)
    assert differences_of_upload(store, upload, first=200).to_numpy().tolist() == wanted
    with pytest.raises(StoreError, match="没有编号为“nie”"):
        differences_of_upload(store, "nie", first=200)


def test_unknown_upload(store: Store) -> None:
    """Withdrawing what was never uploaded says so and changes nothing."""
    before = store.snapshot().versions
    with pytest.raises(StoreError, match="没有编号为“nie'mals”"):
        withdraw_rows(store, "nie'mals", "丙")
    assert store.snapshot().versions == before


def test_one_action_removes_all_demonstration(store_with_demo: Store) -> None:
    """remove_origin takes every 演示 row out of every table; what is public stays."""
    assert remove_origin(store_with_demo, DEMO, "管理员") > 0
    snapshot = store_with_demo.snapshot()
    assert not any((frame["origin"] == DEMO).any() for frame in snapshot.log.values())
    assert len(snapshot.observations) == 23
