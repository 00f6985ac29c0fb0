"""Everything that reading and checking a file may find: the one place where it is worded.

An issue is a code, a severity and two templates: what is wrong, and what would be right. A code that is said in several
ways has several entries, told apart behind a dot: ``twice``, ``twice.task``; programs see the code alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "confirm", "info"]
_Texts = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class IssueType:
    """One kind of issue.

    Attributes:
        code: stable name for programs, as ``unknown_indicator``.
        severity: an ``error`` refuses the file, a ``confirm`` must be confirmed, an ``info`` is only said.
        message: a Chinese template that names the value found and says what is wrong; without sheet and row.
        remedy: a Chinese template for what would be right, or what to do.
    """

    code: str
    severity: Severity
    message: str
    remedy: str


_ERRORS: Final[_Texts] = {
    "nothing_found": ("没有读到任何数据", "表头下方至少一行数据"),
    # Whose it is, when, in which unit.
    "unknown_indicator": (
        "没有名为“{name}”的指标{times}，{nearest}",
        "改为目录中的名称，或在预览中指定对应的指标",
    ),
    "not_yours": ("“{name}”不由{reporter}报送", "删去这一指标，或请管理员开通权限"),
    "future_period": ("{when}尚未到来", "期间不晚于{this_month}"),
    "missing_unit": ("“{name}”没有写单位", "写明单位，如“{unit}”（单位列、表头括号或“单位：{unit}”）"),
    "wrong_unit": ("“{name}”的单位是“{unit_written}”，目录中是“{unit}”", "改用{unit}"),
    "wrong_unit.convertible": (
        "“{name}”的单位是“{unit_written}”，目录中是“{unit}”，相差{times:,.10g}倍",
        "换算为{right:,.10g}{unit}，或在预览中选择按单位换算",
    ),
    # Numbers that cannot be.
    "negative": ("“{name}”不可能为负数：{value:g}", "0或正数；没有数据请留空"),
    "not_whole": ("“{name}”按{unit}计，不会是{value:g}", "整数"),
    "share_over_100": ("“{name}”是占比，不会是{value:g}%", "0到100之间的百分数"),
    "impossible_growth": ("“{name}”的同比为{growth:g}%，下降不会超过100%", "同比增速，单位为%"),
    "twice": ("“{name}”{when}出现多次且数值不同（另见{other}）", "只保留正确的一个"),
    "missing_before": (
        "“{name}”只有当月数，缺{wanted}的累计数，得不出累计",
        "补上{wanted}的累计数，或直接报累计数",
    ),
    # Numbers that do not fit their series.
    "off_by_factor": (
        "“{name}”{when}为{value:,.10g}{unit}，比{against}{reference:,.10g}{size}，疑为单位错误",
        "按{unit}填写，约{right:,.6g}；如确属修正，请在备注注明“修正”",
    ),
    "ytd_falls": (
        "“{name}”{when}累计数{value:,.10g}{unit}{compared}",
        "累计数不会下降；如为当月数请选“当月数”，如为修正请在备注注明“修正”",
    ),
    # Plans.
    "target_as_growth": (
        "“{name}”的目标写作“{found}”，是增长多少，不是目标",
        "要达到的数，单位{unit}",
    ),
    "far_year": ("“{name}”的计划年份是{year}年", "年份不晚于{last}年"),
    "off_by_factor.target": (
        "“{name}”{year}年的目标{value:,.10g}{unit}比{against}{reference:,.10g}{size}，疑为单位错误",
        "按{unit}填写，约{right:,.6g}",
    ),
    "phase_falls": (
        "“{name}”{when}的计划{value:,.10g}{unit}小于此前的{before:,.10g}",
        "分月、分季计划填1月起累计数，逐期不减",
    ),
    "phase_over_target": (
        "“{name}”{when}的计划{value:,.10g}{unit}大于全年目标{target:,.10g}",
        "不超过全年目标的累计数",
    ),
    # Tasks.
    "unknown_task": ("没有名为“{name}”的任务{nearest}", "改为任务清单中的名称"),
    "unknown_state": ("任务状态“{state}”无法识别", "已完成、进行中或未开始"),
    "unknown_state.blank": ("“{name}”没有填写任务状态", "已完成、进行中或未开始"),
    "future_day": ("办结时间{done_on}尚未到来", "不晚于{today}"),
    "no_day_done": ("“{name}”已完成，但没有办结时间", "填写办结时间，如 2024-09-30"),
    "done_on_unfinished": ("“{name}”未完成，却有办结时间{done_on}", "改为已完成，或删去办结时间"),
    "twice.task": ("任务“{name}”出现多次", "只保留一行"),
    "not_yours.task": ("“{name}”不由{reporter}报送", "删去这一任务，或请管理员开通权限"),
    # Definitions.
    "wrong_definition": ("“{name}”的{heading}“{found}”不对", "{right}"),
    "wrong_definition.blank": ("“{name}”的{heading}没有填写", "{right}"),
    "name_taken": ("“{word}”已是“{owner}”的名称或别名，不能再用于“{name}”", "换一个名称，或删去这一别名"),
    "twice.definition": ("指标“{name}”出现多次", "只保留一行"),
    "not_yours.definition": ("只有管理员可以增加或修改指标", "请管理员上报指标目录"),
}
_CONFIRM: Final[_Texts] = {
    "ytd_assumed": (
        "文件没有写明“{names}”等是累计数还是当月数，已按1月起累计理解",
        "确认是累计数；如为当月数，请选择“当月数”",
    ),
    "month_differs": ("“{name}”当月数{value:g}与累计数之差{between}不符", "确认以累计数为准"),
    "off_by_factor.unsure": _ERRORS["off_by_factor"],
    "ytd_falls.revised": _ERRORS["ytd_falls"],
    "large_change": (
        "“{name}”{when}将由{old:,.10g}{unit}改为{value:,.10g}{unit}{by}",
        "确认更正无误",
    ),
    "jump": (
        "“{name}”{when}为{value:,.10g}{unit}，本期变动{step:,.6g}，远超该指标以往的变动",
        "确认数值无误",
    ),
    "identical": ("“{name}”{when}与上月完全相同（{value:,.10g}{unit}）", "确认不是漏改上月的数"),
    "state_backwards": ("“{name}”{when}已有“{old_state}”数，文件中是“{state}”数", "确认用新数替换"),
    "growth_lost": (
        "“{name}”{when}原报同比{old_growth}%，文件中没有同比，更改后不再采用",
        "确认；如有公布的同比，请一并填报",
    ),
    "growth_changes": ("“{name}”{when}同比将由{old_growth}%改为{new_growth}%", "确认更正无误"),
    "odd_growth": ("“{name}”{when}的同比为{growth:g}%", "确认同比无误（单位为%）"),
    "odd_growth.computed": (
        "“{name}”{when}的同比为{growth:g}%，按上年同期推算为{computed_growth}%",
        "确认同比无误（单位为%）",
    ),
    "would_clear.confirm": (
        "“{name}”{when}现有{old:,.10g}{unit}，将被清空",
        "确认清空；不清空请取消勾选“清空”",
    ),
    "shown_at_meeting": ("“{name}”{when}已在{meeting}展示，{change}", "确认更正无误；会议版本保持原样"),
    # Plans.
    "plan_revision": (
        "“{name}”{when}的目标将由{before}调整为{after}",
        "确认计划已经批准调整；原计划保留备查",
    ),
    "bound_against_direction": (
        "“{name}”{better}越好，目标却写作“{found}”",
        "确认目标的写法；不对请改正",
    ),
    "phases_added": (
        "“{name}”{year}年各期计划相加等于全年{target:,.10g}{unit}，按累计数{sums}写入",
        "确认文件中是各期的当期数",
    ),
    "phase_low": (
        "“{name}”{when}的计划{value:,.10g}{unit}只占全年的{share:.0f}%，按1月起累计理解",
        "确认是累计数；如为当期数，请改填1月起累计数",
    ),
    # Tasks and definitions.
    "state_backwards.task": ("“{name}”此前已报{old_state}，文件中是{state}", "确认该任务确未完成"),
    "definition_changed": (
        "指标“{name}”的定义将改变：{old} → {new}",
        "确认后，已有数据按新的定义解释",
    ),
}
_INFO: Final[_Texts] = {
    "targets_ignored": ("未读取目标（{columns}列），只读取了实际数", "计划请单独上报"),
    "due_but_missing": ("{when}应报未报：{listed}", "如有数据请补报"),
    "unit_converted": ("“{name}”已由{unit_written}换算为{unit}", ""),
    "change_of_rate": ("“{name}”是比率，同比增减未读取", ""),
    "would_clear": (
        "“{name}”{when}在文件中为空，现有{old:,.10g}{unit}",
        "留空不会清除现有数；确需清除请勾选“清空”",
    ),
}
_BY_SEVERITY: Final[Mapping[Severity, _Texts]] = {"error": _ERRORS, "confirm": _CONFIRM, "info": _INFO}
ISSUES: Final[Mapping[str, IssueType]] = {
    kind: IssueType(kind.partition(".")[0], severity, *texts)
    for severity, kinds in _BY_SEVERITY.items()
    for kind, texts in kinds.items()
}
# What stands for those of a kind that are too many to be told one by one.
MORE_ALIKE: Final = "另有{count}处同样的情况"
MORE_ALIKE_REMEDY: Final = "与已列出的同类情况一样处理"
