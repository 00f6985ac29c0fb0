"""A change of thresholds: which verdicts it would change, and how it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.access import NotAllowedError
from indicators.evaluation import board
from indicators.labels import NO_VALUE
from indicators.store import REPORTED, Change, Upload
from indicators.thresholds import (
    ThresholdError,
    changed_settings,
    known_thresholds,
    settings_of,
    stored_values,
    threshold_text,
    value_of,
)
from indicators.wording import LIKELIHOOD, STATUS, TASK_STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.settings import Settings
    from indicators.store import Snapshot, Store

_FILE: Final = "阈值调整"


def effects_of(snapshot: Snapshot, changes: Mapping[str, float | None], through: Period) -> pd.DataFrame:
    """What a month's board says now and with these changes, without making them.

    Args:
        snapshot: the tables as they are.
        changes: setting -> value, None for that of the file.
        through: the month looked at.

    Returns:
        One row for each indicator's verdict (``what`` 指标), each projection (预计) and each task (任务) of the month:
        ``subject``, ``name``, ``lift``, ``before`` and ``after`` in words, ``changes`` whether they differ.

    Raises:
        ThresholdError: a value may not be.
    """
    changed_settings(snapshot, changes)
    now, then = (
        _verdicts(tables, through)
        for tables in (snapshot, snapshot.with_rows({"thresholds": _rows(changes)}))
    )
    both = pd.concat([now, then])
    effects = both[~both.index.duplicated()].drop(columns="verdict")
    before, after = (side["verdict"].reindex(effects.index).fillna(NO_VALUE) for side in (now, then))
    return effects.assign(before=before, after=after, changes=before != after).reset_index()


def effects_text(effects: pd.DataFrame) -> str:
    """How many of how many would change: ``将改变3项判定（共32项）``, ``没有判定改变``."""
    changed = int(effects["changes"].sum())
    return f"将改变{changed}项判定（共{len(effects)}项）" if changed else "没有判定改变"


def save_thresholds(
    store: Store, reporter: Reporter, changes: Mapping[str, float | None], note: str, *, seen: Settings
) -> int:
    """Save changed thresholds as one recorded commit, which 上报记录 lists and takes back, and return how many.

    Args:
        store: of the tables.
        reporter: who does it.
        changes: setting -> value, None for that of the file.
        note: why.
        seen: the thresholds that the reporter looked at.

    Raises:
        NotAllowedError: the reporter is no administrator.
        ThresholdError: a value may not be, nothing would change, or somebody else was first.
        StoreWriteError: nothing was written.
    """
    if not reporter.is_administrator:
        msg = "只有管理员可以调整阈值。"
        raise NotAllowedError(msg)
    upload = replace(Upload.new(reporter.name, _FILE, note=note.strip()), changed=len(changes))

    def decide(now: Snapshot) -> Change:
        changed_settings(now, changes)
        _refuse_outdated(now, changes, seen)
        stored = stored_values(now)
        if all(stored.get(setting) == value for setting, value in changes.items()):
            msg = "阈值没有改动，未写入任何数据。"
            raise ThresholdError(msg)
        return Change(_rows(changes), upload)

    store.update("thresholds", decide)
    return len(changes)


def _refuse_outdated(now: Snapshot, changes: Mapping[str, float | None], seen: Settings) -> None:
    """Stop where somebody else changed one of the same thresholds meanwhile."""
    rules, known = settings_of(now), known_thresholds(now)
    for setting in changes:
        before, current = value_of(seen, setting), value_of(rules, setting)
        if before != current:
            rows = now.log["thresholds"]
            who = rows.loc[rows["setting"] == setting, "reported_by"]
            by = str(who.iloc[-1]) if len(who) else "有人"
            threshold = known[setting]
            msg = (
                f"核对之后，{by}把“{threshold.name}”由{threshold_text(threshold, before)}"
                f"改为{threshold_text(threshold, current)}，本次未写入任何数据，请重新核对。"
            )
            raise ThresholdError(msg)


def _rows(changes: Mapping[str, float | None]) -> pd.DataFrame:
    rows = [{"setting": setting, "value": value, "origin": REPORTED} for setting, value in changes.items()]
    return pd.DataFrame(rows).astype({"value": float})


def _verdicts(snapshot: Snapshot, through: Period) -> pd.DataFrame:
    """Every verdict of a month in words, index ``what`` and ``subject``."""
    shown = board(snapshot, None, through)
    projected = shown.indicators.dropna(subset=["likelihood"])
    parts = (
        (
            "指标",
            shown.indicators,
            "name",
            {code: verdict.word for code, verdict in STATUS.items()},
            "status",
        ),
        ("预计", projected, "name", LIKELIHOOD, "likelihood"),
        ("任务", shown.tasks, "title", {c: verdict.word for c, verdict in TASK_STATUS.items()}, "status"),
    )
    frames = [
        pd.DataFrame({
            "what": what, "subject": rows.index, "name": rows[name].to_numpy(), "lift": rows["lift"].to_numpy(),
            "verdict": rows[column].map(words).to_numpy(),
        })
        for what, rows, name, words, column in parts
    ]  # fmt: skip
    return pd.concat(frames).set_index(["what", "subject"])
