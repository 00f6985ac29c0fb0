"""What is damaged among the files of a table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indicators.store.log.checksums import CHECKSUMS, check_rows, checksum_path, checksums_of, sha256_of
from indicators.store.log.entries import LOG, LogEntry, entry_path, read_entry, versions_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MISSING: Final = "文件丢失"
EMPTY: Final = "文件是空的"
CHANGED: Final = "内容与写入时的校验和不符"
UNREADABLE: Final = "内容无法读取"


@dataclass(frozen=True)
class Damage:
    """One damaged file.

    Attributes:
        table: whose.
        version: the version that wrote it; other versions may need it, too.
        file: its path below the table's folder.
        what: what is wrong with it, in Chinese.
        rows: the number of rows it holds, as far as its log entry says; None for a log entry or checksums.
    """

    table: str
    version: int
    file: str
    what: str
    rows: int | None = None


def damage_of_entry(folder: Path, table: str, version: int) -> LogEntry | Damage:
    """The log entry of a version, or what is wrong with it."""
    file = entry_path(version)
    try:
        content = (folder / file).read_bytes()
    except FileNotFoundError:
        return Damage(table, version, file, MISSING)
    except OSError:
        return Damage(table, version, file, UNREADABLE)
    if not content:
        return Damage(table, version, file, EMPTY)
    expected = _known(folder, version).get(file)
    if expected is not None and hashlib.sha256(content).hexdigest() != expected:
        return Damage(table, version, file, CHANGED)
    try:
        return read_entry(version, content)
    except ValueError:
        return Damage(table, version, file, UNREADABLE)


def damage_of_file(  # noqa: PLR0913, PLR0917 - where it is, and what is known of it
    folder: Path,
    table: str,
    version: int,
    file: str,
    rows: int | None,
    checksums: dict[str, str] | None = None,
) -> Damage | None:
    """What is wrong with one file, by its checksum or else by reading its rows; None where nothing is."""
    expected = (_known(folder, version) if checksums is None else checksums).get(file)
    try:
        if expected is None:
            check_rows(folder / file)
        elif sha256_of(folder / file) != expected:
            what = CHANGED if (folder / file).stat().st_size else EMPTY
            return Damage(table, version, file, what, rows)
    except FileNotFoundError:
        return Damage(table, version, file, MISSING, rows)
    except (OSError, ValueError):
        return Damage(table, version, file, UNREADABLE, rows)
    return None


def find_damage(folder: Path, table: str) -> list[Damage]:
    """Every damaged file of a table: log entries, files of rows of all versions, checksums; oldest version first."""
    found: list[Damage] = []
    logged, sealed = versions_in(folder / LOG), versions_in(folder / CHECKSUMS)
    for version in range(max([*logged, *sealed, -1]) + 1):
        entry = damage_of_entry(folder, table, version)
        try:
            checksums = checksums_of(folder, version)
        except (ValueError, OSError):
            found.append(Damage(table, version, checksum_path(version), UNREADABLE))
            checksums = {}
        rows: dict[str, int | None] = {}
        if isinstance(entry, Damage):
            found.append(entry)
        else:
            rows |= entry.added
        files = dict.fromkeys([*rows, *checksums])
        files.pop(entry_path(version), None)
        damages = (damage_of_file(folder, table, version, file, rows.get(file), checksums) for file in files)
        found += [damage for damage in damages if damage is not None]
    return found


def as_words(table: str, found: Sequence[Damage]) -> str:
    """What is damaged of a table, for people; empty where nothing is."""
    if not found:
        return ""
    first, rows = found[0], sum(damage.rows or 0 for damage in found)
    more = f"等{len(found)}个文件" if len(found) > 1 else ""
    lost = f"，涉及{rows}行" if rows else ""
    return (
        f"数据表 {table} 无法读取（{table}/{first.file}：{first.what}{more}{lost}）。"
        "原文件未作改动，请从备份恢复该文件后重试。"
    )


def _known(folder: Path, version: int) -> dict[str, str]:
    try:
        return checksums_of(folder, version)
    except (ValueError, OSError):
        return {}
