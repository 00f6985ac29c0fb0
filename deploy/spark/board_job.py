"""The boards of many zones at once, with Spark: each zone's is made by the product's own ``board()``, a task a zone.

    spark-submit deploy/spark/board_job.py ZONES.csv 2024-09 OUT.parquet

ZONES.csv has two columns, ``zone`` and ``root``: its name, and the folder or s3:// address of its tables. ``docs/scale.md``
says what each worker needs.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from indicators.evaluation import board
from indicators.period import Period
from indicators.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd
    from pyspark.sql import DataFrame

# Columns of a board's ``indicators``, in Spark's words.
FIGURES: Final = {
    "lift": "string", "name": "string", "unit": "string", "actual_month": "double", "actual": "double",
    "target": "double", "plan_to_date": "double", "completion": "double", "gap": "double", "gap_points": "double",
    "pace": "double", "status": "string",
}  # fmt: skip
# ``demo``: whether any figure of the zone's board is a demonstration one.
COLUMNS: Final = {
    "zone": "string", "version": "string", "month": "string", "demo": "boolean", "indicator": "string", **FIGURES,
}  # fmt: skip


def zone_rows(zone: str, root: str, month: Period) -> pd.DataFrame:
    """A zone's board as rows, one per indicator of its plan.

    Raises:
        StoreError: the zone's tables cannot be read.
    """
    whole = board(Store(root).snapshot(), None, month)
    rows = whole.indicators.reset_index()
    rows = rows.assign(zone=zone, version=whole.version, month=month.key, demo=whole.demo)[list(COLUMNS)]
    return rows.astype({name: float for name, kind in COLUMNS.items() if kind == "double"})


def batch_rows(batches: Iterable[pd.DataFrame], month: Period) -> Iterator[pd.DataFrame]:
    """The boards of the zones in each batch of ``zone`` and ``root``: what a task does."""
    for batch in batches:
        for zone, root in zip(batch["zone"], batch["root"], strict=True):
            yield zone_rows(zone, root, month)


def boards(zones: DataFrame, month: Period) -> DataFrame:
    """The boards of all zones; ``zones`` has the columns ``zone`` and ``root``."""
    schema = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    # A task a zone: no board needs another zone's rows, and zones differ in size.
    spread = zones.select("zone", "root").repartition(zones.count())
    return spread.mapInPandas(partial(batch_rows, month=month), schema)


def main() -> None:
    """Read the list of zones, make their boards, write them."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only where the job runs is there a Spark

    listed, month, out = sys.argv[1:]
    spark = SparkSession.builder.appName("boards").getOrCreate()
    zones = spark.read.option("header", value=True).csv(listed)
    boards(zones, Period.from_key(month)).write.mode("overwrite").parquet(out)


if __name__ == "__main__":
    main()
