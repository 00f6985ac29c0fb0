"""Every page as Streamlit runs it, on real tables: no error, the board's numbers, the notices."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from indicators.catalogue import lifts
from indicators.evaluation.board import board
from indicators.labels import TABLES
from indicators.period import Period
from indicators.store.errors import StoreError
from indicators.store.schemas import KEYS, REPORTED
from indicators.store.seed import seed_rows, shared_store
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.wording import board_message
from tests.pages.app import html, text_of
from tests.pages.sheet import cards, sheet_figures, unreported

if TYPE_CHECKING:
    from collections.abc import Callable

    Visit = Callable[..., AppTest]

FRAME = Path(__file__).resolve().parents[2] / "pages" / "main.py"
LIFTS = [lift for lift in lifts() if lift != "overall"]
NASTY = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def folders(seeded: Store, simulated: Store) -> dict[bool, Path]:
    """Tables with demonstration and without, for tests that only read."""
    return {True: Path(simulated.root), False: Path(seeded.root)}


@pytest.fixture(scope="module")
def thin_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Tables with other indicators alone, with the tasks alone, and with nothing, for tests that only read."""
    rows = seed_rows()
    first = rows["catalogue"].iloc[0].to_dict()
    others = pd.DataFrame(
        [first | {"indicator": f"own_{lift}", "lift": lift, "name": f"{lift}自设"} for lift in LIFTS]
    )
    kept = {"others": {"catalogue": others}, "tasks": {"tasks": rows["tasks"]}, "empty": {}}
    none = {name: frame.iloc[:0] for name, frame in rows.items()}
    folders = {name: tmp_path_factory.mktemp(name) for name in kept}
    for name, folder in folders.items():
        Store(str(folder)).create(none | kept[name])
    return folders


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A visitor who opens a page in its frame, on the tables in a folder, by an address."""

    def go(data: Path, page: str = "overview", **address: str) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(data))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        if page != "overview":
            app.switch_page(f"{page}.py")
        for key, value in address.items():
            app.query_params[key] = value
        return app.run()

    return go


def charts(app: AppTest) -> list[dict[str, Any]]:
    """The page's figures."""
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [*sheet_figures(app).values(), *drawn]


def written_in(figure: dict[str, Any]) -> str:
    """The text inside a figure."""
    return " ".join(annotation["text"] for annotation in figure["layout"].get("annotations", []))


def folded(app: AppTest) -> list[str]:
    """What is said of lists that are folded away, the legend excepted."""
    unfolded_by = re.findall(r'<details class="folded"><summary>(.*?)</summary>', html(app))
    return [summary for summary in unfolded_by if summary != "图例与评价标准"]


def report(store: Store, table: str, **cells: Any) -> None:
    """One row as an office reports it."""
    rows = pd.DataFrame([{"origin": REPORTED, "lift": "industry"} | cells])
    store.append(table, rows, Upload.new("经发局"))


def as_reported(store: Store, table: str, name: str) -> dict[str, Any]:
    """A stored row, to be reported again with changes."""
    rows = getattr(store.snapshot(), table).set_index(KEYS[table][0], drop=False)
    return {column: cell for column, cell in rows.loc[name].items() if column != "origin"}


def is_well(app: AppTest) -> bool:
    """Whether nothing went wrong and the page has its one heading."""
    return not app.exception and "banner bad" not in html(app) and html(app).count("<h1") == 1


def test_pages_share_the_store_of_the_server(
    visit: Visit, folders: dict[bool, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page opens no store of its own: it draws the snapshot that routes and events have read."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(folders[True]))
    snapshot = shared_store().snapshot()

    def another(*_: object) -> None:
        pytest.fail("a second store")

    monkeypatch.setattr(Store, "__init__", another)
    assert not visit(folders[True]).exception
    assert shared_store().snapshot() is snapshot


@pytest.mark.parametrize("demo", [True, False], ids=["demo", "bare"])
@pytest.mark.parametrize("page", ["overview", *LIFTS, "indicator", "follow_up"])
def test_page(page: str, visit: Visit, folders: dict[bool, Path], *, demo: bool) -> None:
    """A page opens without error, has one h1, and says 演示 exactly when it shows demonstration data."""
    address = {"through": "2024-09"} | ({"id": "industrial_output"} if page == "indicator" else {})
    app = visit(folders[demo], page, **address)
    assert (is_well(app), len(app.warning)) == (True, 0)
    assert ('role="note"' in html(app)) == demo
    assert ("演示" in text_of(html(app)) + json.dumps(charts(app), ensure_ascii=False)) == demo
    assert "nan" not in text_of(html(app)).lower()
    if page in LIFTS:
        shown = board(Store(folders[demo]).snapshot(), page, Period(2024, 9))
        assert lifts()[page].name in html(app)
        # The rungs of the ladder are drawn without a chart.
        valued = shown.indicators.index[shown.indicators["actual_month"].notna()]
        assert {*sheet_figures(app)} == {*valued} - {"projects_3bn", "projects_5bn", "projects_10bn"}
        assert all(figure["data"][0]["name"] == "计划" for figure in charts(app))


@pytest.mark.parametrize("rows_kept", ["others", "tasks", "empty"])
@pytest.mark.parametrize("page", ["overview", *LIFTS, "meeting", "indicator", "follow_up"])
def test_pages_show_what_there_is(
    page: str, rows_kept: str, visit: Visit, thin_folders: dict[str, Path]
) -> None:
    """A page whose indicators and tasks are not in the catalogue shows others, its tasks, or that it is empty."""
    app = visit(thin_folders[rows_kept], page)
    assert not app.exception
    assert "banner bad" not in html(app)
    if page in LIFTS:
        shown = text_of(html(app))
        assert len(unreported(html(app))) == shown.count("自设") == (rows_kept == "others")
        assert ("暂无指标和任务" in shown) == (rows_kept == "empty")
        assert ("管理员上报指标目录后，指标自动出现在本页" in shown) == (rows_kept == "empty")
        assert "项目阶梯" not in shown


@pytest.mark.parametrize("demo", [True, False], ids=["demo", "bare"])
def test_industry_shows_the_published_numbers(visit: Visit, folders: dict[bool, Path], *, demo: bool) -> None:
    """产业提档 shows 理想汽车 with value, verdict, completion, 同比 and origin, and the same value in its chart."""
    app = visit(folders[demo], "industry", through="2024-09")
    card = text_of(cards(html(app))["li_auto_deliveries"], "")
    assert "滞后 慢32.3个百分点1—9月34.18万辆公开年度计划 挑战年交付80万辆" in card
    assert "完成率 42.7%同比 +40.0%" in card
    figure = sheet_figures(app)["li_auto_deliveries"]
    assert "34.18" in written_in(figure)
    assert "80" in written_in(figure)


def test_without_reports_nothing_is_counted(visit: Visit, folders: dict[bool, Path]) -> None:
    """Where nobody has reported there is no number: a page shows what is planned and who is to report."""
    app = visit(folders[False], "innovation", through="2024-09")
    assert (cards(html(app)), charts(app)) == ({}, [])
    lines = [text_of(line) for line in unreported(html(app))]
    assert ["年度计划 10家" in line for line in lines] == [True, False]
    assert all("责任单位待明确" in line for line in lines)
    headlines = cards(html(visit(folders[False], "overview", through="2024-09")))
    assert len(headlines) == 4
    for card in headlines.values():
        assert all(part in text_of(card) for part in ("待报送", "年度计划", "责任单位待明确"))
        assert not re.search(r'class="number">[^—]', card)


def test_indicator_in_depth(visit: Visit, folders: dict[bool, Path]) -> None:
    """An indicator's page draws the year, the months and all years, and lists every value with its source."""
    app = visit(folders[True], "indicator", id="li_auto_deliveries", through="2024-09")
    assert is_well(app)
    assert [len(figure["data"]) for figure in charts(app)] == [3, 2, 2]
    assert [trace["name"] for trace in charts(app)[2]["data"]] == ["2023年", "2024年"]
    for part in ("0.570", "42.7%", "45.82万辆", "理想汽车2024年三季度业绩公告", "由公布的合计数推算"):
        assert part in text_of(html(app))
    assert "./api/v1/reports/indicator.csv?indicator=li_auto_deliveries&amp;through=2024-09" in html(app)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ({"through": "September"}, "地址中的月份“September”没有数据或写法不对"),
        ({"through": "2031-01"}, "地址中的月份“2031-01”"),
        ({"through": "2024-09", "missing": "nowhere"}, "没有“nowhere”这一页"),
    ],
)
def test_wrong_address(
    visit: Visit, folders: dict[bool, Path], address: dict[str, str], message: str
) -> None:
    """A month or page that is not there is named in a Chinese warning, and the page shows a month that is."""
    app = visit(folders[True], **address)
    assert is_well(app)
    # A backslash before a sign keeps it from being drawn as Markdown, and is not shown.
    assert [message in warning.value.replace("\\", "") for warning in app.warning] == [True]
    assert app.query_params["through"] == "2024-09"


@pytest.mark.parametrize("name", ["nowhere", ""])
def test_wrong_indicator(name: str, visit: Visit, folders: dict[bool, Path]) -> None:
    """An indicator that is not there is named in a Chinese warning; all that are there are offered."""
    app = visit(folders[True], "indicator", id=name, through="2024-09")
    assert is_well(app)
    assert [f"没有名为“{name}”的指标" in warning.value for warning in app.warning] == [True] * bool(name)
    assert len(set(re.findall(r'href="\./indicator\?id=(\w+)', html(app)))) == 14


def test_month_is_chosen(visit: Visit, folders: dict[bool, Path]) -> None:
    """Choosing another month draws that month and puts it into the address, for links that show the same."""
    app = visit(folders[True], through="2024-09")
    app.selectbox[0].set_value("2024-12").run()
    assert app.query_params["through"] == "2024-12"
    assert "100.0%" in text_of(html(app))
    assert "62.6%" in text_of(html(app.switch_page("industry.py").run()))


def test_from_page_to_page(visit: Visit, folders: dict[bool, Path]) -> None:
    """Who goes on from 总览 to one lift after the other sees each of them, in the month that was chosen first."""
    app = visit(folders[True], through="2024-09")
    app.selectbox[0].set_value("2024-12").run()
    for page in (*LIFTS, "overview"):
        app.switch_page(f"{page}.py").run()
        assert is_well(app)
        (title,) = re.findall(r"<h1>(.*?)</h1>", html(app))
        assert page == "overview" or lifts()[page].name in title
        assert (app.query_params["through"], app.selectbox[0].value) == ("2024-12", "2024-12")


@pytest.mark.parametrize(
    ("page", "table"),
    [("overview", "observations"), ("industry", "catalogue"), ("follow_up", "follow_ups")],
)
def test_damaged_table(page: str, table: str, visit: Visit, store: Store) -> None:
    """A damaged table gives one notice that names it, without a path; no page breaks, and the notice goes by itself."""
    log = Path(store.root) / table / "_delta_log" / f"{0:020}.json"
    sound = log.read_bytes()
    log.write_text("{broken", encoding="utf-8")
    app = visit(Path(store.root), page)
    assert not app.exception
    assert (html(app).count("banner warn"), html(app).count("banner bad")) == (1, 0)
    assert f"“{TABLES[table]}”的文件有损坏或丢失，现显示可以读取的数" in html(app)
    assert "_delta_log" not in html(app)
    log.write_bytes(sound)
    app.run()
    assert "有损坏" not in html(app)


def test_unreadable_while_the_page_runs(visit: Visit, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reading raises in the middle of a page is said in Chinese; the page runs again and shows its numbers."""
    app = visit(Path(store.root), "industry")
    read = Store.snapshot
    for error in (StoreError("数据表 plans 无法读取"), type("PanicException", (BaseException,), {})("/srv")):

        def fails(_: Store, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(Store, "snapshot", fails)
        app.run()
        assert not app.exception
        assert html(app).count("banner bad") == 1
        assert "/srv" not in html(app)
        monkeypatch.setattr(Store, "snapshot", read)
        assert is_well(app.run())


def test_text_of_the_tables_is_escaped(visit: Visit, store: Store) -> None:
    """Text of the tables is escaped: no tag in a source, note, unit, title or wording takes effect."""
    row = {"indicator": "li_auto_deliveries", "source": NASTY}
    report(store, "observations", **row, period="2024-09", value=35, note=NASTY, state=NASTY)
    report(store, "plans", **row, year=2024, target=80, wording=NASTY, quote=NASTY)
    fields = ["name", "unit", "responsible_unit", "lead_official", "definition", "quote"]
    known = as_reported(store, "catalogue", "li_auto_deliveries")
    report(store, "catalogue", **known | dict.fromkeys(fields, NASTY))
    fields = ["title", "due_basis", "quote", "responsible_unit", "state"]
    report(store, "tasks", **as_reported(store, "tasks", "robot_park") | dict.fromkeys(fields, NASTY))
    for page in ("overview", "industry", "indicator"):
        app = visit(Path(store.root), page, id="li_auto_deliveries", through="2024-09")
        assert is_well(app)
        assert NASTY.removesuffix("</script>") not in html(app)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html(app)


@pytest.mark.parametrize("demo", [True, False], ids=["demo", "bare"])
@pytest.mark.parametrize("page", ["overview", *LIFTS])
def test_title_is_the_message(page: str, visit: Visit, folders: dict[bool, Path], *, demo: bool) -> None:
    """总览 and the six lifts are headed by the message of their board, with what is counted apart below it."""
    shown = board(Store(folders[demo]).snapshot(), None if page == "overview" else page, Period(2024, 9))
    app = visit(folders[demo], page, through="2024-09")
    name = "" if page == "overview" else f"{lifts()[page].name}："
    headline, rest = board_message(shown).headline, board_message(shown).rest
    (title,) = re.findall("<h1>(.*?)</h1>", html(app))
    assert text_of(title, "") == name + headline
    assert rest in text_of(html(app), "")


@pytest.mark.parametrize("month", ["2024-09", "2024-01"])
def test_simulated_values_are_marked(month: str, visit: Visit, folders: dict[bool, Path]) -> None:
    """An indicator's page that draws simulated values says so, even if only last year's are there to draw."""
    app = visit(folders[True], "indicator", id="industrial_output", through=month)
    assert "2023年" in [trace["name"] for trace in charts(app)[-1]["data"]]
    notices = re.findall(r'<p class="simulated" role="note">(.*?)</p>', html(app))
    assert [text_of(notice, "") for notice in notices] == ["演示数据：带演示的为模拟，不是实际情况"]


@pytest.mark.parametrize("value", [None, 150.0], ids=["unit replaced", "unit and value replaced"])
def test_half_replaced_demonstration(value: float | None, visit: Visit, store_with_demo: Store) -> None:
    """As long as an indicator's page shows 演示 anywhere, in a chart or a table, the notice is shown."""
    report(store_with_demo, "catalogue", **as_reported(store_with_demo, "catalogue", "industrial_output"))
    if value is not None:
        report(store_with_demo, "observations", indicator="industrial_output", period="2024-01", value=value)
    app = visit(Path(store_with_demo.root), "indicator", id="industrial_output", through="2024-01")
    page, notices = re.subn(r'<p class="simulated" role="note">.*?</p>', "", html(app))
    assert ("演示" in text_of(page)) == bool(notices) == (value is None)


def test_plan_of_a_year_is_labelled(visit: Visit, folders: dict[bool, Path]) -> None:
    """The history of plans shows the target of a year as 全年, not as a blank."""
    app = visit(folders[False], "indicator", id="gazelles", through="2024-09")
    assert re.findall('<td data-head="阶段">(.*?)</td>', html(app)) == ["全年"]


def test_unreported_is_folded(visit: Visit, folders: dict[bool, Path]) -> None:
    """What nobody has reported on is one line that unfolds, and nothing to be followed up."""
    app = visit(folders[False], through="2024-09")
    assert folded(app) == ["尚有13项指标、21项任务未报送"]
    assert len(unreported(html(app))) == 13 + 21
    assert "需要调度的事项 1 项" in text_of(html(app), "")


def test_what_does_not_fit_is_folded(visit: Visit, store: Store) -> None:
    """Of many indicators that lag the first six are listed; 其余N项 unfolds the others."""
    known = as_reported(store, "catalogue", "new_projects")
    for number in range(8):
        name = f"own_{number}"
        report(store, "catalogue", **known | {"indicator": name, "name": name})
        report(store, "plans", indicator=name, year=2024, target=12, wording="12个", comparator="at_least")
        report(store, "observations", indicator=name, period="2024-09", value=1)
    app = visit(Path(store.root), through="2024-09")
    assert folded(app) == ["其余3项", "尚有13项指标、21项任务未报送"]
    listed, hidden = re.findall("<ol>(.*?)</ol>", html(app))
    assert (listed.count("<li"), hidden.count("<li")) == (6, 3)
