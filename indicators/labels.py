"""Words that several screens share, and how words are joined. Imports nothing of this project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NO_VALUE: Final = "—"
TO_BE_NAMED: Final = "待明确"

# Codes of the catalogue -> what an office calls them.
KINDS: Final[Mapping[str, str]] = {
    "flow": "累计", "count": "个数", "stock": "期末", "rate": "比率", "mean": "均值",
}  # fmt: skip
# Kinds without a schedule: all year they are compared with the target itself.
UNSCHEDULED: Final = ("rate", "mean")
DIRECTIONS: Final[Mapping[str, str]] = {"more": "越高越好", "less": "越低越好"}
FREQUENCIES: Final[Mapping[str, str]] = {"month": "月", "quarter": "季", "year": "年"}
DEFINITION_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KINDS, "direction": DIRECTIONS, "frequency": FREQUENCIES,
}  # fmt: skip
# Columns of the catalogue -> what a heading or a sentence calls them.
DEFINITION_FIELDS: Final[Mapping[str, str]] = {
    "name": "名称", "unit": "单位", "kind": "类型", "direction": "方向", "frequency": "频率", "decimals": "小数位",
    "lift": "六提", "indicator": "编码", "responsible_unit": "责任单位", "lead_official": "牵头领导",
    "definition": "口径", "aliases": "别名", "typical_low": "常见下限", "typical_high": "常见上限",
    "headline": "总览主指标", "position": "排序", "retired": "停用日期",
}  # fmt: skip
# How a target is meant -> what a sentence calls it.
COMPARATORS: Final[Mapping[str, str]] = {
    "at_least": "不低于", "above": "超过", "about": "左右", "at_most": "不超过",
}  # fmt: skip
# Columns of the tasks -> what a heading or a sentence calls them.
TASK_FIELDS: Final[Mapping[str, str]] = {
    "title": "任务", "lift": "六提", "responsible_unit": "责任单位", "lead_official": "牵头领导", "due": "时限",
    "due_basis": "时限依据", "state": "状态", "done_on": "办结时间", "evidence": "佐证材料", "year": "计划年度",
}  # fmt: skip

# What a file is about -> what screens and templates call it.
SUBJECTS: Final[Mapping[str, str]] = {
    "observations": "实际数", "plans": "计划", "tasks": "任务进展", "catalogue": "指标目录",
}  # fmt: skip
# Every table -> what screens call it.
TABLES: Final[Mapping[str, str]] = {
    **SUBJECTS, "follow_ups": "督办", "announcements": "年度计划", "closings": "年终", "thresholds": "阈值",
    "drafts": "年度草稿", "names": "部门用名", "layouts": "版式", "editions": "会议版本", "sequences": "放映顺序",
    "joint_uploads": "成组提交",
}  # fmt: skip
# What a column of a file is for -> what screens call it; the first ones can be chosen for a column of numbers.
COLUMN_ROLES: Final[Mapping[str, str]] = {
    "ytd": "累计", "month": "当月", "quarter": "当季", "level": "期末", "value": "数值", "growth": "增速",
    "target": "计划", "phase": "分期计划", "last_year": "上年同期", "name": "名称", "unit": "单位", "period": "期间",
    "year": "年份", "area": "地区", "state": "状态", "row_meaning": "每行性质", "note": "备注", "unused": "不用",
    "undecided": "未定",
}  # fmt: skip
# Facts of a whole table -> what screens call them.
TABLE_FACTS: Final[Mapping[str, str]] = {
    "subject": "内容", "period": "期间", "unit": "单位", "area": "地区", "state": "状态", "name": "指标",
}  # fmt: skip
# Where a fact was read, the nearest first -> what screens call it.
PLACES: Final[Mapping[str, str]] = {
    "cell": "单元格", "row": "本行", "column": "列标题", "group": "列组", "title": "标题", "sheet": "工作表名",
    "file": "文件名", "remembered": "已确认的版式", "asked": "上报人指定", "catalogue": "指标目录",
}  # fmt: skip
# Separator of a text file -> what people call it.
SEPARATOR_NAMES: Final[Mapping[str, str]] = {
    ",": "逗号", ";": "分号", "\t": "制表符", "|": "竖线", "，": "全角逗号",
}  # fmt: skip
# How final a value is, from the first estimate to the last revision.
VALUE_STATES: Final = ("预计", "快报", "正式")
# What a task's state may be, as it is stored.
DONE, UNDER_WAY, NOT_BEGUN, CANCELLED = "已完成", "进行中", "未开始", "已取消"


def is_missing(value: object) -> bool:
    """None, NaN and NaT are no value; 0 is one."""
    return value is None or bool(value != value)  # noqa: PLR0124


def day_label(day: Any, none: str = NO_VALUE) -> str:  # noqa: ANN401 - a date, whichever library's
    """A day as a screen writes it: 2024年4月30日; ``none`` where there is none."""
    return none if is_missing(day) else f"{day.year}年{day.month}月{day.day}日"


def join_names(names: Iterable[object]) -> str:
    """Names in a row, as 经发局、科技局; empty names are left out, as in the two functions below."""
    return "、".join(filter(None, map(str, names)))


def join_clauses(clauses: Iterable[object]) -> str:
    """Clauses of one sentence: 完成年度计划42.7%，慢于时序32.3个百分点."""
    return "，".join(filter(None, map(str, clauses)))


def join_statements(statements: Iterable[object]) -> str:
    """Statements that could each stand alone: 类型为累计；单位为亿元."""
    return "；".join(filter(None, map(str, statements)))
