"""How a visitor becomes a reporter: by a key, or as one of the people of ``data/access.toml``.

The file says whether looking needs a login, and who the people are that sign in with the office's own login. It is
read again on each use, so that somebody removed from it stops at once. A file that cannot be understood admits nobody:
whoever asks for its rules gets an ``AccessError``.
"""

from __future__ import annotations

import logging
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator

from indicators.access.keys import key_id
from indicators.access.reporter import AccessError, KeyRefusedError, Reporter, Role, known_lifts, units_of
from indicators.field_errors import expected_value, unreadable_toml
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
    """Somebody as the login identifies them (``email`` or ``sub``), and what they may do here."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    email: Text | None = None
    sub: Text | None = None
    name: Text
    role: Role
    lifts: tuple[str, ...] | None = None
    units: tuple[Text, ...] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.email is None) == (self.sub is None):
            msg = "email 和 sub 应填其中一项"
            raise ValueError(msg)
        if (self.role == "administrator") != (self.lifts is None and self.units is None):
            msg = 'role = "department" 应写明 lifts 或 units，role = "administrator" 两项都不写'
            raise ValueError(msg)
        try:
            known_lifts(self.lifts or ())
        except AccessError as error:
            raise ValueError(str(error)) from error
        return self

    @property
    def reporter(self) -> Reporter:
        """This person as a reporter."""
        if self.role == "administrator":
            return Reporter(self.name, self.role, None)
        units = frozenset().union(*map(units_of, self.units or ()))
        return Reporter(self.name, self.role, known_lifts(self.lifts or ()), units)


class AccessRules(BaseModel):
    """The content of the file.

    Attributes:
        require_login: whether even looking is only for those who are known, on pages and over HTTP.
        people: who is known, besides those who have a key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    require_login: StrictBool = False
    people: tuple[Person, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        logins = [(person.email or "").casefold() or person.sub for person in self.people]
        twice = sorted({name for name in logins if name and logins.count(name) > 1})
        if twice:
            msg = f"“{'、'.join(twice)}”出现了不止一次，每人只应登记一次"
            raise ValueError(msg)
        return self

    def reporter_of(self, claims: Mapping[str, Any]) -> Reporter | None:
        """The person with these claims of an OIDC login, None for a stranger.

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
    """The rules of ``path``, or else of the file that ``SIXLIFTS_ACCESS`` names, or else of ``data/access.toml``.

    Raises:
        AccessError: the file is no TOML or a value is wrong; names file, setting, value and what is right. A file
            that was named must exist.
    """
    file = path or Path(os.environ.get("SIXLIFTS_ACCESS") or ACCESS_FILE)
    try:
        return AccessRules.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except FileNotFoundError as error:
        if file == ACCESS_FILE:
            return AccessRules()
        msg = f"找不到访问设置文件 {file.name}，请检查环境变量 SIXLIFTS_ACCESS。"
        raise AccessError(msg) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"访问设置文件 {file.name} {unreadable_toml(error)}"
        raise AccessError(msg) from error
    except ValidationError as error:
        msg = f"访问设置文件 {file.name} 有误：{'；'.join(map(_problem, error.errors()))}"
        raise AccessError(msg) from error


def _problem(error: ErrorDetails) -> str:
    """One wrong setting in words: which, its value, what would be right."""
    names = [f"第{part + 1}人" if isinstance(part, int) else f" {part} " for part in error["loc"]]
    value = "" if error["type"] in {"missing", "value_error"} else f"= {error['input']!r}"
    expected = expected_value(error)
    if error["type"] not in {"missing", "extra_forbidden", "value_error"}:
        expected = f"应为：{expected}"
    return f"{''.join(names).strip()} {value}（{expected}）".strip()


def authenticate_key(keys: Keys, attempts: Attempts, key: str, address: str) -> Reporter:
    """Who has this key.

    A wrong one is logged with its address, the key itself never. One that was right before never waits. It is slow the first time, when the key is verified with argon2: a server calls it in a thread.

    Raises:
        KeyRefusedError: it is wrong or revoked.
        TooManyAttemptsError: the address has to wait.
        AccessError: the key file cannot be read.
    """
    if keys.is_verified(key):
        return keys.check(key)
    with attempts.attempt(tried_from(keys, key, address)):
        try:
            return keys.check(key)
        except KeyRefusedError as error:
            _log.warning("key refused from %s: %s", address, error)
            raise


def tried_from(keys: Keys, key: str, address: str) -> str:
    """What wrong keys are counted by: the address and the key of ours that is tried, or the address alone.

    A whole office may come from one address: a bad script there holds up itself, not the others' keys.
    """
    claimed = key_id(key)
    return f"{address} {claimed}" if any(entry.id == claimed for entry in keys.entries()) else address


def bearer_token(header: str | None) -> str:
    """The key in an ``Authorization`` header, empty when there is none: ``Bearer 7K3Q-…`` gives ``7K3Q-…``."""
    scheme, _, token = (header or "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
