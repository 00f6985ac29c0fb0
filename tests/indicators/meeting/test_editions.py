"""An edition shows what the meeting was shown, whatever is reported afterwards."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from indicators.access import NotAllowedError, Reporter
from indicators.evaluation.board import board
from indicators.meeting.editions import (
    Edition,
    freeze_edition,
    list_editions,
    open_edition,
    rename_edition,
    restore_edition,
    suggested_name,
    withdraw_edition,
)
from indicators.meeting.saving import EditionError
from indicators.period import Period
from indicators.store.errors import StoreDamagedError
from indicators.store.schemas import SCHEMAS, SHOWN
from indicators.store.seed import open_store
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.uploads.commit import commit_upload, withdraw_upload
from tests.reports import ADMINISTRATOR, ECONOMY, SCIENCE, gazelles, output, previewed

SEPTEMBER = Period(2024, 9)
NAME = "2024年9月调度会"


@pytest.fixture
def store(store_with_report: Store) -> Store:
    """Plan and public figures, and one reported value."""
    return store_with_report


def frozen(store: Store, name: str = NAME, by: Reporter = ECONOMY) -> Edition:
    """A department freezes September."""
    return freeze_edition(store, name, SEPTEMBER, by)


def test_it_shows_what_was_shown(store: Store) -> None:
    """A later correction, and even a withdrawal of what was shown, leave every figure of the edition as it was."""
    edition = frozen(store)
    shown = board(store.snapshot(), None, SEPTEMBER)
    (upload,) = store.snapshot().observations.query("origin == '报送'")["upload"]
    commit_upload(store, previewed(store, output(1900.55)), confirmed=True)
    commit_upload(store, previewed(store, gazelles(75)), confirmed=True)
    withdraw_upload(store, upload, ADMINISTRATOR)
    found, tables = open_edition(store, edition.id)
    again = board(tables, None, found.through)
    pd.testing.assert_frame_equal(again.indicators, shown.indicators)
    pd.testing.assert_frame_equal(again.series, shown.series)
    pd.testing.assert_frame_equal(again.tasks, shown.tasks)
    assert board(store.snapshot(), None, SEPTEMBER).row("industrial_output")["actual"] == 1900.55


def test_what_is_kept(store: Store) -> None:
    """Name, month, note, order, who and when; versions of all that figures come from, and of nothing else."""
    before = store.snapshot().versions
    edition = freeze_edition(store, f" {NAME} ", SEPTEMBER, ECONOMY, ("title", "overall"), "第一次")
    assert list_editions(store.snapshot()) == (edition,)
    assert (edition.name, edition.through, edition.by) == (NAME, SEPTEMBER, "经发局")
    assert (edition.order, edition.note) == (("title", "overall"), "第一次")
    assert edition.versions == {table: before[table] for table in SHOWN}
    assert len(edition.id) == 8


def test_opened_once_for_all(store: Store) -> None:
    """A hundred who follow share one reading of the tables, and so one board."""
    edition = frozen(store)
    first = open_edition(store, edition.id)[1]
    frozen(store, "另一个")
    assert open_edition(store, edition.id)[1] is first


def test_numbers_do_not_move(store: Store) -> None:
    """Freezing writes to its own table only."""
    before = store.snapshot().versions
    frozen(store)
    after = store.snapshot().versions
    assert [table for table in SCHEMAS if after[table] != before[table]] == ["editions"]


def test_newest_first_and_names_apart(store: Store) -> None:
    """Two current ones never have the same name; the page proposes one that is free."""
    first = frozen(store)
    with pytest.raises(EditionError, match="已有名为“2024年9月调度会”的会议版本（经发局定版）"):
        frozen(store, by=SCIENCE)
    name = suggested_name(store.snapshot(), SEPTEMBER)
    assert name == "2024年9月调度会（2）"
    second = frozen(store, name)
    assert list_editions(store.snapshot()) == (second, first)
    with pytest.raises(EditionError, match="已有名为"):
        rename_edition(store, second.id, NAME, ECONOMY)


def test_two_at_once(store: Store) -> None:
    """Of several who freeze under one name in the same moment exactly one does; the others hear whose it is."""
    stores = [Store(store.root) for _ in range(4)]

    def freeze_in(mine: Store) -> str:
        try:
            return frozen(mine).id
        except EditionError as error:
            return str(error)

    with ThreadPoolExecutor() as threads:
        results = list(threads.map(freeze_in, stores))
    (made,) = list_editions(store.snapshot())
    assert min(results, key=len) == made.id
    assert sum("已有名为" in result for result in results) == 3


def test_renamed(store: Store) -> None:
    """Another name, and nothing else."""
    edition = frozen(store)
    renamed = rename_edition(store, edition.id, "九月例会", ADMINISTRATOR)
    assert renamed.name == "九月例会"
    assert (renamed.at, renamed.by, renamed.versions) == (edition.at, edition.by, edition.versions)
    assert list_editions(store.snapshot()) == (renamed,)


def test_withdrawn_and_restored(store: Store) -> None:
    """It is off the list and says who took it back; its name is free; restored it is as it was."""
    edition = frozen(store)
    withdraw_edition(store, edition.id, ECONOMY)
    assert list_editions(store.snapshot()) == ()
    (gone,) = list_editions(store.snapshot(), withdrawn=True)
    assert (gone.is_current, gone.withdrawn_by) == (False, "经发局")
    for refused in (withdraw_edition, lambda s, e, _: open_edition(s, e)):
        with pytest.raises(EditionError, match="“2024年9月调度会”已由经发局撤销"):
            refused(store, edition.id, ECONOMY)
    assert restore_edition(store, edition.id, ECONOMY) == edition
    with pytest.raises(EditionError, match="没有被撤销"):
        restore_edition(store, edition.id, ECONOMY)
    withdraw_edition(store, edition.id, ECONOMY)
    frozen(store)
    with pytest.raises(EditionError, match="已有名为"):
        restore_edition(store, edition.id, ECONOMY)


def test_who_may(store: Store) -> None:
    """Whoever may report freezes; only who froze it, or an administrator, changes it; nobody else writes anything."""
    edition = frozen(store)
    before = store.snapshot().versions
    looks = Reporter("来宾", "department", frozenset())
    for nobody in (None, looks):
        with pytest.raises(NotAllowedError, match="需要上报密钥或登录"):
            freeze_edition(store, "另一个", SEPTEMBER, nobody)
        with pytest.raises(NotAllowedError):
            withdraw_edition(store, edition.id, nobody)
    with pytest.raises(NotAllowedError, match="经发局定的版"):
        rename_edition(store, edition.id, "我的", SCIENCE)
    assert store.snapshot().versions == before
    withdraw_edition(store, edition.id, ADMINISTRATOR)


@pytest.mark.parametrize("name", ["", "  ", "一" * 41, "两\n行"])
def test_no_name(store: Store, name: str) -> None:
    """What cannot be read out is no name."""
    with pytest.raises(EditionError, match="应为 1 至 40 个字"):
        frozen(store, name)


def test_no_month(store: Store) -> None:
    """A month without data is no meeting; the months that are there are named."""
    with pytest.raises(EditionError, match="2031年1月没有可放映的数据，应为20"):
        freeze_edition(store, NAME, Period(2031, 1), ECONOMY)


def test_no_edition(store: Store) -> None:
    """An address that names none says so."""
    with pytest.raises(EditionError, match="没有编号为“nie'mals”的会议版本"):
        open_edition(store, "nie'mals")


def test_a_table_that_came_later(store: Store) -> None:
    """What did not exist when the edition was frozen is empty in it."""
    known = {table: version for table, version in store.snapshot().versions.items() if table in SHOWN}
    del known["follow_ups"]
    row = {
        "edition": "0a0a0a0a",
        "name": "旧",
        "through": "2024-09",
        "versions": json.dumps(known | {"gone": 3}),
    }
    more = {"screens": "[]", "state": "有效", "origin": "报送"}
    store.append("editions", pd.DataFrame([row | more]), Upload.new("经发局"))
    _, tables = open_edition(store, "0a0a0a0a")
    assert tables.follow_ups.empty
    assert list(tables.log["follow_ups"].columns) == SCHEMAS["follow_ups"].names
    assert board(tables, None, SEPTEMBER).row("industrial_output")["actual"] == 1820.55


def test_tables_made_by_an_older_version(store: Store) -> None:
    """Tables that did not know editions get them at the next start, and keep everything else."""
    root = Path(store.root)
    for table in ("editions", "sequences"):
        shutil.rmtree(root / table)
    old = [table for table in SCHEMAS if table not in {"editions", "sequences"}]
    (root / "tables.txt").write_text("\n".join(old), encoding="utf-8")
    again = open_store(store.root)
    assert frozen(again).versions == {table: again.snapshot().versions[table] for table in SHOWN}


def test_not_while_figures_may_be_missing(store: Store) -> None:
    """While a table that figures come from is damaged nothing is frozen; damage elsewhere hinders no meeting."""
    next(Path(store.root).glob("sequences/_delta_log/*.json")).write_bytes(b"{broken")
    frozen(store)
    next(Path(store.root).glob("observations/_delta_log/*.json")).write_bytes(b"{broken")
    with pytest.raises(StoreDamagedError, match="数据表 observations 无法读取"):
        freeze_edition(store, "第二次", SEPTEMBER, ADMINISTRATOR)
    assert len(list_editions(store.snapshot())) == 1


def test_damaged_tables(store: Store) -> None:
    """An edition whose files are gone says which edition, and which table; everything else goes on."""
    edition = frozen(store)
    (upload,) = store.snapshot().observations.query("origin == '报送'")["upload"]
    withdraw_upload(store, upload, ADMINISTRATOR)
    needed = {Path(file).name for file in store.open("observations").file_uris()}
    for file in (Path(store.root) / "observations").rglob("*.parquet"):
        if file.name not in needed:
            file.unlink()
    with pytest.raises(
        EditionError, match="会议版本“2024年9月调度会”当时的数据无法读取。数据表 observations"
    ):
        open_edition(store, edition.id)
