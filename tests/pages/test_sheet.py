"""A page drawn at once: its pieces put together, made once for all visitors, each fact of a lift in one place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from indicators.catalogue import lifts
from indicators.evaluation.board import board
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.store import Store
from indicators.store.upload import Upload
from tests.pages.app import html
from tests.pages.conftest import FRAME
from tests.pages.sheet import cards, sheet_bytes, sheet_figures, sheet_html, unreported
from tests.store_helpers import copied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


SEPTEMBER = Period(2024, 9)
LIFTS = [lift for lift in lifts() if lift != "overall"]
MOST_CARDS = 8
# An indicator of the customer's own.
OWN = {"unit": "个", "kind": "flow", "direction": "more", "decimals": 0, "frequency": "month"}


@pytest.fixture(autouse=True)
def _parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms of the pages can be imported as Streamlit imports them."""
    monkeypatch.syspath_prepend(str(FRAME.parent))


@dataclass(frozen=True)
class Says:
    """A piece that says the same of every board."""

    html: str
    figures: tuple[str, ...] = ()

    def draw(self, _: object) -> Any:
        """The text, with an empty chart for each name."""
        from parts.sheet import Drawing

        return Drawing(self.html, {name: go.Figure() for name in self.figures})


def test_drawings_are_joined() -> None:
    """One after the other, with the charts of all of them."""
    from parts.sheet import Drawing

    joined = Drawing.joined(Says(text, (text,)).draw(None) for text in ("甲", "乙", "丙"))
    assert joined.html == "甲乙丙"
    assert [*joined.figures] == ["甲", "乙", "丙"]
    assert Drawing.joined([]) == Drawing("")


def test_nothing_stays_nothing() -> None:
    """Tags stand around what is there; a piece with nothing to say leaves no empty box."""
    drawn = Says("甲", ("图",)).draw(None).within("<ol>", "</ol>")
    assert (drawn.html, [*drawn.figures]) == ("<ol>甲</ol>", ["图"])
    assert Says("").draw(None).within("<ol>", "</ol>").html == ""


@pytest.mark.parametrize(
    ("texts", "columns"), [(("甲", "乙"), "甲|乙"), (("", "乙"), "乙"), (("甲", ""), "甲"), (("", ""), "")]
)
def test_beside(texts: tuple[str, str], columns: str) -> None:
    """A column for each piece that has something to say, none for the others."""
    from parts.sheet import Columns

    drawn = Columns(tuple(Says(text, (text,)) for text in texts)).draw(None)  # type: ignore[arg-type]
    found = re.findall('<div class="column">(.*?)</div>', drawn.html)
    assert "|".join(found) == columns
    assert drawn.html.count('class="columns"') == bool(columns)


def test_place_of_a_chart() -> None:
    """A chart has a place as high as itself, or lower where it is asked for, and is said to a screen reader."""
    from parts.sheet import chart_place

    figure = go.Figure(layout={"height": 200})
    for height, shown in ((None, 200), (92, 92)):
        drawn = chart_place("gazelles", figure, '瞪羚"企业"<73家', height=height)
        assert f'style="height:{shown}px"' in drawn.html
        assert 'role="img" aria-label="瞪羚&quot;企业&quot;&lt;73家"' in drawn.html
        assert drawn.figures == {"gazelles": figure}


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """A new visitor of a page, in September unless another month is asked for, on these tables."""

    def go_to(store: Store, page: str, through: str = "2024-09") -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        if page != "overview":
            app.switch_page(f"{page}.py")
        app.query_params["through"] = through
        app.run()
        assert not app.exception
        assert "banner bad" not in html(app)
        return app

    return go_to


def test_made_once_for_all(
    visit: Callable[..., AppTest], simulated: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second visitor gets the bytes made for the first one; no piece is drawn again."""
    first = visit(simulated, "industry")
    from parts.board import Cards

    monkeypatch.setattr(Cards, "draw", lambda *_: pytest.fail("drawn twice"))
    assert sheet_bytes(visit(simulated, "industry")) == sheet_bytes(first)


def test_new_tables_are_drawn_anew(visit: Callable[..., AppTest], store_with_demo: Store) -> None:
    """After a commit the same page shows what was committed, in its text and in its chart."""
    before = visit(store_with_demo, "industry")
    commit(store_with_demo, "observations", indicator="industrial_output", period="2024-09", value=4321.5)
    after = visit(store_with_demo, "industry")
    assert "4,321.50" not in sheet_html(before)
    assert "4,321.50" in cards(sheet_html(after))["industrial_output"]
    actual = [sheet_figures(app)["industrial_output"]["data"][1]["y"] for app in (before, after)]
    assert actual[0] != actual[1]


def test_text_as_it_is(visit: Callable[..., AppTest], store_with_demo: Store) -> None:
    """What a department wrote stands as text: neither a tag nor the end of a script."""
    commit(store_with_demo, "catalogue", indicator="own", lift="safety", name="</script><b>隐患", **OWN)
    commit(store_with_demo, "observations", indicator="own", lift="safety", period="2024-09", value=7)
    drawn = sheet_html(visit(store_with_demo, "safety"))
    assert "&lt;/script&gt;&lt;b&gt;隐患" in drawn
    assert "<b>隐患" not in drawn


@pytest.mark.parametrize("page", ["overview", *LIFTS, "indicator"])
def test_a_catalogue_of_others(page: str, visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """A zone that measures none of what the pages name sees its own: no page fails."""
    (store := Store(tmp_path)).create({})
    for lift in LIFTS:
        own = {"indicator": f"own_{lift}", "lift": lift}
        commit(store, "catalogue", **OWN | own, name=f"自设{lift}")
        commit(store, "plans", **own, year=2024, target=12.0, wording="12个", comparator="at_least")
        commit(store, "observations", **own, period="2024-09", value=5.0)
    drawn = sheet_html(visit(store, page))
    assert set(re.findall(r'id=own_(\w+?)[&"]', drawn)) == ({page} if page in LIFTS else {*LIFTS})


def test_what_the_plan_leaves_out_is_folded(visit: Callable[..., AppTest], store_with_demo: Store) -> None:
    """It has no card: one line with its value unfolds; the list of all has the others, too."""
    for name, value in (("own_1", 5.0), ("own_2", None)):
        commit(store_with_demo, "catalogue", indicator=name, name=f"自设{name}", **OWN)
        commit(store_with_demo, "observations", indicator=name, period="2024-09", value=value)
    drawn = sheet_html(visit(store_with_demo, "industry"))
    folded = re.findall(
        r'<details class="folded"[^>]*><summary>([^<]*未列入[^<]*)</summary>(.*?)</details>', drawn
    )
    ((summary, lines),) = folded
    assert summary == "1项指标未列入2024年计划"
    assert re.sub("<.*?>", "", lines) == "自设own_11—9月 5个报送责任单位待明确"
    assert "own_1" not in cards(drawn)
    assert "2项指标未列入2024年计划" in sheet_html(visit(store_with_demo, "indicator"))


def test_what_is_retired_is_folded(visit: Callable[..., AppTest], store_with_demo: Store) -> None:
    """From the month after its last day on it has no card; the fold says how many are retired."""
    rows = store_with_demo.snapshot().catalogue.set_index("indicator", drop=False)
    row = rows.loc["industrial_invoicing"].dropna().to_dict() | {"retired": date(2024, 8, 31)}
    commit(store_with_demo, "catalogue", **row | {"origin": REPORTED})
    drawn = sheet_html(visit(store_with_demo, "industry"))
    assert "<summary>1项指标已停用</summary>" in drawn
    assert "industrial_invoicing" not in cards(drawn)
    assert "industrial_invoicing" in cards(sheet_html(visit(store_with_demo, "industry", "2024-08")))
    commit(store_with_demo, "catalogue", indicator="own_1", name="自设", **OWN)
    commit(store_with_demo, "observations", indicator="own_1", period="2024-09", value=5.0)
    drawn = sheet_html(visit(store_with_demo, "industry"))
    assert "<summary>2项指标未列入2024年计划，其中1项已停用</summary>" in drawn


def commit(store: Store, table: str, **cells: Any) -> None:
    """One reported row."""
    row = {"origin": REPORTED, "lift": "industry"} | cells
    store.append(table, pd.DataFrame([row]), Upload.new("经发局"))


def with_own(store: Store, folder: Path, lift: str, count: int) -> Store:
    """A lift with so many indicators of the customer's own, each with a plan and a value."""
    filled = copied(store, folder)
    names = [f"own_{number}" for number in range(count)]
    common = {"origin": REPORTED, "lift": lift}
    plan = common | {"year": 2024, "target": 12.0, "wording": "12个", "comparator": "at_least"}
    rows = {
        "catalogue": [common | OWN | {"indicator": name, "name": f"自设{name}"} for name in names],
        "plans": [plan | {"indicator": name} for name in names],
        "observations": [
            common | {"indicator": name, "period": "2024-09", "value": float(n % 12)} for n, name in enumerate(names)
        ],
    }  # fmt: skip
    for table, added in rows.items():
        filled.append(table, pd.DataFrame(added), Upload.new("管理员"))
    return filled


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, seeded: Store, simulated: Store) -> dict[str, Store]:
    """With demonstration and without, with own indicators, and with values that have no plan."""
    unplanned = with_own(seeded, tmp_path_factory.mktemp("unplanned"), "industry", 0)
    for name, value in (("own_1", 5.0), ("own_2", None)):
        commit(unplanned, "catalogue", indicator=name, name=name, **OWN)
        if value is not None:
            commit(unplanned, "observations", indicator=name, period="2024-09", value=value)
    return {
        "demo": simulated,
        "bare": seeded,
        "unplanned": unplanned,
        "eight": with_own(simulated, tmp_path_factory.mktemp("eight"), "safety", 8),
        "forty": with_own(simulated, tmp_path_factory.mktemp("forty"), "safety", 40),
    }


@pytest.mark.parametrize("filled", ["demo", "bare", "unplanned", "eight", "forty"])
@pytest.mark.parametrize("page", LIFTS)
def test_everything_once(
    page: str, filled: str, visit: Callable[..., AppTest], tables: dict[str, Store]
) -> None:
    """A lift's page shows each of its indicators and tasks in one place: nothing twice, nothing lost."""
    shown = board(tables[filled].snapshot(), page, SEPTEMBER)
    app = visit(tables[filled], page)
    drawn = sheet_html(app)
    links = Counter(re.findall(r'<a href="\./indicator\?id=(\w+)', drawn))
    outside = shown.unlisted.index[shown.unlisted["actual_month"].notna()]
    assert links == Counter([*shown.indicators.index, *outside])
    titles = re.findall(r'<details class="what"><summary>(.*?)</summary>', drawn)
    assert Counter(titles) == Counter(shown.tasks["title"])
    assert drawn.count('id="card_') == len(cards(drawn))
    places = re.findall('data-chart="(.*?)"', drawn)
    assert Counter(places) == Counter([*sheet_figures(app)])
    assert set(places) <= {*cards(drawn)}


@pytest.mark.parametrize(("filled", "count"), [("eight", 8), ("forty", 40)])
def test_eight_cards_then_lines(
    filled: str, count: int, visit: Callable[..., AppTest], tables: dict[str, Store]
) -> None:
    """Eight indicators are cards, those that lag; the others are lines behind 其余32项指标, each with its verdict."""
    drawn = sheet_html(visit(tables[filled], "safety"))
    shown = board(tables[filled].snapshot(), "safety", SEPTEMBER).indicators["status"]
    assert len(cards(drawn)) == MOST_CARDS
    lines = unreported(drawn)
    assert len(lines) == count - MOST_CARDS
    assert (f"<summary>其余{count - MOST_CARDS}项指标</summary>" in drawn) == bool(lines)
    assert all('class="pill' in line for line in lines)
    if lines:
        assert {*shown[[*cards(drawn)]]} == {"behind"}


def test_zone_in_one_page(visit: Callable[..., AppTest], tables: dict[str, Store]) -> None:
    """总览 shows the headline figures, a row for each lift and each thing to be followed up, each once."""
    for filled, store in tables.items():
        zone = board(store.snapshot(), None, SEPTEMBER)
        drawn = sheet_html(visit(store, "overview"))
        assert [*cards(drawn)] == [*zone.indicators.index[zone.indicators["headline"].astype(bool)]], filled
        assert re.findall('<tr id="lift_(.*?)"', drawn) == LIFTS
        assert re.findall('<li id="follow_(.*?)"', drawn) == [*zone.follow_ups["subject"]]
        awaiting = zone.indicator_counts.get("awaiting", 0) + zone.task_counts.get("awaiting", 0)
        assert len(unreported(drawn)) == awaiting, filled
        assert "<summary></summary>" not in drawn


def test_lift_rows_agree_with_the_lifts(visit: Callable[..., AppTest], simulated: Store) -> None:
    """What 总览 counts of a lift is what that lift's own board counts."""
    drawn = sheet_html(visit(simulated, "overview"))
    for lift in LIFTS:
        counts = board(simulated.snapshot(), lift, SEPTEMBER)
        (row,) = re.findall(f'<tr id="lift_{lift}">.*?</tr>', drawn)
        marks = [int(number) for number in re.findall(r"</span>(\d+)</span>", row)]
        waiting = counts.indicator_counts.get("awaiting", 0) + counts.task_counts.get("awaiting", 0)
        assert sum(marks) + waiting == len(counts.indicators) + len(counts.tasks)
