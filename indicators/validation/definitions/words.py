"""What offices write in a file of definitions, and the catalogue's codes for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from indicators.catalogue import lifts
from indicators.reading import is_scaled

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {"累计": "flow", "累计量": "flow", "累计数": "flow", "流量": "flow",
             "个数": "count", "计数": "count", "数量": "count",
             "期末": "stock", "期末数": "stock", "时点": "stock", "时点数": "stock", "存量": "stock",
             "比率": "rate", "比例": "rate", "增速": "rate", "增长率": "rate", "率": "rate",
             "均值": "mean", "平均": "mean", "平均值": "mean", "平均数": "mean", "浓度": "mean"},
    "direction": {"越高越好": "more", "越大越好": "more", "越多越好": "more", "正向": "more", "正": "more",
                  "越低越好": "less", "越小越好": "less", "越少越好": "less", "逆向": "less", "负向": "less",
                  "逆": "less"},
    "frequency": {"月": "month", "月度": "month", "每月": "month", "按月": "month", "月报": "month",
                  "季": "quarter", "季度": "quarter", "每季": "quarter", "按季": "quarter", "季报": "quarter",
                  "年": "year", "年度": "year", "每年": "year", "按年": "year", "年报": "year"},
    "headline": {"是": "yes", "√": "yes", "✔": "yes", "有": "yes", "否": "no", "×": "no", "✘": "no", "不是": "no"},
}  # fmt: skip
# What would be right, by field.
RIGHT: Final[Mapping[str, str]] = {
    "name": "指标名称，不能为空", "unit": "单位，如 亿元、个、%", "kind": "累计、个数、期末、比率或均值",
    "direction": "越高越好或越低越好", "frequency": "月、季或年", "decimals": "0到6的整数",
    "lift": "六提之一，如 安全提升", "indicator": "小写字母开头，只含小写字母、数字和下划线",
    "typical_low": "数字，按目录单位；不知道请留空", "typical_high": "数字，按目录单位，不小于常见下限；不知道请留空",
    "headline": "是或否", "position": "整数，小的在前", "retired": "日期，如 2025-06-30；在用的请留空",
}  # fmt: skip
# A blank leaves a field as it was; this empties it.
EMPTIED: Final = "无"
_DASHES: Final = re.compile("[-—–―…/]+")
_BETWEEN_ALIASES: Final = re.compile("[|｜、,，;；\n]")


def written(cells: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, str]:
    """The fields that a row fills in."""
    texts = {field: str(cells.get(field) or "").strip() for field in fields}
    return {field: text for field, text in texts.items() if text and not _DASHES.fullmatch(text)}


def code(field: str, text: str) -> str:
    """The catalogue's code for what an office writes; what is unknown is left for validation to refuse."""
    if text == EMPTIED:
        return ""
    if field == "lift":
        codes = (lift.lift for lift in lifts().values() if text in {lift.lift, lift.name, lift.short})
        return next(codes, "?")
    if field == "aliases":
        return "|".join(alias.strip() for alias in _BETWEEN_ALIASES.split(text) if alias.strip())
    if field in {"typical_low", "typical_high"}:
        return text.replace(",", "")
    return _WORDS.get(field, {}).get(text, text)


def usual(texts: Mapping[str, str]) -> dict[str, Any]:
    """Of a new indicator: more is better, monthly; whole pieces have no decimals, rates one, amounts two."""
    kind, unit = code("kind", texts.get("kind", "")), texts.get("unit", "")
    pieces = kind == "count" or (kind == "stock" and not is_scaled(unit) and unit != "%")
    decimals = "0" if pieces else "1" if kind == "rate" else "2"
    fields = {"headline": False, "direction": "more", "frequency": "month", "decimals": decimals}
    return dict.fromkeys(("name", "unit", "kind", "lift"), "") | fields
