"""What an announcement's text proposes: right where it is plain, doubtful where it is not, and never what is past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from indicators.settings import SEED
from indicators.store.schemas import REPORTED
from indicators.store.snapshot import Snapshot
from indicators.years.proposals.proposal import proposals

if TYPE_CHECKING:
    from indicators.store.store import Store
    from indicators.years.proposals.proposal import Proposal

ARTICLE = (SEED / "article_2024.txt").read_text(encoding="utf-8")
PLAN = pd.read_csv(SEED / "plan_2024.csv", encoding="utf-8-sig").set_index("indicator")
AIR = {"indicator": "pm25", "name": "PM2.5浓度", "unit": "微克/立方米", "kind": "mean", "direction": "less"}
ACCIDENTS = {
    "indicator": "accidents",
    "name": "生产安全事故起数",
    "unit": "起",
    "kind": "count",
    "direction": "less",
}
ENERGY = {
    "indicator": "output_growth",
    "name": "规上工业总产值增速",
    "unit": "%",
    "kind": "rate",
    "direction": "more",
}


def found(store: Store, text: str, year: int = 2025) -> list[Proposal]:
    """What a text proposes, next to the seed with two more indicators of which less is better."""
    more = pd.DataFrame([row | {"lift": "safety", "origin": REPORTED} for row in (AIR, ACCIDENTS)])
    return proposals(text, store.snapshot().with_rows({"catalogue": more}), year)


def certain(store: Store, text: str, year: int = 2025) -> dict[str, tuple[float, str, str]]:
    """Number, comparator and wording of what is plain."""
    return {
        p.indicator: (p.target, p.comparator, p.wording) for p in found(store, text, year) if p.is_certain
    }


def doubtful(store: Store, text: str, year: int = 2025) -> dict[str, str]:
    """What is doubted about each known indicator, and about each number without a name."""
    return {
        p.indicator or p.wording: "；".join(p.doubts) for p in found(store, text, year) if not p.is_certain
    }


def is_right(proposal: Proposal) -> bool:
    """Whether number, unit, comparator and wording are the plan's; 增长 may stand in the wording or in the name."""
    wanted = PLAN.loc[proposal.indicator]
    wording = proposal.wording.removeprefix("增长")
    same_number = (proposal.target, proposal.comparator) == (wanted["target"], wanted["comparator"])
    return same_number and wording == wanted["wording"].removeprefix("增长")


def test_article(seeded: Store) -> None:
    """All fourteen targets of the article are proposed right, twelve of them plainly."""
    named = [p for p in proposals(ARTICLE, seeded.snapshot(), 2024) if p.indicator]
    assert [p.indicator for p in named if not is_right(p)] == []
    assert {p.indicator for p in named} == set(PLAN.index)
    assert sum(p.is_certain for p in named) == 12


def test_article_by_names_alone(seeded: Store) -> None:
    """Without the words of an earlier plan twelve are proposed, all right; what has no known name is listed."""
    snapshot = seeded.snapshot()
    log = {t: rows.assign(quote="") if "quote" in rows else rows for t, rows in snapshot.log.items()}
    all_of_it = proposals(ARTICLE, Snapshot(snapshot.versions, log), 2024)
    named = [p for p in all_of_it if p.indicator]
    assert len(named) == 12
    assert all(is_right(p) for p in named)
    assert [p.wording for p in all_of_it if not p.indicator] == ["可能40%", "1.8万平方米", "1万亩"]


def test_units_are_the_catalogue_s(seeded: Store) -> None:
    """Every proposal is in the unit of its indicator."""
    units = seeded.snapshot().catalogue.set_index("indicator")["unit"]
    assert all(
        p.unit == units[p.indicator] for p in proposals(ARTICLE, seeded.snapshot(), 2024) if p.indicator
    )


def test_words_stand_in_the_text(seeded: Store) -> None:
    """A proposal's place is that of its words in the text, across the lines that break them."""
    for proposal in proposals(ARTICLE, seeded.snapshot(), 2024):
        assert "".join(ARTICLE[proposal.start : proposal.end].split()) == proposal.words


def test_review_and_outlook(seeded: Store) -> None:
    """A report's numbers of last year are no targets, those of the coming year are."""
    text = (
        "2024年，全区规上工业总产值完成2460亿元，增长6.1%，新签产业项目56个。2025年，确保规上工业总产值达到2700亿元，"
        "地区生产总值增长7.5%以上，一般公共预算收入增幅不低于5%，新签产业项目60个以上，瞪羚企业达到90家。"
    )
    assert certain(seeded, text) == {
        "industrial_output": (2700, "at_least", "达到2700亿元"),
        "gdp_growth": (7.5, "at_least", "增长7.5%以上"),
        "budget_revenue_growth": (5, "at_least", "不低于5%"),
        "new_projects": (60, "at_least", "60个以上"),
        "gazelles": (90, "at_least", "达到90家"),
    }
    assert doubtful(seeded, text) == {}


def test_list_of_targets(seeded: Store) -> None:
    """A numbered list belongs to its heading; a level's full width and other spellings do not matter."""
    text = (
        "一、２０２５年工作回顾\n地区生产总值增长7.9%，瞪羚企业88家。\n二、２０２６年主要目标\n1.地区生产总值增长6.5%左右；\n"
        "2.规模以上工业总产值突破２９００亿元；\n3.新增载体面积不少于35万㎡；\n4.瞪羚企业104家。"
    )
    assert certain(seeded, text, 2026) == {
        "gdp_growth": (6.5, "about", "增长6.5%左右"),
        "industrial_output": (2900, "above", "突破2900亿元"),
        "new_premises_area": (35, "at_least", "不少于35万m2"),
        "gazelles": (104, "at_least", "104家"),
    }


def test_numbers_in_characters(seeded: Store) -> None:
    """Numbers in Chinese characters are proposed like digits, in their own words; 十四五 and 三个方面 are none."""
    text = (
        "二〇二四年规上工业总产值完成两千四百亿元。“十四五”收官，围绕三个方面发力。二〇二五年，确保规上工业总产值达到两千七百亿元，"
        "新签产业项目\n六十个以上，地区生产总值增长百分之七点五左右。"
    )
    assert certain(seeded, text) == {
        "industrial_output": (2700, "at_least", "达到两千七百亿元"),
        "new_projects": (60, "at_least", "六十个以上"),
        "gdp_growth": (7.5, "about", "增长百分之七点五左右"),
    }
    assert doubtful(seeded, text) == {}
    assert all("".join(text[p.start : p.end].split()) == p.words for p in found(seeded, text))


def test_upper_bounds(seeded: Store) -> None:
    """控制在…以内 and 不超过 are upper bounds, and a bare number is one where less is better."""
    text = "2025年，PM2.5浓度控制在30微克/立方米以内，力争生产安全事故起数不超过5起。"
    assert certain(seeded, text) == {
        "pm25": (30, "at_most", "控制在30微克/立方米以内"),
        "accidents": (5, "at_most", "不超过5起"),
    }
    assert certain(seeded, "2025年力争PM2.5浓度降到28微克/立方米") == {}
    assert certain(seeded, "2025年目标：PM2.5浓度28微克/立方米")["pm25"] == (28, "at_most", "28微克/立方米")


def test_other_multiple_of_the_unit(seeded: Store) -> None:
    """Another multiple of the unit is converted, and said to be; another dimension is not this indicator."""
    (proposal,) = found(seeded, "2025年，规上工业总产值力争达到27000000万元。")
    assert (proposal.target, proposal.unit) == (2700, "亿元")
    assert proposal.converted == "27,000,000万元换算为2,700亿元"
    assert proposal.wording == "力争达到27000000万元"
    assert doubtful(seeded, "2025年规上工业总产值力争增长8%。") == {
        "力争增长8%": "“规上工业总产值”以亿元计，这里写的是%"
    }


def test_names_with_numbers(seeded: Store) -> None:
    """The numbers within a name are no targets, and no name begins within a number."""
    text = "全年确保招引百亿项目2个、50亿元或5亿美元项目3个、130亿元项目1个、30亿元或3亿美元项目4个。"
    assert {name: target for name, (target, *_) in certain(seeded, text).items()} == {
        "projects_10bn": 2, "projects_5bn": 3, "projects_3bn": 4,
    }  # fmt: skip
    assert set(doubtful(seeded, text)) == {"130亿元", "1个"}


def test_year_said_as_next_year(seeded: Store) -> None:
    """In a text of December 明年 is the plan year, and 今年 the one before."""
    text = "今年，规上工业总产值预计突破2460亿元。明年，规上工业总产值力争突破2700亿元。"
    assert certain(seeded, text) == {"industrial_output": (2700, "above", "力争突破2700亿元")}


@pytest.mark.parametrize(
    ("text", "indicator", "doubt"),
    [
        ("2025年，全市规上工业总产值力争突破3000亿元。", "industrial_output", "其他地区"),
        ("2025年，全市稳中求进，规上工业总产值力争突破3000亿元。", "industrial_output", "其他地区"),
        ("2025年，新能源汽车产业规上工业总产值力争突破1500亿元。", "industrial_output", "新能源汽车产业"),
        ("人均地区生产总值力争增长8%。", "gdp_growth", "人均"),
        ("2025年力争培育10家瞪羚企业、5家独角兽企业。", "unicorns", "培育"),
        ("2025年力争新增瞪羚企业60家。", "gazelles", "新增"),
        ("2025年，瞪羚企业、独角兽企业力争达到15家。", "unicorns", "并列"),
        ("2025年，瞪羚企业和独角兽企业力争达到15家。", "unicorns", "并列"),
        ("2025年，瞪羚企业、独角兽企业分别达到90家、12家。", "gazelles", "分别"),
        ("2025年，瞪羚企业、独角兽企业分别达到90家、12家。", "unicorns", "分别"),
        ("上半年规上工业总产值力争突破1300亿元。", "industrial_output", "上半年"),
        ("2025年一季度力争新签产业项目50个。", "new_projects", "不是全年"),
        ("到2027年，规上工业总产值力争突破3500亿元。", "industrial_output", "2027年"),
        ("力争三年时间，瞪羚企业达到100家。", "gazelles", "不只是2025年"),
        ("2025年目标：地区生产总值增长6%—7%。", "gdp_growth", "区间"),
        ("2025年，新签产业项目确保50到60个。", "new_projects", "区间"),
        ("规上工业总产值2600亿元。", "industrial_output", "没有写明"),
        ("圆满完成全年目标，规上工业总产值2460亿元。", "industrial_output", "没有写明"),
        ("2025年是关键之年，规上工业总产值达到2460亿元。", "industrial_output", "没有写明"),
        ("2024年，园区为2025年打下基础，规上工业总产值突破2460亿元。", "industrial_output", "没有写明"),
        ("坚持目标导向，规上工业总产值突破2460亿元。", "industrial_output", "没有写明"),
        ("面对风险挑战，规上工业总产值增势良好，达到2460亿元以上。", "industrial_output", "没有写明"),
        ("深入实施培育计划，瞪羚企业达到78家。", "gazelles", "没有写明"),
        ("全力确保产业链稳定，规上工业总产值突破2460亿元。", "industrial_output", "没有写明"),
        ("将培育企业作为重要抓手，瞪羚企业达到78家。", "gazelles", "没有写明"),
        ("新签产业项目不少于60个，每季度新签产业项目不少于20个。", "new_projects", "几个不同的数"),
        ("2025年力争单体投资超30亿元项目5个。", "projects_3bn", "单体投资超"),
        ("武进区力争规上工业总产值突破4000亿元。", "industrial_output", "其他地区"),
        ("2025年，力争一般公共预算收入中税收收入增长8%。", "budget_revenue_growth", "税收收入"),
        ("到“十五五”末，规上工业总产值力争突破3500亿元。", "industrial_output", "不只是2025年"),
        ("2025年，规上工业总产值力争增加200亿元。", "industrial_output", "增加"),
        ("2025年规上工业总产值力争突破27000亿元。", "industrial_output", "上年目标"),
        ("2025年，规上工业总产值保持稳定，全年力争突破2700亿元。", "industrial_output", "前面的分句"),
        ("2025年确保规上工业总产值2600亿元，规上工业总产值力争2700亿元。", "industrial_output", "几个不同的数"),
        ("2025年，理想汽车二期项目力争年产80万辆。", "li_auto_deliveries", "二期"),
        ("2025年，理想汽车力争达到80万辆产能。", "li_auto_deliveries", "产能"),
        ("2025年规划预留1.5万亩土地作为产业发展空间。", "reserved_land", "相同的说法"),
    ],
)  # fmt: skip
def test_doubts(seeded: Store, text: str, indicator: str, doubt: str) -> None:
    """What a sentence leaves open is said, and nothing in it is certain about that indicator."""
    assert doubt in doubtful(seeded, text)[indicator]
    assert indicator not in certain(seeded, text)


@pytest.mark.parametrize(
    "text",
    [
        "2024年，理想汽车实现50.05万辆新车交付。",
        "去年，规上工业总产值突破2400亿元，瞪羚企业达到78家。",
        "截至目前，瞪羚企业78家。",
        "园区已累计认定瞪羚企业78家。",
        "规上工业总产值实现了2460亿元。",
        "2024年工作回顾\n经济稳中有进。规上工业总产值2460亿元，地区生产总值增长7.9%以上。",
        "今年以来，新签产业项目12个。",
        "广招创新项目，培育创新主体，预计4月交付，力争3年内全区第一。",
    ],
)
def test_reports_are_no_targets(seeded: Store, text: str) -> None:
    """What has been reached, and what has no number with a unit, is not proposed."""
    assert [p for p in found(seeded, text) if p.indicator] == []


def test_base_of_a_target(seeded: Store) -> None:
    """The number a target starts from is none: 在去年…的基础上, 从…增加到…."""
    text = "2025年，全部工业开票在去年2950亿元的基础上力争突破3200亿元，力争规上工业总产值从2460亿元提高到2700亿元。"
    assert {name: target for name, (target, *_) in certain(seeded, text).items()} == {
        "industrial_invoicing": 3200, "industrial_output": 2700,
    }  # fmt: skip


def test_growth_of_an_amount(seeded: Store) -> None:
    """Where the catalogue has an amount and its growth, the unit and 增长 tell which of them a number is."""
    growth = pd.DataFrame([ENERGY | {"lift": "industry", "origin": REPORTED}])
    snapshot = seeded.snapshot().with_rows({"catalogue": growth})
    both = proposals("2025年，力争规上工业总产值2700亿元、增长8%以上。", snapshot, 2025)
    assert {p.indicator: p.target for p in both} == {"industrial_output": 2700, "output_growth": 8}
