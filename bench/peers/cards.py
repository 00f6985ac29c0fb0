"""What all of them show: five lifts of eight indicators, in the product's tables and as one file for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.catalogue import lifts
from indicators.evaluation import board, default_month
from indicators.frames import to_plain
from indicators.store import REPORTED, Upload, open_store
from indicators.wording import STATUS, gap_text, target_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indicators.evaluation import Board

CARDS: Final = 8
# No chart is drawn of the zone's own figures, nor of the projects by size on the page of 产业提档.
_WITHOUT: Final = ("overall", "industry")
_MONTHS: Final = range(1, 10)
_YEAR: Final = 2024


def fill(tables: Path) -> dict[str, Any]:
    """Fill the product's tables up to eight indicators a lift; what its board says then, as plain values by lift."""
    store = open_store(str(tables), with_demo=True)
    snapshot = store.snapshot()
    present = snapshot.catalogue.groupby("lift").size()
    made = [
        (lift, place)
        for lift in lifts()
        if lift not in _WITHOUT
        for place in range(int(present.get(lift, 0)), CARDS)
    ]
    upload = Upload.new("bench")
    store.append("catalogue", pd.DataFrame([_definition(*one) for one in made]), upload)
    store.append("plans", pd.DataFrame([_plan(*one) for one in made]), upload)
    store.append("observations", pd.DataFrame([row for one in made for row in _values(*one)]), upload)
    snapshot = store.snapshot()
    month = default_month(snapshot)
    return {
        lift.lift: {"title": lift.short, "cards": _cards(board(snapshot, lift.lift, month))}
        for lift in lifts().values()
        if lift.lift not in _WITHOUT
    }


def _name(lift: str, place: int) -> str:
    return f"bench_{lift}_{place}"


def _definition(lift: str, place: int) -> dict[str, Any]:
    return {
        "indicator": _name(lift, place), "lift": lift, "position": 1000 + place, "headline": False,
        "name": f"{lifts()[lift].short}第{place}项产值", "unit": "亿元", "kind": "flow", "direction": "more",
        "decimals": 1, "frequency": "month", "responsible_unit": "经发局", "definition": "", "origin": REPORTED,
    }  # fmt: skip


def _plan(lift: str, place: int) -> dict[str, Any]:
    return {
        "indicator": _name(lift, place), "lift": lift, "year": _YEAR, "period": "", "origin": REPORTED,
        "target": 100.0 + 7 * place, "comparator": "at_least", "wording": f"{100 + 7 * place}亿元以上",
    }  # fmt: skip


def _values(lift: str, place: int) -> Iterator[dict[str, Any]]:
    """No two indicators have the same values: a chart is known by them."""
    rate = 7 + place * 0.9 + len(lift) * 0.13
    for month in _MONTHS:
        yield {
            "indicator": _name(lift, place), "lift": lift, "period": f"{_YEAR}-{month:02d}", "state": "正式",
            "value": round(rate * month, 1), "origin": REPORTED,
        }  # fmt: skip


def _cards(lift: Board) -> list[dict[str, Any]]:
    return [_card(lift, str(indicator)) for indicator in lift.indicators.index[:CARDS]]


def _card(lift: Board, indicator: str) -> dict[str, Any]:
    row, year = lift.row(indicator), lift.year_of(indicator)
    return {
        "name": row["name"],
        "value": f"{value_text(row)} {row['unit']}",
        "verdict": f"{STATUS[row['status']].shape} {STATUS[row['status']].word} {gap_text(row)}",
        "target": f"年度计划 {target_text(row)}",
        **{name: [to_plain(value) for value in year[name]] for name in ("plan", "actual")},
    }
