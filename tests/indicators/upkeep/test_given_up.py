"""What cannot come back is given up: the tables go on, what is lost stays known, and a backup still brings it back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.meeting.editions import list_editions, open_edition
from indicators.store.log.entries import entry_path
from indicators.store.store import Store
from indicators.store.uploaded_files import UploadedFiles
from indicators.store.withdrawal import withdraw_rows
from indicators.upkeep.backup import make_backup
from indicators.upkeep.repair import repair
from indicators.upkeep.table_log import parse_commit
from indicators.upkeep.verify import verify
from indicators.uploads.commit import commit_upload
from tests.reports import output, previewed, value_of

if TYPE_CHECKING:
    from indicators.upkeep.table_log import Commit

NOW = datetime(2031, 1, 1, tzinfo=UTC)


def commit_of(root: str, version: int) -> Commit:
    """A commit to the observations."""
    return parse_commit(version, (Path(root) / "observations" / entry_path(version)).read_bytes())


def lose_correction(root: str) -> str:
    """The rows and the original of the correction are lost; the id of its upload."""
    commit = commit_of(root, 2)
    (rows,) = commit.added
    (Path(root) / "observations" / rows).write_bytes(b"?")
    next(Path(root).glob(f"uploads/{commit.upload}/*")).unlink()
    return commit.upload


def test_tables_go_on(damageable: Store) -> None:
    """The value before counts again; editions open, people report, and what they report can be withdrawn."""
    server, lost = Store(damageable.root), lose_correction(damageable.root)
    (edition,) = list_editions(damageable.snapshot())
    assert repair(damageable.root, None, NOW, carry_out=True).verified.damaged
    done = repair(damageable.root, None, NOW, carry_out=True, give_up=True)
    assert done.verified.damaged == []
    assert [finding.rows for finding in done.verified.given_up] == [1, None]
    assert {finding.commit.upload for finding in done.verified.given_up if finding.commit} == {lost}
    assert value_of(server) == 1820.55
    assert UploadedFiles(server).read(lost) is None
    open_edition(server, edition.id)
    upload = commit_upload(server, previewed(server, output(1840)), confirmed=True).upload
    assert value_of(server) == 1840
    assert withdraw_rows(server, upload, "经发局") == 1
    assert value_of(Store(damageable.root)) == 1820.55
    verified = verify(damageable.root)
    assert (verified.damaged, len(verified.given_up)) == ([], 2)


def test_a_backup_turns_up(damageable: Store, tmp_path: Path) -> None:
    """What was given up comes back exactly."""
    backup = make_backup(damageable.root, tmp_path / "备份.zip").file
    lost = lose_correction(damageable.root)
    repair(damageable.root, None, NOW, carry_out=True, give_up=True)
    done = repair(damageable.root, backup, NOW, carry_out=True)
    assert done.verified.findings == ()
    assert value_of(Store(damageable.root)) == 1830.5
    assert UploadedFiles(damageable).read(lost) == ("更正.csv", output(1830.5))


def test_a_log_is_not_given_up(damageable: Store) -> None:
    """Nobody knows what a lost entry withdrew or brought: only a backup brings it back."""
    (Path(damageable.root) / "observations" / entry_path(2)).unlink()
    before = sorted(Path(damageable.root).rglob("*"))
    steps = repair(damageable.root, None, NOW, carry_out=True, give_up=True).steps
    assert {step.deed for step in steps} == {"cannot"}
    assert sorted(Path(damageable.root).rglob("*")) == before
