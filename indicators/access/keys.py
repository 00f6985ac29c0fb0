"""Keys that open reporting: made, listed, revoked and checked; kept as argon2id hashes in one small file.

A key reads ``7K3Q-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX``: four characters that name it and 28 that are secret (140 bits),
in Crockford's alphabet, so that 0 and O, 1, I and L cannot be confused when somebody types it from paper.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import ConfigDict, Field, PlainSerializer, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from indicators.access.last_used import LastUses
from indicators.access.reporter import (
    LOCAL_ADMINISTRATOR,
    AccessError,
    KeyRefusedError,
    Reporter,
    Role,
    known_lifts,
    units_of,
)
from indicators.settings import data_root
from indicators.shared_files import shared_files
from indicators.store import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

ADMINISTRATOR: Final = "管理员"
_FILE: Final = "access/keys.json"
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("OIL", "011")
_GROUP: Final = 4
_LENGTH: Final = 32
_NAME_LENGTH: Final = 40
_DEED: Final = "管理密钥"


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Key:
    """What the file holds of a key.

    Attributes:
        id: its first four characters.
        name: of the department that has it; only one valid key has this name.
        lifts: what it may report; None for all.
        hash: argon2id of the complete key.
        revoked_at: None while it is valid.
        units: the units in charge whose indicators and tasks it may report as well.
        made_by: whoever made it; empty where that was not kept yet.
        revoked_by: whoever revoked it.
    """

    id: Annotated[str, Field(min_length=_GROUP, max_length=_GROUP)]
    name: str
    role: Role
    lifts: Annotated[frozenset[str], PlainSerializer(sorted)] | None
    hash: str
    created_at: datetime
    revoked_at: datetime | None = None
    units: Annotated[frozenset[str], PlainSerializer(sorted)] = frozenset()
    made_by: str = ""
    revoked_by: str = ""

    @property
    def is_valid(self) -> bool:
        """Whether it has not been revoked."""
        return self.revoked_at is None

    @property
    def reporter(self) -> Reporter:
        """Whoever has it."""
        return Reporter(self.name, self.role, self.lifts, self.units)


_KEYS = TypeAdapter(tuple[Key, ...])
_Result = TypeVar("_Result")


class Keys:
    """The keys of one data root, in ``access/keys.json`` below it, for all servers that share the root.

    The file is read again whenever a key is checked, so that a revoked one stops at once in every process, and on an
    object store within a second. No two processes change it at the same time; in a folder its owner only can read it.

    Args:
        root: the data root.
        hasher: how costly new hashes are to guess; the default is argon2's own. A hash is verified at the cost it was
            made with.
    """

    def __init__(self, root: str | Path, *, hasher: PasswordHasher | None = None) -> None:
        self._files = shared_files(root)
        self.file = self._files.place(_FILE)
        self._last_uses = LastUses(self._files)
        self._hasher = hasher or PasswordHasher()
        self._verifying = threading.Lock()
        # sha256 of a verified key, and its hash in the file: argon2 runs once a process, not once a request.
        self._verified: dict[bytes, str] = {}

    def entries(self, *, now: bool = False) -> tuple[Key, ...]:
        """Every key ever made, oldest first, also on other servers ``now``; ``AccessError`` if the file cannot be read."""
        try:
            return self._parsed((self._files.read_now if now else self._files.read)(_FILE))
        except OSError as error:
            raise self._unreadable() from error

    def _parsed(self, content: bytes | None) -> tuple[Key, ...]:
        if content is None and self._verified:
            raise self._unreadable()  # it was there: no key is wrong now, and no new file may take its place
        try:
            return () if content is None else _KEYS.validate_json(content)
        except ValidationError as error:
            raise self._unreadable() from error

    def _unreadable(self) -> AccessError:
        return AccessError(f"密钥文件 {_FILE} 无法读取。原文件未作改动，请从备份恢复，或检查文件权限。")

    def add(
        self,
        name: str,
        lifts: Iterable[str] | None,
        role: Role = "department",
        *,
        units: Iterable[str] = (),
        by: Reporter = LOCAL_ADMINISTRATOR,
    ) -> str:
        """Make a key; its text is returned only here and stored nowhere.

        Args:
            name: of the department that gets it.
            lifts: what it may report; None, or ``all`` among them, for all.
            role: an administrator's key also manages keys.
            units: the units in charge whose indicators and tasks it may report as well.
            by: who makes it; without anybody it is whoever has the shell of this machine.

        Raises:
            NotAllowedError: whoever makes it is no administrator.
            AccessError: no such lift, a name that is taken or no name, or nothing could be written.
        """
        by.require_administrator(_DEED)
        name = name.strip()
        if not name or len(name) > _NAME_LENGTH or not name.isprintable():
            msg = f"密钥名称“{name:.60}”不对，应为部门或人员名称，1 至 {_NAME_LENGTH} 个字。"
            raise AccessError(msg)
        # An upload belongs to a name: nobody may report by the name of what writes without a key.
        if name in {LOCAL_ADMINISTRATOR.name, SYSTEM}:
            msg = f"名称“{name}”已由系统使用，请换一个部门或人员名称。"
            raise AccessError(msg)
        known = None if lifts is None else known_lifts(lifts)
        reporter = Reporter(name, role, known, frozenset().union(*map(units_of, units)))
        return self._change(lambda entries: self._add(entries, reporter, by.name))

    def ensure_administrator(self) -> str | None:
        """Make an administrator's key if there was never any key; its text is returned to one of many processes."""
        if self.entries():
            return None  # the folder may be read-only by now
        first = Reporter(ADMINISTRATOR, "administrator", None)
        return self._change(lambda entries: None if entries else self._add(entries, first, SYSTEM))

    def revoke(self, which: str, by: Reporter = LOCAL_ADMINISTRATOR) -> Key:
        """End a key, given by its id or name; it stays in the list.

        Raises:
            NotAllowedError: whoever revokes it is no administrator.
            AccessError: there is no such valid key, it is the last of an administrator, or nothing could be written.
        """
        by.require_administrator(_DEED)
        return self._change(lambda entries: _revoke(entries, which, by))

    def check(self, key: str) -> Reporter:
        """Who has this key, as people type it: any case, with or without its hyphens.

        Raises:
            KeyRefusedError: it is wrong or revoked.
            AccessError: the file cannot be read.
        """
        text = _normalize(key)
        entry = self._find(text[:_GROUP]) or self._find(text[:_GROUP], now=True)
        if entry is None or len(text) != _LENGTH or not self._verify(text, entry.hash):
            msg = "密钥不正确，请核对后重新输入。"
            raise KeyRefusedError(msg)
        if not entry.is_valid:
            msg = f"“{entry.name}”的这个密钥已停用，请向管理员领取新密钥。"
            raise KeyRefusedError(msg)
        self._last_uses.note(entry.id)
        return entry.reporter

    def is_verified(self, key: str) -> bool:
        """Whether this process has found this key right before; it may have been revoked since."""
        return hashlib.sha256(_normalize(key).encode()).digest() in self._verified

    def reporter(self, key_id: str) -> Reporter | None:
        """Who has the key with this id, which was checked before; None once it is revoked."""
        entry = self._find(key_id)
        if entry is None or not entry.is_valid:
            return None
        self._last_uses.note(entry.id)
        return entry.reporter

    def last_use(self, key_id: str) -> datetime | None:
        """When this key was last used, to the minute; None where it never was, or nobody knows."""
        return self._last_uses.at(key_id)

    def _find(self, key_id: str, *, now: bool = False) -> Key | None:
        return next((key for key in self.entries(now=now) if key.id == key_id), None)

    def _verify(self, text: str, stored_hash: str) -> bool:
        digest = hashlib.sha256(text.encode()).digest()
        if self._verified.get(digest) == stored_hash:
            return True
        try:
            with self._verifying:  # each takes 64 MB
                self._hasher.verify(stored_hash, text)
        except (VerificationError, InvalidHashError):
            return False
        self._verified[digest] = stored_hash
        return True

    def _add(self, entries: list[Key], reporter: Reporter, made_by: str) -> str:
        if any(key.is_valid and key.name == reporter.name for key in entries):
            msg = f"“{reporter.name}”已有有效密钥。请先停用它（服务器上：python -m indicators key revoke {reporter.name}），或换一个名称。"
            raise AccessError(msg)
        text = ""
        while not text or any(key.id == text[:_GROUP] for key in entries):
            text = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        made = Key(
            id=text[:_GROUP], name=reporter.name, role=reporter.role, lifts=reporter.lifts, units=reporter.units,
            hash=self._hasher.hash(text), created_at=_now(), made_by=made_by,
        )  # fmt: skip
        entries.append(made)
        return "-".join(text[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))

    def _change(self, change: Callable[[list[Key]], _Result]) -> _Result:
        """Let ``change`` work on the entries while nobody else does, and write them where they are others now."""
        results: list[_Result] = []

        def changed(content: bytes | None) -> bytes | None:
            entries = list(before := self._parsed(content))
            results.append(change(entries))
            return None if tuple(entries) == before else _KEYS.dump_json(tuple(entries), indent=2)

        try:
            self._files.change(_FILE, changed)
        except OSError as error:
            msg = f"密钥文件 {_FILE} 未能写入，原有密钥未变。请检查磁盘空间和文件夹权限后重试。"
            raise AccessError(msg) from error
        return results[-1]


def _revoke(entries: list[Key], which: str, by: Reporter) -> Key:
    names = {which.strip(), which.strip().upper()}
    key = next((key for key in entries if key.is_valid and {key.id, key.name} & names), None)
    if key is None:
        msg = f"没有名称或编号为“{which}”的有效密钥。可用 python -m indicators key list 查看。"
        raise AccessError(msg)
    # Whoever has the shell of this machine can make another one.
    if by != LOCAL_ADMINISTRATOR and _is_last_administrator(key, entries):
        msg = f"“{key.name}”是唯一有效的管理员密钥，停用后无人能在网页上管理。请先生成另一个管理员密钥，再停用这一个。"
        raise AccessError(msg)
    revoked = entries[entries.index(key)] = replace(key, revoked_at=_now(), revoked_by=by.name)
    return revoked


_keys_of = cache(Keys)


def open_keys() -> Keys:
    """The keys of ``SIXLIFTS_DATA``: the same object for page, HTTP and command line."""
    return _keys_of(data_root())


def key_id(key: str) -> str:
    """The part of a key that identifies it and may be stored."""
    return _normalize(key)[:_GROUP]


def _is_last_administrator(key: Key, entries: Iterable[Key]) -> bool:
    return [other for other in entries if other.is_valid and other.role == "administrator"] == [key]


def _normalize(key: str) -> str:
    plain = unicodedata.normalize("NFKC", key).upper().translate(_MISREAD)
    return "".join(character for character in plain if character.isalnum())


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
