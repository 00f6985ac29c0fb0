"""Whose numbers they are."""

from __future__ import annotations

import pytest

from indicators.reading.cells.areas import split_area

WORDS = "累计|同比|值|[()]"


@pytest.mark.parametrize(
    "place",
    [
        "本区",
        "全区",
        "我区",
        "本地区",
        "园区",
        "本园区",
        "高新区",
        "武进高新区",
        "武进国家高新区",
        "国家级高新区",
        "本级",
    ],
)
def test_the_zone_itself(place: str) -> None:
    """The zone, as its own departments call it."""
    assert split_area(place, WORDS) == ("", "own")


@pytest.mark.parametrize(
    "place",
    [
        "全市",
        "本市",
        "全省",
        "全国",
        "市本级",
        "常州",
        "常州市",
        "武进区",
        "天宁区",
        "苏州高新区",
        "苏州工业园区",
        "金坛区",
        "江阴市",
        "沛县",
    ],
)
def test_somebody_else(place: str) -> None:
    """The city, the district around the zone, and zones of others."""
    assert split_area(place, WORDS) == ("", "other")


@pytest.mark.parametrize(
    "text", ["上市", "城市", "社区", "小区", "节省", "累计值", "园区企业", "高新区外资", ""]
)
def test_no_area(text: str) -> None:
    """Words that only end like a place, and names of indicators that contain one."""
    assert split_area(text, WORDS) == (text, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市累计同比", ("累计同比", "other")),
        ("累计值(本区)", ("累计值()", "own")),
        ("累计常州市", ("累计", "other")),
    ],
)
def test_words_around_stay(text: str, expected: tuple[str, str]) -> None:
    """What else the heading says is handed on."""
    assert split_area(text, WORDS) == expected
