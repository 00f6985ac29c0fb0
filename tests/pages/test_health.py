"""管理，运行状况 as Streamlit runs it: one sentence first, and a line on every page while something is not in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from indicators.counters import REASONS, refused
from indicators.upkeep import LastBackup, LastCheck
from indicators.upkeep.noted import note_backup, note_check
from server.watch import log_error
from tests.pages.app import html, visible_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

ALL = ("all",)


def health(visit: Callable[..., AppTest]) -> AppTest:
    """The section, as an administrator."""
    app = visit("admin", ALL)
    app.query_params["section"] = "health"
    return app.run()


def test_all_is_well(visit: Callable[..., AppTest], store: Store) -> None:
    """One sentence says so; below it what there is: tables with their versions, no backup yet."""
    app = health(visit)
    assert not app.exception
    text = visible_text(app)
    assert "一切正常" in text
    assert "尚无备份记录" in text
    assert "尚未检查" in text
    assert "实际数" in text
    assert "怎么办" not in html(app)
    assert str(store.root) not in html(app)


def test_what_is_not_in_order(visit: Callable[..., AppTest], store: Store) -> None:
    """An old backup is said with what to do, and on every page of an administrator, but to nobody else."""
    note_backup(store.root, LastBackup(datetime.now(UTC) - timedelta(days=9), "/backups/a.zip", 5 << 20))
    note_check(store.root, LastCheck(datetime.now(UTC)))
    app = health(visit)
    text = visible_text(app)
    assert "最近一次备份在9天前" in text
    assert "请检查定时备份" in text
    assert "没有损坏" in text
    assert "一切正常" not in text
    assert "怎么办" not in html(app)
    del app.query_params["section"]
    assert "最近一次备份在9天前" in html(app.switch_page("overview.py").run())
    assert "最近一次备份" not in html(visit("overview", None))


def test_who_was_refused(visit: Callable[..., AppTest]) -> None:
    """Each sender stands there with the reason in words; what a stranger typed is shown as it is, never run."""
    for reason in REASONS:
        refused(reason, "10.0.0.7 <b>")
    number = log_error("GET /<i>x</i>", RuntimeError("/srv/tables"))
    page = html(health(visit))
    for words in REASONS.values():
        assert words in page
    assert "10.0.0.7 &lt;b&gt;" in page
    assert number in page
    assert "<i>x" not in page
    assert "/srv/tables" not in page


def test_departments_do_not_see_it(visit: Callable[..., AppTest]) -> None:
    """What the server does is the administrator's business."""
    app = visit("admin", ("industry",))
    app.query_params["section"] = "health"
    assert "最近备份" not in html(app.run())
