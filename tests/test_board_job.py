"""The job for many zones: its rows are the boards of the zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from deploy.spark.board_job import COLUMNS, FIGURES, batch_rows
from indicators.evaluation import board
from indicators.period import Period

if TYPE_CHECKING:
    from indicators.store import Store

MONTH = Period(2024, 9)


def test_rows_are_the_boards(simulated: Store, reported: Store) -> None:
    """Each zone's rows are its own board, whatever batch it comes in, and say whether any of it is 演示."""
    zones = pd.DataFrame({"zone": ["甲区", "乙区"], "root": [simulated.root, reported.root]})
    rows = pd.concat(batch_rows([zones[:1], zones[1:], zones[:0]], MONTH))
    assert list(rows.columns) == list(COLUMNS)
    assert rows["zone"].drop_duplicates().tolist() == ["甲区", "乙区"]
    for (_, found), store, is_demo in zip(
        rows.groupby("zone", sort=False), (simulated, reported), (True, False), strict=True
    ):
        whole = board(store.snapshot(), None, MONTH)
        assert found["indicator"].tolist() == whole.indicators.index.tolist()
        pd.testing.assert_frame_equal(
            found.set_index("indicator")[list(FIGURES)],
            whole.indicators[list(FIGURES)],
            check_dtype=False,
            check_exact=True,
        )
        assert set(found["demo"]) == {whole.demo} == {is_demo}
        assert set(found["version"]) == {whole.version}
