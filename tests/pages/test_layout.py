"""The screen on which a clerk sees how a file was understood, as Streamlit runs it: what it shows, asks and remembers."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
import xlsxwriter

from indicators.period import Period, today
from indicators.reading import ReadOverrides
from indicators.uploads import list_layouts
from tests.pages.app import visible_text
from tests.reports import output, press, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

CROOKED = """武进国家高新区2024年1-9月主要经济指标完成情况表
填报单位：经发局,,,,单位：亿元
指标,年度目标,完成情况,全市,同比±%,责任单位
规上工业总产值,2500,1820.55,9000.5,5.2,经发局
全部工业开票,3000,2140,9800,4.1,工信局
注：以上为主要指标
"""
OPEN = "2024年1-9月\n指标,单位,完成,备用\n规上工业总产值,亿元,1820.55,77\n"
NO_PERIOD = "指标,单位,累计\n规上工业总产值,亿元,1820.55\n"
OTHERS_TOO = "指标,单位,期间,累计\n规上工业总产值,亿元,2024-09,1820.55\n用电量,亿千瓦时,2024-09,55\n限上零售,亿元,2024-09,90\n"
TABLES = {
    "2024年1-8月\n指标,单位,累计\n规上工业总产值,亿元,1620.5\n": "2024年1—8月",
    "2024年9月\n指标,单位,当月\n规上工业总产值,亿元,200.5\n": "2024年9月",
}


def drop(app: AppTest, content: str, name: str = "表.csv") -> AppTest:
    """Drop a file."""
    app.file_uploader[0].set_value((name, content.encode(), "text/csv"))
    app.run()
    assert not app.exception
    return app


def screen(app: AppTest) -> dict[str, Any]:
    """What the screen of the layout is given to draw."""
    (component,) = [c for c in app.get("bidi_component") if c.proto.component_name == "layout"]
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def file_id(app: AppTest) -> str:
    """The id that Streamlit gave the file."""
    (component,) = [c for c in app.get("bidi_component") if c.proto.component_name == "layout"]
    return str(component.key).removeprefix("layout_")


def correct(app: AppTest, table: str, **overrides: Any) -> AppTest:
    """Change something on the screen; the clicks themselves are tested in a browser."""
    app.session_state[f"layout_corrections_{file_id(app)}"] = {table: ReadOverrides(**overrides)}
    return app.run()


def confirm(app: AppTest) -> AppTest:
    """Confirm what the screen shows now."""
    app.session_state[f"layout_confirmed_{file_id(app)}"] = screen(app)["digest"]
    return app.run()


def heads(app: AppTest) -> dict[str, tuple[str, str]]:
    """Role and certainty over each column of the first table."""
    return {c["letters"]: (c["label"], c["certainty"]) for c in screen(app)["tables"][0]["columns"]}


def facts(app: AppTest) -> dict[str, dict[str, Any]]:
    """The facts of the first table by name."""
    return {fact["name"]: fact for fact in screen(app)["tables"][0]["facts"]}


def commit_labels(app: AppTest) -> list[str]:
    """What the button of the commit says; empty without one."""
    return [b.label for b in app.button if str(b.key).startswith("commit_")]


def test_the_file_with_a_role_over_every_column(visit: Callable[..., AppTest]) -> None:
    """The rows stand as in the file, with their numbers; cells that gave a value are marked, other numbers are not."""
    app = drop(visit(), CROOKED)
    assert heads(app) == {
        "A": ("名称", "stated"), "B": ("计划", "inferred"), "C": ("累计", "inferred"), "D": ("不用", "inferred"),
        "E": ("增速", "stated"), "F": ("责任单位", "stated"),
    }  # fmt: skip
    rows = screen(app)["tables"][0]["rows"]
    assert [row["row"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row["heading"] for row in rows] == [False, False, True, False, False, False]
    assert [(cell["text"], cell["mark"]) for cell in rows[3]["cells"]] == [
        ("规上工业总产值", ""), ("2500", ""), ("1820.55", "given"), ("9000.5", ""), ("5.2", "given"), ("经发局", ""),
    ]  # fmt: skip
    # A title runs over the blank cells beside it.
    assert rows[0]["cells"] == [{"text": CROOKED.partition("\n")[0], "mark": "", "span": 6}]


def test_each_fact_with_its_place(visit: Callable[..., AppTest]) -> None:
    """A fact of the title names cell and words, and can be changed among months, units and states."""
    shown = facts(drop(visit(), CROOKED))
    assert (shown["unit"]["text"], shown["unit"]["certainty"], shown["unit"]["basis"]) == (
        "亿元", "inferred", "标题 E2“单位：亿元”",
    )  # fmt: skip
    assert shown["period"]["value"] == "2024-09"
    assert ["2024-08", "2024年1—8月"] in shown["period"]["options"]
    assert shown["unit"]["options"][0] == ["catalogue", "按目录单位"]
    assert [label for _, label in shown["state"]["options"]] == ["未写明", "预计", "快报", "正式"]
    assert [label for _, label in shown["subject"]["options"]] == ["实际数", "计划"]


@pytest.mark.parametrize("content", TABLES)
def test_months_in_the_words_of_the_table(visit: Callable[..., AppTest], content: str) -> None:
    """A table of one month offers months, one since January offers those since January."""
    period = facts(drop(visit(), content))["period"]
    assert dict(map(reversed, period["options"])).get(TABLES[content]) == period["value"]
    since_january = "—" in TABLES[content]
    assert all(
        ("—" in label) == since_january for code, label in period["options"] if not code.endswith("-01")
    )


def test_one_question_for_all_that_is_inferred(visit: Callable[..., AppTest], store: Store) -> None:
    """Five inferred things are one question without a box; confirmed, they turn green and the file can be committed."""
    app = drop(visit(), CROOKED)
    assert screen(app)["inferred"] == 5
    assert not app.checkbox
    assert commit_labels(app) == ["还有 1 处待确认"]
    confirm(app)
    assert {certainty for _, certainty in heads(app).values()} == {"stated", "confirmed"}
    press(app, "提交 2 个数据")
    assert value_of(store) == 1820.55


def test_a_later_change_asks_again(visit: Callable[..., AppTest]) -> None:
    """What was confirmed is the layout as it stood; another month is another one."""
    app = confirm(drop(visit(), CROOKED))
    correct(app, "!3", period="2024-08")
    assert commit_labels(app) == ["还有 1 处待确认"]
    assert "规上工业总产值 2024年1—8月 累计 1,820.55亿元" in screen(app)["values"]


def test_a_change_shows_at_once(visit: Callable[..., AppTest]) -> None:
    """Another role changes the values found; what a person said is confirmed."""
    app = drop(visit(), CROOKED)
    assert "1,820.55亿元" in screen(app)["values"]
    correct(app, "!3", roles={"C": "unused", "D": "ytd"})
    assert "规上工业总产值 2024年1—9月 累计 9,000.5亿元" in screen(app)["values"]
    assert heads(app)["D"] == ("累计", "confirmed")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("期末\n瞪羚企业累计认定,家,2023年,60", "瞪羚企业累计认定 2023年12月 期末 60家"),
        ("当季\n规上工业总产值,亿元,2024年二季度,510.5", "规上工业总产值 2024年二季度 当季 510.5亿元"),
        ("当月\n规上工业总产值,亿元,2024年5月,1200", "规上工业总产值 2024年5月 当月 1,200亿元"),
        ("累计\n规上工业总产值,亿元,2024-05,约7", "读到 0 个数"),
    ],
)
def test_values_in_words(visit: Callable[..., AppTest], line: str, words: str) -> None:
    """Each value with its indicator, months, measure and unit; what cannot be read is no value."""
    assert screen(drop(visit(), f"指标,单位,期间,{line}\n"))["values"].endswith(words)


def test_numbers_without_a_use(visit: Callable[..., AppTest], store: Store) -> None:
    """A column of numbers that nobody knows the use of refuses the file until it has a role or is not used."""
    app = drop(visit(), OPEN)
    assert heads(app)["D"][1] == "open"
    assert screen(app)["open"] == "D“备用”"
    assert "都可以在本页选定，不必改文件" in visible_text(app)
    assert commit_labels(app) == []
    correct(app, "!2", roles={"D": "unused"})
    assert screen(app)["open"] == ""
    press(confirm(app), "提交 1 个数据")
    assert value_of(store) == 1820.55


def test_a_missing_period_is_chosen(visit: Callable[..., AppTest], store: Store) -> None:
    """A file that names no month asks for it on the screen, in words, and nowhere else."""
    app = drop(visit(), NO_PERIOD)
    assert facts(app)["period"]["certainty"] == "open"
    assert screen(app)["open"] == "期间"
    press(correct(app, "!1", period="2024-09"), "提交 1 个数据")
    assert value_of(store) == 1820.55


def test_months_and_years_to_choose(visit: Callable[..., AppTest]) -> None:
    """Actuals can be of every month up to the present one, plans of whole years up to the next."""
    now = today()
    app = visit()
    options = facts(drop(app, NO_PERIOD))["period"]["options"]
    assert options[:2] == [["", "请选择"], [now.isoformat()[:7], str(Period(now.year, now.month))]]
    options = facts(drop(app, "指标,单位,目标\n规上工业总产值,亿元,2600\n"))["period"]["options"]
    assert options[:2] == [["", "请选择"], [f"{now.year + 1}-12", f"{now.year + 1}年"]]


def test_one_month_is_changed_to_one_month(visit: Callable[..., AppTest]) -> None:
    """Where the title names one month, the chosen one is one month, too."""
    app = drop(visit(), "2024年9月\n指标,单位,当月\n规上工业总产值,亿元,200.5\n")
    correct(app, "!2", period="2024-08")
    assert facts(app)["period"]["text"] == "2024年8月"
    assert "规上工业总产值 2024年8月 当月 200.5亿元" in screen(app)["values"]


def test_a_month_without_its_year(visit: Callable[..., AppTest]) -> None:
    """A month that names no year is shown and asked for; chosen, it is in the year that was meant."""
    app = drop(visit(), f"9月\n{NO_PERIOD}")
    assert (facts(app)["period"]["text"], facts(app)["period"]["certainty"]) == ("9月", "open")
    correct(app, "!2", period="2024-09")
    assert "规上工业总产值 2024年1—9月 累计 1,820.55亿元" in screen(app)["values"]


def test_a_missing_unit_is_no_question_of_its_own(visit: Callable[..., AppTest], store: Store) -> None:
    """It is asked with everything else that is inferred, next to the size of each number."""
    app = drop(visit(), "2024年1-9月\n指标,累计\n规上工业总产值,1820.55\n")
    assert facts(app)["unit"]["value"] == "catalogue"
    assert facts(app)["unit"]["certainty"] == "inferred"
    (question,) = screen(app)["asked"]
    assert "约为年度计划的72.8%" in question
    assert not app.checkbox
    press(confirm(app), "提交 1 个数据")
    assert value_of(store) == 1820.55


def test_a_clear_file_asks_nothing(visit: Callable[..., AppTest]) -> None:
    """Where everything is stated the screen is folded, and the file can be committed at once."""
    app = drop(visit(), output(1820.55).decode())
    (folded,) = [e for e in app.expander if e.label == "文件是这样理解的"]
    assert not folded.proto.expanded
    assert screen(app)["inferred"] == 0
    assert commit_labels(app) == ["提交 1 个数据"]
    drop(app, CROOKED)
    (unfolded,) = [e for e in app.expander if e.label == "文件是这样理解的"]
    assert unfolded.proto.expanded


def test_wrong_cells_are_marked(visit: Callable[..., AppTest]) -> None:
    """A row with an error is shown wherever it is, and its cell is marked."""
    lines = [f"规上工业总产值,亿元,2023-{month:02d},{100 * month}" for month in range(1, 13)]
    content = "\n".join(["指标,单位,期间,累计", *lines, "规上工业总产值,亿元,2024-01,约10", ""])
    rows = screen(drop(visit(), content))["tables"][0]["rows"]
    assert [row["row"] for row in rows][-2:] == [12, 14]
    assert rows[-1]["cells"][3] == {"text": "约10", "mark": "wrong"}


def test_rows_that_nobody_wants(visit: Callable[..., AppTest], store: Store) -> None:
    """One name after the other or all the rest at once are left out; the next file of the form does not ask."""
    app = drop(visit(), OTHERS_TOO)
    assert commit_labels(app) == []
    (select,) = [s for s in app.selectbox if s.label == "用电量"]
    select.set_value("不用").run()
    press(app, "其余都不用（1行不报）")
    assert [s.value for s in app.selectbox if s.label in {"用电量", "限上零售"}] == ["不用", "不用"]
    press(app, "提交 1 个数据")
    assert value_of(store) == 1820.55
    drop(app, OTHERS_TOO.replace("1820.55", "1822.5"))
    assert commit_labels(app) == ["提交 1 个数据"]
    assert screen(app)["unused_names"] == "用电量、限上零售"


def test_several_sheets(visit: Callable[..., AppTest]) -> None:
    """Each sheet is a table of its own and can be left out; a value names its sheet and row."""
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        for month, value in ((8, 1620.5), (9, 1820.5)):
            sheet = workbook.add_worksheet(f"{month}月")
            for row, cells in enumerate(
                [[f"2024年1-{month}月"], ["指标", "单位", "累计"], ["规上工业总产值", "亿元", value]]
            ):
                sheet.write_row(row, 0, cells)
    app = visit()
    app.file_uploader[0].set_value(("各月.xlsx", book.getvalue(), "application/octet-stream"))
    app.run()
    assert [table["title"] for table in screen(app)["tables"]] == [
        "表“8月”，表头在第2行",
        "表“9月”，表头在第2行",
    ]
    assert re.search(r"2024-08 .*8月 3 .*2024-09 .*9月 3 ", visible_text(app), re.DOTALL)
    correct(app, "8月!2", used=False)
    assert [table["used"] for table in screen(app)["tables"]] == [False, True]
    assert screen(app)["values"] == "读到 1 个数：规上工业总产值 2024年1—9月 累计 1,820.5亿元"


def test_a_link_leads_to_the_values(visit: Callable[..., AppTest]) -> None:
    """One indicator: its page; several: the page of the lift that has most of them; in the newest month."""
    app = press(drop(visit(), output(1820.55).decode()), "提交 1 个数据")
    assert links(app)["看这一指标 2024年9月"] == {"id": "industrial_output", "through": "2024-09"}
    content = "指标,单位,期间,累计\n规上工业总产值,亿元,2024-08,1620.5\n全部工业开票,亿元,2024-08,1900.5\n"
    press(drop(app, content), "提交 2 个数据")
    assert links(app)["看产业提档 2024年8月"] == {"through": "2024-08"}


def links(app: AppTest) -> dict[str, dict[str, str]]:
    """The query of each link to another page, by its label."""
    return {link.proto.label: dict(parse_qsl(link.proto.query_string)) for link in app.get("page_link")}


def test_remembered_forms(visit: Callable[..., AppTest], store: Store) -> None:
    """A confirmed form is read without a question next month; 上报记录 lists it and forgets it."""
    app = press(confirm(drop(visit(), CROOKED)), "提交 2 个数据")
    drop(app, CROOKED.replace("1-9月", "1-10月").replace("1820.55", "2020.5").replace("2140", "2340"))
    assert screen(app)["inferred"] == 0
    press(app, "提交 2 个数据")
    app.switch_page("history.py").run()
    assert [e.label for e in app.expander] == ["记住的版式（1种）"]
    assert "用于 2 个文件" in visible_text(app)
    assert "完成情况=累计，全市=不用，同比±%=增速，责任单位" in visible_text(app)
    assert "responsible_unit" not in visible_text(app)
    press(app, "确认忘记")
    assert "已忘记版式" in visible_text(app)
    assert list_layouts(store.snapshot()).empty
