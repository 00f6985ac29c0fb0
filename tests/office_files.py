"""Text files as offices send them, each made by code. Workbooks are in ``office_books``."""

from __future__ import annotations

LONG = """指标,单位,期间,累计,同比
规上工业总产值,亿元,2024年1—9月,1820.55,5.4
全部工业开票销售,亿元,2024年1—9月,2301.2,6.1
"""
TITLED = """武进国家高新区2024年1—9月主要指标完成情况,,,,
填报单位：经发局,,,,单位：亿元
指标名称,本月,1-9月累计,同比（%）,年度目标
规上工业总产值,188.2,1820.55,5.4,2500
全部工业开票销售,240.1,2301.2,6.1,3000
备注：本表为快报数，9月18日前报送。,,,,
"""


def separated(separator: str, text: str = LONG) -> bytes:
    """The same table with another separator."""
    return text.replace(",", separator).encode()


def national_bureau() -> bytes:
    """As the 国家统计局 hands out its database: titles, newest month first, January empty, unit in the name, source."""
    months = "指标,2024年3月,2024年2月,2024年1月,2023年12月,2023年11月"
    rows = "规上工业总产值累计值(亿元),560.2,350.1,,2300.5,2080.4\n规上工业总产值累计增长(%),5.1,4.8,,6.2,6.0"
    text = f"数据库：分省月度数据\n地区：江苏省\n时间：最近5个月\n{months}\n{rows}\n数据来源：国家统计局\n"
    return text.encode("gb18030")


def twelve_months() -> bytes:
    """Twelve months across, nine of them filled."""
    heading = ",".join(
        ["指标（单位：亿元）", *(f"1-{month}月" if month > 1 else "1月" for month in range(1, 13))]
    )
    filled = ",".join(str(200 * month) for month in range(1, 10))
    return f"2024年规上工业情况{',' * 12}\n{heading}\n规上工业总产值,{filled},,,\n".encode()


def long_note() -> bytes:
    """A cell with a pasted report."""
    text = "原因分析，" * 8000
    return f'指标,单位,期间,累计,备注\n规上工业总产值,亿元,2024-09,1820.55,"{text}"\n'.encode()


TEXTS: dict[str, bytes] = {
    "utf8": LONG.encode(),
    "utf8_bom": LONG.encode("utf-8-sig"),
    "unicode_text": LONG.replace(",", "\t").encode("utf-16"),
    "gb18030": LONG.encode("gb18030"),
    "gb18030_tsv": LONG.replace(",", "\t").encode("gb18030"),
    "semicolons": separated(";"),
    "bars": separated("|"),
    "full_width_commas": separated("，"),
    "separator_named": b"sep=;\r\n" + separated(";"),
    "carriage_returns": LONG.replace("\n", "\r").encode(),
    "mark_inside": (LONG + "\ufeff新签项目,个,2024年1—9月,38,\n").encode("utf-8-sig"),
    "nul_bytes": b"\x00\x01\x02" + LONG.encode() + b"\x00" * 20,
    "broken_bytes": LONG.encode() + "新签项目".encode("gb18030") + b",\xff,2024-09,38\n",
    "open_quote": LONG.replace("全部", '"全部').encode(),
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "html": "<html><body><table><tr><td>指标</td><td>累计</td></tr></table></body></html>".encode(),
    "empty": b"",
    "blank_lines": b"\xef\xbb\xbf\r\n,,,\r\n,,,\r\n",
    "header_only": "指标,单位,期间,累计\n".encode(),
    "no_table": "各部门：\n请于18日前报送9月数据。\n谢谢！\n".encode(),
    "titled": TITLED.encode("gb18030"),
    "national_bureau": national_bureau(),
    "twelve_months": twelve_months(),
    "long_note": long_note(),
    "months_down": """月份,规上工业总产值（亿元）,全部工业开票销售（亿元）
2024年1—7月,1400.5,1790.1
2024年1—8月,1610.2,2050.3
""".encode(),
    "newest_first": """指标,单位,2024年1-9月,2024年1-8月
规上工业总产值,亿元,1820.55,1610.2
""".encode(),
    "january_february": """2024年,单位：亿元,,
指标,1-2月,1-3月,1-4月
规上工业总产值,350.1,560.2,770.3
""".encode(),
    "quarters": """指标,单位,2024年一季度,2024年上半年,2024年前三季度
地区生产总值增速,%,7.6,7.8,7.9
""".encode(),
    "two_years": """指标,单位,2023年1-9月,2024年1-9月
规上工业总产值,亿元,1727.3,1820.55
""".encode(),
    "last_year_beside": """2024年1-9月完成情况,,,,
指标,单位,今年累计,去年同期,增长%
规上工业总产值,亿元,1820.55,1727.3,5.4
""".encode(),
    "target_beside": """2024年9月,,,,,
指标,单位,年度目标,累计完成,完成率,时序进度
规上工业总产值,亿元,2500,1820.55,72.8%,75%
新签产业项目,个,50,38,76%,75%
""".encode(),
    "month_in_title": "2024年9月份工业经济指标\n指标,单位,累计\n规上工业总产值,亿元,1820.55\n".encode(),
    "no_month": "指标,单位,累计\n规上工业总产值,亿元,1820.55\n".encode(),
    "no_year": "指标,单位,期间,累计\n规上工业总产值,亿元,1-9月,1820.55\n".encode(),
    "gaps": """,,,,,
2024年9月,,,,,
,,,,,
指标,,单位,,累计,
,,,,,
规上工业总产值,,亿元,,1820.55,
,,,,,
全部工业开票销售,,亿元,,2301.2,
""".encode(),
    "totals": """2024年1-9月,,
指标,单位,累计
一、工业,,
1.规上工业总产值,亿元,1820.55
2.全部工业开票销售,亿元,2301.2
合计,亿元,4121.75
注：全部工业开票含规下企业。,,
填报人：张三　联系电话：0519-86000000,,
""".encode(),
    "full_width_digits": LONG.replace("1820.55", "１８２０．５５").encode(),
    "thousands": LONG.replace("1820.55", '"1,820.55"').replace("2301.2", '"2，301.2"').encode(),
    "apostrophes": LONG.replace("1820.55", "'1820.55").encode(),
    "no_values": """指标,单位,期间,累计
规上工业总产值,亿元,2024-09,#N/A
全部工业开票销售,亿元,2024-09,—
新签产业项目,个,2024-09,暂无
新增载体面积,万平方米,2024-09,…
理想汽车新车交付,万辆,2024-09,/
30亿元项目,个,2024-09,0
""".encode(),
    "formula_errors": LONG.replace("1820.55", "#REF!").replace("2301.2", "#DIV/0!").encode(),
    "serial_dates": LONG.replace("2024年1—9月", "45536").encode(),
    "suffixes": LONG.replace("1820.55", "1820.55亿元").replace("2301.2", "23012000万").encode(),
    "brackets": LONG.replace(",5.4", ",(5.4)").replace("2301.2", "(2301.2)").encode(),
    "percent_signs": LONG.replace("5.4", "5.4%").replace("6.1", "－6.1％").encode(),
    "growth_in_words": LONG.replace("5.4", "增长5.4%").replace("6.1", "下降6.1%").encode(),
    "spaced_names": LONG.replace("规上工业总产值", "规 上 工 业　总 产 值").encode(),
    "aliases": LONG.replace("规上工业总产值", "规上产值").replace("全部工业开票销售", "工业开票").encode(),
    "misspelt": LONG.replace("规上工业总产值", "规上工业总产直").encode(),
    "numbered": LONG.replace("规上工业总产值", "（一）规上工业总产值").replace("全部", "其中：全部").encode(),
    "ten_thousands": LONG.replace("亿元,2024年1—9月,1820.55", "万元,2024年1—9月,18205500").encode(),
    "unitless": LONG.replace("亿元", "").encode(),
    "twice": (LONG + "规上工业总产值,亿元,2024-09,1802.55,5.4\n").encode(),
    "twice_the_same": (LONG + LONG.splitlines()[1] + "\n").encode(),
    "injection": """指标,单位,期间,累计,备注
规上工业总产值,亿元,2024-09,1820.55,=cmd|' /C calc'!A0
全部工业开票销售,亿元,2024-09,=1+1,@SUM(A1:A9)
=HYPERLINK("http://x"),亿元,2024-09,1,
""".encode(),
    "bad_periods": LONG.replace("2024年1—9月,1820", "约九月,1820").replace("2024年1—9月", "2024年13月").encode(),
    "bad_numbers": LONG.replace("1820.55", "约1820").replace("2301.2", "23o1.2").encode(),
    "far_future": LONG.replace("2024", "2099").encode(),
    "own_months": """2024年,单位：万辆
月份,理想汽车新车交付当月
1月,3.1165
2月,2.0251
""".encode(),
    "second_table": (TITLED + "\n指标名称,上月,本季,累计\n新签产业项目（个）,4,12,38\n").encode(),
    "targets": """2025年目标任务分解表,,,
指标,单位,年度目标,上半年目标
规上工业总产值,亿元,2700,1300
新签产业项目,个,55,25
""".encode(),
    "tasks": """重点任务,完成情况,完成时间,佐证材料
前黄项目交付,已完成,2024年4月28日,验收单
工研荟三期主体结构施工,推进中,,
""".encode("gb18030"),
    "definitions": """指标名称,六提,单位,类型,方向,别名
生产安全事故起数,安全提升,起,个数,越低越好,事故起数、安全事故
""".encode("gb18030"),
}  # fmt: skip
