"""The year turns as an office lives it: 2024 is closed, 2025 begun from its draft, an indicator retired; nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.evaluation import board, default_month
from indicators.export import board_json
from indicators.meeting import freeze_edition, open_edition
from indicators.period import Period
from indicators.uploads import commit_upload, withdraw_upload
from indicators.years.closing import close_year, reopen_year
from indicators.years.draft import LEFT, begin_draft, set_target
from indicators.years.publishing import publish_draft
from indicators.years.review import review_year
from indicators.years.undone_tasks import Decision
from tests.reports import ADMINISTRATOR, previewed
from tests.upload_helpers import store_values

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER, MARCH = Period(2024, 9), Period(2025, 3)
CARRIED, CANCELLED = "qianhuang_handover", "post_selection"
OVER = date(2025, 1, 22)


@pytest.fixture
def turned(store: Store) -> Store:
    """The seed's year closed and the next one begun."""
    store_values(store, "industrial_output", {"2024-09": 1796.46, "2024-12": 2511.5})
    store_values(store, "new_projects", {"2024-09": 41.0, "2024-12": 52.0})
    decisions = {
        task: Decision("done", date(2024, 12, 20), "验收单")
        for task in review_year(store.snapshot(), 2024).tasks.index
    }
    decisions |= {
        CARRIED: Decision("carried", date(2025, 6, 30)),
        CANCELLED: Decision("cancelled", text="职能划转"),
    }
    close_year(store, ADMINISTRATOR, 2024, decisions, "", OVER)
    draft = replace(begin_draft(store.snapshot(), 2025), title="2025年计划", announced="2025-01-20")
    draft = replace(draft, tasks=tuple(replace(task, what=LEFT) for task in draft.tasks))
    for indicator, target in (
        ("industrial_output", "力争突破2700亿元"),
        ("gazelles", "90"),
        ("unicorns", "12"),
    ):
        draft = set_target(draft, indicator, target, "经发局")
    publish_draft(store, draft=draft, reporter=ADMINISTRATOR, today=OVER, confirmed=True)
    retired = "指标名称,类型,停用日期\n独角兽（含潜在）企业累计认定,期末,2025-02-10".encode()
    commit_upload(store, previewed(store, retired, ADMINISTRATOR), confirmed=True)
    store_values(store, "industrial_output", {"2025-03": 640.0})
    return store


def test_pages_of_march(turned: Store) -> None:
    """March 2025 goes by the plan of 2025: no task of 2024 is overdue, what is retired or not planned is folded."""
    march = board(turned.snapshot(), None, MARCH)
    assert default_month(turned.snapshot()) == MARCH
    assert set(march.indicators.index) == {"industrial_output", "gazelles"}
    assert march.row("industrial_output")["wording"] == "力争突破2700亿元"
    assert {"unicorns", "new_projects"} <= set(march.unlisted.index)
    assert "overdue" not in march.task_counts
    assert march.tasks.loc[CARRIED, "due"] == date(2025, 6, 30)
    assert CANCELLED not in march.tasks.index


def test_a_link_of_last_september(turned: Store) -> None:
    """What September 2024 and its meeting showed stays; a task that is cancelled at the year's end was still open then."""
    september = board(turned.snapshot(), None, SEPTEMBER)
    assert len(september.indicators) == 14
    assert september.row("industrial_output")["wording"] == "力争突破2500亿元"
    assert september.tasks.loc[CARRIED, "due"] == date(2024, 4, 30)
    assert september.tasks.loc[CANCELLED, "due"] == date(2024, 12, 31)
    edition = freeze_edition(turned, "九月会", SEPTEMBER, ADMINISTRATOR)
    store_values(turned, "industrial_output", {"2024-09": 1800.0})
    _, frozen = open_edition(turned, edition.id)
    assert board_json(board(frozen, None, SEPTEMBER))["indicators"] == board_json(september)["indicators"]
    assert board(turned.snapshot(), None, SEPTEMBER).row("industrial_output")["actual"] == 1800.0


def test_a_revision_after_closing(turned: Store) -> None:
    """December stands as it was closed, the revised value beside it; opened again, the verdict follows the value."""
    december = Period(2024, 12)
    store_values(turned, "industrial_output", {"2024-12": 2490.0})
    closed = board(turned.snapshot(), None, december).row("industrial_output")
    assert (closed["status"], closed["actual"], closed["revised_actual"]) == ("achieved", 2511.5, 2490.0)
    reopen_year(turned, ADMINISTRATOR, 2024)
    opened = board(turned.snapshot(), None, december).row("industrial_output")
    assert (opened["status"], opened["actual"]) == ("slow", 2490.0)
    assert pd.isna(opened["revised_actual"])


def test_a_plan_taken_back(turned: Store) -> None:
    """Withdrawn as a whole, the year has no plan and no announcement again, and its values stay."""
    published = turned.snapshot().announcements.set_index("year").loc[2025, "upload"]
    withdraw_upload(turned, published, ADMINISTRATOR)
    now = turned.snapshot()
    assert 2025 not in set(now.announcements["year"]) | set(now.plans["year"])
    assert board(now, None, MARCH).row("industrial_output")["actual"] == 640.0
