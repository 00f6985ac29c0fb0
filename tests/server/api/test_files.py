"""``/api/v1/reports/…`` and ``/api/v1/tables/…``."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import anyio
import openpyxl
import pandas as pd
import pytest

from indicators.access import COOKIE, begin_sign_in, key_id
from indicators.export import REPORTS, open_view, report_file, report_files
from indicators.meeting.editions import freeze_edition
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from server.api import answers
from tests.cheap_keys import cheap_keys
from tests.reports import ADMINISTRATOR, output, previewed
from tests.server.api.asking import asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)
OF_ONE = {"indicator": "industrial_output"}
NEEDS = {"lift.pdf": {"lift": "industry"}, "indicator.pdf": OF_ONE, "indicator.csv": OF_ONE}
STARTS = {"pdf": b"%PDF", "csv": b"\xef\xbb\xbf", "txt": b"\xef\xbb\xbf"}


def cells(content: bytes) -> list[list[Any]]:
    """The cells of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("report", [report for report in REPORTS if report != "meeting.zip"])
def test_each_report_is_handed_out(simulated: Store, report: str) -> None:
    """Each report comes under a Chinese name that says what it is and of which month."""
    query = NEEDS.get(report, {}) | {"through": "2024-09"}
    answer = asked(simulated, f"reports/{report}", **query)
    assert answer.status_code == 200, answer.text
    ending = report.rpartition(".")[2]
    assert answer.content.startswith(STARTS.get(ending, b"PK"))
    name = unquote(answer.headers["content-disposition"].partition("''")[2])
    assert name.startswith(REPORTS[report].title)
    assert name.endswith(f"2024年9月.{ending}")
    assert answer.headers["cache-control"] == "no-store"


def test_a_long_name_leaves_room_for_the_month(simulated: Store) -> None:
    """The file of an indicator with a name of a hundred characters still says of which month it is."""
    view = open_view(simulated, SEPTEMBER.end, through=SEPTEMBER, indicator="unicorns")
    catalogue = view.snapshot.catalogue.assign(name="独角兽企业" * 20)
    tables = view.snapshot.with_rows({"catalogue": catalogue})
    assert report_file("indicator.csv", replace(view, snapshot=tables)).name.endswith("_2024年9月.csv")


@pytest.mark.parametrize("path", ["board", "indicators", "reports/progress_table.xlsx", "tables/plans.csv"])
def test_nothing_is_handed_out_that_may_lack_figures(store: Store, path: str) -> None:
    """While a table that figures come from is damaged every answer is 503 in words, for no file bears a notice of it."""
    next(Path(store.root).glob("observations/_delta_log/*.json")).write_bytes(b"{broken")
    answer = asked(store, path)
    assert answer.status_code == 503
    assert "数据表 observations 无法读取" in answer.json()["error"]
    assert str(store.root) not in answer.text


def test_other_damage_hinders_no_report(store: Store) -> None:
    """A damaged table of saved screens takes no figure away."""
    next(Path(store.root).glob("sequences/_delta_log/*.json")).write_bytes(b"{broken")
    assert asked(store, "board").status_code == 200


def test_a_meeting_in_one_file(simulated: Store) -> None:
    """The zip holds every report of a meeting under Chinese names marked as UTF-8, which Windows' Explorer shows right."""
    answer = asked(simulated, "reports/meeting.zip", through="2024-09")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert packed.namelist() == [
        f"{REPORTS[name].title}.{name.rpartition('.')[2]}" for name in report_files.OF_A_MEETING
    ]
    assert all(info.flag_bits & 0x800 for info in packed.infolist())
    assert cells(packed.read("完成情况表.xlsx")) == cells(
        asked(simulated, "reports/progress_table.xlsx", through="2024-09").content
    )


def test_an_editions_report_stays(store_with_report: Store) -> None:
    """A report of an edition shows the edition's figures after others were reported."""
    edition = freeze_edition(store_with_report, "九月/会", SEPTEMBER, ADMINISTRATOR).id
    before = asked(store_with_report, "reports/progress_table.xlsx", edition=edition)
    commit_upload(store_with_report, previewed(store_with_report, output(1830.5)), confirmed=True)
    after = asked(store_with_report, "reports/progress_table.xlsx", edition=edition)
    now = asked(store_with_report, "reports/progress_table.xlsx", through="2024-09")
    assert cells(after.content) == cells(before.content)
    assert cells(now.content) != cells(before.content)
    name = unquote(after.headers["content-disposition"].partition("''")[2])
    assert name == "完成情况表_2024年9月_九月_会.xlsx"


@pytest.mark.parametrize(
    ("report", "query", "status", "says"),
    [
        ("summary.pdf", {}, 404, "没有“summary.pdf”这份报告，可用：progress_table.xlsx"),
        ("indicator.pdf", {}, 400, "指标一页纸要指明指标（indicator）。"),
        ("lift.pdf", {}, 400, "板块一页纸要指明提（lift）。"),
        ("meeting.zip", {"lift": "industry"}, 400, "会议资料不按提生成，请去掉 lift。"),
        ("progress_table.pdf", {"indicator": "industrial_output"}, 400, "完成情况表不按指标生成"),
        ("slides.pptx", {"edition": "00000000"}, 404, "没有编号为“00000000”的会议版本"),
    ],
)
def test_what_cannot_be_made_is_said(
    seeded: Store, report: str, query: dict[str, str], status: int, says: str
) -> None:
    """A report that does not exist, or not of this, is refused in a sentence."""
    answer = asked(seeded, f"reports/{report}", **query)
    assert answer.status_code == status
    assert says in answer.json()["error"]


def test_without_a_chinese_font(seeded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pdf is refused with what to install; the meeting's zip holds the others, and the reason in the pdf's place."""
    import indicators.reports
    from indicators.reports import NoChineseFontError

    def fail(_: object) -> bytes:
        msg = "本机没有中文字体"
        raise NoChineseFontError(msg)

    monkeypatch.setattr(indicators.reports, "progress_pdf", fail)
    refused = asked(seeded, "reports/progress_table.pdf")
    assert (refused.status_code, refused.json()) == (503, {"error": "本机没有中文字体"})
    packed = zipfile.ZipFile(io.BytesIO(asked(seeded, "reports/meeting.zip").content))
    assert packed.read("完成情况表.pdf未生成.txt").decode("utf-8-sig") == "本机没有中文字体"


def test_tables_hold_every_row(reported: Store) -> None:
    """A table as parquet has all its rows with their types; as csv the same, for spreadsheets."""
    log = reported.snapshot().log["observations"]
    parquet = pd.read_parquet(io.BytesIO(asked(reported, "tables/observations.parquet").content))
    assert len(parquet) == len(log)
    assert parquet["value"].tolist() == log["value"].tolist()
    answer = asked(reported, "tables/observations.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(io.BytesIO(answer.content))
    assert read["value"].tolist() == log["value"].tolist()
    assert read["reported_at"].str.endswith("+08:00").all()


@pytest.mark.parametrize("file", ["keys.csv", "drafts.csv", "observations.exe", "observations", "../access"])
def test_other_files_are_no_tables(seeded: Store, file: str) -> None:
    """Only tables are handed out, and no draft that nobody announced."""
    assert asked(seeded, f"tables/{file}").status_code in {400, 404}


def test_two_at_once(seeded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are made in threads, two at once at most, so that those who look at pages have time left."""
    limits = []
    run: Callable[..., Any] = anyio.to_thread.run_sync

    async def watched(*arguments: Any, **options: Any) -> Any:
        limits.append(options.get("limiter"))
        return await run(*arguments, **options)

    monkeypatch.setattr(anyio.to_thread, "run_sync", watched)
    assert asked(seeded, "reports/figures.csv").status_code == 200
    (limiter,) = [limit for limit in limits if limit is not None]
    assert limiter is answers.AT_ONCE
    assert limiter.total_tokens == 2


def test_login_required(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where even looking needs a login, a link of a page works in a signed-in browser and in no other."""
    rules = Path(store.root) / "access.toml"
    rules.write_text("require_login = true", encoding="utf-8")
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(rules))
    monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
    ticket = begin_sign_in(key_id(cheap_keys(store.root).add("经发局", ("industry",))))
    assert asked(store, "reports/figures.csv").status_code == 401
    assert asked(store, "tables/plans.csv").status_code == 401
    assert asked(store, "reports/figures.csv", cookie=f"{COOKIE}={ticket}").status_code == 200
