"""A table's log as it lies on the disk: which version wrote which files, for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from indicators.store import ACTION, BY, COMMIT, FILE, LOG, SHA256, UPLOAD, entry_path, read_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.upkeep.root_files import RootFiles

LAST_SUMMARY: Final = "_last_checkpoint"
_ENTRY: Final = re.compile(r"(\d{20})\.json")
_OF_VERSION: Final = re.compile(r"(\d{20})\..*")


@dataclass(frozen=True)
class Commit:
    """What one version wrote.

    Attributes:
        version: its number.
        added: the files of rows it added, below the table's folder, with the number of their rows.
        upload: the id that its rows carry.
        action: what it did.
        by: who did it.
        file: the name of the file that was sent, if there was one.
        sha256: of that file.
        number: of the commit among those of all tables; 0 before they were numbered.
    """

    version: int
    added: Mapping[str, int] = field(default_factory=dict)
    upload: str = ""
    action: str = ""
    by: str = ""
    file: str = ""
    sha256: str = ""
    number: int = 0


def parse_commit(version: int, content: bytes) -> Commit:
    """A log entry.

    Raises:
        ValueError: it is empty or broken.
    """
    entry = read_entry(version, content)
    texts = {name: str(entry.info.get(name, "")) for name in (UPLOAD, ACTION, BY, FILE, SHA256)}
    return Commit(version, entry.added, **texts, number=int(entry.info.get(COMMIT) or 0))


def version_of(file: str) -> int | None:
    """The version that a file of the log, or of checksums, belongs to; None for any other file."""
    found = _OF_VERSION.fullmatch(file.rpartition("/")[2])
    return int(found[1]) if found else None


def newest_version(files: RootFiles, table: str) -> int:
    """The newest version that has an entry; -1 without any."""
    names = (path.rpartition("/")[2] for path in files.listed(f"{table}/{LOG}"))
    return max((int(found[1]) for name in names if (found := _ENTRY.fullmatch(name))), default=-1)


def read_commits(files: RootFiles, table: str, newest: int) -> list[Commit]:
    """The commits up to a version, oldest first; entries that are missing or broken are left out."""
    commits = []
    for version in range(newest + 1):
        try:
            commits.append(parse_commit(version, files.read(f"{table}/{entry_path(version)}")))
        except (OSError, ValueError):
            continue
    return commits
