"""Tickets: what a page gives its browser to show where it has no cookie and no header to show.

Each is a signature of what it is good for. The secret is random, made once for an installation and kept beside the
keys: no ticket is stored anywhere, and each outlives a restart of the server. Deleting the file ends all of them.
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

from indicators.access.keys import open_keys
from indicators.access.reporter import AccessError

# Hearing that the tables have changed.
LISTENING: Final = "listen"
_BYTES: Final = 32
_LOCK_SECONDS: Final = 10


def ticket(purpose: str) -> str:
    """What opens ``purpose``, such as ``lead:a1b2c3d4``, and nothing else.

    Raises:
        AccessError: the secret can neither be read nor made.
    """
    return hmac.new(_secret(), purpose.encode(), hashlib.sha256).hexdigest()


def opens(shown: str, purpose: str) -> bool:
    """Whether what is shown is the ticket of this purpose; raises as ``ticket``."""
    return hmac.compare_digest(ticket(purpose).encode(), shown.encode())


def _secret() -> bytes:
    file = open_keys().file.with_name("tickets.secret")
    try:
        if not file.exists():
            _make(file)
        secret = file.read_bytes()
    except OSError as error:
        msg = f"签名用的密钥文件 {file} 无法读取或建立，请检查磁盘空间和文件夹权限。"
        raise AccessError(msg) from error
    if len(secret) != _BYTES:
        msg = f"签名用的密钥文件 {file} 已损坏，请删除该文件，系统会自动重建。"
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
