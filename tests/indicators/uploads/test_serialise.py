"""A preview says how the file was read: as plain values for programs, in two lines a table for a terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from indicators.reading import Fact
from indicators.uploads.serialise import layout_text, preview_json
from tests.layout_helpers import column, read_by, table
from tests.reports import ECONOMY, output, previewed

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview

SEPTEMBER = table(
    column(1, "完成情况", "ytd", "inferred", "标题写“累计”"),
    column(2, "全市", "undecided", "open"),
    column(3, "排名", "unused", "confirmed"),
    sheet="9月",
    facts={
        "period": Fact("2024年1—9月", "title", "A1", "2024年1—9月完成情况"),
        "unit": Fact("catalogue", "asked", certainty="confirmed"),
    },
)
AUGUST = replace(SEPTEMBER, sheet="8月", used=False, used_certainty="inferred")


@pytest.fixture
def preview(seeded: Store) -> Preview:
    """A file of which a part is stated, a part inferred, confirmed or open."""
    return read_by(seeded, output(700), ECONOMY, SEPTEMBER, AUGUST)


def test_as_json(preview: Preview) -> None:
    """Each table with its facts and their places, the role of each column and how sure it is; plain JSON."""
    answer: dict[str, Any] = json.loads(
        json.dumps(preview_json(preview), ensure_ascii=False, allow_nan=False)
    )
    read, left_out = answer["layout"]
    assert (read["id"], read["sheet"], read["header_rows"], read["form"]) == ("9月!3", "9月", [3, 3], "wide")
    assert (read["used"], left_out["used"], left_out["inferred"]) == (True, False, ["used"])
    assert (read["inferred"], read["open"]) == (["period", "B"], ["C"])
    assert read["fingerprint"] == SEPTEMBER.fingerprint
    assert read["facts"]["period"] == {
        "value": "2024年1—9月", "place": "title", "where": "A1", "words": "2024年1—9月完成情况",
        "certainty": "inferred",
    }  # fmt: skip
    assert read["columns"][1] == {
        "letters": "B", "heading": "完成情况", "role": "ytd", "role_label": "累计", "certainty": "inferred",
        "basis": "标题写“累计”",
    }  # fmt: skip
    assert [c["certainty"] for c in read["columns"]] == ["stated", "inferred", "open", "confirmed"]


def test_as_text(preview: Preview) -> None:
    """What is only inferred says so, with the place that it was read from."""
    _, facts, columns, left_out = layout_text(preview)
    assert facts == (
        "表“9月”（9月!3）：内容：实际数；期间：2024年1—9月（标题A1，推断）；单位：按目录（上报人指定）；表头第3行"
    )
    assert columns == "　列：A“指标”=名称；B“完成情况”=累计（推断：标题写“累计”）；C“全市”=未定；D“排名”=不用"
    assert left_out == "表“8月”（8月!3）：不读（推断）"


def test_a_field_of_a_task(seeded: Store) -> None:
    """A column whose use has no label of its own is shown by its heading."""
    tasks = table(column(1, "佐证材料", "evidence"))
    preview = read_by(seeded, output(700), ECONOMY, tasks)
    assert preview_json(preview)["layout"][0]["columns"][1]["role_label"] == "佐证材料"
    assert "B“佐证材料”=佐证材料" in layout_text(preview)[2]


def test_a_file_that_cannot_be_read(seeded: Store) -> None:
    """Without cells there is nothing to say about them."""
    preview = previewed(seeded, b"%PDF-1.7 x")
    assert layout_text(preview) == []
    assert (preview_json(preview)["layout"], preview_json(preview)["detected"]) == ([], None)
