"""Tickets: what a page gives its browser to show where it has no cookie and no header to show.

Each is a signature of what it is good for and of when it was made, and opens that for ``TICKET_HOURS``. The secret is
random, made once for an installation and kept next to the keys: no ticket is stored anywhere, and each outlives a
restart of the server. Deleting the file ends all of them.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from itsdangerous import TimestampSigner

from indicators.access.keys import open_keys
from indicators.access.private_files import locked, replace_private_file
from indicators.access.reporter import AccessError

TICKET_HOURS: Final = 12
# Hearing that the tables have changed.
LISTENING: Final = "listen"
_BYTES: Final = 32


def ticket(purpose: str) -> str:
    """What opens ``purpose``, such as ``lead:a1b2c3d4``, and nothing else; it may stand in an address as it is.

    Raises:
        AccessError: the secret can neither be read nor made.
    """
    return _signer(purpose).sign("ticket").decode()


def opens(shown: str, purpose: str) -> bool:
    """Whether what is shown is a ticket of this purpose that is still good; raises as ``ticket``."""
    return _signer(purpose).validate(shown, max_age=TICKET_HOURS * 3600)


def has_expired(shown: str, purpose: str) -> bool:
    """Whether what is shown was a ticket of this purpose and is too old; raises as ``ticket``."""
    return _signer(purpose).validate(shown) and not opens(shown, purpose)


def _signer(purpose: str) -> TimestampSigner:
    # The purpose is salted into the key: the signature of one fits no other.
    return TimestampSigner(_secret(), salt=purpose, digest_method=hashlib.sha256)


def _secret() -> bytes:
    file = open_keys().file.with_name("tickets.secret")
    try:
        if not file.exists():
            with locked(file):  # of several processes one makes it
                if not file.exists():
                    replace_private_file(file, secrets.token_bytes(_BYTES))
        secret = file.read_bytes()
    except OSError as error:
        msg = f"签名用的密钥文件 {file} 无法读取或建立，请检查磁盘空间和文件夹权限。"
        raise AccessError(msg) from error
    if len(secret) != _BYTES:
        msg = f"签名用的密钥文件 {file} 已损坏，请删除该文件，系统会自动重建。"
        raise AccessError(msg)
    return secret
