"""A change of thresholds: what it would do is said before, it is recorded, and one click takes it back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.access import NotAllowedError
from indicators.evaluation.board import board
from indicators.frames import records
from indicators.period import Period
from indicators.settings import settings
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.threshold_changes import effects_of, effects_text, save_thresholds
from indicators.thresholds import ThresholdError, settings_of
from indicators.uploads import differences_of_upload, list_uploads, restore_upload, withdraw_upload
from indicators.wording import STATUS
from tests.reports import ADMINISTRATOR, ECONOMY, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SEPTEMBER = Period(2024, 9)


def save(store: Store, changes: Mapping[str, float | None], note: str = "") -> int:
    """The administrator saves, having looked at the newest."""
    return save_thresholds(store, ADMINISTRATOR, changes, note, seen=settings_of(store.snapshot()))


def test_what_would_change_is_what_changes(store_with_demo: Store) -> None:
    """The verdicts said to change are those that differ once the change is saved; saying so writes nothing."""
    store, changes = store_with_demo, {"status.slow_pace": 0.6, "tolerance.gdp_growth": 5.0}
    before, stored = board(store.snapshot(), None, SEPTEMBER), state_of(store)
    effects = effects_of(store.snapshot(), changes, SEPTEMBER)
    assert state_of(store) == stored
    save(store, changes)
    after = board(store.snapshot(), None, SEPTEMBER)
    words = [side.indicators["status"].map(lambda code: STATUS[code].word) for side in (before, after)]
    differ = words[0] != words[1]
    assert differ.any()
    said = effects[effects["changes"] & (effects["what"] == "指标")].set_index("subject")
    assert said["before"].to_dict() == words[0][differ].to_dict()
    assert said["after"].to_dict() == words[1][differ].to_dict()
    assert said.loc["gdp_growth", ["name", "lift", "before", "after"]].tolist() == [
        "地区生产总值增速", "overall", "略慢", "达到时序",
    ]  # fmt: skip


def test_how_many_of_how_many(simulated: Store) -> None:
    """Indicators, projections and tasks are counted, those that stay as they are as well."""
    snapshot = simulated.snapshot()
    shown = board(snapshot, None, SEPTEMBER)
    all_of_them = len(shown.indicators) + int(shown.indicators["chance"].notna().sum()) + len(shown.tasks)
    effects = effects_of(snapshot, {"tasks.due_soon_days": 365.0}, SEPTEMBER)
    tasks = int((shown.tasks["status"] == "in_progress").sum())
    assert effects_text(effects) == f"将改变{int(effects['changes'].sum())}项判定（共{all_of_them}项）"
    assert 0 < effects["changes"].sum() <= tasks
    assert set(effects.loc[effects["changes"], "what"]) == {"任务"}
    assert effects_text(effects_of(snapshot, {"checks.jump_history": 8.0}, SEPTEMBER)) == "没有判定改变"
    fewer = effects_of(snapshot, {"forecast.likely": 0.9999999}, SEPTEMBER)
    assert {(row["what"], row["before"], row["after"]) for row in records(fewer[fewer["changes"]])} == {
        ("预计", "很可能达成", "有望")
    }


def test_a_wrong_value_has_no_effects(store_with_demo: Store) -> None:
    """A value that may not be is refused before anything is judged by it."""
    with pytest.raises(ThresholdError, match="略慢界限"):
        effects_of(store_with_demo.snapshot(), {"status.slow_pace": 2.0}, SEPTEMBER)


def test_recorded_like_an_upload(store: Store) -> None:
    """上报记录 has the change with who, note and old → new by name; taken back the old values count, restored the new."""
    assert save(store, {"status.slow_pace": 0.85, "tolerance.gdp_growth": 0.3}, " 试行 ") == 2
    (entry,) = records(list_uploads(store))
    assert (entry["file"], entry["table"], entry["by"]) == ("阈值调整", "thresholds", ADMINISTRATOR.name)
    assert (entry["note"], entry["changed"], entry["stands"]) == ("试行", 2, True)
    differences = records(differences_of_upload(store, entry["upload"], first=10))
    assert [(row["name"], row["old"], row["new"]) for row in differences] == [
        ("略慢界限", "0.90（设置文件）", "0.85"),
        ("地区生产总值增速容差", "0.0个百分点（设置文件）", "0.3个百分点"),
    ]
    withdraw_upload(store, entry["upload"], ADMINISTRATOR)
    assert settings_of(store.snapshot()) == settings()
    restore_upload(store, entry["upload"], ADMINISTRATOR)
    assert settings_of(store.snapshot()).status.slow_pace == 0.85


def test_given_back_to_the_file(store: Store) -> None:
    """A threshold that is given back is recorded as one, and follows the file."""
    save(store, {"tasks.due_soon_days": 45.0})
    save(store, {"tasks.due_soon_days": None})
    assert settings_of(store.snapshot()) == settings()
    newest = records(list_uploads(store))[0]
    (row,) = records(differences_of_upload(store, newest["upload"], first=10))
    assert (row["name"], row["old"], row["new"]) == ("临期", "45天", "30天（设置文件）")


def test_a_tolerance_of_an_indicator_that_was_taken_back(store: Store) -> None:
    """上报记录 can be read where the indicator of a tolerance is no longer in the catalogue."""
    row = pd.DataFrame([{"setting": "tolerance.gone", "value": 0.3}])
    store.append("thresholds", row, Upload.new("管理员", "阈值调整"))
    (entry,) = records(list_uploads(store))
    (difference,) = records(differences_of_upload(store, entry["upload"], first=10))
    assert (difference["name"], difference["new"]) == ("tolerance.gone", "0.3")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status.slow_pace": 2.0}, "“略慢界限”不能是2，应为：不大于1"),
        ({"status.slow_pace": None}, "阈值没有改动"),
        ({}, "阈值没有改动"),
    ],
)
def test_refused_where_it_is_written(store: Store, changes: dict[str, float | None], message: str) -> None:
    """A wrong value, and nothing at all, is not written."""
    with pytest.raises(ThresholdError, match=message):
        save(store, changes)
    assert list_uploads(store).empty


def test_administrators_only(store: Store) -> None:
    """A department changes no threshold, and takes no change back."""
    with pytest.raises(NotAllowedError):
        save_thresholds(store, ECONOMY, {"status.slow_pace": 0.8}, "", seen=settings_of(store.snapshot()))
    save(store, {"status.slow_pace": 0.8})
    with pytest.raises(NotAllowedError):
        withdraw_upload(store, list_uploads(store)["upload"].iloc[0], ECONOMY)
    assert settings_of(store.snapshot()).status.slow_pace == 0.8


def test_the_second_sees_the_change_of_the_first(store: Store) -> None:
    """Who looked at an older value is told who changed it, from what to what; other thresholds are free."""
    seen = settings_of(store.snapshot())
    save(store, {"status.slow_pace": 0.85})
    with pytest.raises(ThresholdError, match=f"{ADMINISTRATOR.name}把“略慢界限”由0.90改为0.85.*请重新核对"):
        save_thresholds(store, ADMINISTRATOR, {"status.slow_pace": 0.8}, "", seen=seen)
    save_thresholds(store, ADMINISTRATOR, {"tasks.due_soon_days": 45.0}, "", seen=seen)
    rules = settings_of(store.snapshot())
    assert (rules.status.slow_pace, rules.tasks.due_soon_days) == (0.85, 45)


def test_two_at_once(store: Store) -> None:
    """Of two who change the same threshold in the same moment one is first, and the other writes nothing."""
    seen, values = settings_of(store.snapshot()), (0.8, 0.85)

    def change(value: float) -> float | None:
        try:
            save_thresholds(Store(store.root), ADMINISTRATOR, {"status.slow_pace": value}, "", seen=seen)
        except ThresholdError:
            return None
        return value

    with ThreadPoolExecutor(2) as both:
        done = [value for value in both.map(change, values) if value is not None]
    assert done == [settings_of(store.snapshot()).status.slow_pace]
    assert len(list_uploads(store)) == 1
