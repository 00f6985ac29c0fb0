"""Who may lead an edition, and who may follow it where looking is closed: signatures of its id.

The secret is random, made once for an installation and kept beside the keys: a token is not stored anywhere, is good
for its edition alone, and outlives a restart of the server. Deleting the file ends every token.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

from filelock import FileLock

from indicators.access import AccessError
from indicators.keys import open_keys

_BYTES: Final = 32
_LOCK_SECONDS: Final = 10


def leader_token(edition: str) -> str:
    """What moves everybody who follows this edition: for whoever may report, and for nobody else.

    Raises:
        AccessError: the secret can neither be read nor made.
    """
    return _signed("lead", edition)


def may_lead(edition: str, token: str) -> bool:
    """Whether the token is this edition's; raises as ``leader_token``."""
    return hmac.compare_digest(leader_token(edition).encode(), token.encode())


def follower_ticket(edition: str) -> str:
    """What lets a browser listen to this edition while ``require_login`` holds; raises as ``leader_token``.

    A page that was opened with a key has no cookie to show, and an event stream carries no header of ours.
    """
    return _signed("follow", edition)


def may_follow(edition: str, ticket: str) -> bool:
    """Whether the ticket is this edition's; raises as ``leader_token``."""
    return hmac.compare_digest(follower_ticket(edition).encode(), ticket.encode())


def _signed(what: str, edition: str) -> str:
    return hmac.new(_secret(), f"{what}:{edition}".encode(), hashlib.sha256).hexdigest()


def _secret() -> bytes:
    file = open_keys().file.with_name("meeting.secret")
    try:
        if not file.exists():
            _make(file)
        secret = file.read_bytes()
    except OSError as error:
        msg = f"跟随放映的密钥文件 {file} 无法读取或建立，请检查磁盘空间和文件夹权限。"
        raise AccessError(msg) from error
    if len(secret) != _BYTES:
        msg = f"跟随放映的密钥文件 {file} 已损坏，请删除该文件，系统会自动重建。"
        raise AccessError(msg)
    return secret


def _make(file: Path) -> None:
    """Of several processes that make it at once one does, and nobody ever reads half of it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(file.with_suffix(".lock"), timeout=_LOCK_SECONDS):
        if file.exists():
            return
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")  # mode 0600
        with os.fdopen(handle, "wb") as made:
            made.write(secrets.token_bytes(_BYTES))
        Path(name).replace(file)
