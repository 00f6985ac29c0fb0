"""A number in another unit is refused, or converted where that was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.validation.context import UploadDecisions
from tests.upload_helpers import ask, codes, file, only, rows

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.mark.parametrize(
    ("line", "message", "right"),
    [
        ("规上产值,万元,2024-09,18000000", "目录中是“亿元”，相差10,000倍", "换算为1,800亿元"),
        ("规上产值,百万元,2024-09,180000", "目录中是“亿元”，相差100倍", "换算为1,800亿元"),
        ("规上产值,千万元,2024-09,18000", "目录中是“亿元”，相差10倍", "换算为1,800亿元"),
        ("理想汽车,辆,2025-01,29927", "目录中是“万辆”，相差10,000倍", "换算为2.9927万辆"),
        ("载体面积,平方米,2024-09,250000", "目录中是“万平方米”，相差10,000倍", "换算为25万平方米"),
        ("规上产值,万亿元,2024-09,0.18", "目录中是“亿元”，相差10,000倍", "换算为1,800亿元"),
        ("规上产值,万美元,2024-09,18", "的单位是“万美元”，目录中是“亿元”", "改用亿元"),
        ("新签项目,亿元,2024-09,18", "的单位是“亿元”，目录中是“个”", "改用个"),
    ],
)
def test_another_unit_is_refused_with_its_factor(seeded: Store, line: str, message: str, right: str) -> None:
    """A number in another unit is never taken silently: what the factor is, or that there is none, is reported."""
    problem = only(ask(seeded, file(line)), "wrong_unit")
    assert problem.message.endswith(message)
    assert problem.fix.startswith(right)


def test_missing_unit(seeded: Store) -> None:
    """A bare number is refused where 万元 and 亿元 are both in use; pieces and per cent need no unit."""
    assert codes(ask(seeded, file("规上产值,,2024-09,1800"))) == ["error missing_unit"]
    assert codes(ask(seeded, file("新签项目,,2024-09,18", "GDP增速,,2024-09,7.9", "瞪羚,,2024-09,61"))) == []


def test_units_are_converted_only_when_asked(seeded: Store) -> None:
    """The person asks for it: 万元 become 亿元 and that is reported; growth next to them stays as it is."""
    content = file("规上产值,万元,2024-09,18000000,5.4", heading="指标,单位,期间,累计,同比")
    assert not ask(seeded, content).accepted
    found = ask(seeded, content, decisions=UploadDecisions(convert_units=True))
    assert codes(found) == ["info unit_converted"]
    assert only(found, "unit_converted").message == "“规上工业总产值”已由万元换算为亿元"
    assert rows(found, "value", "growth") == [(1800.0, 5.4)]
    foreign = file("规上产值,万美元,2024-09,18", "规上产值,,2024-08,18")
    found = ask(seeded, foreign, decisions=UploadDecisions(convert_units=True))
    assert codes(found) == ["error missing_unit", "error wrong_unit"]
