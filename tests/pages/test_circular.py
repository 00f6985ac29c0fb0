"""通报 on the screen, and the menus of what can be saved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from indicators.evaluation import board
from indicators.export import REPORTS
from indicators.meeting.editions import freeze_edition, withdraw_edition
from indicators.period import Period
from indicators.reports import circular
from indicators.uploads.commit import commit_upload
from tests.pages.app import html, visible_text
from tests.reports import ADMINISTRATOR, output, previewed
from tests.server.api.asking import asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store

    Visit = Callable[..., AppTest]

FRAME = Path(__file__).resolve().parents[2] / "pages" / "main.py"
SEPTEMBER = Period(2024, 9)
LINK = re.compile(r'<a download href="\./api/v1/(reports/[\w.]+)\?([^"]*)"')


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A visitor who opens a page by an address."""

    def _visit(store: Store, page: str, **query: str) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", store.root)
        app = AppTest.from_file(str(FRAME), default_timeout=60).run()
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(f"{page}.py").run()
        assert not app.exception
        return app

    return _visit


@pytest.mark.parametrize("lift", [None, "industry"])
def test_the_text_is_the_circulars(visit: Visit, simulated: Store, lift: str | None) -> None:
    """What is read on the screen is every paragraph of the document, and that it is simulated stands above it."""
    query = {"through": "2024-09"} | ({"lift": lift} if lift else {})
    app = visit(simulated, "circular", **query)
    snapshot = simulated.snapshot()
    text = circular(snapshot, board(snapshot, lift, SEPTEMBER))
    shown = visible_text(app)
    assert all(paragraph.text in shown for paragraph in text.paragraphs)
    assert all(note in shown for note in text.notes)
    assert "演示数据" in shown


def test_an_editions_circular_stays(visit: Visit, store_with_report: Store) -> None:
    """The circular of an edition has the figures of its day, under its name."""
    edition = freeze_edition(store_with_report, "九月会", SEPTEMBER, ADMINISTRATOR).id
    commit_upload(store_with_report, previewed(store_with_report, output(1830.5)), confirmed=True)
    text = visible_text(visit(store_with_report, "circular", edition=edition))
    assert "九月会　截至2024年9月底" in text
    assert "1,820.55" in text
    assert "1,830.50" not in text


def test_a_wrong_address_is_said(visit: Visit, seeded: Store) -> None:
    """An edition that does not exist is named instead of another month's text."""
    app = visit(seeded, "circular", edition="00000000")
    assert "没有编号为“00000000”的会议版本" in visible_text(app)
    assert "<article" not in html(app)


@pytest.mark.parametrize("page", ["overview", "industry", "indicator"])
def test_every_link_leads_to_a_file(visit: Visit, simulated: Store, page: str) -> None:
    """Each link of a page's menu is answered with the file of the month and subject shown; the same is saved nowhere twice."""
    query = {"id": "unicorns"} if page == "indicator" else {}
    links = LINK.findall(html(visit(simulated, page, through="2024-09", **query)))
    assert len(links) == len(set(links)) >= 2
    for report, asked_for in links:
        parameters = dict(part.split("=") for part in asked_for.replace("&amp;", "&").split("&"))
        assert parameters["through"] == "2024-09"
        assert parameters.get("lift") == ("industry" if page == "industry" else None)
        assert report.removeprefix("reports/") in REPORTS
        if report.endswith((".csv", ".pdf")):
            assert asked(simulated, report, **parameters).status_code == 200


def test_an_edition_has_its_own_files(visit: Visit, store_with_report: Store) -> None:
    """Each edition's links are to its own files and circular, by its number and no month; a withdrawn one has none."""
    edition = freeze_edition(store_with_report, "九月会", SEPTEMBER, ADMINISTRATOR).id
    links = LINK.findall(html(visit(store_with_report, "editions")))
    assert {report for report, _ in links} >= {
        "reports/slides.pptx",
        "reports/circular.docx",
        "reports/meeting.zip",
    }
    assert {asked_for for _, asked_for in links} == {f"edition={edition}"}
    assert f'href="./circular?edition={edition}"' in html(visit(store_with_report, "editions"))
    withdraw_edition(store_with_report, edition, ADMINISTRATOR)
    assert LINK.findall(html(visit(store_with_report, "editions"))) == []
