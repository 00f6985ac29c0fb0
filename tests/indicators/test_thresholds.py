"""Thresholds: the file's count until they are changed in the browser, and everything is judged by those in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.evaluation.board import board
from indicators.meeting.editions import freeze_edition, open_edition
from indicators.meeting.screens import build_screens
from indicators.period import Period
from indicators.plan_year import planned_indicators
from indicators.settings import Settings, settings
from indicators.store.upload import Upload
from indicators.thresholds import (
    ThresholdError,
    changed_settings,
    current_thresholds,
    known_thresholds,
    settings_of,
    threshold_text,
)
from indicators.uploads.due import month_to_report
from indicators.wording import board_message, report_due_text, urgent_tasks_message
from tests.reports import ADMINISTRATOR, ECONOMY, output, previewed

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def rows(**values: float | None) -> pd.DataFrame:
    """Rows of the table; the dot of a setting is written as two underscores."""
    return pd.DataFrame(
        {
            "setting": [name.replace("__", ".") for name in values],
            "value": pd.Series(values.values(), dtype=float),
        }
    )


def changed(snapshot: Snapshot, **values: float | None) -> Snapshot:
    """The tables with these thresholds."""
    return snapshot.with_rows({"thresholds": rows(**values)})


def test_the_file_counts_until_something_is_changed(seeded: Store) -> None:
    """Without a row the file's thresholds are in force; a row goes before the file, and leaves the others to it."""
    snapshot = seeded.snapshot()
    assert settings_of(snapshot) == settings()
    strict = settings_of(changed(snapshot, status__slow_pace=0.95, tolerance__gdp_growth=0.3))
    assert (strict.status.slow_pace, strict.tolerance) == (0.95, {"gdp_growth": 0.3})
    assert strict.status.slow_rate_points == settings().status.slow_rate_points
    assert strict.tasks == settings().tasks


def test_the_newest_row_counts(seeded: Store) -> None:
    """A later row replaces an earlier one, and one without a value gives the setting back to the file."""
    once = changed(seeded.snapshot(), status__slow_pace=0.95)
    twice = changed(once, status__slow_pace=0.8)
    assert settings_of(twice).status.slow_pace == 0.8
    assert settings_of(changed(twice, status__slow_pace=None)) == settings()


def test_every_setting_has_a_name(seeded: Store) -> None:
    """Whatever the file may say can be changed, by a name of its own, but for the year that empty tables open with and the addresses of robots."""
    known = known_thresholds(seeded.snapshot())
    sections = {name: type(section).model_fields for name, section in Settings() if name != "tolerance"}
    of_file = {f"{section}.{field}" for section, fields in sections.items() for field in fields}
    tolerances = {f"tolerance.{indicator}" for indicator in seeded.snapshot().catalogue["indicator"]}
    assert set(known) == (of_file - {"plan.year", "notify.services"}) | tolerances
    assert len({threshold.name for threshold in known.values()}) == len(known)
    assert all(threshold.rule.endswith("。") for threshold in known.values())


def test_where_a_value_comes_from(store: Store) -> None:
    """A threshold says who changed it and when; one that the file has says nobody."""
    store.append("thresholds", rows(status__slow_pace=0.85), Upload.new("张三"))
    current = current_thresholds(store.snapshot())
    pace, points = current["status.slow_pace"], current["status.slow_rate_points"]
    assert (pace.value, pace.in_file, pace.by) == (0.85, 0.90, "张三")
    assert pace.at is not None
    assert (points.value, points.in_file, points.by, points.at) == (-1.0, -1.0, "", None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status.slow_pace": 1.5}, "“略慢界限”不能是1.5，应为：不大于1"),
        ({"status.slow_rate_points": 0.5}, "“增速略慢界限”不能是0.5，应为：不大于0"),
        ({"report.due_day": 3.5}, "“报送日”不能是3.5，应为：整数"),
        ({"report.due_day": 31.0}, "“报送日”不能是31，应为：不大于28"),
        ({"tolerance.gdp_growth": -1.0}, "“地区生产总值增速容差”不能是-1，应为：不小于0"),
        ({"checks.large_change": float("inf")}, "“改数确认”不能是inf，应为：有限的数字"),
        ({"forecast.fair": 0.9}, "“有望”0.90，应不高于“很可能达成”0.80"),
        ({"checks.size_asked": 60.0}, "应不高于“数值过大过小须管理员确认”50.0倍"),
        ({"plan.year": 2025.0}, "没有名为“plan.year”的阈值，可用：status.slow_pace、"),
        ({"tolerance.nothing": 1.0}, "没有名为“tolerance.nothing”的阈值"),
    ],
)
def test_what_may_not_be(seeded: Store, changes: dict[str, float | None], message: str) -> None:
    """A wrong threshold is refused by its name, with the value and what would be right."""
    with pytest.raises(ThresholdError) as refused:
        changed_settings(seeded.snapshot(), changes)
    assert message in str(refused.value)


def test_two_that_go_together(seeded: Store) -> None:
    """Thresholds in ascending order may be moved together where one alone may not."""
    moved = changed_settings(seeded.snapshot(), {"forecast.fair": 0.9, "forecast.likely": 0.95})
    assert (moved.forecast.fair, moved.forecast.likely) == (0.9, 0.95)


def test_as_it_is_written(seeded: Store) -> None:
    """A threshold has its usual decimals, and never fewer than it needs: 0.905 is not written as 0.91."""
    known = known_thresholds(seeded.snapshot())
    pace, days = known["status.slow_pace"], known["tasks.due_soon_days"]
    assert [threshold_text(pace, value) for value in (0.9, 0.905)] == ["0.90", "0.905"]
    assert threshold_text(days, 30.0) == "30天"
    assert threshold_text(known["status.slow_rate_points"], -1.0) == "−1.0个百分点"


def test_verdicts_go_by_the_thresholds_in_force(simulated: Store) -> None:
    """The pace, a tolerance, old data and tasks due soon are judged by what the tables say."""
    snapshot = simulated.snapshot()
    before = board(snapshot, None, SEPTEMBER)
    after = board(
        changed(
            snapshot,
            status__slow_pace=0.5,
            tolerance__gdp_growth=5.0,
            status__stale_cycles=12,
            tasks__due_soon_days=92,
        ),
        None,
        SEPTEMBER,
    )
    verdicts = [
        (side.row("li_auto_deliveries")["status"], side.row("gdp_growth")["status"])
        for side in (before, after)
    ]
    assert verdicts == [("behind", "slow"), ("slow", "on_schedule")]
    assert before.indicator_counts.get("stale", 0) > 0
    assert "stale" not in after.indicator_counts
    assert "due_soon" not in before.task_counts
    soon = before.tasks["days"].between(0, 92) & (before.tasks["status"] == "in_progress")
    assert after.task_counts["due_soon"] == soon.sum() > 0
    assert before.settings == settings()
    assert after.settings.status.slow_pace == 0.5


def test_the_outlook_goes_by_the_thresholds_in_force(simulated: Store) -> None:
    """What is likely, and so how many are expected to reach their target, follows the thresholds."""
    snapshot = simulated.snapshot()
    strict = changed(snapshot, forecast__likely=0.9999999, forecast__fair=0.9999998)
    before, after = (board(tables, None, SEPTEMBER) for tables in (snapshot, strict))
    assert (before.indicators["likelihood"] == "likely").sum() > (
        after.indicators["likelihood"] == "likely"
    ).sum()
    assert board_message(before).headline != board_message(after).headline
    assert list(before.indicators["likelihood"].notna()) == list(before.indicators["chance"].notna())


def test_days_go_by_the_thresholds_in_force(simulated: Store) -> None:
    """The day for reports decides the month that is due, what counts in a plan's year, and what the messages say."""
    snapshot = simulated.snapshot()
    later = changed(snapshot, report__due_day=28, tasks__due_soon_days=120)
    day = date(2024, 10, 20)
    assert [month_to_report(tables, day) for tables in (snapshot, later)] == [Period(2024, 10), SEPTEMBER]
    assert report_due_text(SEPTEMBER, settings_of(later)) == "9月的数应于10月28日前报送"
    shown = board(later, None, SEPTEMBER)
    urgent = shown.tasks[shown.tasks["status"] == "due_soon"]
    assert "120天内到期" in urgent_tasks_message(urgent, shown.settings)
    assert any(
        "120天内到期" in screen.headline
        for screen in build_screens(lambda lift: board(later, lift, SEPTEMBER))
    )


def test_what_comes_into_a_plan_counts_by_the_day_in_force(store: Store) -> None:
    """An indicator added on June 22nd counts from June on with the 18th as last day, from May on with the 28th."""
    plan = {
        "indicator": "gdp_growth",
        "lift": "overall",
        "year": 2025,
        "period": "",
        "target": 8.0,
        "wording": "8%",
    }
    first = {**plan, "announced": date(2025, 1, 10)}
    added = {**plan, "indicator": "unicorns", "lift": "innovation", "announced": date(2025, 6, 22)}
    store.append("plans", pd.DataFrame([first, added]), Upload.new("管理员"))
    snapshot = store.snapshot()
    may = Period(2025, 5)
    assert "unicorns" not in planned_indicators(snapshot, may)
    assert "unicorns" in planned_indicators(changed(snapshot, report__due_day=28), may)


def test_checks_go_by_the_thresholds_in_force(store_with_report: Store) -> None:
    """A correction is asked about from the share on that the tables say."""
    store = store_with_report
    asked = [issue.code for issue in previewed(store, output(1700.0), ECONOMY).questions]
    store.append("thresholds", rows(checks__large_change=0.05), Upload.new("管理员"))
    then = [issue.code for issue in previewed(store, output(1700.0), ECONOMY).questions]
    assert "large_change" not in asked
    assert "large_change" in then


def test_an_edition_keeps_its_thresholds(store_with_demo: Store) -> None:
    """What a meeting was shown stays judged as it was, whatever the thresholds are afterwards."""
    store = store_with_demo
    edition = freeze_edition(store, "九月会", SEPTEMBER, ADMINISTRATOR, (), "")
    store.append("thresholds", rows(status__slow_pace=0.5), Upload.new("管理员"))
    _, frozen = open_edition(store, edition.id)
    sides = [board(tables, None, SEPTEMBER) for tables in (frozen, store.snapshot())]
    assert [side.row("li_auto_deliveries")["status"] for side in sides] == ["behind", "slow"]
    assert [side.settings.status.slow_pace for side in sides] == [0.9, 0.5]
