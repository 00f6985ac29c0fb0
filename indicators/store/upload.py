"""An upload: who reports rows, when, from which file."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

# How the id of an upload to several tables ends: its rows count only once all of them are there.
JOINT: Final = "-joint"


@dataclass(frozen=True)
class Upload:
    """Rows that are reported and committed together.

    Attributes:
        id: unique; every row carries it, and it is withdrawn by it.
        by: who reported.
        at: when (UTC).
        file: name of the file, if there was one.
        sha256: of its content.
        note: what the reporter added.
        added: number of values where there was none before.
        changed: number of values in place of others.
    """

    id: str
    by: str
    at: datetime
    file: str = ""
    sha256: str = ""
    note: str = ""
    added: int = 0
    changed: int = 0

    @classmethod
    def new(cls, by: str, file: str = "", content: bytes = b"", note: str = "") -> Upload:
        """An upload made now."""
        digest = hashlib.sha256(content).hexdigest() if content else ""
        return cls(uuid.uuid4().hex, by, datetime.now(UTC), file, digest, note)

    @property
    def is_joint(self) -> bool:
        """Whether its rows are in several tables."""
        return self.id.endswith(JOINT)

    def as_joint(self) -> Upload:
        """The same upload for several tables."""
        return self if self.is_joint else replace(self, id=f"{self.id}{JOINT}")
