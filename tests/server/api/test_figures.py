"""``/api/v1/board``, ``/indicators``, ``/observations``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.evaluation import board
from indicators.export import board_json
from indicators.meeting.editions import freeze_edition
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from tests.reports import ADMINISTRATOR, output, previewed
from tests.server.api.asking import asked

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def test_a_board_is_the_screens(simulated: Store) -> None:
    """What a program gets is the board that the page draws, of the zone or of a lift."""
    for lift in (None, "industry"):
        answer = asked(simulated, "board", through="2024年9月", **({"lift": lift} if lift else {}))
        assert answer.json() == board_json(board(simulated.snapshot(), lift, SEPTEMBER))


def test_an_edition_is_as_it_was(store_with_report: Store) -> None:
    """A board and values of an edition stay those of its day, whatever is reported later."""
    edition = freeze_edition(store_with_report, "九月会", SEPTEMBER, ADMINISTRATOR).id
    before = [asked(store_with_report, path, edition=edition).json() for path in ("board", "observations")]
    commit_upload(store_with_report, previewed(store_with_report, output(1830.5)), confirmed=True)
    after = [asked(store_with_report, path, edition=edition).json() for path in ("board", "observations")]
    assert after == before
    assert asked(store_with_report, "board", through="2024-09").json() != before[0]


def test_history_has_every_version(store_with_report: Store) -> None:
    """Without history one value a period, the newest; with it the ones before too, marked as not current."""
    commit_upload(store_with_report, previewed(store_with_report, output(1830.5)), confirmed=True)
    query = {"indicator": "industrial_output", "through": "2024-09"}
    now = asked(store_with_report, "observations", **query).json()["observations"]
    assert [(row["period"], row["value"], row["current"]) for row in now] == [("2024-09", 1830.5, True)]
    every = asked(store_with_report, "observations", **query, history="true").json()["observations"]
    assert [(row["value"], row["current"]) for row in every] == [(1820.55, False), (1830.5, True)]
    assert {row["unit"] for row in every} == {"亿元"}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"lift": "sky"}, "没有“sky”这一提，可用：overall（全区综合）、industry（产业能级提档）"),
        ({"through": "1999-01"}, "1999"),
        ({"through": "2031-01"}, "2031年1月没有数据，应为 "),
        ({"month": "2024-09"}, "参数 month = 2024-09，应为：没有这一项"),
        ({"indicator": "nothing"}, "没有编号为“nothing”的指标"),
    ],
)
def test_what_cannot_be_asked_is_named(seeded: Store, query: dict[str, str], says: str) -> None:
    """A wrong parameter is refused by its name and value, with what would be right."""
    answer = asked(seeded, "observations", **query)
    assert answer.status_code == 400
    assert says in answer.json()["error"]


def test_an_edition_has_its_own_month(store_with_report: Store) -> None:
    """An edition is of one month: another one is refused."""
    edition = freeze_edition(store_with_report, "九月会", SEPTEMBER, ADMINISTRATOR).id
    refused = asked(store_with_report, "board", edition=edition, through="2024-08")
    assert (refused.status_code, refused.json()["error"]) == (
        400, "请求有误：会议版本“九月会”截至2024年9月，不能另看2024年8月。",
    )  # fmt: skip
