"""Tickets: what a page gives its browser to show where it has no cookie and no header to send.

A ticket is a signature of its purpose and of the time it was made; it is valid for ``TICKET_HOURS``. The secret is
random, made once for an installation and kept next to the keys, for all its servers: no ticket is stored anywhere, and
a restart of a server ends none. Deleting the file ends all of them.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from itsdangerous import BadSignature, Signer, TimestampSigner

from indicators.access.reporter import AccessError
from indicators.settings import data_root
from indicators.shared_files import shared_files

TICKET_HOURS: Final = 12
# The purpose of hearing that the tables have changed.
LISTENING: Final = "listen"
_FILE: Final = "access/tickets.secret"
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


def read_ticket(ticket: str, purpose: str, seconds: int = TICKET_HOURS * 3600) -> str | None:
    """The content of a ticket for the purpose, None where it is none or too old; raises as ``create_ticket``."""
    try:
        return _signer(purpose).unsign(ticket, max_age=seconds).decode()
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


def made_at(ticket: str, purpose: str) -> int:
    """When a valid ticket was made, in seconds since 1970; raises as ``create_ticket``."""
    return int(_signer(purpose).unsign(ticket, return_timestamp=True)[1].timestamp())


def without_signature(ticket: str) -> str:
    """What everybody may know of a ticket; ``sign_again`` makes the same ticket of it."""
    return ticket.rpartition(".")[0]


def sign_again(unsigned: str, purpose: str) -> str:
    """The ticket that this was a part of; raises as ``create_ticket``."""
    return Signer.sign(_signer(purpose), unsigned).decode()


def _secret() -> bytes:
    files = shared_files(data_root())
    try:
        secret = files.read(_FILE)
        if secret is None:
            files.create(_FILE, secrets.token_bytes(_BYTES))  # of several processes one makes it
            secret = files.read_now(_FILE) or b""
    except OSError as error:
        msg = f"签名用的密钥文件 {_FILE} 无法读取或建立，请检查磁盘空间和文件夹权限。"
        raise AccessError(msg) from error
    if len(secret) != _BYTES:
        msg = f"签名用的密钥文件 {_FILE} 已损坏，请删除该文件，系统会自动重建。"
        raise AccessError(msg)
    return secret
