"""Who is known by a key or by data/access.toml, and that a broken file opens nothing."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from indicators.access import (
    AccessError,
    KeyRefusedError,
    Keys,
    access_rules,
    authenticate_key,
    bearer_token,
    key_id,
)
from indicators.access.sign_in import AccessRules
from indicators.access.throttle import Attempts

ROOT = Path(__file__).resolve().parents[3]
WRONG = "ZZZZ-1111-2222-3333-4444-5555-6666-7777"


def written(folder: Path, text: str) -> AccessRules:
    """The rules of a file with this text."""
    file = folder / "access.toml"
    file.write_text(text, encoding="utf-8")
    return access_rules(file)


PEOPLE = """
require_login = true
[[people]]
email = "Zhang@Example.gov.cn"
name = "张三"
role = "department"
lifts = ["industry"]
[[people]]
sub = "0012345"
name = "李四"
role = "administrator"
[[people]]
sub = "0012346"
name = "王五"
role = "department"
lifts = ["all"]
"""


def test_file_as_delivered_closes_nothing() -> None:
    """Every line of data/access.toml is a comment: looking is open, nobody is known."""
    assert access_rules() == AccessRules()


def test_comments_are_settings_that_work(tmp_path: Path) -> None:
    """Taking the “# ” away from the settings in data/access.toml gives a valid file."""
    lines = (ROOT / "data" / "access.toml").read_text(encoding="utf-8").splitlines()
    starts = (
        "# require_login",
        "# [[",
        "# email =",
        "# sub =",
        "# name =",
        "# role =",
        "# lifts =",
        "# units =",
    )
    rules = written(tmp_path, "\n".join(line[2:] for line in lines if line.startswith(starts)))
    assert rules.require_login
    assert [person.reporter.is_administrator for person in rules.people] == [False, True]


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"email": "zhang@example.GOV.cn"}, "张三"),
        ({"email": "zhang@example.gov.cn", "email_verified": True, "sub": "x"}, "张三"),
        ({"email": "zhang@example.gov.cn", "email_verified": False}, None),
        ({"email": "zhang@example.gov.cn", "email_verified": []}, None),
        ({"email": "zhang@example.gov.cn.evil.cn"}, None),
        ({"sub": "0012345"}, "李四"),
        ({"sub": 12345}, None),
        ({"sub": None, "email": None}, None),
        ({"email": ""}, None),
        ({}, None),
    ],
)
def test_people_are_known_by_their_claims(
    tmp_path: Path, claims: dict[str, object], name: str | None
) -> None:
    """A sub exactly, email without case and only if it is not reported as unverified; anybody else is a stranger."""
    reporter = written(tmp_path, PEOPLE).reporter_of(claims)
    assert (reporter.name if reporter else None) == name


def test_people_have_their_lifts(tmp_path: Path) -> None:
    """A department has the lifts listed or all, an administrator all."""
    people = [person.reporter for person in written(tmp_path, PEOPLE).people]
    assert [(p.role, p.lifts) for p in people] == [
        ("department", frozenset({"industry"})),
        ("administrator", None),
        ("department", None),
    ]


@pytest.mark.parametrize(
    ("limits", "lifts", "units"),
    [
        ('units = ["经发局"]', frozenset(), {"经发局"}),
        ('units = ["经发局、招商局"]', frozenset(), {"经发局", "招商局"}),
        ('lifts = ["industry"]\nunits = ["经发局"]', {"industry"}, {"经发局"}),
        ("lifts = []", frozenset(), frozenset()),
    ],
)
def test_people_of_units(tmp_path: Path, limits: str, lifts: set[str], units: set[str]) -> None:
    """A person may report what units answer for, with lifts or without."""
    (person, *_) = written(tmp_path, PEOPLE.replace('lifts = ["industry"]', limits)).people
    assert (person.reporter.lifts, person.reporter.units) == (lifts, units)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("require_login = ", "无法读取"),
        ('require_login = "no"', "require_login = 'no'（应为：true 或 false）"),
        ("requirelogin = true", "requirelogin = True（没有这一项，请删除）"),
        (
            PEOPLE.replace('"industry"', '"indstry"'),
            "people 第1人 （没有“indstry”这一提，应为：全区（overall）",
        ),
        (
            PEOPLE.replace('"administrator"', '"admin"'),
            "people 第2人 role = 'admin'（应为：administrator、department之一）",
        ),
        (PEOPLE.replace('name = "李四"\n', ""), "people 第2人 name （缺少这一项）"),
        (PEOPLE.replace('lifts = ["industry"]', ""), 'role = "department" 应写明 lifts 或 units'),
        (PEOPLE.replace('name = "李四"', 'name = "李四"\nunits = ["督查室"]'), '"administrator" 两项都不写'),
        (
            PEOPLE.replace('lifts = ["industry"]', 'units = "经发局"'),
            "people 第1人 units = '经发局'（应为：加方括号的清单",
        ),
        (PEOPLE.replace('lifts = ["industry"]', 'units = [""]'), "people 第1人 units 第1人"),
        (PEOPLE.replace('sub = "0012345"', 'sub = "0012346"'), "“0012346”出现了不止一次"),
        (PEOPLE.replace('sub = "0012345"', ""), "email 和 sub 应填其中一项"),
        (PEOPLE.replace('sub = "0012345"', "sub = 12345"), "people 第2人 sub = 12345（应为：加引号的文字）"),
        (PEOPLE.replace('["all"]', '"industry"'), "people 第3人 lifts = 'industry'（应为：加方括号的清单"),
        ("people = 3", "people = 3（应为：加方括号的清单"),
    ],
)
def test_broken_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    """File, setting, value and what would be right, in Chinese; and no rule is guessed."""
    with pytest.raises(AccessError) as error:
        written(tmp_path, text)
    assert "访问设置文件 access.toml" in str(error.value)
    assert problem in str(error.value)


def test_file_that_was_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong SIXLIFTS_ACCESS does not open what the file would have closed."""
    monkeypatch.setenv("SIXLIFTS_ACCESS", str(tmp_path / "acess.toml"))
    with pytest.raises(AccessError, match=r"找不到访问设置文件 .*acess\.toml"):
        access_rules()


def test_change_of_the_file_counts_at_once(tmp_path: Path) -> None:
    """Somebody taken out of the file is a stranger on the next question, without a restart."""
    claims = {"sub": "0012345"}
    assert written(tmp_path, PEOPLE).reporter_of(claims)
    assert written(tmp_path, PEOPLE.replace("0012345", "0099999")).reporter_of(claims) is None


def test_wrong_key_is_logged_without_the_key(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log says from where somebody tried, never what."""
    with caplog.at_level(logging.WARNING, "sixlifts.access"), pytest.raises(KeyRefusedError):
        authenticate_key(Keys(tmp_path), Attempts(), WRONG, "10.0.0.7")
    assert [record.name for record in caplog.records] == ["sixlifts.access"]
    assert "10.0.0.7" in caplog.text
    assert not {WRONG, WRONG.replace("-", ""), key_id(WRONG)} & set(caplog.text.split())


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Bearer 7K3Q-1", "7K3Q-1"),
        ("bearer  7K3Q ", "7K3Q"),
        ("Basic abc", ""),
        ("Bearer", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_bearer(header: str | None, key: str) -> None:
    """The key of an Authorization header; empty for any other kind."""
    assert bearer_token(header) == key
