"""What the first visitor would otherwise wait for, done before the server answers."""

from __future__ import annotations

import logging
import sys
from typing import Final

from indicators import charts
from indicators.access import AccessError
from indicators.catalogue import lifts
from indicators.cli import print_first_key
from indicators.evaluation import board, default_month
from indicators.reading import start_reader
from indicators.store import StoreError, shared_store

# How long one thread computes before others may. A page's evaluation gives its turn away hundreds of times; beside a file of
# 20,000 rows that is being checked it would wait each time, and take three times as long at Python's five milliseconds.
_TURN_SECONDS: Final = 0.001
_log = logging.getLogger("sixlifts")


def warm_up() -> None:
    """Start the reading of files, create and read the tables, evaluate and draw the month that opens.

    Nothing that goes wrong is raised: the pages say it in Chinese, a server that refused to start could not.
    """
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        start_reader()
        shared_store().snapshot()
        print_first_key()
        _evaluate_and_draw()
    except (StoreError, AccessError) as error:
        print(error)  # noqa: T201
    except Exception:  # noqa: BLE001 - whatever it is, the pages are there to say it
        _log.exception("warm-up")


def _evaluate_and_draw() -> None:
    """Boards are kept on the snapshot for all visitors; a first chart makes plotly load its parts."""
    snapshot = shared_store().snapshot()
    month = default_month(snapshot)
    zone, *_ = [board(snapshot, lift, month) for lift in (None, *lifts())]
    for indicator in zone.indicators.index[:1]:
        charts.actual_against_plan(zone.row(indicator), zone.year_of(indicator))
