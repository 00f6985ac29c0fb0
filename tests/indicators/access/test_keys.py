"""Keys: shown once, kept as hashes, good until they are revoked; nothing lost among processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher

from indicators.access import (
    LOCAL_ADMINISTRATOR,
    AccessError,
    KeyRefusedError,
    Keys,
    NotAllowedError,
    Reporter,
    key_id,
)
from indicators.access.keys import ADMINISTRATOR
from tests.cheap_keys import cheap_keys

ROOT = Path(__file__).resolve().parents[3]
WRONG = "ZZZZ-1111-2222-3333-4444-5555-6666-7777"


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """No key yet, in a folder whose name an office would give it."""
    return cheap_keys(tmp_path / "数据 表")


def process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own, started in the repository's root."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_key_opens_what_it_was_made_for(keys: Keys) -> None:
    """The key shown once is its holder, with their lifts, in this process and in any other."""
    key = keys.add("经发局", ["industry", "space"])
    expected = Reporter("经发局", "department", frozenset({"industry", "space"}))
    assert keys.check(key) == expected
    assert Keys(keys.file.parents[1]).check(key) == expected


def test_key_of_units(keys: Keys) -> None:
    """A key may be for what units answer for, several of them written in one cell included; with lifts or without."""
    first = keys.add("招商局", [], units=["招商局"])
    second = keys.add("科技局", ["innovation"], units=["科技局、经发局"])
    assert keys.check(first) == Reporter("招商局", "department", frozenset(), frozenset({"招商局"}))
    assert keys.check(second).units == {"科技局", "经发局"}
    assert Keys(keys.file.parents[1]).check(second) == keys.check(second)


def test_key_made_before_there_were_units(keys: Keys) -> None:
    """A file of an earlier version opens what it opened."""
    key = keys.add("经发局", ["industry"])
    (entry,) = json.loads(keys.file.read_text(encoding="utf-8"))
    old = {name: cell for name, cell in entry.items() if name not in {"units", "made_by", "revoked_by"}}
    keys.file.write_text(json.dumps([old]), encoding="utf-8")
    assert keys.check(key) == Reporter("经发局", "department", frozenset({"industry"}))


def test_who_made_and_revoked_it(keys: Keys) -> None:
    """Each key says who made it and who revoked it; the shell of the machine is named as such."""
    office = Reporter("办公室", "administrator", None)
    keys.ensure_administrator()
    keys.add("甲", ["industry"], by=office)
    keys.add("乙", ["industry"])
    keys.revoke("甲", office)
    assert [(key.name, key.made_by, key.revoked_by) for key in keys.entries()] == [
        (ADMINISTRATOR, "系统", ""), ("甲", "办公室", "办公室"), ("乙", LOCAL_ADMINISTRATOR.name, ""),
    ]  # fmt: skip


def test_keys_are_managed_by_administrators(keys: Keys) -> None:
    """Whoever is none neither makes nor revokes a key, whichever page or program asks."""
    everything = Reporter("办公室", "department", None)
    keys.add("经发局", ["industry"])
    with pytest.raises(NotAllowedError, match="“办公室”不能管理密钥"):
        keys.add("甲", None, "administrator", by=everything)
    with pytest.raises(NotAllowedError, match="“办公室”不能管理密钥"):
        keys.revoke("经发局", everything)
    assert [(key.name, key.is_valid) for key in keys.entries()] == [("经发局", True)]


def test_last_administrator_stays(keys: Keys) -> None:
    """The only valid key of an administrator is not revoked in the browser; beside another one it is, and by the shell."""
    keys.ensure_administrator()
    first = Reporter(ADMINISTRATOR, "administrator", None)
    keys.add("经发局", ["industry"])
    with pytest.raises(AccessError, match=r"“管理员”是唯一有效的管理员密钥.*先生成另一个管理员密钥"):
        keys.revoke(ADMINISTRATOR, first)
    keys.add("办公室", None, "administrator", by=first)
    assert not keys.revoke(ADMINISTRATOR, first).is_valid
    assert not keys.revoke("办公室").is_valid


def test_key_is_taken_as_people_type_it(keys: Keys) -> None:
    """Lower case, blanks, full-width characters, no hyphens, O for 0 and l for 1: still the same key."""
    key = keys.add("经发局", ["industry"])
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in key)
    misread = key.replace("0", "O").replace("1", "l")
    for typed in (f" {key.lower()}\n", key.replace("-", ""), key.replace("-", " "), full_width, misread):
        assert keys.check(typed).name == "经发局"


def test_file_holds_no_key(tmp_path: Path) -> None:
    """What lies on the disk is an argon2id hash at argon2's own cost, readable by its owner alone."""
    keys = Keys(tmp_path / "数据 表")
    key = keys.add("经发局", ["industry"])
    text = keys.file.read_text(encoding="utf-8")
    secret = key.replace("-", "")[4:]
    assert secret not in text.replace("-", "")
    stored = json.loads(text)[0]["hash"]
    assert stored.startswith("$argon2id$")
    assert not PasswordHasher().check_needs_rehash(stored)
    if os.name == "posix":
        assert keys.file.stat().st_mode & 0o777 == 0o600
        assert keys.file.parent.stat().st_mode & 0o777 == 0o700


def test_key_cannot_be_guessed(keys: Keys) -> None:
    """140 bits of a key are secret: 28 characters of 32, each time others."""
    first, second = (keys.add(name, None).replace("-", "")[4:] for name in ("甲", "乙"))
    assert len(first) == len(second) == 28
    assert first != second


@pytest.mark.parametrize("typed", ["", "7K3Q", WRONG, "密钥", "\0", "Z" * 10_000])
def test_wrong_key_opens_nothing(keys: Keys, typed: str) -> None:
    """Anything else is refused."""
    keys.add("经发局", ["industry"])
    with pytest.raises(KeyRefusedError, match="密钥不正确"):
        keys.check(typed)


def test_one_wrong_character_opens_nothing(keys: Keys) -> None:
    """The right id with another secret is a wrong key, also after the right one was verified."""
    key = keys.add("经发局", ["industry"])
    keys.check(key)
    with pytest.raises(KeyRefusedError):
        keys.check(key[:-1] + ("2" if key[-1] != "2" else "3"))


def test_revoked_key_stops_at_once(keys: Keys) -> None:
    """A key that was verified a moment ago opens nothing once another process has revoked it."""
    key = keys.add("经发局", ["industry"])
    assert keys.check(key).name == keys.reporter(key_id(key)).name == "经发局"  # type: ignore[union-attr]
    Keys(keys.file.parents[1]).revoke("经发局")
    assert keys.reporter(key_id(key)) is None
    with pytest.raises(KeyRefusedError, match="已停用"):
        keys.check(key)


def test_replaced_hash_is_verified_again(keys: Keys) -> None:
    """What was verified counts for the hash it was verified against and for no other."""
    old = keys.add("甲", None)
    keys.check(old)
    new = cheap_keys(keys.file.parents[1] / "other")
    new.add("乙", None)
    entry = json.loads(new.file.read_text(encoding="utf-8"))[0] | {"id": key_id(old)}
    keys.file.write_text(json.dumps([entry]), encoding="utf-8")
    with pytest.raises(KeyRefusedError):
        keys.check(old)


def test_verified_key_costs_no_argon2_again(tmp_path: Path) -> None:
    """The second request with the same key does not pay for the hash."""
    verified = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's name
            verified.append(password)
            return super().verify(hash, password)

    keys = Keys(tmp_path, hasher=Counting())
    key = keys.add("经发局", None)
    assert [keys.check(key).name for _ in range(2)] == ["经发局", "经发局"]
    assert len(verified) == 1


def test_revoking_by_id_and_unknown_name(keys: Keys) -> None:
    """A key is revoked by its id too and stays listed; an unknown name is refused."""
    key = keys.add("经发局", ["industry"])
    keys.revoke(key_id(key).lower())
    assert [(entry.name, entry.is_valid) for entry in keys.entries()] == [("经发局", False)]
    with pytest.raises(AccessError, match="没有名称或编号为“经发局”的有效密钥"):
        keys.revoke("经发局")


def test_a_name_has_one_valid_key(keys: Keys) -> None:
    """Rows name their reporter, so a name has one valid key; a revoked key does not count."""
    keys.add("经发局", ["industry"])
    with pytest.raises(AccessError, match="“经发局”已有有效密钥"):
        keys.add(" 经发局 ", ["space"])
    keys.revoke("经发局")
    assert keys.check(keys.add("经发局", ["space"])).lifts == {"space"}


@pytest.mark.parametrize("name", ["", "  ", "经\n发局", "长" * 41])
def test_bad_names_are_refused(keys: Keys, name: str) -> None:
    """A name is a line that a person can read."""
    with pytest.raises(AccessError, match="密钥名称"):
        keys.add(name, None)


def test_unknown_lift_is_refused(keys: Keys) -> None:
    """A lift that does not exist is named with those that do; no key is made."""
    with pytest.raises(AccessError, match="没有“indstry”这一提，应为：全区（overall）、产业提档（industry）"):
        keys.add("经发局", ["indstry"])
    assert keys.entries() == ()


@pytest.mark.parametrize("content", ["", "{", "[]x", '[{"id": "7K3Q"}]', "\0\0\0"])
def test_damaged_file_opens_nothing_and_stays(keys: Keys, content: str) -> None:
    """A key file that cannot be read is named, nobody gets in, and nothing overwrites it, not even the first start."""
    keys.add("经发局", None)
    keys.file.write_text(content, encoding="utf-8")
    for use in (lambda: keys.check(WRONG), lambda: keys.add("甲", None), keys.ensure_administrator):
        with pytest.raises(AccessError, match=r"keys\.json 无法读取.*请从备份恢复") as error:
            use()
        assert not isinstance(error.value, KeyRefusedError)
    assert keys.file.read_text(encoding="utf-8") == content


def test_lost_file_makes_no_key_wrong(keys: Keys) -> None:
    """While the file of a key that was right is away, nobody's key is called wrong and no new file begins; then it is right."""
    key = keys.add("经发局", None)
    keys.check(key)
    away = keys.file.rename(keys.file.with_suffix(".aside"))
    for use in (lambda: keys.check(key), lambda: keys.add("甲", None), keys.ensure_administrator):
        with pytest.raises(AccessError, match=r"keys\.json 无法读取.*请从备份恢复") as error:
            use()
        assert not isinstance(error.value, KeyRefusedError)
    assert not keys.file.exists()
    away.rename(keys.file)
    assert keys.check(key).name == "经发局"


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no key can be kept, none is handed out."""
    (tmp_path / "access").write_text("in the way", encoding="utf-8")
    with pytest.raises(AccessError, match="未能写入"):
        Keys(tmp_path).add("经发局", None)


@pytest.mark.processes
def test_two_processes_lose_nothing(keys: Keys) -> None:
    """Keys made at the same moment in several processes and threads are all there, and all open."""
    code = (
        "import sys; from indicators.access import Keys; keys = Keys(sys.argv[1])\n"
        "for n in range(3): print(keys.add(f'{sys.argv[2]}{n}', None))"
    )
    running = [process(code, keys.file.parents[1], name) for name in "甲乙"]
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda n: keys.add(f"丁{n}", None), range(3)))
    made += [line for each in running for line in each.communicate()[0].split()]
    assert len(made) == len(keys.entries()) == 9
    assert {keys.check(key).name for key in made} == {entry.name for entry in keys.entries()}


@pytest.mark.processes
def test_first_start_makes_one_administrator(keys: Keys) -> None:
    """Of servers that start at the same moment exactly one prints an administrator's key; later starts print none."""
    code = (
        "import sys; from indicators.access import Keys\n"
        "sys.stdin.readline(); print(Keys(sys.argv[1]).ensure_administrator() or '')"
    )
    running = [process(code, keys.file.parents[1]) for _ in range(3)]
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    printed = [text for each in running if (text := each.communicate()[0].strip())]
    assert [each.returncode for each in running] == [0, 0, 0]
    assert len(printed) == 1
    assert keys.check(printed[0]) == Reporter(ADMINISTRATOR, "administrator", None)
    assert keys.ensure_administrator() is None


def test_no_administrator_beside_other_keys(keys: Keys) -> None:
    """Once there was any key, no start hands out another, revoked ones included."""
    keys.add("经发局", None)
    keys.revoke("经发局")
    assert keys.ensure_administrator() is None


@pytest.mark.parametrize("name", [LOCAL_ADMINISTRATOR.name, " 系统 "])
def test_names_of_the_product_itself(keys: Keys, name: str) -> None:
    """What writes without a key owns its uploads by name: no key is called so."""
    with pytest.raises(AccessError, match="已由系统使用"):
        keys.add(name, ["industry"])
    assert not keys.entries()
