"""What a draft lacks to be published, and what publishing it would leave out; in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import join_names
from indicators.validation import indicator_names
from indicators.years.draft import ADDED, CARRIED, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from indicators.store import Snapshot
    from indicators.years.draft import Draft

_MOST_NAMES: Final = 8


def missing(snapshot: Snapshot, draft: Draft, listed: pd.DataFrame) -> Iterator[str]:
    """What the draft lacks to be published."""
    names = indicator_names(snapshot)
    for target in draft.targets:
        if not target.indicator and target.listed and (known := names.find(target.name)):
            yield f"新指标“{target.name}”已是“{names.labels[known]}”的名称或别名，请改用目录中的指标，或换一个名称"
    if not draft.title:
        yield "没有公告标题，请填写"
    if draft.announced and not is_day(draft.announced):
        yield f"公告日期“{draft.announced}”不对，应如 {draft.year}-01-20"
    proposed = listed[listed["target"].notna() & (listed["confirmed_by"] == "")]
    if len(proposed):
        yield f"{len(proposed)}项目标待确认：{join_names(proposed['name'])}，请逐项采用或不用"
    for row in records(listed[listed["problem"] != ""]):
        yield f"“{row['name']}”：{row['problem']}"
    if not listed["target"].notna().any():
        yield f"{draft.year}年还没有一项目标"


def open_ends(draft: Draft, listed: pd.DataFrame) -> Iterator[str]:
    """What publishing leaves out and carries over, to be confirmed."""
    without = listed[listed["target"].isna() & (listed["problem"] == "")]
    if len(without):
        yield f"{len(without)}项没有目标，不列入{draft.year}年计划：{_listed(without['name'].tolist())}"
    # One question for all of them: each was decided on in the draft.
    carried = [task.title for task in draft.tasks if task.what == CARRIED]
    if carried:
        yield f"{len(carried)}项任务结转到{draft.year}年：{_listed(carried)}"
    undecided = [task.title for task in draft.tasks if task.what == OPEN]
    if undecided:
        yield f"{len(undecided)}项上年任务没有选择是否结转，不带入{draft.year}年：{_listed(undecided)}"


def _listed(names: list[str]) -> str:
    """The first names of many."""
    more = f"等{len(names)}项" if len(names) > _MOST_NAMES else ""
    return f"{join_names(names[:_MOST_NAMES])}{more}"


def task_problems(snapshot: Snapshot, draft: Draft) -> Iterator[str]:
    """What is wrong with the tasks that are to be carried over or added."""
    titles = set(snapshot.tasks["title"])
    for task in draft.tasks:
        if task.what not in {CARRIED, ADDED}:
            continue
        if not is_day(task.due):
            yield f"任务“{task.title}”的时限“{task.due}”不对，应如 {draft.year}-06-30"
        elif date.fromisoformat(task.due).year < draft.year:
            yield f"任务“{task.title}”的时限{task.due}早于{draft.year}年"
        if task.what == ADDED and task.lift not in lifts():
            yield f"任务“{task.title}”没有写明属于哪一提"
        if task.what == ADDED and task.title in titles:
            yield f"任务“{task.title}”已在任务清单中，请改用结转，或换一个名称"


def is_day(text: str) -> bool:
    """Whether a text is an ISO day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
