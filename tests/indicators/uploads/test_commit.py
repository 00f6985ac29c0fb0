"""Commit: all or nothing, traced to file and row, only with permission, never over what others changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.access import NotAllowedError, Reporter
from indicators.reading.parsed import ReadOverrides
from indicators.store.store import Store
from indicators.store.uploaded_files import UploadedFiles
from indicators.uploads.commit import (
    ConflictError,
    Receipt,
    UploadRefusedError,
    commit_upload,
    restore_upload,
    withdraw_upload,
)
from indicators.uploads.history import differences_of_upload, list_uploads
from indicators.uploads.preview import preview_file
from indicators.validation.context import UploadDecisions
from tests.reports import (
    ADMINISTRATOR,
    ECONOMY,
    TODAY,
    all_at_once,
    gazelles,
    kept_files,
    output,
    previewed,
    value_of,
)
from tests.store_helpers import in_charge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indicators.store.commits import Change
    from indicators.store.snapshot import Snapshot


def test_commit_is_one_recorded_commit(store: Store) -> None:
    """One upload is one commit of one table, with who, when, file, sha256, row counts and note."""
    before = store.snapshot().versions
    content = output(700, 800)
    receipt = commit_upload(store, previewed(store, content, ECONOMY), confirmed=True, note=" 快报 ")
    assert store.snapshot().versions == before | {"observations": before["observations"] + 1}
    entry = list_uploads(store).iloc[0]
    assert entry[["upload", "by", "file", "sha256", "rows", "new", "changed", "note", "stands"]].tolist() == [
        receipt.upload, "经发局", "9月.csv", hashlib.sha256(content).hexdigest(), 2, 2, 0, "快报", True,
    ]  # fmt: skip
    assert abs(entry["at"] - pd.Timestamp.now("UTC")) < pd.Timedelta(minutes=1)


def test_number_is_traced_to_file_and_row(store: Store) -> None:
    """A stored value names upload, file and row; the file is kept byte for byte, and its row holds the value."""
    content = "\ufeff".encode() + output(700, 800).replace(b"\n", b"\r\n")
    receipt = commit_upload(store, previewed(store, content), confirmed=True)
    rows = store.snapshot().observations
    row = rows[rows["value"] == 800].iloc[0]
    assert row[["source", "upload", "row", "reported_by"]].tolist() == [
        "9月.csv", receipt.upload, 3, ADMINISTRATOR.name,
    ]  # fmt: skip
    assert UploadedFiles(store).read(receipt.upload) == ("9月.csv", content)
    assert content.splitlines()[int(row["row"]) - 1].endswith(b"800")


def test_same_file_is_recognised(store: Store) -> None:
    """The same file again, under whatever name and by anybody who may, is the upload that counts; nothing is written."""
    first = commit_upload(store, previewed(store, output(700)), confirmed=True)
    before = store.snapshot().versions
    again = commit_upload(store, previewed(store, output(700), ECONOMY, "又一次.csv"), confirmed=False)
    assert again == Receipt(first.upload, repeated=True)
    assert store.snapshot().versions == before
    assert len(kept_files(store)) == 1


def test_same_file_after_another_counts(store: Store) -> None:
    """A file whose value was changed by another one brings its value back when it is sent again; then it is recognised."""
    first = commit_upload(store, previewed(store, output(700)), confirmed=True)
    commit_upload(store, previewed(store, output(710)), confirmed=True)
    assert value_of(store) == 710
    again = commit_upload(store, previewed(store, output(700)), confirmed=True)
    assert (again.repeated, value_of(store)) == (False, 700)
    assert again.upload != first.upload
    assert commit_upload(store, previewed(store, output(700)), confirmed=True) == Receipt(
        again.upload, repeated=True
    )


def test_same_file_of_which_one_value_was_corrected(store: Store) -> None:
    """Of a file that is sent again only the value that was changed meanwhile is written."""
    commit_upload(store, previewed(store, output(700, 800)), confirmed=True)
    commit_upload(store, previewed(store, output(710)), confirmed=True)
    preview = previewed(store, output(700, 800))
    assert preview.counts["changed"] == 1
    assert not commit_upload(store, preview, confirmed=True).repeated
    assert value_of(store) == 700


def test_same_file_counts_again_once_withdrawn(store: Store) -> None:
    """A file that was withdrawn may be reported again."""
    first = commit_upload(store, previewed(store, output(700)), confirmed=True)
    withdraw_upload(store, first.upload, ADMINISTRATOR)
    second = commit_upload(store, previewed(store, output(700)), confirmed=True)
    assert not second.repeated
    assert second.upload != first.upload


def test_same_file_read_as_another_month(store: Store) -> None:
    """A file without a period, read as April after March, is another upload; as April again it is recognised."""
    content = "指标,单位,累计\n规上工业总产值,亿元,700\n".encode()

    def commit_month(month: str) -> Receipt:
        preview = preview_file(
            content, name="产值.csv", snapshot=store.snapshot(), reporter=ECONOMY, today=TODAY,
            overrides=ReadOverrides(period=f"2024-{month}"),
        )  # fmt: skip
        return commit_upload(store, preview, confirmed=True)

    first, second = commit_month("03"), commit_month("04")
    assert not second.repeated
    assert value_of(store, period="2024-04") == 700
    assert commit_month("04") == Receipt(second.upload, repeated=True)
    assert commit_month("03") == Receipt(first.upload, repeated=True)


def test_other_sheet_of_the_same_workbook(store: Store) -> None:
    """A workbook is an upload for each of its sheets; each sheet is recognised separately."""
    from io import BytesIO

    import xlsxwriter

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for month, value in (("8月", 600), ("9月", 700)):
            sheet = book.add_worksheet(month)
            sheet.write_row(0, 0, ["指标", "单位", "期间", "数值（累计）"])
            sheet.write_row(1, 0, ["规上工业总产值", "亿元", f"2024年{month}", value])

    def commit_sheet(name: str) -> Receipt:
        preview = preview_file(
            buffer.getvalue(), name="产值.xlsx", snapshot=store.snapshot(), reporter=ECONOMY, today=TODAY,
            overrides=ReadOverrides(sheet=name),
        )  # fmt: skip
        return commit_upload(store, preview, confirmed=True)

    first, second = commit_sheet("8月"), commit_sheet("9月")
    assert not second.repeated
    assert (value_of(store, period="2024-08"), value_of(store)) == (600, 700)
    assert commit_sheet("8月") == Receipt(first.upload, repeated=True)
    assert store.snapshot().observations["source"].str.endswith("产值.xlsx［9月］").sum() == 1


@pytest.mark.processes
def test_same_file_from_processes_in_the_same_second(store: Store, tmp_path: Path) -> None:
    """Of processes that commit the same file at once exactly one writes; all name the same upload."""
    file = tmp_path / "9月.csv"
    file.write_bytes(output(700))
    receipts = [line.split() for line in all_at_once(*[(store.root, "commit", file)] * 3)]
    assert sorted(repeated for _, repeated in receipts) == ["False", "True", "True"]
    assert len({upload for upload, _ in receipts}) == 1
    assert len(list_uploads(store)) == 1
    assert kept_files(store) == ["9月.csv"]


class Overtaken(Store):
    """Tables to which the same file is committed by somebody else right before the first time they change."""

    first = ""

    def update(self, table: str, decide: Callable[[Snapshot], Change | None], **more: Any) -> Change | None:
        """After the other one."""
        if not self.first:
            store = Store(self.root)
            self.first = commit_upload(store, previewed(store, output(700)), confirmed=True).upload
        return super().update(table, decide, **more)


def test_same_file_between_check_and_write(store: Store) -> None:
    """The same file that somebody else commits after this one was compared is recognised where it is written."""
    overtaken = Overtaken(store.root)
    receipt = commit_upload(overtaken, previewed(overtaken, output(700)), confirmed=True)
    assert receipt == Receipt(overtaken.first, repeated=True)
    assert len(store.history()[lambda rows: rows["action"] == "append"]) == 1
    assert len(kept_files(store)) == 1


@pytest.mark.parametrize(
    ("content", "confirmed", "message"),
    [
        (output(700).replace("亿元".encode(), "万元".encode()), True, "1处错误"),
        (b"%PDF-1.7", True, "1处错误"),
        (output(700, 710, 90), True, "处错误"),
    ],
)
def test_problems_refuse(store: Store, content: bytes, confirmed: bool, message: str) -> None:  # noqa: FBT001
    """A file with a problem commits nothing, confirmed or not."""
    before = store.snapshot().versions
    with pytest.raises(UploadRefusedError, match=message):
        commit_upload(store, previewed(store, content), confirmed=confirmed)
    assert store.snapshot().versions == before
    assert kept_files(store) == []


def test_open_questions_refuse(store: Store) -> None:
    """A large change to what was reported waits until it is confirmed."""
    commit_upload(store, previewed(store, output(700)), confirmed=True)
    preview = previewed(store, output(1000))
    assert preview.questions
    with pytest.raises(UploadRefusedError, match="需要确认"):
        commit_upload(store, preview, confirmed=False)
    assert value_of(store) == 700
    commit_upload(store, preview, confirmed=True)
    assert value_of(store) == 1000


def test_nothing_to_change_refuses(store: Store) -> None:
    """Another file with the same values writes nothing."""
    commit_upload(store, previewed(store, output(700)), confirmed=True)
    before = store.snapshot().versions
    with pytest.raises(UploadRefusedError, match="完全相同"):
        commit_upload(store, previewed(store, output(700) + b"\n"), confirmed=True)
    with pytest.raises(UploadRefusedError, match="备注有201字"):
        commit_upload(store, previewed(store, output(701)), confirmed=True, note="长" * 201)
    assert store.snapshot().versions == before


@pytest.mark.parametrize(
    ("value", "stored", "message"),
    [
        ("—", None, "没有读到可以写入的数据。"),
        ("…", 700, "没有读到可以写入的数据。"),
        ("700", 700, "与现有数据完全相同，无需提交。"),
    ],
)
def test_why_there_is_nothing_to_write(store: Store, value: str, stored: float | None, message: str) -> None:
    """Only what was read can be the same as what is stored."""
    if stored is not None:
        commit_upload(store, previewed(store, output(stored)), confirmed=True)
    preview = previewed(store, output(0).replace(b",0", f",{value}\n".encode()))
    with pytest.raises(UploadRefusedError) as refused:
        commit_upload(store, preview, confirmed=True)
    assert str(refused.value) == message


@pytest.mark.parametrize("lift", ["innovation", "industry"])
def test_forged_preview_of_another_lift(store: Store, lift: str) -> None:
    """Permission is checked where it is written: by what its indicator is, whatever the row says."""
    honest = previewed(store, gazelles(70))
    forged = replace(
        honest,
        reporter=ECONOMY,
        checked=replace(honest.checked, rows=honest.checked.rows.assign(lift=lift)),
    )
    before = store.snapshot().versions
    with pytest.raises(
        NotAllowedError, match="“瞪羚企业累计认定”属创新提效，责任单位待明确，“经发局”不能上报"
    ):
        commit_upload(store, forged, confirmed=True)
    assert store.snapshot().versions == before
    assert kept_files(store) == []


def test_unit_in_charge_changes_before_the_commit(store: Store) -> None:
    """Whoever answers when it is written may write, whoever answered when the file was checked may not."""
    projects = Reporter("招商局", "department", frozenset(), frozenset({"招商局"}))
    in_charge(store, industrial_output="招商局")
    preview = previewed(store, output(700), projects)
    assert preview.accepted
    in_charge(store, industrial_output="经发局")
    before = store.snapshot().versions
    with pytest.raises(NotAllowedError, match="“规上工业总产值”由经发局负责，“招商局”不能上报"):
        commit_upload(store, preview, confirmed=True)
    assert store.snapshot().versions == before
    in_charge(store, industrial_output="经发局、招商局")
    commit_upload(store, preview, confirmed=True)
    assert value_of(store) == 700


def test_unit_in_charge_changes_in_between(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows are decided on with the newest catalogue also where it changed after the file was kept."""
    projects = Reporter("招商局", "department", frozenset(), frozenset({"招商局"}))
    in_charge(store, industrial_output="招商局")
    preview = previewed(store, output(700), projects)
    save = UploadedFiles.save

    def late(self: UploadedFiles, *arguments: Any) -> None:
        in_charge(store, industrial_output="经发局")
        save(self, *arguments)

    monkeypatch.setattr(UploadedFiles, "save", late)
    with pytest.raises((NotAllowedError, ConflictError)):
        commit_upload(store, preview, confirmed=True)
    assert value_of(store) is None
    assert kept_files(store) == []


def test_forged_row_in_the_wrong_lift(store: Store) -> None:
    """Nobody, administrators included, writes an indicator into a lift that is not its own, or one nobody knows."""
    honest = previewed(store, gazelles(70))
    for change in ({"lift": "industry"}, {"indicator": "nobody_knows"}):
        forged = replace(honest, checked=replace(honest.checked, rows=honest.checked.rows.assign(**change)))
        with pytest.raises(UploadRefusedError, match="目录"):
            commit_upload(store, forged, confirmed=True)


def test_catalogue_is_the_administrators(store: Store) -> None:
    """Only administrators add indicators, whatever lifts a department may report; theirs can be withdrawn too."""
    text = "指标名称,单位,类型,方向,频率,六提\n危化品检查,次,个数,越高越好,月,安全提升".encode()
    everything = Reporter("办公室", "department", None)
    assert [problem.code for problem in previewed(store, text, everything).problems] == ["not_yours"]
    allowed = previewed(store, text)
    with pytest.raises(NotAllowedError, match="只有管理员"):
        commit_upload(store, replace(allowed, reporter=everything), confirmed=True)
    receipt = commit_upload(store, allowed, confirmed=True)
    assert "危化品检查" in set(store.snapshot().catalogue["name"])
    assert differences_of_upload(store, receipt.upload, first=200)["old"].tolist() == [None]
    withdraw_upload(store, receipt.upload, ADMINISTRATOR)
    assert "危化品检查" not in set(store.snapshot().catalogue["name"])


def test_names_are_remembered_with_the_upload(store: Store) -> None:
    """What a department calls an indicator is known in its next file, to it alone, until the upload is withdrawn."""
    own = output(700).replace("规上工业总产值".encode(), "我局产值".encode())
    later = own.replace(b"700", b"705")
    decisions = UploadDecisions(names={"我局产值": "industrial_output"})
    receipt = commit_upload(store, previewed(store, own, ECONOMY, decisions=decisions), confirmed=True)
    assert previewed(store, later, ECONOMY).accepted
    assert not previewed(store, later, ADMINISTRATOR).accepted
    assert withdraw_upload(store, receipt.upload, ECONOMY) == 1
    assert not previewed(store, later, ECONOMY).accepted
    assert restore_upload(store, receipt.upload, ECONOMY) == 1
    assert previewed(store, later, ECONOMY).accepted


def test_names_are_no_part_of_the_commit(store: Store) -> None:
    """Where names cannot be remembered the values stand; where values are refused no name is remembered."""
    own = output(700).replace("规上工业总产值".encode(), "我局产值".encode())
    preview = previewed(
        store, own, ECONOMY, decisions=UploadDecisions(names={"我局产值": "industrial_output"})
    )
    commit_upload(store, previewed(store, output(710)), confirmed=True)
    with pytest.raises(ConflictError):
        commit_upload(store, preview, confirmed=True)
    assert store.snapshot().names.empty
