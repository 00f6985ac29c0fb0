"""A commit that fails in the middle: afterwards the tables are old or new, never half, and the message is clear."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from indicators.store import store as store_module
from indicators.store.errors import StoreDamagedError, StoreWriteError
from indicators.store.store import Store
from indicators.store.uploaded_files import UploadedFiles
from indicators.uploads.commit import commit_upload
from indicators.uploads.history import list_uploads
from tests.reports import HEAD, ROOT, kept_files, output, previewed, state_of, value_of

ROWS = 100
COMMITTING = f"""
import sys
from indicators.access import LOCAL_ADMINISTRATOR
from indicators.store import Store
from indicators.uploads import commit_upload, preview_file
from tests.reports import TODAY

store = Store(sys.argv[1])
print("writing", flush=True)
for turn in range(int(sys.argv[2]), 1000):
    lines = [f"规上工业总产值,亿元,{{2015 + n // 12}}-{{n % 12 + 1:02d}},{{(n % 12 + 1) * 100 + turn}}" for n in range({ROWS})]
    content = "\\n".join(["{HEAD}", *lines]).encode()
    preview = preview_file(content, name="历年.csv", snapshot=store.snapshot(), reporter=LOCAL_ADMINISTRATOR, today=TODAY)
    commit_upload(store, preview, confirmed=True)
"""
# A disk of a megabyte that is full but for so many pages. A commit writes three files of a page or more: the original,
# the rows, the log entry that makes them count. So each of them is the first that does not fit, then all fit.
FULL = """
import sys
from pathlib import Path
from indicators.store import Store, StoreWriteError, open_store
from indicators.uploads import commit_upload
from tests.reports import kept_files, output, previewed, state_of, value_of

PAGE = 4096
disk = Path(sys.argv[1])
open_store(str(disk / "t"), with_demo=False)
for free, refusal in ((0, "原始文件无法保存"), (1, "observations 未能写入"), (2, "observations 未能写入"), (16, None)):
    store = Store(disk / "t")
    preview = previewed(store, output(700))
    before, files = state_of(store), len(kept_files(store))
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as full:
        try:
            while True:
                full.write(bytes(PAGE))
        except OSError:
            full.truncate(max(filler.stat().st_size - free * PAGE, 0))
    message = None
    try:
        commit_upload(store, preview, confirmed=True)
    except StoreWriteError as error:
        message = str(error)
    filler.unlink()
    if refusal is None:
        assert message is None, message
        assert value_of(Store(disk / "t")) == 700
    else:
        assert message and refusal in message and "磁盘空间" in message and "\\n" not in message, (free, message)
        assert state_of(Store(disk / "t")) == before
        assert len(kept_files(store)) == files, kept_files(store)
print(True)
"""
READ_ONLY = """
import sys
from indicators.store import Store, StoreWriteError
from indicators.uploads import commit_upload
from tests.reports import output, previewed

store = Store(sys.argv[1])
try:
    commit_upload(store, previewed(store, output(700)), confirmed=True)
except StoreWriteError as error:
    print("文件夹权限" in str(error) and "未写入" in str(error))
"""


def own_mounts(command: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A shell that may mount what nobody else sees; skips where the machine does not let it."""
    unshare = [
        shutil.which("unshare") or "unshare",
        "--mount",
        *([] if os.getuid() == 0 else ["--map-root-user"]),
    ]
    try:
        allowed = subprocess.run(
            [*unshare, "mount", "--bind", str(ROOT), str(ROOT)], check=False, capture_output=True
        )
    except OSError:
        pytest.skip("no unshare on this machine")
    if allowed.returncode:
        pytest.skip("this machine lets nobody mount")
    return subprocess.run(
        [*unshare, "sh", "-c", command, sys.executable, *map(str, arguments)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.processes
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how a POSIX machine pulls the plug")
def test_killed_while_committing(store: Store) -> None:
    """A process killed at any moment of a commit leaves whole uploads, each with its file, and others go on."""
    for turn, milliseconds in enumerate((3, 17, 40, 80, 130)):
        writer = subprocess.Popen(
            [sys.executable, "-c", COMMITTING, store.root, str(turn * 100)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert writer.stdout is not None
        writer.stdout.readline()
        before = store.snapshot().versions["observations"]
        while store.snapshot().versions["observations"] == before:
            assert writer.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(milliseconds / 1000)
        writer.kill()
        writer.communicate()
        rows = store.snapshot().log["observations"]
        uploads = list_uploads(store)
        reported = rows[rows["upload"].isin(uploads["upload"])]
        assert (reported.groupby("upload").size() == ROWS).all()
        assert reported["upload"].nunique() == len(uploads) == store.snapshot().versions["observations"]
        for upload in uploads["upload"]:
            kept = UploadedFiles(store).read(upload)
            assert kept is not None
            assert kept[1].count(b"\n") == ROWS
    commit_upload(store, previewed(store, output(700)), confirmed=True)
    assert value_of(store) == 700


@pytest.mark.processes
def test_full_disk(tmp_path: Path) -> None:
    """A disk on which a file of the commit does not fit: the old state stands, no file is left over; then all fit."""
    script = f"mount -t tmpfs -o size=1m none '{tmp_path}' && exec \"$0\" -c \"$1\" '{tmp_path}'"
    done = own_mounts(script, FULL)
    assert done.stdout.strip() == "True", done.stderr


@pytest.mark.processes
def test_folder_that_is_read_only(store: Store) -> None:
    """In a folder that is only to be read the message names disk and permissions, and nothing changes."""
    before = state_of(store)
    script = f"mount --bind '{store.root}' '{store.root}' && mount -o remount,bind,ro '{store.root}' && exec \"$0\" -c \"$1\" '{store.root}'"
    done = own_mounts(script, READ_ONLY)
    assert done.stdout.strip() == "True", done.stderr
    assert state_of(store) == before


@pytest.mark.parametrize("blocked", ["uploads", "observations/lift=industry"])
def test_something_in_the_way(store: Store, blocked: str) -> None:
    """Where a file stands in place of a folder nothing is written: neither rows nor their original."""
    before = state_of(store)
    way = Path(store.root) / blocked
    if way.exists():
        way.rename(way.with_name("away"))
    way.write_bytes(b"in the way")
    with pytest.raises(StoreWriteError, match="磁盘空间和文件夹权限"):
        commit_upload(store, previewed(store, output(700)), confirmed=True)
    assert way.read_bytes() == b"in the way"
    assert kept_files(store) == []
    way.unlink()
    if way.with_name("away").exists():
        way.with_name("away").rename(way)
    assert state_of(store) == before


def test_damage_to_another_table(store: Store) -> None:
    """A damaged table stays as it is, and hinders nobody who reports to a sound one."""
    next(Path(store.root).glob("plans/_delta_log/*.json")).write_bytes(b"{broken")
    fresh = Store(store.root)
    commit_upload(fresh, previewed(store, output(700)), confirmed=True)
    assert list(fresh.snapshot().damaged) == ["plans"]
    assert value_of(fresh, "industrial_output") == 700


def test_damaged_table(store: Store) -> None:
    """A damaged log is named in Chinese; nothing is written, no original is left, and mended all is as before."""
    before = state_of(store)
    preview = previewed(store, output(700))
    log = next(Path(store.root).glob("observations/_delta_log/*.json"))
    content = log.read_bytes()
    log.write_bytes(b"{broken")
    fresh = Store(store.root)
    with pytest.raises(StoreDamagedError, match=rf"数据表 observations 无法读取.*{log.name}") as caught:
        commit_upload(fresh, preview, confirmed=True)
    assert "\n" not in str(caught.value)
    assert kept_files(store) == []
    log.write_bytes(content)
    assert state_of(Store(store.root)) == before
    assert not commit_upload(fresh, preview, confirmed=True).repeated


def test_written_though_the_library_failed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up right after the commit was made: it stands, with its original, and says so."""
    write = store_module.write_deltalake

    def write_and_fail(*arguments: Any, **more: Any) -> None:
        write(*arguments, **more)
        raise OSError(28, "No space left on device")

    preview = previewed(store, output(700))
    monkeypatch.setattr(store_module, "write_deltalake", write_and_fail)
    receipt = commit_upload(store, preview, confirmed=True)
    assert value_of(store) == 700
    assert UploadedFiles(store).read(receipt.upload) == ("9月.csv", output(700))


def test_not_written_and_the_library_failed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full when the rows are written: the old state stands, and no original is left behind."""

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    before = state_of(store)
    monkeypatch.setattr(store_module, "write_deltalake", fail)
    with pytest.raises(StoreWriteError, match="observations 未能写入。原有数据未变，请检查磁盘空间"):
        commit_upload(store, previewed(store, output(700)), confirmed=True)
    assert state_of(store) == before
    assert kept_files(store) == []
