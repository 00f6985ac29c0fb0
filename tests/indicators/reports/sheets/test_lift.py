"""The sheet of a lift: message, figures and charts are the board's, on one page at the usual length."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest

from indicators.evaluation import board
from indicators.follow_up import Answer, record_answer
from indicators.labels import NO_VALUE
from indicators.period import Period
from indicators.reports.sheets.lift import lift_sheet
from indicators.store.schemas import DEMO
from indicators.wording import (
    board_message,
    gap_text,
    needed_sentence,
    percent,
    target_text,
    value_text,
    yoy_text,
)
from tests.crowded import crowded
from tests.reports import ECONOMY

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def pages_of(tables: Snapshot, lift: str) -> list[str]:
    """The words on each page of its sheet, without blanks."""
    content = lift_sheet(tables, board(tables, lift, SEPTEMBER))
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("lift", ["overall", "industry", "innovation", "space", "city", "safety", "vitality"])
def test_figures_are_those_of_the_board(simulated: Store, lift: str) -> None:
    """One sheet of A4 has the message, each indicator's figures, what lags and every task."""
    tables = simulated.snapshot()
    shown = board(tables, lift, SEPTEMBER)
    (page,) = pages_of(tables, lift)
    message = board_message(shown)
    said = [message.headline, message.rest, *shown.tasks["title"]]
    for indicator in shown.indicators.index:
        row = shown.row(indicator)
        said += [row["name"], target_text(row), value_text(row), yoy_text(row)]
        said += [] if row["status"] == "stale" else [percent(row["completion"])]
        said += [needed_sentence(row), gap_text(row)] if row["status"] in {"slow", "behind"} else []
    assert [text for text in said if text != NO_VALUE and "".join(text.split()) not in page] == []


def test_many_take_more_pages(simulated: Store) -> None:
    """With sixty indicators none is left out, and the headings stand on each page of the table."""
    tables = crowded(simulated.snapshot(), 60)
    shown = board(tables, "industry", SEPTEMBER)
    pages = pages_of(tables, "industry")
    text = "".join(pages)
    assert [name for name in shown.indicators["name"] if "".join(name.split()) not in text] == []
    assert all("指标单位年度计划" in page for page in pages[:2])


def test_without_indicators_tasks_are_charted(simulated: Store) -> None:
    """A lift that has tasks only shows how many are done of those that are due by each month."""
    (page,) = pages_of(simulated.snapshot(), "safety")
    assert "任务进展：已完成（实心）、应完成（空框）" in page
    assert "计划6" in page


def test_demonstration_says_so(simulated: Store, seeded: Store) -> None:
    """With a simulated figure the head and a note say so; without any nothing does."""
    (page,) = pages_of(simulated.snapshot(), "industry")
    assert "含演示数据" in page
    (page,) = pages_of(seeded.snapshot(), "industry")
    assert DEMO not in page


def test_answers_are_quoted(store: Store) -> None:
    """What lags has the reason that was reported, with who gave it."""
    record_answer(store, ECONOMY, "li_auto_deliveries", SEPTEMBER, Answer("新车型8月才上市"))
    (page,) = pages_of(store.snapshot(), "industry")
    assert "原因：“新车型8月才上市”（经发局" in page
