"""Corrections of how a file is read, as programs send them: words or codes, checked, and of this file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from indicators.reading import Layout, ReadOverrides
from indicators.uploads.corrections import CorrectionError, Corrections, read_corrections
from tests.layout_helpers import column, table
from tests.reports import ROOT

if TYPE_CHECKING:
    from indicators.store.store import Store

LAYOUT = Layout((table(column(1, "累计", "ytd"), sheet="9月"), table(column(1, "累计", "ytd"), sheet="8月")))


def test_words_and_codes_are_the_same() -> None:
    """What a screen calls a role or content, and its code, mean the same; letters may be small."""
    words = {"roles": {"c": "累计", "D": "不用", "E": "实际"}, "subject": "计划", "unit": "按目录"}
    codes = {"roles": {"C": "ytd", "D": "unused", "E": "value"}, "subject": "plans", "unit": "catalogue"}
    assert read_corrections(json.dumps(words)) == read_corrections(codes)


def test_how_a_file_is_read() -> None:
    """Corrections of a table are told by its sheet or id, and go before those of the whole file."""
    given = {
        "roles": {"C": "累计"}, "period": "2024年9月", "state": "预计",
        "tables": {"8月": {"used": False}, "9月!3": {"roles": {"D": "不用"}, "unit": "万元", "year": 2023}},
    }  # fmt: skip
    overrides = read_corrections(given).overrides("9月")
    assert overrides.of("7月!3") == ReadOverrides(
        sheet="9月", period="2024-09", state="预计", roles={"C": "ytd"}, tables=overrides.tables
    )
    assert overrides.of("8月!12").used is False
    assert overrides.of("9月!3") == ReadOverrides(
        sheet="9月", period="2024-09", state="预计", unit="万元", year=2023, roles={"C": "ytd", "D": "unused"}
    )


def test_documented() -> None:
    """The example of the reference is right and has every key."""
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    (example,) = re.findall(r'```\n(\{"roles".*?)\n```', text, re.DOTALL)
    given = read_corrections(example)
    tables = set().union(*(table.model_fields_set for table in given.tables.values()))
    assert given.model_fields_set | tables == set(Corrections.model_fields)


def test_nothing_is_corrected() -> None:
    """Without corrections a file is read as it is."""
    assert read_corrections("{}").overrides() == ReadOverrides()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ('{"roles": {"C": "累积"}}', r"roles\.C = 累积，应为：累计、当月、.*不用之一"),
        ('{"roles": {"C": "未定"}}', "roles.C = 未定"),
        ('{"roles": {"3": "累计"}}', "roles.3 = 3，应为：列号，如 C"),
        ('{"roles": ["C"]}', r"roles = .*应为：成对的名称和内容"),
        ('{"tables": {"9月": {"subject": "实绩"}}}', r"tables\.9月\.subject = 实绩，应为：实际数、计划"),
        ('{"tables": {"9月": "不用"}}', r"tables\.9月 = 不用，应为：.*{…}"),
        (
            '{"state": "初步"}',
            "state = 初步，应为：预计、快报、正式之一",
        ),
        ('{"year": "24"}', "year = 24，应为：不小于2000"),
        ('{"period": "下半年"}', "period = 下半年，应为：.*期间"),
        ('{"used": "也许"}', "used = 也许"),
        ('{"role": {"C": "累计"}}', "role = .*没有这一项"),
        ('{"unused_names": "合计"}', "unused_names = 合计，应为：加方括号的清单"),
        ('{"roles": ', "全文 = .*应为：JSON"),
        ('{"unit": 5, "names": {"甲": 1}}', r"unit = 5，应为：加引号的文字；names\.甲 = 1"),
    ],
)
def test_wrong_corrections(given: str, message: str) -> None:
    """A wrong key or value is named with what would be right; all of them at once."""
    with pytest.raises(CorrectionError, match=f"更正有误：.*{message}"):
        read_corrections(given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"roles": {"Z": "累计"}}, "roles.Z，应为：A、B之一"),
        ({"tables": {"十月": {"used": False}}}, "tables.十月，应为：9月!3、8月!3之一"),
        ({"tables": {"9月!4": {"used": False}}}, "tables.9月!4，应为"),
        ({"tables": {"8月": {"roles": {"Q": "不用"}}}}, "tables.8月.roles.Q，应为：A、B之一"),
    ],
)
def test_of_another_file(given: dict[str, Any], message: str) -> None:
    """A column or table that the file does not have is no correction of it."""
    with pytest.raises(CorrectionError, match=message):
        read_corrections(given).refuse_unmatched(LAYOUT)


def test_of_this_file() -> None:
    """Columns and tables that the file has may be corrected; of a file that cannot be read nothing is known."""
    given = {"roles": {"B": "累计"}, "tables": {"9月": {"roles": {"A": "名称"}}, "8月!3": {"used": False}}}
    read_corrections(given).refuse_unmatched(LAYOUT)
    read_corrections({"roles": {"Z": "累计"}}).refuse_unmatched(Layout())


def test_names(seeded: Store) -> None:
    """A name of the file is told by the indicator's name, alias or id; an unknown one is answered with the nearest."""
    snapshot = seeded.snapshot()
    names = {"我局产值": "规上工业总产值", "本区产值": "industrial_output"}
    found = read_corrections({"names": names}).indicators(snapshot)
    assert found == {"我局产值": "industrial_output", "本区产值": "industrial_output"}
    for unknown in ("规模工业总产值", "nonsense"):
        with pytest.raises(
            CorrectionError, match=f"names.我局产值 = {unknown}，应为：目录中的指标名称或编码，如."
        ):
            read_corrections({"names": {"我局产值": unknown}}).indicators(snapshot)
