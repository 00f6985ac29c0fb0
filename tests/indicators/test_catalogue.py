"""The seed says what the article says, and a damaged file says what is wrong with it."""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from indicators.catalogue import OVERALL, CatalogueError, lifts, load
from indicators.settings import SEED
from indicators.store.schemas import PUBLIC
from indicators.store.seed import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CATALOGUE = load()
ROWS = [*CATALOGUE.indicators, *CATALOGUE.targets, *CATALOGUE.tasks]


def plain(text: str) -> str:
    """Without line breaks and blanks, and with punctuation of one width: the article's is half-width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


ARTICLE = plain((SEED / "article_2024.txt").read_text(encoding="utf-8"))


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the seed to damage."""
    return shutil.copytree(SEED, tmp_path / "seed")


def damage(file: Path, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Rewrite a file after a change; ``rows[0]`` is the line that people call row 2."""
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def problems(seed: Path) -> list[str]:
    """What the damaged seed is refused for."""
    with pytest.raises(CatalogueError) as refused:
        load(seed)
    return refused.value.problems


def test_what_the_seed_holds() -> None:
    """Overall and six lifts, 14 indicators each with a target of 2024, 21 tasks."""
    assert [lift for lift in lifts() if lift != OVERALL] == [
        "industry", "innovation", "space", "city", "safety", "vitality",
    ]  # fmt: skip
    assert len(CATALOGUE.lifts) == 7
    assert len(CATALOGUE.indicators) == 14
    assert sorted(t.indicator for t in CATALOGUE.targets) == sorted(i.indicator for i in CATALOGUE.indicators)
    assert {(t.year, t.period) for t in CATALOGUE.targets} == {(2024, None)}
    assert len(CATALOGUE.tasks) == 21


def test_overall_and_headlines() -> None:
    """Two indicators belong to the zone as a whole; four lead 总览."""
    assert [i.indicator for i in CATALOGUE.indicators if i.lift == OVERALL] == [
        "gdp_growth", "budget_revenue_growth",
    ]  # fmt: skip
    assert sum(i.headline for i in CATALOGUE.indicators) == 4


def test_safety_and_vitality_have_tasks_but_no_numbers() -> None:
    """The article gives two lifts tasks only; no task belongs to the zone as a whole."""
    assert {i.lift for i in CATALOGUE.indicators} == {OVERALL, "industry", "innovation", "space", "city"}
    assert {task.lift for task in CATALOGUE.tasks} == set(lifts()) - {OVERALL}


def test_lifts_are_the_articles_headings() -> None:
    """Each of the six is in the article as name, comma, promise."""
    headings = [f"{lift.name},{lift.promise}" for lift in lifts().values() if lift.lift != OVERALL]
    assert [heading for heading in headings if plain(heading) not in ARTICLE] == []


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{type(row).__name__}-{next(iter(vars(row).values()))}"
)
def test_quotes_stand_in_the_article(row: Any) -> None:
    """Every indicator, target and task quotes the article; …… leaves something out."""
    assert row.quote
    assert [part for part in row.quote.split("……") if plain(part) not in ARTICLE] == []


@pytest.mark.parametrize("target", CATALOGUE.targets, ids=lambda target: target.indicator)
def test_wording_and_number_stand_in_the_quote(target: Any) -> None:
    """A plan's 原文 is cut from its own quote and contains the number that is stored."""
    assert plain(target.wording) in plain(target.quote)
    assert re.findall(r"\d+(?:\.\d+)?", target.wording) == [f"{target.target:g}"]


def test_comparators_say_what_the_wording_says() -> None:
    """突破 is above, 左右 and 可能 are about, everything else at least."""
    comparators = {"突破": "above", "左右": "about", "可能": "about"}
    for target in CATALOGUE.targets:
        word = next((word for word in comparators if word in target.wording), None)
        assert target.comparator == comparators.get(str(word), "at_least"), target.wording


def test_due_dates_say_what_their_words_say() -> None:
    """The words a due date rests on are in the article, and the date is the last day they allow."""
    assert [task.task for task in CATALOGUE.tasks if plain(task.due_basis) not in ARTICLE] == []
    last = {
        "今年": "2024-12-31",
        "预计4月交付": "2024-04-30",
        "三年行动": "2026-12-31",
        "力争3年内": "2026-12-31",
    }
    for task in CATALOGUE.tasks:
        assert str(task.due) == last.get(task.due_basis, str(task.due)), task.task


def test_nobody_is_named() -> None:
    """The article names no responsible unit and no lead official, so the seed does not either."""
    assert {(i.responsible_unit, i.lead_official) for i in CATALOGUE.indicators} == {("", "")}
    for name in ("catalogue.csv", "tasks_2024.csv"):
        with (SEED / name).open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert not any(row.get("responsible_unit") or row.get("lead_official") for row in rows)


@pytest.mark.parametrize(
    ("place", "value", "right"),
    [
        ("catalogue.csv 4 kind", "flwo", "flow、count、stock、rate、mean之一"),
        ("catalogue.csv 4 decimals", "两位", "整数"),
        ("catalogue.csv 4 headline", "是", "yes 或 no"),
        ("catalogue.csv 14 lift", "spaze", "space、vitality"),
        ("catalogue.csv 13 indicator", "unicorns", "应当唯一"),
        ("catalogue.csv 13 name", "规上工业总产值", "应当唯一"),
        ("plan_2024.csv 3 target", "2,500", "数字"),
        ("plan_2024.csv 3 target", "—", "数字"),
        ("plan_2024.csv 3 target", "nan", "有限的数字"),
        ("plan_2024.csv 13 indicator", "gazeles", "gazelles、gdp_growth"),
        ("tasks_2024.csv 8 due", "四月底", "日期，如 2024-12-31"),
        ("tasks_2024.csv 8 task", "robot_park", "应当唯一"),
    ],
)
def test_wrong_cell(seed: Path, place: str, value: str, right: str) -> None:
    """A wrong cell is named by file, row, field and value, with what would be right."""
    file, row, field = place.split()
    damage(seed / file, lambda rows: rows[int(row) - 2].update({field: value}))
    problem = next(
        problem for problem in problems(seed) if problem.startswith(f"{file} 第{row}行 {field}：“{value}” ")
    )
    assert right in problem


def test_missing_column(seed: Path) -> None:
    """A column that is missing is named in every row it is missing from."""
    damage(seed / "catalogue.csv", lambda rows: [row.pop("kind") for row in rows])
    listed = problems(seed)
    assert len(listed) == 14
    assert re.match(r"catalogue.csv 第2行 kind：.*缺少这一项$", listed[0])


def test_surplus_column(seed: Path) -> None:
    """A column nobody knows is named with its value instead of being dropped."""
    damage(seed / "lifts.csv", lambda rows: [row.update(备注="无") for row in rows])
    listed = problems(seed)
    assert len(listed) == 7
    assert listed[1] == "lifts.csv 第3行 备注：“无” 不对，应为：没有这一项，请删除"


def test_all_problems_of_a_file_at_once(seed: Path) -> None:
    """Three wrong cells in one file are three problems in one error."""
    damage(seed / "tasks_2024.csv", lambda rows: [rows[i].update(due="?") for i in (0, 5)])
    damage(seed / "tasks_2024.csv", lambda rows: rows[5].update(title=""))
    assert [re.findall(r"第(\d+)行 (\w+)", problem)[0] for problem in problems(seed)] == [
        ("2", "due"), ("7", "title"), ("7", "due"),
    ]  # fmt: skip


def test_all_problems_of_all_files_at_once(seed: Path) -> None:
    """Wrong cells in two files are named together, so that one round of correction is enough."""
    damage(seed / "catalogue.csv", lambda rows: rows[0].update(kind="?"))
    damage(seed / "tasks_2024.csv", lambda rows: rows[0].update(due="?"))
    assert [problem.split()[0] for problem in problems(seed)] == ["catalogue.csv", "tasks_2024.csv"]


def test_rows_are_counted_as_people_see_them(seed: Path) -> None:
    """An empty line above does not shift the row that is named."""
    file = seed / "plan_2024.csv"
    text = file.read_text(encoding="utf-8").replace(
        "industrial_output,2024,,2500", "\nindustrial_output,2024,,?"
    )
    file.write_text(text, encoding="utf-8")
    assert problems(seed)[0].startswith("plan_2024.csv 第4行")


def test_plans_and_tasks_of_two_years(seed: Path) -> None:
    """Every plan_*.csv and tasks_*.csv counts, the years together; wrong rows of each are named by its own file."""
    (seed / "plan_2025.csv").write_text(
        "indicator,year,period,target,comparator,wording,quote\n"
        "gazelles,2025,,90,at_least,90家,\ngazelles,2025,2025-06,45,at_least,45家,\n",
        encoding="utf-8",
    )
    (seed / "tasks_2025.csv").write_text(
        "task,lift,title,due,due_basis,quote\nbridge,city,建成大桥,2025-12-31,今年,今年建成大桥\n",
        encoding="utf-8",
    )
    both = load(seed)
    assert [t.year for t in both.targets] == [2024] * 14 + [2025] * 2
    assert len(both.tasks) == 22
    with_demo = open_store(str(seed.parent / "tables"), with_demo=True, seed=seed).snapshot()
    assert (with_demo.plans["year"] == 2025).sum() == 2
    assert with_demo.tasks.set_index("task").loc["bridge", "origin"] == PUBLIC
    damage(seed / "plan_2025.csv", lambda rows: rows[1].update(period=""))
    damage(seed / "tasks_2025.csv", lambda rows: rows[0].update(lift="space2"))
    listed = problems(seed)
    assert listed[0] == "plan_2025.csv 第3行 period：“gazelles 2025 全年” 重复，应当唯一"
    assert listed[1].startswith("tasks_2025.csv 第2行 lift：“space2” 不存在")


@pytest.mark.parametrize("pattern", ["lifts.csv", "plan_*.csv", "tasks_*.csv"])
def test_missing_file(seed: Path, pattern: str) -> None:
    """A folder without one of the files says which."""
    for file in seed.glob(pattern):
        file.unlink()
    assert problems(seed) == [f"seed 文件夹中没有 {pattern}，应至少有一个"]


@pytest.mark.parametrize("period", ["2024-13", "六月底"])
def test_unreadable_phase(seed: Path, period: str) -> None:
    """A phase whose period cannot be read is refused on load like any wrong cell."""
    damage(seed / "plan_2024.csv", lambda rows: rows[1].update(period=period))
    assert f"“{period}”" in problems(seed)[0]


@pytest.mark.parametrize(
    ("file", "field", "value"),
    [
        ("catalogue.csv", "decimals", "9"),
        ("plan_2024.csv", "year", "1024"),
        ("catalogue.csv", "kind", "流量"),
        ("tasks_2024.csv", "due", "2024-04-30 10:00"),
    ],
)
def test_problems_are_told_in_chinese(seed: Path, file: str, field: str, value: str) -> None:
    """What would be right is written in Chinese, whatever is wrong."""
    damage(seed / file, lambda rows: rows[0].update({field: value}))
    assert not re.search(r"[A-Za-z]{2,} ", problems(seed)[0].partition("应为：")[2])
