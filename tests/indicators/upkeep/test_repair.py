"""What is damaged comes back exactly, or is named as lost; nothing else is touched."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.store.log.entries import entry_path
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.upkeep.backup import make_backup
from indicators.upkeep.errors import UpkeepError
from indicators.upkeep.noted import CHECK_NOTE, last_check
from indicators.upkeep.repair import ASIDE, repair
from indicators.upkeep.verify import verify
from indicators.uploads.commit import commit_upload
from tests.reports import output, previewed
from tests.store_helpers import copied, row

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2031, 1, 1, tzinfo=UTC)  # long after every file of the tests


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory, lived_in: Store) -> Path:
    """A backup of the tables."""
    return make_backup(lived_in.root, tmp_path_factory.mktemp("backup") / "备份.zip").file


def contents(root: str | Path) -> dict[str, bytes]:
    """Every file below the root, but for those that were put aside, and the note of what was found."""
    files = [path for path in Path(root).rglob("*") if path.is_file()]
    names = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return {name: content for name, content in names.items() if not name.startswith((ASIDE, CHECK_NOTE))}


def one_of(root: str, pattern: str) -> Path:
    """The first file of that kind."""
    return min(Path(root).glob(pattern))


KINDS = [
    "observations/*/*.parquet", "plans/*/*.parquet", f"observations/{entry_path(2)}", f"catalogue/{entry_path(0)}",
    "uploads/*/更正.csv", "access/keys.json",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_from_a_backup(damageable: Store, backup: Path, kind: str, harm: Callable[[Path], None]) -> None:
    """Every kind of file comes back as it was; before that it is said, and nothing is changed."""
    before = contents(damageable.root)
    file = one_of(damageable.root, kind)
    harm(file)
    damaged = contents(damageable.root)
    planned = repair(damageable.root, backup, NOW, carry_out=False)
    assert contents(damageable.root) == damaged
    done = repair(damageable.root, backup, NOW, carry_out=True)
    assert done.steps == planned.steps
    assert [(step.deed, step.file) for step in done.steps] == [
        ("restore", file.relative_to(damageable.root).as_posix())
    ]
    assert done.verified.findings == ()
    assert contents(damageable.root) == before
    kept = [path.name for path in (Path(damageable.root) / ASIDE).rglob("*") if path.is_file()]
    assert kept == ([] if harm is Path.unlink else [file.name])


def test_newest_entries_lost(damageable: Store, backup: Path) -> None:
    """The end of a log, and a whole table, come back; the server's snapshot is as before."""
    before = contents(damageable.root)
    newest = damageable.snapshot().versions["observations"]
    (Path(damageable.root) / "observations" / entry_path(newest)).unlink()
    shutil.rmtree(Path(damageable.root) / "plans")
    assert repair(damageable.root, backup, NOW, carry_out=True).verified.findings == ()
    assert contents(damageable.root) == before
    assert Store(damageable.root).snapshot().versions == damageable.snapshot().versions


def test_without_a_backup(damageable: Store) -> None:
    """What cannot come back is named, and stays as it is; a summary of the log is not needed."""
    damageable.open("plans").create_checkpoint()
    summary = one_of(damageable.root, "plans/_delta_log/*.checkpoint.parquet")
    lost = one_of(damageable.root, "observations/*/*.parquet")
    for file in (summary, lost):
        file.write_bytes(b"?")
    done = repair(damageable.root, None, NOW, carry_out=True)
    assert {(step.deed, Path(step.file).name) for step in done.steps} == {
        ("set_aside", summary.name),
        ("cannot", lost.name),
    }
    assert [finding.file for finding in done.verified.damaged] == [
        lost.relative_to(damageable.root).as_posix()
    ]
    assert lost.read_bytes() == b"?"


def test_repaired_is_noted(damageable: Store, backup: Path) -> None:
    """Whoever watches hears of the damage at the first look, and right after the repair that it is gone."""
    one_of(damageable.root, "plans/*/*.parquet").unlink()
    for carry_out, damaged in ((False, 1), (True, 0)):
        repair(damageable.root, backup, NOW, carry_out=carry_out)
        noted = last_check(damageable.root)
        assert noted is not None
        assert len(noted.damaged) == damaged


def test_of_other_tables(damageable: Store, lived_in: Store, tmp_path: Path) -> None:
    """Tables that were begun alike and went on differently are not mixed."""
    other = copied(lived_in, tmp_path / "另一套")
    for store, value in ((damageable, 1.0), (other, 2.0)):
        store.append("observations", row(value), Upload.new("经发局"))
    later = make_backup(other.root, tmp_path / "其后.zip").file
    before = contents(damageable.root)
    with pytest.raises(UpkeepError, match="不是同一套数据表：observations"):
        repair(damageable.root, later, NOW, carry_out=True)
    assert contents(damageable.root) == before


def test_damaged_backup(damageable: Store, backup: Path, tmp_path: Path) -> None:
    """Where a file that is needed is damaged in the backup, nothing is changed."""
    for kind in ("observations/*/*.parquet", "plans/*/*.parquet"):
        needed = one_of(damageable.root, kind)
        needed.unlink()
    with zipfile.ZipFile(backup) as zipped:
        place = zipped.getinfo(needed.relative_to(damageable.root).as_posix()).header_offset
    before = contents(damageable.root)
    content = bytearray(backup.read_bytes())
    content[place + 500] ^= 1
    (tmp_path / "坏.zip").write_bytes(content)
    with pytest.raises(UpkeepError, match="已损坏"):
        repair(damageable.root, tmp_path / "坏.zip", NOW, carry_out=True)
    assert contents(damageable.root) == before


def test_later_uploads_stay(damageable: Store, backup: Path) -> None:
    """What was reported since the backup stays as it is."""
    commit_upload(damageable, previewed(damageable, output(1900)), confirmed=True)
    before = contents(damageable.root)
    one_of(damageable.root, f"observations/{entry_path(1)}").write_bytes(b"")
    assert repair(damageable.root, backup, NOW, carry_out=True).verified.findings == ()
    assert contents(damageable.root) == before


def leave(root: str, *names: str) -> None:
    """What a killed process leaves."""
    for name in names:
        (Path(root) / name).parent.mkdir(exist_ok=True)
        (Path(root) / name).write_bytes(b"?")


LEFT = (
    "observations/lift=industry/part-0.parquet", "plans/_delta_log/_commit_1.json.tmp",
    f"uploads/{'0' * 32}/.9月.csv.{'0' * 16}",
)  # fmt: skip


def test_what_nobody_needs(damageable: Store) -> None:
    """A day later, what no commit names and what was never written to its end is deleted, and nothing else."""
    before = contents(damageable.root)
    leave(damageable.root, *LEFT)
    assert repair(damageable.root, None, datetime.now(UTC), carry_out=True).steps == ()
    done = repair(damageable.root, None, datetime.now(UTC) + timedelta(days=1, minutes=1), carry_out=True)
    assert {(step.deed, step.file) for step in done.steps} == {("delete", name) for name in LEFT}
    assert contents(damageable.root) == before
    assert not (Path(damageable.root) / "uploads" / ("0" * 32)).exists()


def test_nothing_is_cleaned_while_a_log_is_damaged(damageable: Store) -> None:
    """An entry that cannot be read may name the file."""
    leave(damageable.root, *LEFT)
    one_of(damageable.root, f"plans/{entry_path(0)}").write_bytes(b"")
    steps = repair(damageable.root, None, NOW, carry_out=True).steps
    assert {step.deed for step in steps} == {"cannot"}


def test_rows_with_an_original_are_kept(damageable: Store) -> None:
    """Rows and an original of an upload that no commit names may be all that is left of it: both are kept aside."""
    commit_upload(damageable, previewed(damageable, output(1900)), confirmed=True)
    newest = (
        Path(damageable.root) / "observations" / entry_path(damageable.snapshot().versions["observations"])
    )
    deeds = [json.loads(line) for line in newest.read_text(encoding="utf-8").splitlines()]
    rows = next(deed["add"]["path"] for deed in deeds if "add" in deed)
    for checksums in newest.parent.parent.glob(f"_checksums/{newest.name}"):
        checksums.unlink()
    newest.unlink()
    done = repair(damageable.root, None, NOW, carry_out=True)
    assert {(step.deed, Path(step.file).name) for step in done.steps} == {
        ("set_aside", os.path.basename(rows)),  # noqa: PTH119 - of an address
        ("set_aside", "9月.csv"),
    }
    assert verify(damageable.root).findings == ()
    assert len([path for path in (Path(damageable.root) / ASIDE).rglob("*") if path.is_file()]) == 2
