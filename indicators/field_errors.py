"""What would be right, in Chinese, for a value that pydantic refuses, and where a settings file is no TOML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# Types of pydantic's errors -> what would be right; {names} come from the error's context.
_EXPECTED = {
    "string_pattern_mismatch": "小写字母开头，只含小写字母、数字和下划线",
    "string_too_short": "不能为空", "string_too_long": "更短的文字", "string_type": "加引号的文字",
    "tuple_type": '加方括号的清单，如 ["industry"]', "model_type": "[[…]] 段，或 {{…}} 中的各项",
    "dict_type": '成对的名称和内容，如 {{"C": "累计"}}', "frozen_set_type": '加方括号的清单，如 ["合计"]',
    "json_invalid": 'JSON，如 {{"roles": {{"C": "累计"}}}}',
    "missing": "缺少这一项",
    "unexpected_keyword_argument": "没有这一项，请删除", "extra_forbidden": "没有这一项，请删除",
    "int_parsing": "整数", "int_type": "整数", "int_from_float": "整数",
    "float_parsing": "数字", "float_type": "数字", "finite_number": "有限的数字",
    "bool_parsing": "yes 或 no", "bool_type": "true 或 false",
    "date_parsing": "日期，如 2024-12-31", "date_from_datetime_parsing": "日期，如 2024-12-31",
    "date_from_datetime_inexact": "不带钟点的日期，如 2024-12-31",
    "greater_than": "大于{gt}", "greater_than_equal": "不小于{ge}",
    "less_than": "小于{lt}", "less_than_equal": "不大于{le}",
    "literal_error": "{expected}之一", "value_error": "{error}",
}  # fmt: skip


def expected_value(error: ErrorDetails) -> str:
    """A Chinese phrase for one of pydantic's errors: ``不大于1``."""
    context = {name: str(value).replace("' or '", "'、'") for name, value in error.get("ctx", {}).items()}
    return _EXPECTED.get(error["type"], "按说明填写").format_map(context).replace("'", "").replace(", ", "、")


def unreadable_toml(error: Exception) -> str:
    """Why a settings file cannot be read, and what to do: tomllib, encodings and systems say it in English."""
    if isinstance(error, OSError):
        return "无法读取，请检查它是否还在、文件权限是否改变。"
    place = re.search(r"line (\d+), column (\d+)", str(error))
    where = f"（第{place[1]}行第{place[2]}个字符处不对）" if place else ""
    return f"无法读取{where}。请按 TOML 格式、UTF-8 编码保存。"
