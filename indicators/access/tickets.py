"""Tickets: what a page gives its browser to show where it has no cookie and no header to send.

A ticket is a signature of its purpose and of the time it was made; it is valid for ``TICKET_HOURS``. The secret is
random, made once for an installation and kept next to the keys: no ticket is stored anywhere, and a restart of the
server ends none. Deleting the file ends all of them.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from itsdangerous import BadSignature, TimestampSigner

from indicators.access.keys import open_keys
from indicators.access.private_files import locked, replace_private_file
from indicators.access.reporter import AccessError

TICKET_HOURS: Final = 12
# The purpose of hearing that the tables have changed.
LISTENING: Final = "listen"
_BYTES: Final = 32


def create_ticket(purpose: str, content: str = "ticket") -> str:
    """A ticket for ``purpose``, such as ``lead:a1b2c3d4``, and for nothing else; it can be part of an address.

    Args:
        purpose: what it opens.
        content: what it says besides, readable by everybody.

    Raises:
        AccessError: the secret can neither be read nor made.
    """
    return _signer(purpose).sign(content).decode()


def read_ticket(ticket: str, purpose: str) -> str | None:
    """The content of a ticket for the purpose, None where it is none or too old; raises as ``create_ticket``."""
    try:
        return _signer(purpose).unsign(ticket, max_age=TICKET_HOURS * 3600).decode()
    except BadSignature:
        return None


def is_valid_ticket(ticket: str, purpose: str) -> bool:
    """Whether this is a ticket for the purpose that is not too old; raises as ``create_ticket``."""
    return _signer(purpose).validate(ticket, max_age=TICKET_HOURS * 3600)


def is_expired_ticket(ticket: str, purpose: str) -> bool:
    """Whether this was a ticket for the purpose and is too old; raises as ``create_ticket``."""
    return _signer(purpose).validate(ticket) and not is_valid_ticket(ticket, purpose)


def _signer(purpose: str) -> TimestampSigner:
    # The purpose is part of the key: a signature for one is none for another.
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
