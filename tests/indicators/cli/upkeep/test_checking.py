"""``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.command_line import answered, run

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_verify(store_with_report: Store) -> None:
    """Sound tables are said to be sound; what is damaged is named with table, version, file, rows and sender."""
    root = Path(store_with_report.root)
    sound = answered(root, "verify")
    assert (sound["damaged"], sound["harmless"], sound["originals"]) == ([], [], 1)
    assert "没有损坏" in run(root, "verify").stdout
    (original,) = root.glob("uploads/*/9月.csv")
    original.write_bytes(b"?")
    (finding,) = answered(root, "verify", code=1)["damaged"]
    assert finding == {
        "kind": "damaged", "file": original.relative_to(root).as_posix(), "what": "内容与上报时的不符",
        "table": None, "rows": None, "version": 1, "upload": original.parent.name, "sent_file": "9月.csv", "by": "经发局",
    }  # fmt: skip
    said = run(root, "verify")
    assert said.returncode == 1
    assert "损坏 1 处" in said.stdout
    assert f"（经发局写入“9月.csv”，编号 {original.parent.name}）" in said.stdout


def test_files_that_nobody_needs(store_with_report: Store) -> None:
    """Of many only the first are listed for people; programs hear of all."""
    root = Path(store_with_report.root)
    for number in range(25):
        (root / f"observations/lift=industry/part-{number}.parquet").write_bytes(b"?")
    assert len(answered(root, "verify")["harmless"]) == 25
    said = run(root, "verify").stdout
    assert "另有 25 个无用的文件" in said
    assert "其余 15 个从略" in said
    assert said.count(".parquet") == 10


def test_verify_before_anything_is_there(tmp_path: Path) -> None:
    """No folder is no good news, and none is made."""
    said = run(tmp_path / "无", "verify")
    assert (said.returncode, said.stderr.strip()) == (1, f"{tmp_path / '无'} 中没有数据表，无可检查。")
    assert list(tmp_path.iterdir()) == []


def test_repair(store_with_report: Store, tmp_path: Path) -> None:
    """What would be done is said; with --yes it is done, checked again, and the exit code says how it stands."""
    root, backup = Path(store_with_report.root), tmp_path / "备份.zip"
    assert "没有需要恢复或清理的文件" in run(root, "repair").stdout
    answered(root, "backup", backup)
    (original,) = root.glob("uploads/*/9月.csv")
    content = original.read_bytes()
    original.write_bytes(b"?")
    hopeless = run(root, "repair", "--yes")
    assert (hopeless.returncode, "无法恢复" in hopeless.stdout) == (1, True)
    planned = answered(root, "repair", "--from", backup, code=1)
    assert (planned["done"], original.read_bytes()) == (False, b"?")
    done = run(root, "repair", "--from", backup, "--yes")
    assert (done.returncode, "复查：没有损坏。" in done.stdout) == (0, True)
    assert original.read_bytes() == content
