"""Options that correct how a file is read, and the forms that are remembered of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.store.store import Store
from tests.cheap_keys import cheap_keys
from tests.command_line import answered, run
from tests.office_tables import workbook
from tests.reports import value_of

HEAD = ["指标", "年度目标", "完成情况", "测算数"]


@pytest.fixture
def data(store: Store) -> Path:
    """Plan and public figures."""
    return Path(store.root)


def crooked(data: Path, value: float = 1820, *, month: int = 9, name: str = "规上工业总产值") -> Path:
    """A 完成情况表 with a column of numbers that nobody knows the use of."""
    lines = [f"2024年1—{month}月完成情况表", "单位：亿元", ",".join(HEAD), f"{name},2500,{value},77"]
    path = data.parent / f"{month}月.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_role_is_given(data: Path) -> None:
    """Numbers of no known use refuse the file, whatever is confirmed, until a role is given for their column."""
    refused = answered(data, "import", crooked(data), "--yes", code=1)
    assert [problem["code"] for problem in refused["problems"]] == ["column_undecided"]
    assert refused["layout"][0]["open"] == ["D"]
    for role in ("D=不用", "d=unused", "!3!D=不用"):
        found = answered(data, "check", crooked(data), "--role", role)
        assert found["layout"][0]["columns"][3]["role_label"] == "不用"
    asked = run(data, "import", crooked(data), "--role", "D=不用")
    assert (asked.returncode, "--yes" in asked.stdout) == (1, True)
    answered(data, "import", crooked(data), "--role", "D=不用", "--yes")
    assert value_of(Store(data)) == 1820


def test_the_next_file_of_the_form(data: Path) -> None:
    """What was said once is listed with its form, serves next month's file, and is forgotten on demand."""
    key = cheap_keys(data).add("经发局", ["industry"])
    mine = ("--key", key)
    answered(data, "import", crooked(data), "--role", "D=不用", "--yes", *mine)
    assert answered(data, "import", crooked(data, 1990, month=10), *mine)["questions"] == []
    (form,) = answered(data, "layouts")
    assert (form["department"], form["files"], form["state"]) == ("经发局", 2, "沿用")
    listed = run(data, "layouts").stdout
    assert "由经发局确认，用过2次" in listed
    assert "测算数=不用" in listed
    elsewhere = run(data, "forget", form["fingerprint"])
    assert (elsewhere.returncode, "本机管理员没有编号为" in elsewhere.stderr) == (1, True)
    answered(data, "forget", form["fingerprint"], *mine)
    assert run(data, "layouts").stdout.strip() == "还没有确认过的版式"
    again = answered(data, "check", crooked(data, 2100, month=11), *mine, code=1)
    assert [problem["code"] for problem in again["problems"]] == ["column_undecided"]


def test_a_withdrawn_form(data: Path) -> None:
    """The list says which form is asked about again because an upload was withdrawn."""
    upload = answered(data, "import", crooked(data), "--role", "D=不用", "--yes")["upload"]
    answered(data, "withdraw", upload)
    assert "下次重新询问" in run(data, "layouts").stdout
    answered(data, "check", crooked(data), code=1)
    answered(data, "restore", upload)
    assert "下次重新询问" not in run(data, "layouts").stdout


def test_names_and_rows(data: Path) -> None:
    """A name of the file is explained, and rows that nobody wants are skipped."""
    path = crooked(data, name="我局产值")
    path.write_text(f"{path.read_text(encoding='utf-8')}\n职工食堂用餐,30,20,7\n", encoding="utf-8")
    told = ("--role", "D=不用", "--name", "我局产值=规上工业总产值")
    assert answered(data, "check", path, *told, code=1)["problems"][0]["found"] == "职工食堂用餐"
    answered(data, "import", path, *told, "--skip", "职工食堂用餐", "--yes")
    assert value_of(Store(data)) == 1820


def test_a_table_is_left_out(data: Path) -> None:
    """Of a workbook one sheet is left out by its name."""
    rows = [["指标", "单位", "2024年9月累计"], ["规上工业总产值", "亿元"]]
    path = data.parent / "月报.xlsx"
    path.write_bytes(workbook(快报=[rows[0], [*rows[1], 1820]], 旧表=[rows[0], [*rows[1], 1790]]))
    found = answered(data, "check", path, "--leave-out", "旧表", "--state", "快报", "--unit", "亿元")
    assert [(table["id"], table["used"]) for table in found["layout"]] == [
        ("快报!1", True),
        ("旧表!1", False),
    ]
    assert found["layout"][0]["facts"]["state"]["value"] == "快报"
    assert [difference["new"] for difference in found["differences"]] == [1820]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--role", "D"], 2, "参数 --role 不能是“D”，应如 C=累计"),
        (["--name", "=产值"], 2, "参数 --name 不能是“=产值”，应如 文件中的名称=指标"),
        (["--role", "D=累积"], 1, "roles.D = 累积，应为：累计"),
        (["--role", "Z=不用"], 1, "roles.Z，应为：A、B、C、D之一"),
        (["--role", "9月!D=不用"], 1, "tables.9月，应为：!3之一"),
        (["--leave-out", "旧表"], 1, "tables.旧表"),
        (["--name", "我局产值=nonsense"], 1, "names.我局产值 = nonsense"),
        (["--state", "初步"], 1, "state = 初步，应为：预计"),
        (["--subject", "实绩"], 1, "subject = 实绩，应为：实际数"),
        (["--year", "1024"], 1, "year = 1024，应为：不小于2000"),
    ],
)
def test_wrong_corrections(data: Path, options: list[str], code: int, message: str) -> None:
    """A correction that is not understood, or is of no part of this file, is refused with what would be right."""
    done = run(data, "check", crooked(data), *options)
    assert done.returncode == code
    assert message in done.stderr
