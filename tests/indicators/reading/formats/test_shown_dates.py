"""Days and times as their formats show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from indicators.reading.formats.format_sections import sections
from indicators.reading.formats.shown_dates import shown_date


@pytest.mark.parametrize(
    ("moment", "code", "shown"),
    [(date(2024, 1, 9), 'm"月"d"日"', "1月9日"), (date(2024, 9, 1), 'yyyy"年"m"月"', "2024年9月"), (date(2024, 11, 5), "yyyy-mm", "2024-11"),
     (date(2023, 12, 3), "yy.mm.dd", "23.12.03"), (date(2024, 1, 9), "[$-804]m月d日", "1月9日"), (date(2024, 1, 9), "d-mmm", "9-Jan"),
     (date(2024, 2, 1), "mmm-yy", "Feb-24"), (date(2024, 9, 30), 'e"年"m"月" aaaa', "2024年9月 星期一"), (date(2024, 9, 30), "m/d(aaa)", "9/30(一)"),
     (datetime(2024, 9, 1, 15, 4), "yyyy-mm-dd hh:mm", "2024-09-01 15:04"), (time(15, 4, 5), 'h"时"mm"分"ss"秒"', "15时04分05秒"),  # noqa: DTZ001
     (time(15, 4), '上午/下午h"时"mm"分"', "下午3时04分"), (timedelta(hours=36, minutes=5), "[h]:mm", "36:05")],
)  # fmt: skip
def test_shown_dates(moment: Any, code: str, shown: str) -> None:
    """A date has the parts that its format names; m is a month, beside hours and seconds a minute."""
    assert shown_date(moment, sections(code)[0].dates) == shown
