"""How a visitor becomes a reporter: by a key, or as one of the people of ``data/access.toml``.

The file says whether looking wants a login, and who the people are that sign in with the office's own login. It is
read again on each use, so that somebody taken out of it stops at once. One that cannot be understood closes what it
would have opened: every question about it raises ``AccessError``.

An HTTP route takes the key from the header ``Authorization: Bearer …``::

    key = bearer(request.headers.get("authorization"))      # "" when there is none
    reporter = open_reporting(open_keys(), attempts(), key, visitor_address(request.client.host))
    reporter.require({"industry"})

That is ``server.closed.holder``; it verifies with argon2 the first time: call it in a thread. What ``require_login``
asks of every route under ``/api/`` is done once for all of them, in ``server.closed``.
"""

from __future__ import annotations

import logging
import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator

from indicators.access.reporter import AccessError, KeyRefusedError, Reporter, Role, known_lifts
from indicators.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self

    from pydantic_core import ErrorDetails

    from indicators.access.keys import Keys
    from indicators.access.throttle import Attempts

ACCESS_FILE = ROOT / "data" / "access.toml"

_log = logging.getLogger("sixlifts.access")

Text = Annotated[str, Field(min_length=1, max_length=200)]


class Person(BaseModel):
    """Somebody as the login calls them (``email`` or ``sub``), and what they may do here."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    email: Text | None = None
    sub: Text | None = None
    name: Text
    role: Role
    lifts: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.email is None) == (self.sub is None):
            msg = "email 和 sub 应填其中一项"
            raise ValueError(msg)
        if (self.role == "administrator") != (self.lifts is None):
            msg = 'role = "department" 应写明 lifts，role = "administrator" 不写 lifts'
            raise ValueError(msg)
        try:
            known_lifts(self.lifts or ())
        except AccessError as error:
            raise ValueError(str(error)) from error
        return self

    @property
    def reporter(self) -> Reporter:
        """This person, as rows name them."""
        return Reporter(self.name, self.role, None if self.lifts is None else known_lifts(self.lifts))


class AccessRules(BaseModel):
    """The whole file.

    Attributes:
        require_login: whether looking, too, is only for those who are known, HTTP included.
        people: who is known besides those who hold a key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    require_login: StrictBool = False
    people: tuple[Person, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        known = [(person.email or "").casefold() or person.sub for person in self.people]
        twice = sorted({name for name in known if name and known.count(name) > 1})
        if twice:
            msg = f"“{'、'.join(twice)}”出现了不止一次，每人只应登记一次"
            raise ValueError(msg)
        return self

    def reporter_of(self, claims: Mapping[str, Any]) -> Reporter | None:
        """The person whom an OIDC login's claims describe, None for a stranger.

        ``sub`` is compared exactly, ``email`` without case, and not at all when the login says it is unverified.
        """
        email = str(claims.get("email") or "").casefold()
        if claims.get("email_verified", True) not in (True, "true"):
            email = ""
        for person in self.people:
            by_sub = person.sub is not None and person.sub == claims.get("sub")
            by_email = person.email is not None and person.email.casefold() == email
            if by_sub or by_email:
                return person.reporter
        return None


def access_rules(path: Path | None = None) -> AccessRules:
    """The rules in force: of ``path``, of the file that ``SIXLIFTS_ACCESS`` names, of ``data/access.toml``.

    Raises:
        AccessError: the file is no TOML or a value is wrong; names file, setting, value and what is right. A file
            that was named must be there.
    """
    asked = os.environ.get("SIXLIFTS_ACCESS")
    file = path or (Path(asked) if asked else ACCESS_FILE)
    try:
        return _parse(file.name, file.read_bytes())
    except FileNotFoundError as error:
        if file == ACCESS_FILE:
            return AccessRules()
        msg = f"找不到访问设置文件 {file}，请检查环境变量 SIXLIFTS_ACCESS。"
        raise AccessError(msg) from error
    except OSError as error:
        msg = f"访问设置文件 {file} 无法读取：{error.strerror}。请检查文件权限。"
        raise AccessError(msg) from error


@lru_cache(maxsize=8)
def _parse(name: str, content: bytes) -> AccessRules:
    try:
        return AccessRules.model_validate(tomllib.loads(content.decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"访问设置文件 {name} 无法读取：{error}。请按 TOML 格式、UTF-8 编码保存。"
        raise AccessError(msg) from error
    except ValidationError as error:
        msg = f"访问设置文件 {name} 有误：{'；'.join(map(_problem, error.errors()))}"
        raise AccessError(msg) from error


_MEANINGS = {
    "missing": "缺少这一项，请补上",
    "extra_forbidden": "没有这一项，请删除或核对拼写",
    "bool_type": "应为 true 或 false",
    "string_type": "应为加引号的文字",
    "string_too_short": "不能为空",
    "string_too_long": "文字过长",
    "tuple_type": '应为加方括号的清单，如 ["industry"]',
    "model_type": "应写成 [[people]] 段",
}


def _problem(error: ErrorDetails) -> str:
    """One wrong setting in words: which, the value found, what would be right."""
    if error["type"] == "value_error":
        right = str(error["ctx"]["error"])
    elif error["type"] == "literal_error":
        right = f"应为 {error['ctx']['expected'].replace(' or ', ' 或 ')}"
    else:
        right = _MEANINGS.get(error["type"], error["msg"])
    place = "".join(
        f"第{part + 1}人" if isinstance(part, int) else f" {part} " for part in error["loc"]
    ).strip()
    value = "" if error["type"] in {"missing", "value_error"} else f"= {error['input']!r}"
    return f"{place} {value}（{right}）".strip()


def open_reporting(keys: Keys, tries: Attempts, key: str, address: str) -> Reporter:
    """Who holds this key. A wrong one is logged with its address, the key itself never.

    Raises:
        KeyRefusedError: it opens nothing.
        TooManyAttemptsError: the address has to wait.
        AccessError: the key file cannot be read.
    """
    with tries.attempt(address):
        try:
            return keys.check(key)
        except KeyRefusedError as error:
            _log.warning("key refused from %s: %s", address, error)
            raise


def bearer(header: str | None) -> str:
    """The key in an ``Authorization`` header, empty when there is none: ``Bearer 7K3Q-…`` gives ``7K3Q-…``."""
    scheme, _, token = (header or "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
