"""会议放映 as Streamlit runs it: the stage shows what the address asks for, or why it cannot."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from indicators.catalogue import OVERALL, lifts
from indicators.evaluation.board import board
from indicators.meeting.editions import Edition, freeze_edition, restore_edition, withdraw_edition
from indicators.meeting.leading import hand_over, may_lead
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from indicators.wording import gap_text, item_message, year_end_answer
from tests.pages.app import html, html_blocks, text_of
from tests.reports import ADMINISTRATOR, ECONOMY, output, previewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store

FRAME = Path(__file__).resolve().parents[2] / "pages" / "main.py"
SEPTEMBER = Period(2024, 9)


@pytest.fixture
def store(store_with_demo: Store) -> Store:
    """Plan, public and simulated figures."""
    return store_with_demo


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch, store: Store) -> Callable[..., AppTest]:
    """Open the meeting by an address."""

    def go(tables: Store = store, **address: str) -> AppTest:
        monkeypatch.setenv("SIXLIFTS_DATA", str(tables.root))
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.switch_page("meeting.py")
        for key, value in address.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    return go


def stage_text(app: AppTest) -> str:
    """The text of the stage; a sentence in several elements stays one."""
    return text_of(html(app), "")


def frozen(store: Store) -> Edition:
    """September, frozen; then somebody reports another value."""
    edition = freeze_edition(store, "九月例会", SEPTEMBER, ECONOMY)
    commit_upload(store, previewed(store, output(1777.25)), confirmed=True)
    return edition


def no_figures(app: AppTest) -> bool:
    """Whether the page shows neither charts nor numbers with units."""
    return not app.get("plotly_chart") and "百分点" not in stage_text(app) and "亿元" not in stage_text(app)


def player_data(app: AppTest) -> dict[str, Any]:
    """The data of the player in the browser."""
    (player,) = (part.proto for part in app.get("bidi_component") if part.proto.component_name == "player")
    data: dict[str, Any] = json.loads(player.json)
    return data


@pytest.fixture(autouse=True)
def root(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes are made on the server that takes them."""
    monkeypatch.setenv("SIXLIFTS_DATA", store.root)


def test_withdrawn_in_mid_meeting(show: Callable[..., AppTest], store: Store) -> None:
    """Whoever has the edition open keeps it; whoever opens it later reads who withdrew it, and sees no figures."""
    edition = frozen(store)
    app = show(edition=edition.id)
    before = stage_text(app)
    assert "1,777" not in before
    withdraw_edition(store, edition.id, ADMINISTRATOR)
    assert stage_text(app.run()) == before
    for more in ({}, {"follow": "1"}):
        opened = show(edition=edition.id, **more)
        assert re.search(
            r"会议版本“九月例会”已由本机管理员撤销（20\d\d-\d\d-\d\d \d\d:\d\d），不再放映。",
            stage_text(opened),
        )
        assert no_figures(opened)
    restore_edition(store, edition.id, ADMINISTRATOR)
    assert stage_text(opened.run()) == before


def test_a_notice_is_not_led(show: Callable[..., AppTest], store: Store) -> None:
    """An edition behind a wrong address moves nobody, and shows no figures either."""
    edition = frozen(store)
    code = hand_over().offer(edition.id)
    app = show(edition=edition.id, lifts="foo", lead=code)
    assert "地址中的板块“foo”不存在" in stage_text(app)
    assert no_figures(app)
    data = player_data(app)
    assert [screen["id"] for screen in data["screens"]] == ["notice"]
    assert (data["edition"], data["token"]) == (None, None)
    assert player_data(show(edition=edition.id, lead=code))["token"] is not None  # not used up by that


def test_leading_is_handed_over_once(show: Callable[..., AppTest], store: Store) -> None:
    """The session that came with the code leads from then on; another one with the same code reads that it has been used."""
    edition = frozen(store)
    code = hand_over().offer(edition.id)
    app = show(edition=edition.id, lead=code)
    token = player_data(app)["token"]
    assert may_lead(edition.id, token)
    assert player_data(app.run())["token"] == token
    again = player_data(show(edition=edition.id, lead=code))
    assert again["token"] is None
    assert again["problem"].startswith("主持链接只能用一次")


def test_whoever_follows_uses_no_code(show: Callable[..., AppTest], store: Store) -> None:
    """An address that follows leads nobody, whatever else it carries."""
    edition = frozen(store)
    assert (
        player_data(show(edition=edition.id, follow="1", lead=hand_over().offer(edition.id)))["token"] is None
    )


def test_an_unknown_edition(show: Callable[..., AppTest]) -> None:
    """An unknown edition is named on the stage, with a link to the editions; no figures are shown instead."""
    app = show(edition="0badcafe", follow="1")
    assert "没有编号为“0badcafe”的会议版本" in stage_text(app)
    assert no_figures(app)
    assert 'href="editions"' in html(app)


def test_an_unknown_sequence(show: Callable[..., AppTest]) -> None:
    """An unknown sequence is named; all screens are not shown instead."""
    app = show(sequence="短会")
    assert "没有名为“短会”的放映顺序" in stage_text(app)
    assert no_figures(app)


@pytest.mark.parametrize("lifts", ["foo", "industry,foo", ","])
def test_an_unknown_lift(show: Callable[..., AppTest], lifts: str) -> None:
    """A wrong lift in the address is named, with the right ones."""
    app = show(lifts=lifts)
    problem = "地址中没有写要放哪些板块" if lifts == "," else "地址中的板块“foo”不存在"
    assert f"{problem}，lifts 应为" in stage_text(app)
    assert "industry（产业能级提档）" in stage_text(app)
    assert no_figures(app)


def test_lifts_of_a_link(show: Callable[..., AppTest]) -> None:
    """No screen shows an indicator or task of another lift."""
    text = stage_text(show(lifts="industry", through="2024-09"))
    assert "理想汽车新车交付" in text
    assert "前黄项目交付" not in text
    assert "地区生产总值" not in text
    assert "独角兽" not in text


def test_a_month_without_data(show: Callable[..., AppTest]) -> None:
    """No other month is shown instead of one without data, not even after the next run."""
    app = show(through="2025-03")
    for _ in range(2):
        assert "地址中的月份“2025-03”没有数据，可以放映的是 2024-01 至" in stage_text(app)
        assert no_figures(app)
        app.run()
    assert "理想汽车" in stage_text(show(through="2024-09"))


def test_the_foot_names_a_source(show: Callable[..., AppTest]) -> None:
    """Every screen but the title names a source in its foot."""
    app = show(through="2024-09")
    feet = [foot for foot in html_blocks(app) if 'class="stage-foot"' in foot]
    assert "来源" not in feet[0]
    assert all(re.search("来源：[^<]", foot) for foot in feet[1:])


def test_figures_that_may_be_missing(show: Callable[..., AppTest], store: Store) -> None:
    """While a file of figures is damaged every screen says so in its foot, for no room looks at the page around it."""
    log = next(Path(store.root).glob("plans/_delta_log/*.json"))
    content = log.read_bytes()
    log.write_bytes(b"{broken")
    app = show(through="2024-09")
    feet = [foot for foot in html_blocks(app) if 'class="stage-foot"' in foot]
    assert feet
    assert all("部分数据文件损坏，数可能不全" in foot for foot in feet)
    log.write_bytes(content)
    assert "文件损坏" not in html(app.run())


def rows(markup: str) -> dict[str, list[str]]:
    """The cells of each row of a table, by the text of the first."""
    lines = [re.findall(r"<td>(.*?)</td>", line) for line in re.findall(r"<tr>(.*?)</tr>", markup)]
    return {re.sub(r"<.*", "", cells[0]): cells for cells in lines}


def test_each_simulated_part_is_marked(show: Callable[..., AppTest], store: Store) -> None:
    """Closing screen and task lines mark a simulated verdict and a simulated unit separately."""
    shown = show(through="2024-09")
    closing = rows(next(part for part in html_blocks(shown) if "理想汽车新车交付</td>" in part))
    marked = {name: ["演示" in cell for cell in cells] for name, cells in closing.items()}
    assert marked["理想汽车新车交付"] == [False, False, True, False]  # its deliveries are public
    assert marked["规上工业总产值"] == [False, True, True, False]
    assert marked["前黄项目交付"] == [False, True, True, False]
    tasks = next(part for part in html_blocks(shown) if "精细实施岗位选聘" in part and "<td>" in part)
    state = {name: ["演示" in cell for cell in cells] for name, cells in rows(tasks).items()}
    origins = board(store.snapshot(), None, SEPTEMBER).tasks.set_index("title")["origin"]
    simulated = {title: origin == "演示" for title, origin in origins.items()}
    assert state == {name: [False, simulated[name], False, simulated[name]] for name in state}
    card = next(part for part in html_blocks(shown) if 'stage-card"' in part)
    assert re.search(r"责任单位</b>建设局<span class=.chip demo.>演示", card)


def test_the_last_day_of_the_month_is_not_today(show: Callable[..., AppTest]) -> None:
    """What is due on the last day of December is shown as due at its end, not today."""
    text = stage_text(show(through="2024-12"))
    assert "月底到期" in text
    assert "今天" not in text
    assert "还有0天" not in text


def lift_boxes(app: AppTest) -> dict[str, tuple[str, list[str]]]:
    """What the overall screen says of each lift: its counts, and its verdicts."""
    overall = next(part for part in html_blocks(app) if "stage-lifts" in part)
    boxes = re.findall(r'<div class="stage-lift"><div><h2>(.*?)</h2>(.*?)</div><p>(.*?)</p></div>', overall)
    return {
        name: (
            text_of(counts, ""),
            [text_of(verdict, "") for verdict in re.findall(r'<span class="pill.*?</b></span>', pills)],
        )
        for name, pills, counts in boxes
    }


@pytest.mark.parametrize("month", [1, 3, 6, 9, 12])
def test_a_lift_counts_indicators_and_tasks_apart(
    show: Callable[..., AppTest], store: Store, month: int
) -> None:
    """So many of the indicators that are judged, so many of the tasks reported on; what waits is among no verdicts."""
    told = lift_boxes(show(through=f"2024-{month:02}"))
    assert len(told) == 6
    for lift in lifts().values():
        if lift.lift == OVERALL:
            continue
        shown = board(store.snapshot(), lift.lift, Period(2024, month))
        judged = shown.indicators["status"].isin(["achieved", "on_schedule", "slow", "behind"]).sum()
        reported = (shown.tasks["status"] != "awaiting").sum()
        counts, verdicts = told[lift.name]
        assert re.findall(r"/ (\d+) 项指标按时序", counts) == ([str(judged)] if judged else [])
        assert re.findall(r"/ (\d+) 项任务已完成", counts) == ([str(reported)] if reported else [])
        assert not [verdict for verdict in verdicts if re.search("待报送|待下达|暂不评价", verdict)]


def test_an_overall_screen_without_reports(show: Callable[..., AppTest], seeded: Store) -> None:
    """A lift of which nobody has reported anything says so, without a verdict; one line says how much is missing."""
    app = show(seeded, through="2024-09")
    told = lift_boxes(app)
    for lift in lifts().values():
        shown = board(seeded.snapshot(), lift.lift, SEPTEMBER)
        if lift.lift != OVERALL and set(shown.indicator_counts) | set(shown.task_counts) == {"awaiting"}:
            assert told.pop(lift.name) == ("尚无报送", [])
    assert list(told) == ["产业能级提档"]  # one of its figures is public
    assert re.search(r"尚有\d+项指标、\d+项任务未报送", stage_text(app))


@pytest.mark.parametrize("month", ["2024-02", "2024-09", "2024-11"])
def test_the_overall_screen_says_how_the_year_ends(
    show: Callable[..., AppTest], store: Store, month: str
) -> None:
    """Each headline figure has its projection with the chance of its target, or why there is none."""
    overall = next(part for part in html_blocks(show(through=month)) if "stage-headline" in part)
    shown = board(store.snapshot(), None, Period.from_key(month))
    headline = shown.indicators[shown.indicators["headline"].astype(bool)]
    assert len(headline) == 4
    for indicator in headline.index:
        row = shown.row(str(indicator))
        assert row["status"] == "awaiting" or year_end_answer(row) in text_of(overall, "")
    assert "待报送，暂不预计" not in overall


@pytest.mark.parametrize("month", ["2024-03", "2024-06", "2024-09"])
def test_nothing_is_said_three_times(show: Callable[..., AppTest], store: Store, month: str) -> None:
    """On the screen of what lags its gap stands in the headline and in the verdict, and nowhere else."""
    blocks = html_blocks(show(through=month))
    tables = board(store.snapshot(), None, Period.from_key(month))
    lagging = tables.follow_ups[tables.follow_ups["status"].isin(["behind", "slow"])]["subject"]
    assert len(lagging)
    for indicator in lagging:
        row = tables.row(indicator)
        (gap,) = re.findall("[0-9.]+", gap_text(row))
        head = next(
            n
            for n, part in enumerate(blocks)
            if "stage-head" in part and item_message(row) in text_of(part, "")
        )
        screen = text_of("".join(blocks[head : head + 4]), "")
        assert len(re.findall(f"[慢低超高−]{gap}", screen)) == 2, screen
