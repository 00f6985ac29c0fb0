"""Messages: what a page or a screen says first, in one sentence, by rules from the rows that it shows.

Indicators and tasks are counted apart. What nobody has reported on, or has no plan yet, is no part of what is or is not
on schedule: it is counted in a line of its own, as is what gets no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from indicators.labels import is_missing, join_clauses, join_names, join_statements
from indicators.wording.outlook import needed_text
from indicators.wording.verdicts import STATUS, TASK_STATUS, gap_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import pandas as pd

    from indicators.period import Period
    from indicators.settings import Settings

LAGGING: Final = ("behind", "slow")
ON_SCHEDULE: Final = ("achieved", "on_schedule")
UNREPORTED: Final = ("awaiting", "unplanned")
_EXPECTED: Final = ("likely", "fair")
_DECEMBER: Final = 12


class Rows(Protocol):
    """What a message is made of; ``evaluation.Board`` says what the columns mean.

    Attributes:
        indicators: one row an indicator.
        tasks: one row a task.
        indicator_counts: verdict -> number of indicators.
        task_counts: verdict -> number of tasks.
        follow_ups: what must be followed up, worst first.
        through: the month looked at.
        settings: the thresholds they were judged by.
    """

    @property
    def indicators(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def tasks(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def indicator_counts(self) -> Mapping[str, int]: ...  # noqa: D102
    @property
    def task_counts(self) -> Mapping[str, int]: ...  # noqa: D102
    @property
    def follow_ups(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def through(self) -> Period: ...  # noqa: D102
    @property
    def settings(self) -> Settings: ...  # noqa: D102


@dataclass(frozen=True)
class Message:
    """What is said first, and what is said next to it.

    Attributes:
        headline: the message.
        rest: tasks that are not in the headline, and what is counted apart; empty where there is nothing of it.
    """

    headline: str
    rest: str = ""


def board_message(rows: Rows) -> Message:
    """What the rows say: how many are on schedule, what lags most, whether the year will be met.

    ``11项指标中7项按时序，理想汽车新车交付慢32.3个百分点；预计12月末5项达标（4项无法预计）``, and next to it
    ``19项任务中5项已完成，前黄项目交付超期153天；尚有1项指标、2项任务未报送``.
    """
    indicators, tasks = rows.indicator_counts, rows.task_counts
    of_tasks = _tasks_clause(tasks, rows.follow_ups)
    waiting, unjudged = _waiting(rows), _without_verdict(indicators)
    apart = join_clauses([waiting_text(rows), unjudged])
    if _judged(indicators):
        message = [_indicators_clause(indicators, rows), _year_end_clause(rows)]
        return Message(join_statements(message), join_statements([of_tasks, apart]))
    if of_tasks:
        return Message(of_tasks, apart)
    nothing = f"{waiting}均未报送，{report_due_text(rows.through, rows.settings)}" if waiting else ""
    return Message(join_statements([nothing, unjudged, _next_due(rows)]) or "暂无指标和任务")


def share(rows: Rows) -> tuple[int, int, str] | None:
    """How many of how many are what they should be; None while nobody has reported.

    (7, 11, "项指标按时序"); where no indicator is judged, of the tasks: (3, 7, "项任务已完成").
    """
    return next(iter(shares(rows)), None)


def shares(rows: Rows) -> tuple[tuple[int, int, str], ...]:
    """Indicators and tasks apart: ``((5, 7, "项指标按时序"), (0, 1, "项任务已完成"))``; only what there is a word on."""
    indicators, tasks = rows.indicator_counts, rows.task_counts
    known = (
        (_sum(indicators, ON_SCHEDULE), _judged(indicators), "项指标按时序"),
        (tasks.get("done", 0), _reported(tasks), "项任务已完成"),
    )
    return tuple(part for part in known if part[1])


def year_end_share(rows: Rows) -> tuple[int, int] | None:
    """Of how many indicators the year end is projected, and how many of those are expected to reach their target: (5, 7).

    In December how many of those reported have reached it; None where nothing can be said.
    """
    reported = rows.indicators[~rows.indicators["status"].isin(UNREPORTED)]
    if rows.through.month == _DECEMBER:
        return (int((reported["status"] == "achieved").sum()), len(reported)) if len(reported) else None
    known = int(reported["chance"].notna().sum())
    return (int(reported["likelihood"].isin(_EXPECTED).sum()), known) if known else None


def waiting_text(rows: Rows) -> str:
    """``尚有30项指标、2项任务未报送``; empty where all is reported."""
    waiting = _waiting(rows)
    return f"尚有{waiting}未报送" if waiting else ""


def item_message(row: Mapping[str, Any]) -> str:
    """An indicator that lags: 理想汽车新车交付滞后，慢32.3个百分点，后三月需月均15.3万辆."""
    return join_clauses([f"{row['name']}{STATUS[row['status']].word}", gap_text(row), needed_text(row)])


def urgent_tasks_message(urgent: pd.DataFrame, rules: Settings) -> str:
    """How many tasks are overdue or due soon; a single one is called by its name."""
    overdue = int((urgent["status"] == "overdue").sum())
    soon = len(urgent) - overdue
    # The meeting comes after the month that it looks at: its last day is not today.
    at_its_end = (urgent.loc[urgent["status"] == "due_soon", "days"] == 0).all()
    if len(urgent) == 1:
        (title,), (days,) = urgent["title"], urgent["days"]
        due = f"{'月底' if at_its_end else f'还有{int(days)}天'}到期"
        return f"{title}超期{-int(days)}天" if overdue else f"{title}{due}"
    within = "月底" if at_its_end else f"{rules.tasks.due_soon_days}天内"
    due = f"{soon}项任务{within}到期" if soon else ""
    return join_clauses([f"{overdue}项任务超期" if overdue else "", due])


def closing_message(rows: Rows) -> str:
    """What to go home with: 会后盯住4项落后指标、1项超期任务."""
    lagging = int(rows.indicators["status"].isin(LAGGING).sum())
    overdue = int((rows.tasks["status"] == "overdue").sum())
    counts = [f"{lagging}项落后指标" if lagging else "", f"{overdue}项超期任务" if overdue else ""]
    return f"会后盯住{join_names(counts)}" if lagging or overdue else "各项指标和任务均未滞后"


def _sum(counts: Mapping[str, int], statuses: Iterable[str]) -> int:
    return sum(counts.get(status, 0) for status in statuses)


def _judged(indicators: Mapping[str, int]) -> int:
    return _sum(indicators, [*ON_SCHEDULE, *LAGGING])


def _reported(tasks: Mapping[str, int]) -> int:
    return _sum(tasks, [status for status in TASK_STATUS if status != "awaiting"])


def _indicators_clause(counts: Mapping[str, int], rows: Rows) -> str:
    judged, on_schedule = _judged(counts), _sum(counts, ON_SCHEDULE)
    if on_schedule == judged:
        return f"{judged}项指标{'均' if judged > 1 else ''}按时序"
    share = f"中{on_schedule}项按时序" if on_schedule else f"{'均' if judged > 1 else ''}未达时序"
    lagging = rows.follow_ups[rows.follow_ups["status"].isin(LAGGING)]
    worst = rows.indicators.loc[lagging["subject"].iloc[0]].to_dict()
    return f"{judged}项指标{share}，{worst['name']}{gap_text(worst)}"


def _year_end_clause(rows: Rows) -> str:
    """How many are expected to reach their target, and of how many nothing can be said; in December, how many did."""
    share = year_end_share(rows)
    if share is None:
        return "年末能否达标暂无法预计"
    reached, known = share
    if rows.through.month == _DECEMBER:
        return f"{reached}项已完成全年目标"
    unknown = int((~rows.indicators["status"].isin(UNREPORTED)).sum()) - known
    return f"预计12月末{reached}项达标" + (f"（{unknown}项无法预计）" if unknown else "")


def _tasks_clause(counts: Mapping[str, int], follow_ups: pd.DataFrame) -> str:
    """Tasks that somebody has reported on; empty without any."""
    reported = _reported(counts)
    if not reported:
        return ""
    done, carried, overdue, soon = (counts.get(s, 0) for s in ("done", "carried", "overdue", "due_soon"))
    for ended, word in ((done, "已完成"), (carried, "结转")):
        if ended == reported:
            return f"{ended}项任务{'均' if ended > 1 else ''}{word}"
    ends = join_clauses([f"{done}项已完成" if done else "", f"{carried}项结转" if carried else ""])
    if done + carried == reported:
        return f"{reported}项任务中{ends}"
    late = ("其余" if ends else "均" if reported > 1 else "") + "未到时限"
    if overdue:
        worst = follow_ups[follow_ups["status"] == "overdue"].iloc[0]
        many = f"{overdue}项超期，最久的" if overdue > 1 else ""
        late = f"{many}{worst['name']}超期{-int(worst['days'])}天"
    start = f"{reported}项任务中{ends}，" if ends else f"{reported}项任务{'尚无完成，' if overdue else ''}"
    return join_clauses([start + late, f"{soon}项临期" if soon else ""])


def _waiting(rows: Rows) -> str:
    """What nobody has reported on: 30项指标、2项任务."""
    counts = {"指标": rows.indicator_counts.get("awaiting", 0), "任务": rows.task_counts.get("awaiting", 0)}
    return join_names(f"{count}项{what}" if count else "" for what, count in counts.items())


def _without_verdict(indicators: Mapping[str, int]) -> str:
    """What is not judged for another reason: 1项指标逾期未报，1项指标暂不评价."""
    statuses = ("stale", "withheld", "unplanned")
    return join_clauses(f"{indicators[s]}项指标{STATUS[s].word}" if s in indicators else "" for s in statuses)


def report_due_text(through: Period, rules: Settings) -> str:
    """When a month's numbers are to be reported: 9月的数应于10月18日前报送."""
    month, day = through.month % _DECEMBER + 1, rules.report.due_day
    return f"{through.month}月的数应于{'次年' if month == 1 else ''}{month}月{day}日前报送"


def _next_due(rows: Rows) -> str:
    """The next due date of a task that is not done; empty without one."""
    ahead = rows.tasks.loc[(rows.tasks["days"] >= 0) & (rows.tasks["status"] != "done"), "due"]
    first: date | None = min((due for due in ahead if not is_missing(due)), default=None)
    if first is None:
        return ""
    year = f"{first.year}年" if first.year != rows.through.year else ""
    return f"任务最近时限{year}{first.month}月{first.day}日"
