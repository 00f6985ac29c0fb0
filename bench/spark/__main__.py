"""Spark beside the product: the SQL of docs/tables.md, and the boards of 1, 10 and 100 zones.

``python -m bench.spark ENGINE [ZONES]``: ENGINE is ``spark`` (Apache Spark) or ``sail`` (which speaks Spark's protocol and
reads Delta tables by their log). Ends with an error where a figure differs from the product's.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from bench.spark.zones import INDICATORS, make_zones
from deploy.spark.board_job import boards, zone_rows
from indicators.period import Period
from indicators.store import Store, open_store
from tests.tables_page import assert_equal, code, statements

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MONTH: Final = Period(2024, 9)
COUNTS: Final = (1, 10, 100)


def session(engine: str) -> SparkSession:
    """A session on this machine."""
    if engine == "sail":
        os.environ["SPARK_HOME"] = sys.prefix  # the client looks for one, and ends the process without
        from pysail.spark import SparkConnectServer  # noqa: PLC0415 - the engine's own
        from pyspark.sql import SparkSession  # noqa: PLC0415

        server = SparkConnectServer()
        server.start(background=True)
        address = "sc://{}:{}".format(*server.listening_address)
        spark = SparkSession.builder.remote(address).getOrCreate()
        spark.server = server  # it ends with its last reference
        return spark
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ["PYSPARK_PYTHON"] = sys.executable
    quiet = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "ERROR",
    }
    return SparkSession.builder.master("local[*]").config(map=quiet).getOrCreate()


def compare_sql(spark: SparkSession, engine: str, root: str) -> int:
    """Run the page's own text; the number of indicators whose figures are the board's."""
    names: dict[str, Any] = {"spark": spark, "root": root}
    exec(code("python duckdb").split("database =")[0].replace("import duckdb\n", ""), names)  # noqa: S102 - the page's text
    exec(code("python spark" if engine == "sail" else "python spark without jars"), names)  # noqa: S102
    for statement in statements(MONTH):
        spark.sql(statement)
        if engine == "spark" and statement.startswith("create"):
            name = statement.split()[5]
            spark.table(name).localCheckpoint().createOrReplaceTempView(name)
    found = spark.table("board").toPandas()
    assert_equal(found, Store(root).snapshot(), MONTH)
    return len(found)


def compare_boards(spark: SparkSession, zones: pd.DataFrame) -> tuple[float, float, int]:
    """Seconds of one process, seconds of Spark, and the number of rows that are equal."""
    since = time.perf_counter()
    alone = pd.concat([zone_rows(zone, root, MONTH) for zone, root in zones.itertuples(index=False)])
    alone_s = time.perf_counter() - since
    since = time.perf_counter()
    spread = boards(spark.createDataFrame(zones), MONTH).toPandas()
    spread_s = time.perf_counter() - since
    key = ["zone", "indicator"]
    pd.testing.assert_frame_equal(
        spread.sort_values(key, ignore_index=True), alone.sort_values(key, ignore_index=True),
        check_dtype=False, check_exact=True,
    )  # fmt: skip
    return alone_s, spread_s, len(spread)


def main() -> None:
    """Compare and print."""
    engine = sys.argv[1]
    counts = [number for number in COUNTS if number <= int((sys.argv[2:] or [COUNTS[-1]])[0])]
    with tempfile.TemporaryDirectory(prefix="bench-spark-") as folder:
        root = open_store(f"{folder}/seed", with_demo=True).root
        zones = make_zones(Path(folder), counts[-1])
        spark = session(engine)
        print(
            f"{engine} {spark.version}: the SQL of docs/tables.md, {compare_sql(spark, engine, root)} indicators equal"
        )
        compare_boards(spark, zones[:1])  # loads modules
        first: list[float] = []
        print("| zones | indicators | one process, s | Spark, s |\n|---|---|---|---|")
        for number in counts:
            *seconds, rows = compare_boards(spark, zones[:number])
            first = first or seconds
            cells = (f"{took:.2f} ({took / base:.1f})" for took, base in zip(seconds, first, strict=True))
            print(
                f"| {number} | {number * INDICATORS} ({rows} rows equal) | {' | '.join(cells)} |", flush=True
            )
        spark.stop()


if __name__ == "__main__":
    main()
