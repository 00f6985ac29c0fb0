"""Rows come back from the original that they were sent in, exactly or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.store.log.entries import entry_path
from indicators.upkeep.repair import repair
from indicators.upkeep.table_log import Commit, parse_commit
from indicators.upkeep.verify import verify

if TYPE_CHECKING:
    from indicators.store.store import Store

NOW = datetime(2031, 1, 1, tzinfo=UTC)


def commit_of(root: str, version: int) -> Commit:
    """A commit to the observations."""
    return parse_commit(version, (Path(root) / "observations" / entry_path(version)).read_bytes())


def test_a_lost_file(damageable: Store) -> None:
    """The rows of a correction come back bit by bit, without a backup."""
    (name,) = commit_of(damageable.root, 2).added
    lost = Path(damageable.root) / "observations" / name
    before = lost.read_bytes()
    lost.unlink()
    done = repair(damageable.root, None, NOW, carry_out=True)
    (step,) = done.steps
    assert (step.deed, "原始文件“更正.csv”" in step.why) == ("restore", True)
    assert lost.read_bytes() == before
    assert done.verified.findings == ()


@pytest.mark.parametrize("missing", ["original", "checksums"])
def test_no_proof(damageable: Store, missing: str) -> None:
    """Without the original as it was sent, or a checksum to hold against, nothing is made up."""
    commit = commit_of(damageable.root, 1)
    (name,) = commit.added
    (Path(damageable.root) / "observations" / name).write_bytes(b"?")
    if missing == "original":
        next(Path(damageable.root).glob(f"uploads/{commit.upload}/*")).write_text("另一个", encoding="utf-8")
    else:
        (Path(damageable.root) / f"observations/_checksums/{1:020}.json").unlink()
    steps = repair(damageable.root, None, NOW, carry_out=True).steps
    assert {step.deed for step in steps} == {"cannot"}
    assert f"observations/{name}" in {finding.file for finding in verify(damageable.root).damaged}


def test_rows_of_no_file(damageable: Store) -> None:
    """What came without a file, like the seed, can only come from a backup."""
    next(Path(damageable.root).glob("plans/lift=industry/*.parquet")).unlink()
    (step,) = repair(damageable.root, None, NOW, carry_out=True).steps
    assert step.deed == "cannot"
