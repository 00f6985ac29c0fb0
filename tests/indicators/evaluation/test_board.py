"""The board, on real tables made from the seed: published numbers, who wins over whom, and nothing invented."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.catalogue import lifts
from indicators.evaluation.board import Board, board
from indicators.period import Period
from indicators.store.schemas import DEMO, PUBLIC, REPORTED
from indicators.store.upload import Upload
from indicators.store.withdrawal import withdraw_rows
from indicators.wording import target_text

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

JANUARY, SEPTEMBER, DECEMBER = (Period(2024, month) for month in (1, 9, 12))
# Best to worst as domain.md orders them; what is not here needs no follow-up.
WORST_FIRST = ["behind", "overdue", "slow", "stale", "due_soon"]
NUMBERS = ["actual", "last_year", "growth", "completion", "gap_points", "pace", "yoy", "yoy_points"]
ACCIDENTS = {"indicator": "accidents", "lift": "safety", "position": 15, "headline": False, "name": "生产安全事故",
             "unit": "起", "kind": "count", "direction": "less", "decimals": 0, "frequency": "month"}  # fmt: skip


def report(store: Store, table: str = "observations", **cells: Any) -> Upload:
    """One row as an office reports it, for September 2024 by default."""
    period = {"period": "2024-09"} if table == "observations" else {}
    row = {"lift": "innovation", "origin": REPORTED} | period | cells
    store.append(table, pd.DataFrame([row]), upload := Upload.new("经发局"))
    return upload


def zone(store: Store, month: int = 9) -> Board:
    """The board of the whole zone as the tables are now."""
    return board(store.snapshot(), None, Period(2024, month))


def zone_of(store: Store, year: int) -> Board:
    """The board of the whole zone at the end of a year."""
    return board(store.snapshot(), None, Period(year, 12))


@pytest.fixture(scope="module")
def with_demo(simulated: Store) -> Snapshot:
    """Seed and demonstration, for tests that only read."""
    return simulated.snapshot()


@pytest.fixture(scope="module")
def published(seeded: Store) -> Snapshot:
    """The seed alone, for tests that only read."""
    return seeded.snapshot()


def test_published_deliveries(with_demo: Snapshot, published: Snapshot) -> None:
    """理想汽车 is as worked by hand from the published figures, with demonstration data or without."""
    worked = {"actual": 34.1812, "plan_to_date": 60, "completion": 0.4273, "pace": 0.5697, "yoy": 0.3996}
    for tables in (with_demo, published):
        row = board(tables, "industry", SEPTEMBER).row("li_auto_deliveries")
        assert {name: round(row[name], 4) for name in worked} == worked
        assert row["gap_points"] == pytest.approx(-32.27, abs=0.005)
        assert (row["status"], row["origin"], row["actual_month"]) == ("behind", PUBLIC, 9)
        december = board(tables, "industry", DECEMBER).row("li_auto_deliveries")
        assert (round(december["completion"], 4), round(december["yoy"], 4)) == (0.6256, 0.3310)


def test_one_real_value_replaces_the_demonstration(store_with_demo: Store) -> None:
    """One reported value takes the place of all 演示 values of its indicator, last year's too, and of no other."""
    before = zone(store_with_demo)
    assert before.row("gazelles")["origin"] == DEMO
    report(store_with_demo, indicator="gazelles", value=70)
    after = zone(store_with_demo)
    assert (after.row("gazelles")["actual"], after.row("gazelles")["origin"]) == (70, REPORTED)
    assert after.year_of("gazelles")["actual"].dropna().to_dict() == {9: 70}
    assert after.year_of("gazelles")["last_year"].isna().all()
    pd.testing.assert_frame_equal(*(now.indicators.drop("gazelles") for now in (before, after)))
    pd.testing.assert_frame_equal(*(now.series.drop("gazelles", level=0) for now in (before, after)))


def test_revision_and_withdrawal(store: Store) -> None:
    """The newest report counts and the older stays on record; withdrawn, it gives way to the one before."""
    report(store, indicator="gazelles", value=70, state="快报")
    revised = report(store, indicator="gazelles", value=72, state="正式")
    row = zone(store).row("gazelles")
    assert (row["actual"], row["state"]) == (72, "正式")
    log = store.snapshot().log["observations"]
    assert log.loc[log["indicator"] == "gazelles", "value"].tolist() == [70, 72]
    withdraw_rows(store, revised.id, "科技局")
    row = zone(store).row("gazelles")
    assert (row["actual"], row["state"]) == (70, "快报")


def test_published_growth_is_never_recomputed(store: Store) -> None:
    """Growth that was published wins over the one the amounts give, and the difference is noted."""
    report(store, indicator="industrial_output", period="2023-09", value=1700)
    report(store, indicator="industrial_output", value=1870)
    assert zone(store).row("industrial_output")["yoy"] == pytest.approx(0.10)
    report(store, indicator="industrial_output", value=1870, growth=8.6)
    assert (row := zone(store).row("industrial_output"))["yoy"] == pytest.approx(0.086)
    assert row["yoy_differs"]


@pytest.mark.parametrize("lift", [None, *lifts()])
def test_no_demonstration_where_none_is(lift: str | None, published: Snapshot, with_demo: Snapshot) -> None:
    """Without demonstration data no row of any board is 演示; with them every board says so."""
    for through in (JANUARY, SEPTEMBER, DECEMBER):
        bare = board(published, lift, through)
        frames = (bare.indicators, bare.series, bare.tasks, bare.follow_ups)
        assert not any((frame == DEMO).to_numpy().any() for frame in frames)
        assert (bare.demo, board(with_demo, lift, through).demo) == (False, True)


def test_without_a_verdict_it_says_why(store_with_demo: Store) -> None:
    """Never reported is 待报送, long ago 逾期未报, phases without a year's target 计划待下达: each is listed, none is judged."""
    report(store_with_demo, "catalogue", **ACCIDENTS)
    report(store_with_demo, indicator="accidents", lift="safety", value=3)
    report(
        store_with_demo,
        "plans",
        indicator="accidents",
        lift="safety",
        year=2024,
        period="2024-06",
        target=None,
    )
    now = zone(store_with_demo)
    why = {"local_parts_share": "awaiting", "new_premises_area": "stale", "accidents": "unplanned"}
    assert now.indicators.loc[list(why), "status"].to_dict() == why
    assert now.indicators.loc[list(why), ["gap_points", "pace"]].isna().to_numpy().all()
    assert (now.row("accidents")["actual"], now.row("new_premises_area")["actual_month"]) == (3, 7)
    assert now.indicator_counts["unplanned"] == 1


def test_what_the_plan_does_not_contain(store_with_demo: Store) -> None:
    """An indicator outside the year's plan keeps its values and its page, and changes nothing that is counted."""
    before = {lift: board(store_with_demo.snapshot(), lift, SEPTEMBER) for lift in (None, "safety")}
    report(store_with_demo, "catalogue", **ACCIDENTS)
    report(store_with_demo, indicator="accidents", lift="safety", value=3)
    for lift, was in before.items():
        now = board(store_with_demo.snapshot(), lift, SEPTEMBER)
        pd.testing.assert_frame_equal(now.indicators, was.indicators)
        pd.testing.assert_frame_equal(now.follow_ups, was.follow_ups)
        assert now.indicator_counts == was.indicator_counts
        assert now.unlisted.index.tolist() == ["accidents"]
        assert ("accidents" in now, "accidents" in was, "nothing" in now) == (True, False, False)
        row = now.row("accidents")
        assert (row["actual"], row["status"], target_text(row)) == (3, "unlisted", "未列入")
        assert now.year_of("accidents")["actual"].dropna().to_dict() == {9: 3}


def test_a_year_without_any_plan(store: Store) -> None:
    """Until the plan of a new year is there, all of the catalogue waits for it: 计划待下达, not left out."""
    report(store, indicator="gazelles", period="2025-01", value=76)
    now = board(store.snapshot(), None, Period(2025, 1))
    assert (now.indicator_counts, len(now.unlisted)) == ({"unplanned": 14}, 0)
    report(store, "plans", indicator="gazelles", year=2025, target=90, wording="90家")
    now = board(store.snapshot(), None, Period(2025, 1))
    assert (now.indicators.index.tolist(), len(now.unlisted)) == (["gazelles"], 13)


def test_the_quote_belongs_to_its_year(store: Store) -> None:
    """A year's page quotes that year's announcement, a revision keeps the quote, and another year has its own or none."""
    quotes = {year: zone_of(store, year).row("gazelles")["quote"] for year in (2024, 2025)}
    assert ("瞪羚企业75家" in quotes[2024], quotes[2025]) == (True, "")
    report(store, "plans", indicator="gazelles", year=2024, target=78, wording="78家")
    report(
        store, "plans", indicator="gazelles", year=2025, target=90, wording="90家", quote="瞪羚企业突破90家"
    )
    revised = {year: zone_of(store, year).row("gazelles") for year in (2024, 2025)}
    assert [row["wording"] for row in revised.values()] == ["78家", "90家"]
    assert [row["quote"] for row in revised.values()] == [quotes[2024], "瞪羚企业突破90家"]


def test_boards_of_the_lifts_make_up_the_whole(with_demo: Snapshot) -> None:
    """A lift's board holds its own and nothing else; together they are the whole, and every count adds up."""
    zone, *parts = (board(with_demo, lift, SEPTEMBER) for lift in (None, *lifts()))
    for part in parts:
        for frame in (part.indicators, part.tasks, part.follow_ups):
            assert set(frame["lift"]) <= {part.lift}
        assert set(part.series.index.get_level_values("indicator")) == set(part.indicators.index)
        assert len(part.series) == 12 * len(part.indicators)
        assert sum(part.indicator_counts.values()) == len(part.indicators)
        assert sum(part.task_counts.values()) == len(part.tasks)
    assert zone.indicator_counts == sum((Counter(part.indicator_counts) for part in parts), Counter())
    assert zone.task_counts == sum((Counter(part.task_counts) for part in parts), Counter())
    assert (len(zone.indicators), len(zone.tasks)) == (14, 21)


def test_follow_ups_worst_first(store_with_demo: Store) -> None:
    """What lags most leads the agenda, with reason, measure and deadline; what is on schedule is not on it."""
    answer = {"subject": "unicorns", "reason": "认定延后", "measure": "逐户走访"}
    report(store_with_demo, "follow_ups", **answer, period="2024-09", deadline=date(2024, 11, 30))
    report(store_with_demo, "follow_ups", **answer | {"reason": "另一个月"}, period="2024-08")
    agenda = zone(store_with_demo).follow_ups
    assert agenda["status"].map(WORST_FIRST.index).is_monotonic_increasing
    for _, alike in agenda[agenda["status"].isin(["behind", "slow"])].groupby("status"):
        assert alike["gap_points"].is_monotonic_increasing
    assert agenda["subject"].tolist()[:3] == ["li_auto_deliveries", "unicorns", "qianhuang_handover"]
    noted = agenda.loc[1, ["reason", "measure", "deadline"]].tolist()
    assert noted == ["认定延后", "逐户走访", date(2024, 11, 30)]


def test_absent_is_absent(published: Snapshot) -> None:
    """What nobody reported is NaN everywhere, never 0; only the plan is there."""
    bare = board(published, None, SEPTEMBER)
    silent = bare.indicators.drop("li_auto_deliveries")
    assert set(silent["status"]) == {"awaiting"}
    assert silent[[*NUMBERS, "remaining", "origin", "source"]].isna().to_numpy().all()
    series = bare.series.drop("li_auto_deliveries", level="indicator")
    assert series[["actual", "last_year", "single", "last_single", "origin"]].isna().to_numpy().all()
    assert bare.task_months["done"].isna().all()
    assert pd.isna(bare.year_of("li_auto_deliveries").loc[10, "actual"])
    assert pd.isna(board(published, None, JANUARY).row("li_auto_deliveries")["yoy"])


def test_blank_is_not_zero(store: Store) -> None:
    """A value replaced by a blank is no value any more; a reported 0 is a 0 and is judged."""
    for value in (7, None):
        report(store, indicator="unicorns", value=value)
    report(store, indicator="new_projects", lift="industry", value=0)
    blank, row = zone(store).row("unicorns"), zone(store).row("new_projects")
    assert (pd.isna(blank["actual"]), blank["status"]) == (True, "awaiting")
    assert (row["actual"], row["completion"], row["status"], row["origin"]) == (0, 0, "behind", REPORTED)


def test_quarterly_gdp(store: Store) -> None:
    """GDP has quarters only: 1—9月 still counts in November, against the target itself, without month values."""
    for period, value in {"2024-06": 7.9, "2024-09": 7.4}.items():
        report(store, indicator="gdp_growth", period=period, value=value)
    now = zone(store, 11)
    row = now.row("gdp_growth")
    assert (row["actual"], row["actual_month"], row["plan_to_date"], row["status"]) == (7.4, 9, 8, "slow")
    assert (round(row["gap_points"], 9), pd.isna(row["completion"])) == (-0.6, True)
    assert now.year_of("gdp_growth")["actual"].dropna().to_dict() == {6: 7.9, 9: 7.4}
    assert now.year_of("gdp_growth")["single"].isna().all()
    assert zone(store, 6).row("gdp_growth")["actual"] == 7.9


def test_revised_plan(store: Store) -> None:
    """The verdict uses the newest plan; the original stays on record."""
    report(store, "plans", indicator="li_auto_deliveries", year=2024, target=44)
    row = zone(store).row("li_auto_deliveries")
    assert (row["target"], row["plan_to_date"], row["status"]) == (44, 33, "on_schedule")
    log = store.snapshot().log["plans"].set_index("indicator")
    assert log.loc["li_auto_deliveries", "target"].tolist() == [80, 44]


def test_a_snapshot_stays_as_it_is(store: Store) -> None:
    """A board drawn from a snapshot is the same after a later append; the next snapshot has the new value."""
    then = store.snapshot()
    report(store, indicator="gazelles", value=70)
    assert pd.isna(board(then, None, SEPTEMBER).row("gazelles")["actual"])
    assert zone(store).row("gazelles")["actual"] == 70
