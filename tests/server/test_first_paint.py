"""The first paint: what a page showed last is sent with it, to those who may see it, while it is still true."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from indicators.evaluation import board
from indicators.period import Period
from indicators.store import StoreError
from indicators.store.upload import Upload
from indicators.wording import board_message
from server.first_paint import FirstPaint, first_paint, keep_first_paint
from tests.cheap_keys import cheap_keys
from tests.pages.sheet import sheet_figures, sheet_html
from tests.server.front_end import ask
from tests.store_helpers import row

if TYPE_CHECKING:
    from indicators.store.store import Store

FRAME = Path(__file__).resolve().parents[2] / "pages" / "main.py"
MOST = 100
NOW = "version of the tables"


@pytest.fixture(autouse=True)
def _nobody_was_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with a server that nobody has visited."""
    monkeypatch.setattr("server.first_paint._kept", OrderedDict())


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch, store_with_demo: Store) -> Store:
    """The tables of the server."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(store_with_demo.root))
    return store_with_demo


def visit(page: str, **query: str) -> AppTest:
    """Somebody opens a page."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    if page != "overview":
        app.switch_page(f"{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def paint(text: str = "甲", *, version: str = NOW, charts: str = "{}") -> FirstPaint:
    """What a page might have shown."""
    return FirstPaint(version, f"<p>{text}</p>", charts)


def test_kept_by_address_and_query() -> None:
    """Each page and each query has its own; the order of a query's parts does not count."""
    first, second = paint("甲"), paint("乙")
    keep_first_paint("industry", [{"through": "2024-09", "x": "1"}, {}], first)
    keep_first_paint("industry", [{"through": "2024-08"}], second)
    assert first_paint("industry", {"x": "1", "through": "2024-09"}, NOW) is first
    assert first_paint("industry", {}, NOW) is first
    assert first_paint("industry", {"through": "2024-08"}, NOW) is second
    for page, query in (("industry", {"through": "2024-07"}), ("space", {}), ("industry", {"x": "1"})):
        assert first_paint(page, query, NOW) is None


def test_newest_counts() -> None:
    """What was shown last replaces what was shown before."""
    for text in ("甲", "乙"):
        keep_first_paint("industry", [{}], paint(text))
    assert first_paint("industry", {}, NOW) == paint("乙")


@pytest.mark.parametrize("version", ["", "newer", f"{NOW} "])
def test_only_of_this_version(version: str) -> None:
    """What was made of other tables is not sent."""
    keep_first_paint("industry", [{}], paint())
    assert first_paint("industry", {}, version) is None


def test_a_hundred_are_kept() -> None:
    """However many addresses are asked for, the memory they take is bounded: the oldest goes first."""
    for number in range(MOST + 20):
        keep_first_paint("industry", [{"x": str(number)}], paint(str(number)))
        keep_first_paint("industry", [{"x": "always"}], paint())
    kept = [number for number in range(MOST + 20) if first_paint("industry", {"x": str(number)}, NOW)]
    assert kept == [*range(21, MOST + 20)]
    assert first_paint("industry", {"x": "always"}, NOW)


@pytest.mark.parametrize("text", ["</script><script>alert(1)", "<!--<script>", "</SCRIPT >", "甲<乙"])
def test_text_does_not_end_the_script(text: str) -> None:
    """A chart's text is data, whatever a department wrote: it cannot end the script it is in, and stays the same."""
    drawn = paint(charts=json.dumps({"figures": {"own": text}}, ensure_ascii=False)).as_html()
    (content,) = re.findall(r'<script type="application/json" id="first-charts">(.*)</script>$', drawn)
    assert "<" not in content
    assert json.loads(content) == {"figures": {"own": text}}


def test_numbers_come_with_the_page(visited: Store) -> None:
    """After a visit the page itself holds the message, the numbers and the figures of its board."""
    assert "first-paint" not in ask("/industry?through=2024-09").text
    app = visit("industry", through="2024-09")
    page = ask("/industry?through=2024-09").text
    assert f'<div id="first-paint" class="sheet">{sheet_html(app)}</div>' in page
    text = re.sub("<[^>]*>", "", page)
    assert board_message(board(visited.snapshot(), "industry", Period(2024, 9))).headline in text
    assert "34.18万辆" in text
    (charts,) = re.findall(r'id="first-charts">(.*?)</script>', page)
    figures = {name: json.loads(figure) for name, figure in json.loads(charts)["figures"].items()}
    assert figures == sheet_figures(app)
    assert figures


@pytest.mark.parametrize("page", ["overview", "industry"])
@pytest.mark.parametrize("query", [{}, {"through": "2024-09"}])
def test_default_month_needs_no_query(visited: Store, page: str, query: dict[str, str]) -> None:
    """What the month that opens shows is there for the address with the month and without it."""
    assert visited
    visit(page, **query)
    address = "/" if page == "overview" else f"/{page}"
    assert 'id="first-paint"' in ask(f"{address}?through=2024-09").text
    assert 'id="first-paint"' in ask(address).text
    assert 'id="first-paint"' not in ask(f"{address}?through=2024-06").text


def test_another_month_needs_its_query(visited: Store) -> None:
    """A month that somebody chose is not shown to those who ask for none."""
    assert visited
    visit("industry", through="2024-06")
    assert 'id="first-paint"' in ask("/industry?through=2024-06").text
    assert 'id="first-paint"' not in ask("/industry").text


def test_wrong_month_is_not_kept(visited: Store) -> None:
    """An address whose month is not there shows the default month with a warning: the page without it is another."""
    assert visited
    visit("industry", through="2031-01")
    assert 'id="first-paint"' not in ask("/industry?through=2031-01").text


def test_new_values_end_it(visited: Store) -> None:
    """After a commit nobody gets the numbers of before, until somebody has seen the new ones."""
    visit("innovation")
    visited.append("observations", row(74), Upload.new("科技局"))
    assert 'id="first-paint"' not in ask("/innovation").text
    visit("innovation")
    assert '<span class="number">74</span>' in ask("/innovation").text


@pytest.mark.parametrize("page", ["upload", "history", "editions", "follow_up"])
def test_page_without_a_sheet(visited: Store, page: str) -> None:
    """What is drawn by Streamlit's own elements has no first paint."""
    assert visited
    visit(page)
    assert 'id="first-paint"' not in ask(f"/{page}").text


def test_strangers_get_none(visited: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With require_login only who is known gets the numbers before signing in on the page."""
    key = cheap_keys(visited.root).add("经发局", ("industry",))
    visit("industry")
    rules = tmp_path / "access.toml"
    rules.write_text("require_login = true", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(rules))
    assert "34.18" not in ask("/industry").text
    assert "34.18" not in ask("/industry", {"authorization": "Bearer ZZZZ-1111-2222-3333"}).text
    assert "34.18" in ask("/industry", {"authorization": f"Bearer {key}"}).text


def test_stranger_leaves_none(visited: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sign-in that a stranger is shown is not kept as what the page shows."""
    assert visited
    rules = tmp_path / "access.toml"
    rules.write_text("require_login = true", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(rules))
    assert sheet_html(visit("industry")) == ""
    rules.write_text("", encoding="utf-8")
    assert 'id="first-paint"' not in ask("/industry").text


def test_damaged_tables(visited: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tables cannot be read any more the page comes without numbers, and says itself what is wrong."""
    assert visited
    visit("industry")
    error = StoreError("数据表 plans 读取失败")

    def broken() -> Store:
        raise error

    monkeypatch.setattr("server.front_end.shared_store", broken)
    answer = ask("/industry")
    assert (answer.status_code, "34.18" in answer.text) == (200, False)


def test_notice_of_damage_comes_with_the_numbers(visited: Store) -> None:
    """Numbers that may not be all there are never stand without the notice that says so, not even for a second."""
    visit("industry")
    assert "first-notice" not in ask("/industry").text
    next(Path(visited.root, "follow_ups", "_delta_log").glob("*.json")).unlink()
    assert "first-paint" not in ask("/industry").text
    app = visit("industry")
    (notice,) = (element.value for element in app.get("html") if "banner warn" in element.value)
    assert f'<div id="first-notice">{notice}</div>{sheet_html(app)}</div>' in ask("/industry").text
