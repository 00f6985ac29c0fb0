"""The timeline of tasks: where each stands on the year, what is said of it, what is folded away."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.evaluation.board import board
from indicators.period import Period
from indicators.store.schemas import COMMIT, DEMO, REPORTED
from indicators.store.snapshot import Snapshot
from tests.pages.app import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.evaluation.board import Board
    from indicators.store.store import Store

    Timeline = Callable[..., str]

PAGES = Path(__file__).resolve().parents[2] / "pages"
SEPTEMBER = Period(2024, 9)
# Two dates to a task of 2024, and a third that lies after it.
DONE = {"state": "已完成", "done_on": date(2024, 3, 8)}
SILENT = {"state": None}
LATE = {"due": date(2024, 5, 31)}
SOON = {"due": date(2024, 10, 20)}
THREE_YEARS = {"due": date(2026, 6, 30)}


def board_of(snapshot: Snapshot, rows: tuple[dict[str, Any], ...], through: Period = SEPTEMBER) -> Board:
    """A board with these tasks only, each due in December and reported as going on unless it says otherwise."""
    default = {
        "lift": "safety", "due": date(2024, 12, 31), "due_basis": "今年", "quote": "", "responsible_unit": "应急局",
        "state": "进行中", "done_on": None, "origin": REPORTED, "reported_at": pd.Timestamp("2024-10-08", tz="UTC"),
        COMMIT: 1,
    }  # fmt: skip
    named = [default | {"task": f"t{n}", "title": f"任务{n}"} | row for n, row in enumerate(rows)]
    tasks = pd.DataFrame(named, columns=snapshot.log["tasks"].columns)
    return board(Snapshot(snapshot.versions, {**snapshot.log, "tasks": tasks}), None, through)


@pytest.fixture
def timeline(monkeypatch: pytest.MonkeyPatch, seeded: Store) -> Timeline:
    """The timeline of tasks as HTML."""
    monkeypatch.syspath_prepend(str(PAGES))
    from parts.board.timeline import timeline_html

    def draw(*rows: dict[str, Any], through: Period = SEPTEMBER, **options: str) -> str:
        return timeline_html(board_of(seeded.snapshot(), rows, through), **options)

    return draw


def lines(html: str) -> list[str]:
    """The lines of tasks in their order."""
    return re.findall(r"<li .*?</li>", html)


def titles(html: str) -> list[str]:
    """The tasks that have a line, in their order."""
    return re.findall(r'<details class="what"><summary>(.*?)</summary>', html)


def heading(html: str) -> str:
    """The heading's text."""
    return text_of(html[html.index("<h2>") : html.index("</h2>")], "")


def summaries(html: str) -> list[str]:
    """What is said of lines that are folded away."""
    return re.findall(r'<details class="others"><summary>(.*?)</summary>', html)


def places(line: str) -> dict[str, float]:
    """Where mark, bar and label of a line are, as shares of the year."""
    return {name: float(share) for name, share in re.findall(r"--(\w+):([\d.]+)", line)}


@pytest.mark.parametrize(
    ("row", "verdict", "said", "at"),
    [
        ({"due": date(2024, 4, 30)}, "■ bad", "超期153天 时限4月30日", 4 / 12),
        ({"due": date(2024, 9, 15)}, "■ bad", "超期15天 时限9月15日", 8.5 / 12),
        (SOON, "▲ warn", "还有20天 10月20日", (9 + 20 / 31) / 12),
        ({"due": date(2024, 9, 30)}, "▲ warn", "月底到期 9月30日", 0.75),
        ({"due": date(2024, 11, 15)}, "◎ none", "进行中 11月15日", 10.5 / 12),
        ({"due": date(2025, 3, 31)}, "◎ none", "进行中 → 2025年3月", 1),
        ({"due": date(2026, 12, 31)}, "◎ none", "进行中 → 2026年12月", 1),
        (DONE, "✔ good", "已完成 3月8日", (2 + 8 / 31) / 12),
        ({"state": "已完成"}, "✔ good", "已完成 办结日未报", 0.75),
        (SILENT, "○ none", "待报送 12月31日", 1),
        (SILENT | {"due": date(2024, 6, 30)}, "○ none", "待报送，时限已过 6月30日", 0.5),
    ],
)
def test_mark_by_verdict(timeline: Timeline, row: dict[str, Any], verdict: str, said: str, at: float) -> None:
    """A task's shape stands on its due date, or the day it was done; word and day stand beside it."""
    shape, tone = verdict.split()
    (line,) = lines(timeline(row))
    assert f'<i class="mark">{shape}</i>' in line
    assert re.search(rf'<li class="task \w+ {tone}"', line)
    assert text_of(line, "").endswith(said)
    assert places(line)["mark"] == pytest.approx(at, abs=1e-4)


def test_without_a_due_date(timeline: Timeline) -> None:
    """A task that has no due date has a line that says so, and no mark."""
    (line,) = lines(timeline({"due": None}))
    assert "时限未定" in line
    assert 'class="mark"' not in line


def test_last_years_task(timeline: Timeline) -> None:
    """Until the next plan is there, what is late from last year stands at the year's beginning."""
    (line,) = lines(timeline({"due": date(2024, 12, 31)}, through=Period(2025, 2)))
    assert "超期59天" in line
    assert "时限2024年12月31日" in line
    assert places(line)["mark"] == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("row", "through", "start", "end"),
    [
        ({"due": date(2024, 4, 30)}, SEPTEMBER, 4 / 12, 9 / 12),
        ({"due": date(2024, 6, 30)}, Period(2024, 12), 6 / 12, 1),
        ({"due": date(2024, 6, 30)}, Period(2025, 2), 0, 2 / 12),
        (DONE | {"due": date(2024, 6, 30)}, SEPTEMBER, (2 + 8 / 31) / 12, 6 / 12),
        (DONE | {"due": date(2024, 2, 29)}, SEPTEMBER, 2 / 12, (2 + 8 / 31) / 12),
        (DONE | THREE_YEARS, SEPTEMBER, (2 + 8 / 31) / 12, 1),
        ({"state": "已完成"}, SEPTEMBER, 9 / 12, 9 / 12),
        ({}, SEPTEMBER, 1, 1),
    ],
)
def test_bar(timeline: Timeline, row: dict[str, Any], through: Period, start: float, end: float) -> None:
    """A bar reaches from an overdue date to today's line, a thin one from done to due; nothing else has one."""
    at = places(lines(timeline(row, through=through))[0])
    assert [at["from"], at["to"]] == pytest.approx([start, end], abs=1e-4)


@pytest.mark.parametrize(("month", "share"), [(1, 1 / 12), (9, 0.75), (12, 1)])
def test_line_of_today(timeline: Timeline, month: int, share: float) -> None:
    """The end of the month looked at is a line across all tasks, with its name."""
    html = timeline({}, through=Period(2024, month))
    assert f'<section class="timeline" style="--now:{share:.4f}">' in html
    assert f">{month}月末</b>" in html


@pytest.mark.parametrize(
    ("row", "side"),
    [
        (DONE | {"done_on": date(2024, 8, 30)}, "before"),
        (DONE, "after"),
        ({"due": date(2024, 9, 30)}, "before"),
        (LATE, "after"),
        (SOON, "after"),
    ],
)
def test_label_leaves_the_line_of_today_free(timeline: Timeline, row: dict[str, Any], side: str) -> None:
    """What is over is labelled on the left where there is room; the days of what is late stand behind its bar."""
    assert f'class="says {side}"' in lines(timeline(row))[0]


def test_what_is_late_comes_first(timeline: Timeline) -> None:
    """Overdue, due soon, then by due date; done comes last."""
    rows = (DONE, THREE_YEARS, {}, SOON, LATE | {"due": date(2024, 8, 1)}, DONE | LATE, LATE)
    assert titles(timeline(*rows)) == ["任务6", "任务4", "任务3", "任务2", "任务1", "任务5", "任务0"]


@pytest.mark.parametrize(
    ("rows", "through", "message"),
    [
        (({}, {}, DONE), SEPTEMBER, "到9月末没有到期任务，已完成1项，年内共3项"),
        ((LATE, {}, DONE), SEPTEMBER, "任务0超期122天；到9月末应完成1项，已完成1项，年内共3项"),
        ((LATE, LATE, SOON), SEPTEMBER, "2项任务超期，1项任务30天内到期；到9月末应完成2项，已完成0项，年内共3项"),
        ((DONE, {}, THREE_YEARS), Period(2024, 12), "任务1月底到期；年内应完成2项，已完成1项"),
        ((SILENT, SILENT), SEPTEMBER, "年内应完成2项，进展尚未报送"),
        ((THREE_YEARS,), SEPTEMBER, "年内没有到期任务"),
    ],
)  # fmt: skip
def test_heading_is_a_message(
    timeline: Timeline, rows: tuple[dict[str, Any], ...], through: Period, message: str
) -> None:
    """What is late, then planned against done; a task due in a later year does not count against this one."""
    assert heading(timeline(*rows, through=through)) == f"节点任务：{message}"


def test_heading_begins_with_the_title(timeline: Timeline) -> None:
    """A page calls its tasks by its own name."""
    assert heading(timeline({}, title="队伍与营商任务")).startswith("队伍与营商任务：")


@pytest.mark.parametrize(
    ("silent", "summary"),
    [
        (1, "尚有1项未报送：任务1"),
        (3, "尚有3项未报送：任务1、任务2、任务3"),
        (7, "尚有7项未报送：任务1、任务2、任务3、任务4、任务5等"),
    ],
)
def test_unreported_is_one_line(timeline: Timeline, silent: int, summary: str) -> None:
    """What nobody has reported on is folded into one line after the others, with its own lines behind it."""
    html = timeline({}, *[SILENT] * silent)
    assert summaries(html) == [summary]
    assert titles(html) == [f"任务{n}" for n in range(silent + 1)]


@pytest.mark.parametrize("count", [1, 2, 8])
def test_nothing_reported_shows_the_plan(timeline: Timeline, count: int) -> None:
    """Before the first report the tasks are the plan of the year: open, each on its due date."""
    html = timeline(*[SILENT] * count)
    assert summaries(html) == []
    assert len(lines(html)) == count


@pytest.mark.parametrize(
    ("late", "going_on", "done", "summary"),
    [
        (1, 11, 0, []),
        (1, 11, 1, ["其余1项：1项已完成"]),
        (2, 12, 3, ["其余5项：2项进行中、3项已完成"]),
        (20, 30, 10, ["其余48项：8项超期、30项进行中、10项已完成"]),
    ],
)
def test_twelve_lines_are_open(
    timeline: Timeline, late: int, going_on: int, done: int, summary: list[str]
) -> None:
    """Twelve lines are open, the rest is behind a sentence that counts it; each task has one line."""
    html = timeline(*[LATE] * late, *[{}] * going_on, *[DONE] * done)
    assert summaries(html) == summary
    assert sorted(titles(html)) == sorted(f"任务{n}" for n in range(late + going_on + done))
    assert len(lines(html.partition('<details class="others">')[0])) == min(late + going_on + done, 12)


def test_steps_of_planned_and_done(timeline: Timeline) -> None:
    """With more than six tasks in the year planned and done are two steps, each labelled where it ends."""
    html = timeline(LATE, DONE | LATE, *[{}] * 5)
    assert '<path class="planned" d="M0 7H1V7H2V7H3V7H4V7H5V5H6V5H7V5H8V5H9V5H10V5H11V5H12V0"/>' in html
    assert '<path class="done" d="M0 7H1V7H2V7H3V6H4V6H5V6H6V6H7V6H8V6H9V6"/>' in html
    assert "应完成7项" in html
    assert "已完成1项</b>" in html


@pytest.mark.parametrize("rows", [[{}] * 6, [{}] * 6 + [THREE_YEARS] * 4, [SILENT] * 9])
def test_few_tasks_need_no_steps(timeline: Timeline, rows: list[dict[str, Any]]) -> None:
    """Six tasks show themselves how many are due and done; without a report there is nothing to compare."""
    assert "<svg" not in timeline(*rows)


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ({"responsible_unit": "卫健局"}, "卫健局"),
        ({"responsible_unit": ""}, "责任单位待明确"),
        ({"responsible_unit": None}, "责任单位待明确"),
        ({"origin": DEMO}, '应急局 <span class="sim">演示</span>'),
    ],
)
def test_who_answers(timeline: Timeline, row: dict[str, Any], unit: str) -> None:
    """Every line names who answers for it; a simulated one carries a quiet mark."""
    assert f'<span class="office">{unit}</span>' in lines(timeline(row))[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"due_basis": "预计4月交付"}, "时限：2024年12月31日（预计4月交付）"),
        ({"due_basis": "", "quote": "三期进行主体结构施工"}, "时限：2024年12月31日三期进行主体结构施工"),
        ({"due_basis": None, "quote": None, "due": None}, "时限未定"),
    ],
)
def test_words_of_the_plan_on_demand(timeline: Timeline, row: dict[str, Any], words: str) -> None:
    """A click on the title shows the due date with its basis and the plan's own words."""
    (line,) = lines(timeline({"title": "前黄"} | row))
    assert text_of(line[line.index("<details") : line.index("</details>")], "") == f"前黄{words}"


def test_text_is_escaped(timeline: Timeline) -> None:
    """What a department wrote is text, wherever it is shown."""
    words = ["title", "due_basis", "quote", "responsible_unit"]
    html = timeline({word: f"<b>{word}" for word in words}, SILENT | {"title": "<i>静"})
    assert not [word for word in [*words, "静"] if re.search(f"<[bi]>{word}", html)]
    assert html.count("&lt;i&gt;静") == 2


def test_without_tasks(timeline: Timeline) -> None:
    """A board without tasks has no timeline, not even a heading."""
    assert timeline() == ""


def test_of_the_demonstration(monkeypatch: pytest.MonkeyPatch, simulated: Store) -> None:
    """Nothing that the whole zone has to do is left out, and what is overdue stands in the heading."""
    monkeypatch.syspath_prepend(str(PAGES))
    from parts.board.timeline import timeline_html

    zone = board(simulated.snapshot(), None, SEPTEMBER)
    html = timeline_html(zone)
    assert sorted(titles(html)) == sorted(zone.tasks["title"])
    assert heading(html) == "节点任务：前黄项目交付超期153天；到9月末应完成1项，已完成5项，年内共19项"
