"""``python -m indicators export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.export import REPORTS
from indicators.meeting.editions import freeze_edition
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from tests.command_line import answered, run
from tests.reports import ADMINISTRATOR, output, previewed

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_report(simulated: Store, tmp_path: Path) -> None:
    """A report of a lift and a month is written, and the command says what was."""
    file = tmp_path / "产业.csv"
    arguments = ("export", "figures.csv", file, "--lift", "industry", "--through", "2024年9月")
    answer = answered(Path(simulated.root), *arguments)
    assert answer == {
        "file": str(file), "report": "figures.csv", "through": "2024-09", "edition": None, "lift": "industry",
    }  # fmt: skip
    assert set(pd.read_csv(file)["提"]) == {"产业能级提档"}


def test_report_of_an_edition(store_with_report: Store, tmp_path: Path) -> None:
    """A report of an edition has the figures of its day."""
    edition = freeze_edition(store_with_report, "九月会", Period(2024, 9), ADMINISTRATOR).id
    commit_upload(store_with_report, previewed(store_with_report, output(1830.5)), confirmed=True)
    values = []
    for name, about in (("then", ("--edition", edition)), ("now", ("--through", "2024-09"))):
        answered(Path(store_with_report.root), "export", "figures.csv", tmp_path / name, *about)
        values.append(pd.read_csv(tmp_path / name).set_index("指标")["本期累计"]["规上工业总产值"])
    assert values == [1820.55, 1830.5]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_table(simulated: Store, tmp_path: Path, ending: str) -> None:
    """A table is written in the format that the file's name ends with, with all its rows."""
    file = tmp_path / f"计划.{ending}"
    answer = answered(Path(simulated.root), "export", "table", "plans", file)
    read = pd.read_csv(file) if ending == "csv" else pd.read_parquet(file)
    assert answer["rows"] == len(read) == len(simulated.snapshot().log["plans"])


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("figures.csv", "有.csv"), 1, "已经存在，未写入，请换一个文件名。"),
        (("table", "plans", "计划.doc"), 1, "数据表可导出为 csv、parquet，不能是“doc”。"),
        (("figures.csv", "新.csv", "--edition", "00000000"), 1, "没有编号为“00000000”的会议版本"),
        (("figures.csv", "新.csv", "--through", "2031-01"), 1, "2031年1月没有数据"),
        (("meeting.zip", "新.zip", "--lift", "industry"), 2, "不认识的参数：--lift"),
        (("summary.pdf", "新.pdf"), 2, "没有“summary.pdf”这个命令，可选：table、progress_table.xlsx"),
    ],
)
def test_refused(simulated: Store, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    """What is there is not written over, what does not exist is named; nothing is written then."""
    (tmp_path / "有.csv").write_text("我的", encoding="utf-8")
    name, *more = arguments
    words = [name, *(str(tmp_path / word) if "." in word else word for word in more)]
    done = run(Path(simulated.root), "export", *words)
    assert done.returncode == code
    assert says in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["有.csv"]
    assert (tmp_path / "有.csv").read_text(encoding="utf-8") == "我的"


def test_help_lists_every_report(simulated: Store) -> None:
    """Every report is listed with its Chinese name."""
    lines = run(Path(simulated.root), "export", "--help").stdout.splitlines()
    for name, report in REPORTS.items():
        assert f"{name} {report.title}" in {" ".join(line.split()) for line in lines}
