"""通报: each word and number is the board's, and no cause is given that nobody reported."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.evaluation import Board, board
from indicators.follow_up import Answer, Decision, record_answer, record_decision
from indicators.labels import day_label, is_missing
from indicators.period import Period
from indicators.reports.circular import HEADING, Circular, circular
from indicators.store.schemas import DEMO
from indicators.wording import (
    board_message,
    needed_sentence,
    number,
    report_due_text,
    report_sentence,
    span_text,
    year_end_answer,
)
from tests.crowded import crowded
from tests.reports import ADMINISTRATOR, ECONOMY

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

SEPTEMBER, DECEMBER = Period(2024, 9), Period(2024, 12)
# What no rule of the board may say: causes.
_CAUSES = re.compile("由于|因为|受.{1,10}影响|导致|主要是")


def written(tables: Snapshot, through: Period, lift: str | None = None) -> Circular:
    """The circular of a month."""
    return circular(tables, board(tables, lift, through))


def headings(of: Circular) -> list[str]:
    """Its sections, without their ordinals."""
    return [
        paragraph.text[2:]
        for paragraph in of.paragraphs
        if "、" in paragraph.text[:2] and paragraph.level == HEADING
    ]


def numbers(text: str) -> set[str]:
    """Every number as it is written."""
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?", text))


def worded(shown: Board) -> str:
    """All that the wording says of a board, and its names."""
    message = board_message(shown)
    said = [message.headline, message.rest, report_due_text(shown.through, shown.settings)]
    said += [
        number(shown.time_progress * 100, 1),
        str(shown.through),
        day_label(shown.through.earlier(-1).end.replace(day=shown.settings.report.answer_day)),
    ]
    for indicator in shown.indicators.index:
        row = shown.row(indicator)
        said += [
            row["name"],
            report_sentence(row),
            needed_sentence(row),
            year_end_answer(row),
            span_text(row),
        ]
    for task in shown.tasks.to_dict("records"):
        said += [
            task["title"],
            day_label(task["due"]),
            "" if is_missing(task["days"]) else str(abs(int(task["days"]))),
        ]
    counts = [
        *shown.indicator_counts.values(),
        *shown.task_counts.values(),
        *range(len(shown.follow_ups) + 1),
    ]
    return " ".join([*said, *map(str, counts)])


@pytest.mark.parametrize("month", [1, 2, 6, 9, 12])
@pytest.mark.parametrize("lift", [None, "industry", "safety"])
def test_numbers_are_the_boards(simulated: Store, month: int, lift: str | None) -> None:
    """Each number in the text is one that the wording makes of the board; nothing is reckoned a second time."""
    tables = simulated.snapshot()
    shown = board(tables, lift, Period(2024, month))
    assert numbers(circular(tables, shown).text) - numbers(worded(shown)) == set()


def test_numbers_of_many(simulated: Store) -> None:
    """So it is with sixty indicators, and each that is judged is named."""
    tables = crowded(simulated.snapshot(), 60)
    shown = board(tables, None, SEPTEMBER)
    text = circular(tables, shown).text
    assert numbers(text) - numbers(worded(shown)) == set()
    assert [name for name in shown.indicators["name"] if name not in text] == []


def test_september_with_demonstration(simulated: Store) -> None:
    """Simulated figures are said to be so first and last; then the message, who is ahead, what lags, what is asked."""
    of = written(simulated.snapshot(), SEPTEMBER)
    assert of.title == "武进国家高新区关于2024年1—9月“六提”工程目标完成情况的通报"
    assert of.paragraphs[0].text == "【演示数据】"
    assert DEMO in of.notes[0]
    assert headings(of) == [
        "总体情况", "按时序推进的指标和已完成的任务", "进度滞后的指标和任务", "报送情况", "工作要求",
    ]  # fmt: skip
    assert (
        "截至9月底，时序进度75.0%，“六提”工程11项指标中7项按时序，理想汽车新车交付慢32.3个百分点；" in of.text
    )
    assert "请经发局、科技局、建设局于2024年10月25日前报送滞后指标和任务的原因和措施。" in of.text


def test_september_with_the_seed_only(seeded: Store) -> None:
    """Nothing is called simulated, the one figure stands with all that is known of it, the rest is to be reported."""
    text = written(seeded.snapshot(), SEPTEMBER).text
    assert DEMO not in text
    assert (
        "1．理想汽车新车交付1—9月34.18万辆，同比增长40.0%，完成年度计划42.7%，慢于时序32.3个百分点，滞后。"
        "后三月需月均15.3万辆，是前九月月均的4.0倍，去年同期月均为4.4万辆；"
        "预计全年52.53万辆（50.07—55.38），几乎不可能达标（不到1%）。责任单位：待明确，尚未报送原因和措施。"
    ) in text
    assert "待报送的指标13项。责任单位待明确：地区生产总值增速，" in text
    assert "责任单位待明确的，请先明确责任单位。" in text


def test_a_line_a_paragraph(seeded: Store) -> None:
    """The text to be pasted begins each paragraph with two full-width blanks."""
    title, blank, *lines = written(seeded.snapshot(), SEPTEMBER).text.splitlines()
    assert (title[-2:], blank) == ("通报", "")
    assert all(re.match("　　[^　]", line) for line in lines)


def test_all_on_schedule(simulated: Store) -> None:
    """Where nothing lags nobody is asked for reasons, and no section says so."""
    of = written(simulated.snapshot(), SEPTEMBER, "vitality")
    assert "进度滞后的指标和任务" not in headings(of)
    assert "原因" not in of.text


def test_nothing_reported(seeded: Store) -> None:
    """Before the first report there is only what is to be reported, and until when."""
    of = written(seeded.snapshot(), SEPTEMBER, "safety")
    assert headings(of) == ["总体情况", "报送情况", "工作要求"]
    assert "9月的数应于10月18日前报送，尚未报送的请尽快补报。" in of.text


def test_december(simulated: Store) -> None:
    """The year is over: nothing is expected any more, and reasons are due in the next year."""
    of = written(simulated.snapshot(), DECEMBER, "industry")
    assert "预计" not in of.text
    assert "请经发局于2025年1月25日前报送" in of.text


def test_the_same_twice(simulated: Store) -> None:
    """Two readings of the same board give the same text."""
    tables = simulated.snapshot()
    again = type(tables)(tables.versions, dict(tables.log))
    assert written(tables, SEPTEMBER) == written(again, SEPTEMBER)


def test_no_cause_that_nobody_reported(simulated: Store) -> None:
    """Without an answer there is no word about causes in any month."""
    for month in range(1, 13):
        text = written(simulated.snapshot(), Period(2024, month)).text
        assert not _CAUSES.search(text)
        assert "原因：" not in text


def test_answers_are_quoted(store: Store) -> None:
    """A reason stands in quotation marks with who reported it, who sees to it is named; what is lacking is still asked for."""
    answer = Answer("新车型8月才上市", deadline=date(2024, 11, 30), person="张明")
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, answer)
    text = written(store.snapshot(), SEPTEMBER).text
    assert re.search(
        r"尚未报送措施。原因：“新车型8月才上市”（经发局\d{4}年\d+月\d+日报）。时限：2024年11月30日。责任人：张明。",
        text,
    )
    assert "前报送滞后指标和任务的原因和措施" in text
    later = written(store.snapshot(), Period(2024, 10)).text
    assert "9月所报原因：“新车型8月才上市”" in later


def test_nothing_is_asked_of_what_was_closed(store: Store) -> None:
    """What the office has closed is said to be, and nobody is asked about it; a month later it is a new item."""
    record_decision(store, ADMINISTRATOR, "li_auto_deliveries", SEPTEMBER, Decision("close"))
    text = written(store.snapshot(), SEPTEMBER).text
    assert "责任单位：待明确，已销号。" in text
    assert "原因" not in text
    assert "责任单位：待明确，尚未报送原因和措施。" in written(store.snapshot(), Period(2024, 10)).text


def test_whoever_answered_is_not_asked_again(store: Store) -> None:
    """Reason and measures given, they are only to be carried out."""
    record_answer(
        store, ECONOMY, "li_auto_deliveries", SEPTEMBER, Answer("新车型8月才上市", "四季度增开一班")
    )
    text = written(store.snapshot(), SEPTEMBER).text
    assert "尚未报送原因" not in text
    assert "已报送原因和措施的，请责任单位按所报时限抓好落实。" in text
