"""An indicator on standing A4: verdict, figures, chart, the year month by month, definition, revisions, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from indicators.catalogue import lift_name
from indicators.evaluation import MONTHS
from indicators.frames import records
from indicators.history import observations_table, plans_table
from indicators.labels import (
    NO_VALUE,
    TO_BE_NAMED,
    UNSCHEDULED,
    is_missing,
    join_names,
    join_statements,
)
from indicators.reports.pdf import set_page
from indicators.reports.sheets.parts import (
    DEMO_NOTE,
    PROJECTED,
    ahead,
    answered,
    head,
    pill,
    with_origin,
    year_bars,
)
from indicators.store import DEMO
from indicators.wording import (
    LAGGING,
    amount,
    gap_figure,
    gap_label,
    gap_text,
    headline,
    number,
    percent,
    target_text,
    yoy_text,
    ytd_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from indicators.evaluation import Board
    from indicators.store import Snapshot

_JUDGED: Final = ("achieved", "on_schedule", "slow", "behind")
_PLAN_COLUMNS: Final = ("阶段", "目标", "单位", "原文", "数据性质", "来源", "下达时间")
_REVISION_COLUMNS: Final = ("期间", "数值", "单位", "状态", "现行", "数据性质", "报送人", "报送时间", "备注")


def indicator_sheet(snapshot: Snapshot, board: Board, indicator: str) -> bytes:
    """The sheet of an indicator as PDF; ``snapshot`` has its history.

    Raises:
        NoChineseFontError: no font with Chinese characters is installed.
    """
    row, year = board.row(indicator), board.year_of(indicator)
    simulated = _is_simulated(row, year)
    values = observations_table(snapshot, indicator, board.through)
    said = answered(snapshot, board, indicator)
    if not said and row["status"] in LAGGING:
        said = ["尚未报送原因和措施"]
    notes = [DEMO_NOTE] if simulated else []
    notes += [] if is_missing(row["year_end"]) else [PROJECTED]
    return set_page("indicator_sheet", {
        **head(board, row["name"], headline(row).removeprefix(f"{row['name']}："), join_statements(ahead(row)), is_simulated=simulated),
        "lift": lift_name(row["lift"]),
        "pill": pill(row["status"], gap_text(row) if row["status"] in _JUDGED else ""),
        "facts": [[label, text] for label, text in _facts(row).items() if text not in {"", NO_VALUE}],
        "chart_title": _chart_title(row, year, board),
        "year": year_bars(row, year),
        "months": _months(row, year),
        "definition": row["definition"] or "口径待责任单位补充",
        "quote": row["quote"],
        "answer": said,
        "plans": _table(_of_the_year(plans_table(snapshot, indicator, board.through), board), _PLAN_COLUMNS, row),
        "revisions": _table(_revised(values, board), _REVISION_COLUMNS, row),
        "sources": list(_sources(values, board)),
        "footnotes": notes,
    })  # fmt: skip


def _is_simulated(row: Mapping[str, Any], year: pd.DataFrame) -> bool:
    """Whether any figure or word on its sheet is simulated."""
    shown = {row["origin"], row["unit_origin"], row["plan_origin"], *year["origin"], *year["last_origin"]}
    return DEMO in shown


def _facts(row: Mapping[str, Any]) -> dict[str, str]:
    """Label -> figure, — or empty where there is none."""
    scheduled = row["kind"] not in UNSCHEDULED
    is_judged = row["status"] in _JUDGED
    return {
        "年度计划": target_text(row),
        "时序计划": amount(row, "plan_to_date") if scheduled else "",
        "完成率": percent(row["completion"]) if scheduled else "",
        gap_label(row): gap_figure(row) if is_judged else "",
        "同比": yoy_text(row) + ("（公布数）" if row["yoy_published"] else ""),
        "距目标": amount(row, "remaining") if scheduled else "",
        "上年末基数": amount(row, "baseline") if row["kind"] == "stock" else "",
        "责任单位": with_origin(row["responsible_unit"] or TO_BE_NAMED, row["unit_origin"]),
        "牵头领导": row["lead_official"] or TO_BE_NAMED,
    }


def _chart_title(row: Mapping[str, Any], year: pd.DataFrame, board: Board) -> str:
    plan = "年度目标" if row["kind"] in UNSCHEDULED else "时序计划"
    against = "" if year["plan"].isna().all() else f"与{plan}（空框）"
    projected = "" if is_missing(row["year_end"]) else "，预计（斜线）"
    return f"{board.through.year}年实际（实心）{against}{projected}，{row['unit']}"


def _months(row: Mapping[str, Any], year: pd.DataFrame) -> dict[str, list[Any]]:
    """The year month by month beside the last one; a level, a rate and an average have no month's own."""
    columns = {
        "年度目标" if row["kind"] in UNSCHEDULED else "时序计划": "plan", "本年": "actual", "上年": "last_year",
        "本年当月": "single", "上年当月": "last_single",
    }  # fmt: skip
    shown = {label: name for label, name in columns.items() if not year[name].isna().all()}
    decimals = int(row["decimals"])
    spans = [ytd_text(month, row["kind"]) for month in MONTHS]
    figures = [[number(value, decimals) for value in year[name]] for name in shown.values()]
    origins = [_text(origin, decimals) for origin in year["origin"]]
    rows = [list(cells) for cells in zip(spans, *figures, origins, strict=True)]
    return {"headings": ["期间", *shown, "数据性质"], "rows": rows}


def _of_the_year(plans: pd.DataFrame, board: Board) -> pd.DataFrame:
    return plans[plans["年度"] == board.through.year]


def _revised(values: pd.DataFrame, board: Board) -> pd.DataFrame:
    """Every version of the values of this year and the last that have more than one."""
    recent = values[values["期间"] >= f"{board.through.year - 1}-01"]
    return recent[recent.duplicated("期间", keep=False)]


def _table(table: pd.DataFrame, columns: tuple[str, ...], row: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Columns that say anything, as text; numbers with the decimals of the catalogue."""
    shown = [
        name for name in columns if any(not is_missing(cell) and str(cell).strip() for cell in table[name])
    ]
    decimals = int(row["decimals"])
    rows = [[_text(cell, decimals) for cell in line.values()] for line in records(table[shown])]
    return {"headings": shown, "rows": rows}


def _text(cell: Any, decimals: int) -> str:  # noqa: ANN401 - a cell
    if is_missing(cell) or not str(cell).strip():
        return NO_VALUE
    return number(cell, decimals) if isinstance(cell, float) else str(cell)


def _sources(values: pd.DataFrame, board: Board) -> Iterator[str]:
    """Where the year's values come from, each document once with its months."""
    current = values[(values["现行"] == "是") & (values["期间"] >= f"{board.through.year}-01")].iloc[::-1]
    months: dict[str, list[int]] = {}
    for value in records(current):
        document = "" if is_missing(value["来源"]) else str(value["来源"])
        origin = str(value["数据性质"])
        months.setdefault(f"{origin}：{document}" if document else origin, []).append(int(value["期间"][5:]))
    for source, covered in months.items():
        first, last = covered[0], covered[-1]
        is_span = len(covered) > 1 and covered == list(range(first, last + 1))
        shown = f"{first}—{last}" if is_span else join_names(covered)
        yield f"{source}（{shown}月）"
