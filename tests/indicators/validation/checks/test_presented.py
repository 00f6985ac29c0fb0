"""A correction to what a meeting was shown must be confirmed and names the meeting; nothing else must."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.meeting.editions import Edition, freeze_edition, list_editions, open_edition, withdraw_edition
from indicators.period import Period
from indicators.uploads.commit import UploadRefusedError, commit_upload
from indicators.uploads.preview import preview_file
from indicators.validation.context import UploadDecisions
from tests.reports import TODAY
from tests.upload_helpers import ECONOMY, OUTPUT, PROJECTS, ask, codes, file, only, store_values, values

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)
ASKED = "confirm shown_at_meeting"
NAME = "2024年9月调度会"


def met(store: Store, name: str = NAME, through: Period = SEPTEMBER) -> Edition:
    """A meeting was held."""
    return freeze_edition(store, name, through, ECONOMY)


@pytest.fixture
def shown(store: Store) -> Store:
    """August and September of this year and the year before were shown at a meeting."""
    months = {"2023-01": 190.5, "2023-09": 1700.5, "2024-08": 1600.5, "2024-09": 1820.55}
    store_values(store, OUTPUT, months)
    met(store)
    return store


def test_the_meeting_is_named(shown: Store) -> None:
    """Which value, which meeting and when it was frozen, from what to what, and where in the file."""
    found = only(ask(shown, values(OUTPUT, m2024_08=1600.5, m2024_09=1830.5)), "shown_at_meeting")
    day = list_editions(shown.snapshot())[0].at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert found.message == (
        f"“规上工业总产值”2024年1—9月已在“2024年9月调度会”（{day:%Y-%m-%d}定版）展示，将由1,820.55亿元改为1,830.5亿元"
    )
    assert (found.severity, found.row, found.found, found.fix) == (
        "confirm", 3, "1830.5", "确认更正无误；会议版本保持原样",
    )  # fmt: skip


@pytest.mark.parametrize("month", ["m2023_01", "m2023_09", "m2024_08", "m2024_09"])
def test_months_of_its_charts(shown: Store, month: str) -> None:
    """The year up to the month looked at, and the year before."""
    stored = {"m2023_01": 190.5, "m2023_09": 1700.5, "m2024_08": 1600.5, "m2024_09": 1820.55}[month]
    assert codes(ask(shown, values(OUTPUT, **{month: stored + 1}))) == [ASKED]
    assert codes(ask(shown, values(OUTPUT, **{month: stored}))) == []


def test_what_was_not_shown(shown: Store) -> None:
    """A later month, a year further back, a month that was blank then, and a state alone are no correction of it."""
    store_values(shown, OUTPUT, {"2022-12": 2300.5, "2024-10": 2030.5, "2024-07": 1400.5})
    months = {"m2022_12": 2301.5, "m2024_07": 1401.5, "m2024_10": 2031.5}
    assert codes(ask(shown, values(OUTPUT, **months))) == []
    final = file("规上工业总产值,亿元,2024-09,1820.55,正式", heading="指标,单位,期间,累计,状态")
    assert ask(shown, final).counts["changed"] == 1
    assert codes(ask(shown, final)) == []


def test_no_meeting(store: Store) -> None:
    """Without an edition, and with one that was withdrawn, nothing must be confirmed."""
    store_values(store, OUTPUT, {"2024-09": 1820.55})
    correction = values(OUTPUT, m2024_09=1830.5)
    assert codes(ask(store, correction)) == []
    edition = met(store)
    assert codes(ask(store, correction)) == [ASKED]
    withdraw_edition(store, edition.id, ECONOMY)
    assert codes(ask(store, correction)) == []


def test_simulated_values_are_no_record(simulated: Store) -> None:
    """What was shown as 演示 is replaced without a question."""
    snapshot = simulated.snapshot()
    row = {"edition": "0a0a0a0a", "name": "会", "through": "2024-09", "versions": "{}", "screens": "[]"}
    log = pd.DataFrame([row | {"state": "有效", "note": "", "reported_by": "甲"}])
    log = log.assign(reported_at=pd.Timestamp.now("UTC"))
    known = type(snapshot)(snapshot.versions, {**snapshot.log, "editions": log})
    assert list_editions(known)
    found = preview_file(
        values(PROJECTS, m2024_08=30, m2024_09=38),
        name="9月.csv",
        snapshot=known,
        reporter=LOCAL_ADMINISTRATOR,
        today=TODAY,
    )
    assert "shown_at_meeting" not in {f.code for f in found.issues}


def test_several_meetings(shown: Store) -> None:
    """The newest is named, and how many there were."""
    met(shown, "补充会")
    found = only(ask(shown, values(OUTPUT, m2024_09=1830.5)), "shown_at_meeting")
    assert "已在“补充会”" in found.message
    assert "等2次会议展示" in found.message


def test_cleared(shown: Store) -> None:
    """A blank that clears the value, only where that was decided."""
    blank = values(OUTPUT, m2024_09="")
    assert codes(ask(shown, blank)) == ["info would_clear"]
    found = ask(shown, blank, decisions=UploadDecisions(clear_blanks=True))
    assert only(found, "shown_at_meeting").message.endswith("展示，现有1,820.55亿元将被清除")


def test_growth(shown: Store) -> None:
    """The published 同比 is on the screen too."""
    line = "规上工业总产值,亿元,2024-09,1820.55,{}"
    heading = "指标,单位,期间,累计,同比"
    commit_upload(shown, ask(shown, file(line.format(5.5), heading=heading)), confirmed=True)
    met(shown, "再会")
    found = only(ask(shown, file(line.format(6.5), heading=heading)), "shown_at_meeting")
    assert found.message.endswith("展示，将更改公布的同比")


def test_plans(shown: Store) -> None:
    """A revision of that year's target; another year's needs no confirmation."""
    revision = "指标,单位,{}年目标\n规上工业总产值,亿元,{}"
    found = ask(shown, revision.format(2024, 2600))
    assert codes(found) == ["confirm plan_revision", ASKED]
    message = only(found, "shown_at_meeting").message
    assert message.startswith("“规上工业总产值”2024年目标已在“2024年9月调度会”")
    assert message.endswith("将由2,500亿元改为2,600亿元")
    commit_upload(shown, ask(shown, revision.format(2025, 2900)), confirmed=True)
    assert codes(ask(shown, revision.format(2025, 3000))) == ["confirm plan_revision"]


def test_plans_in_other_words(shown: Store) -> None:
    """The same number meant otherwise is a revision too."""
    found = ask(shown, "指标,单位,2024年目标\n规上工业总产值,亿元,2500以上")
    assert codes(found) == ["confirm plan_revision", ASKED]
    assert only(found, "shown_at_meeting").message.endswith("将由“力争突破2500亿元”改为“2500亿元以上”")


def test_confirmed_like_the_others(shown: Store) -> None:
    """Unconfirmed nothing is written; confirmed it is, and the edition stays as it was."""
    preview = ask(shown, values(OUTPUT, m2024_09=1830.5), ECONOMY)
    with pytest.raises(UploadRefusedError, match="有1处需要确认"):
        commit_upload(shown, preview, confirmed=False)
    commit_upload(shown, preview, confirmed=True)
    (edition,) = list_editions(shown.snapshot())
    _, then = open_edition(shown, edition.id)
    standing = (
        tables.observations.query("indicator == 'industrial_output' and period == '2024-09'")[
            "value"
        ].tolist()
        for tables in (then, shown.snapshot())
    )
    assert list(standing) == [[1820.55], [1830.5]]
