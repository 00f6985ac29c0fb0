"""The catalogue of issues: all that reading and checking a file may report.

An issue is a code, a severity and two templates: what is wrong, and what would be right. A code with several wordings
has several entries, with a suffix after a dot: ``twice``, ``twice.task``; programs see the code only.
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
        severity: an ``error`` refuses the file, a ``confirm`` must be confirmed, an ``info`` is only reported.
        message: a Chinese template that names the value found and says what is wrong; without sheet and row.
        remedy: a Chinese template for what would be right, or what to do.
    """

    code: str
    severity: Severity
    message: str
    remedy: str


# How a file that is too large is reported.
SPLIT: Final = "按月份或指标拆成几个文件，分别上报；用接口可连续上传多个文件"
_AS_XLSX: Final = "用 Excel 或 WPS 打开，另存为 xlsx 后再上报"
_FORMATS: Final = "上报 xlsx、xls、ods、csv 或 tsv 表格"

_FILES: Final[_Texts] = {
    "empty_file": ("文件“{name}”是空的", "上报有数据的文件"),
    "empty_file.workbook": ("工作簿是空的", "上报有数据的文件"),
    "too_large": ("文件有 {size} MB，超过 {limit} MB", f"删去无关的工作表和图片，或{SPLIT}"),
    "too_large.unpacked": ("工作簿解压后超过 {limit} MB，不予打开", "删去无关的工作表、图片和空行，或分成几个文件"),
    "too_large.spread": ("工作表横跨 {cells:,} 个单元格，不予打开", "删去表格右方和下方远处的内容"),
    "too_large.cells": ("文件有超过 {limit:,} 个单元格，不予打开", f"删去无关的工作表、行和列，或{SPLIT}"),
    "too_large.columns": ("表格有 {count:,} 列，超过 {limit:,} 列，不予打开", f"删去无关的列和远处的内容，或{SPLIT}"),
    "too_large.text": ("一个单元格里有 {count:,} 个字，超过 {limit:,} 个", "删去这一格的内容，或缩短到一句话"),
    "too_large.characters": ("文件各单元格合计超过 {limit:,} 个字，不予打开", f"删去无关的文字、工作表和列，或{SPLIT}"),
    "too_many_rows": ("{what}有 {count:,} 行，超过 {limit:,} 行", SPLIT),
    "no_table": ("“{name}”是{form}，不是表格", _FORMATS),
    "no_table.markup": ("“{name}”是网页或 XML，不是表格文件", "用 Excel 或 WPS 打开后另存为 xlsx"),
    "no_table.workbook": ("文件是{form}，不是可读取的表格", _FORMATS),
    "encrypted": ("文件有密码，无法读取", "去掉密码后再上报"),
    "damaged": ("工作簿已损坏，或用了不常见的压缩方式，无法打开", _AS_XLSX),
    "damaged.ended": ("文件已损坏或无法读取：{seconds} 秒内没有读完，或需要的内存太多",
                      f"删去无关的工作表、图片和远处的内容，{_AS_XLSX}"),
    "damaged.quote": ("引号不成对，其后各行无法分列", "补上引号，或另存为 xlsx 后再上报"),
    "unknown_encoding": ("不支持编码“{found}”", "选择 UTF-8、UTF-16 或 GB18030"),
    "wrong_encoding": ("文件不是完整的 {encoding} 文本，字节 {found} 无法解读",
                       "用 Excel 或 WPS 另存为 xlsx 或“CSV UTF-8”后再上报"),
    "unknown_sheet": ("没有名为“{found}”的工作表", "选择：{sheets}"),
}  # fmt: skip
_HEADING: Final = (
    "表头应有“指标”和数值列：每行一个值（指标、期间、数值），或每行一个指标（指标、1—9月累计、同比），"
    "或每行一个月（月份、各指标名称）；也可在预览中指定表头在第几行"
)
_TABLES: Final[_Texts] = {
    "no_header": ("没有找到表头", _HEADING),
    "second_heading": ("这里另有一个表头，其下各行未读取", "一张工作表只放一个表，或分成几个文件"),
    "missing_name": ("有数值，但没有指标名称", "填写指标名称"),
    "longer_row": ("这一行比表头多出一格“{found}”，各数可能错位",
                   "数字中的千位逗号请去掉，或给整个数加引号；确有这一列的，请补上表头"),
    "unreadable_number": ("“{found}”{reason}", "数字，如 1234.5、1,234.5、12.5%；没有数据请留空"),
    "unreadable_number.target": ("“{found}”{reason}",
                                 "数字，如 2500、2500亿元以上、不低于90%、8%左右；没有目标请留空"),
    "formula_error": ("“{found}”{reason}", "改正公式，或改填数字；没有数据请留空"),
    "formula_without_result": ("“{found}”{reason}", "在 Excel 或 WPS 中打开并保存一次再上报，或改填数值"),
    "unclear_format": ("“{found}”{reason}", "把这一格的格式改为“常规”或“数值”，核对数值后再上报"),
    "unreadable_day": ("日期“{found}”无法识别", "日期，如 2024-09-30 或 2024年9月30日"),
    "unreadable_period": ("期间“{found}”无法识别", "{right}"),
    "period_out_of_range": ("期间“{found}”不在{first}年至{last}年之间", "不收{first}年以前的数据，请把这一列或这一行改为不用或删去；年份写错的请改正"),
    "missing_year": ("期间“{found}”没有写年份", "在标题或期间中写明年份（如 2024年9月），或在预览中选择年份"),
    "missing_period": ("“{name}”没有期间", "填写期间，在标题写明年月（如 2024年9月），或在预览中选择期间"),
    "column_undecided": ("{column}列是数字，但看不出是什么数", "指明这一列的用途；不需要的选“不用”"),
    "merged_value": ("“{found}”的数写在跨{months}的合并单元格中，看不出是哪几个月的数", "拆开合并单元格，或改在1月起累计的列中填写"),
    "units_differ": ("“{name}”的单位写了两种：{units}", "单位列、名称和表头只写一种单位"),
    "too_many_issues": ("错误超过 {limit:,} 处，其余各行没有核对", "改正已列出的各处后再上报，其余会接着核对"),
    "nothing_found": ("没有读到任何数据", "表头下方至少一行数据"),
    "nothing_found.row": ("“{name}”这一行没有可以写入的内容", "补全这一行，或清空所填"),
}  # fmt: skip
_CHECKS: Final[_Texts] = {
    # Whose it is, when, in which unit.
    "unknown_indicator": ("没有名为“{name}”的指标{times}，{nearest}", "改为目录中的名称，或在预览中指定对应的指标"),
    "unknown_indicator.growth": (
        "没有名为“{name}”的指标{times}，目录中的“{rate}”是它的同比",
        "在预览中把“{name}”对应到“{rate}”，将采用同比（{growth:,.15g}%），不采用金额；或改为目录中的名称",
    ),
    "not_yours": ("“{name}”{belonging}，“{reporter}”不能上报", "删去这一指标，或请管理员开通权限"),
    "future_period": ("{when}尚未到来", "期间不晚于{this_month}"),
    "wrong_unit": ("“{name}”的单位是“{unit_written}”，目录中是“{unit}”", "改用{unit}"),
    "wrong_unit.convertible": ("“{name}”的单位是“{unit_written}”，目录中是“{unit}”，相差{times:,.10g}倍",
                               "换算为{right:,.10g}{unit}，或在预览中选择按单位换算"),
    # Numbers that cannot be.
    "negative": ("“{name}”不可能为负数：{value:,.15g}", "0或正数；没有数据请留空"),
    "not_whole": ("“{name}”按{unit}计，不会是{value:,.15g}", "整数"),
    "share_over_100": ("“{name}”是占比，不会是{value:,.15g}%", "0到100之间的百分数"),
    "impossible_growth": ("“{name}”的同比为{growth:,.15g}%，下降不会超过100%", "同比增速，单位为%"),
    "twice": ("“{name}”{when}出现多次且数值不同（另见{other}）", "只保留正确的一个"),
    "twice.january": ("“{name}”{when}出现多次且数值不同（另见{other}）",
                      "表格软件会把 {year}.10 存成 {year}.1：其中的10月请写成 {year}-10；都是1月的只保留正确的一个"),
    "growth_without_value": ("“{name}”只有同比，没有数值，不能保存：{listed}", "连同数值一起上报"),
    "missing_before": ("“{name}”只有当月数，缺{wanted}的累计数，得不出累计", "补上{wanted}的累计数，或直接报累计数"),
    "month_of_mean": ("“{name}”是1月起的均值，{found}只是当月或当季的均值，得不出累计均值", "报{when}的均值"),
    # Numbers that do not fit their series.
    "off_by_factor": ("“{name}”{when}为{value:,.15g}{unit}，比{against}{reference:,.15g}{size}，疑为单位错误{seems}",
                      "按{unit}填写，约{right:,.6g}；如确属修正，请在备注注明“修正”，相差{limit:g}倍以上的由管理员上报"),
    "unusual_size": ("“{name}”{when}为{value:,.15g}{unit}，是{bound_name}{bound:,.6g}的{share}",
                     "核对数值和单位；确属实情的，相差{limit:g}倍以上只能由管理员上报"),
    "ytd_falls": ("“{name}”{when}累计数{value:,.15g}{unit}，{compared}，像是当月数",
                  "填1月起累计数；如为当月数，请把这一列的用途改为“当月”，如为修正请在备注注明“修正”"),
    # Plans.
    "target_as_growth": ("“{name}”的目标写作“{found}”，是增长多少，不是目标", "要达到的数，单位{unit}"),
    "far_year": ("“{name}”的计划年份是{year}年", "年份不晚于{last}年"),
    "off_by_factor.target": ("“{name}”{year}年的目标{value:,.15g}{unit}比{against}{reference:,.15g}{size}，疑为单位错误{seems}",
                             "按{unit}填写，约{right:,.6g}"),
    "words_without_target": ("“{name}”有原文“{own_wording}”，没有目标", "把原文中的数填入目标一列；没有目标请删去原文"),
    "phase_falls": ("“{name}”{when}的计划{value:,.15g}{unit}小于此前的{before:,.15g}",
                    "分月、分季计划填1月起累计数，逐期不减"),
    "phase_over_target": ("“{name}”{when}的计划{value:,.15g}{unit}大于全年目标{target:,.15g}",
                          "不超过全年目标的累计数"),
    # Tasks.
    "unknown_task": ("没有名为“{name}”的任务{nearest}", "改为任务清单中的名称；新任务由管理员增加，须填写六提和时限"),
    "unknown_state": ("任务状态“{state}”无法识别", "已完成、进行中、未开始或已取消"),
    "unknown_state.blank": ("“{name}”没有填写任务状态", "已完成、进行中、未开始或已取消"),
    "future_day": ("办结时间{done_on}尚未到来", "不晚于{today}"),
    "future_day.announced": ("下达日期{own_announced}尚未到来", "不晚于{today}"),
    "no_day_done": ("“{name}”{read_state}，但没有办结时间", "填写办结时间，如 2024-09-30"),
    "no_reason": ("“{name}”已取消，但没有写明原因", "在佐证材料中写明取消的原因和依据"),
    "done_on_unfinished": ("“{name}”未完成，却有办结时间{done_on}", "改为已完成或已取消，或删去办结时间"),
    "twice.task": ("任务“{name}”出现多次", "只保留一行"),
    "not_yours.task": ("“{name}”{belonging}，“{reporter}”不能上报", "删去这一任务，或请管理员开通权限"),
    "not_yours.task_field": ("“{name}”的{heading}将由{old}改为{new}，只有管理员可以更改", "改回{old}，或请管理员更改"),
    "name_taken.task": ("“{title}”已是另一任务的名称，不能再用于“{name}”", "改回原名称，或核对编码"),
    "plan_year_passed": ("“{name}”已列入{newest}年计划，{year}年计划中的{fields}不再更改", "把计划年度改为{newest}，或删去改动"),
    "due_before_year": ("“{name}”的时限{due}早于计划年度{year}年", "时限不早于{year}-01-01，或改正计划年度"),
    "carried_ended": ("“{name}”{state}，不能结转到{year}年", "确未完成的把状态改为进行中；已办结的不改计划年度"),
    # Definitions.
    "wrong_definition": ("“{name}”的{heading}“{found}”不对", "{right}"),
    "wrong_definition.blank": ("“{name}”的{heading}没有填写", "{right}"),
    "name_taken": ("“{word}”已是“{owner}”的名称或别名，不能再用于“{name}”", "换一个名称，或删去这一别名"),
    "twice.definition": ("指标“{name}”出现多次", "只保留一行"),
    "unit_change": ("“{name}”已有{counted}，单位不能由{old_unit}改为{unit}：两者不能换算", "{right}"),
    "kind_change": ("“{name}”已有{counted}，类型不能由{old}改为{new}", "{right}"),
    "not_yours.definition": ("只有管理员可以增加或修改指标", "请管理员上报指标目录"),
}  # fmt: skip
_CONFIRM: Final[_Texts] = {
    "layout_inferred": ("以下是按上下文推断的：{understood}", "核对无误后确认；不对的，请改列的用途、期间、单位或内容"),
    "maybe_october": ("期间“{found}”多半是丢了末尾0的10月，已按{meant}理解", "确认是10月；如为1月，请写作01"),
    "fraction_growth": ("{column}列的同比都在±1之间，也没有写%，已按百分数理解（{found}%）",
                        "确认无误；如{found}是{meant}%的意思，请改为百分数后上报"),
    "maybe_ytd": ("期间“{found}”可能是“1-…月”被表格软件改成了日期，已按{meant}理解", "确认是1月起累计；如为当月，请写明年月"),
    "growth_rows_left_out": ("“{found}”行未读取（{rows}）", "确认不报；如需上报同比，请放在“同比”列"),
    "unit_assumed": ("单位未写，按目录单位？{listed}",
                     "确认都是目录单位；不是的请写明单位（单位列、表头括号或“单位：亿元”）"),
    "growth_without_value.left_out": (_CHECKS["growth_without_value"][0], "连同数值一起上报；确认后不写入这些同比"),
    "month_differs": ("“{name}”当月数{value:,.15g}与累计数之差{between:,.15g}不符", "确认以累计数为准"),
    "off_by_factor.unsure": (_CHECKS["off_by_factor"][0], "确认数值无误；单位不对的按{unit}填写，约{right:,.6g}"),
    "unusual_size.unsure": (_CHECKS["unusual_size"][0], "确认数值和单位无误"),
    "ytd_falls.revised": ("“{name}”{when}累计数{value:,.15g}{unit}，{compared}", "确认是修正后的累计数；如为当月数，请把这一列的用途改为“当月”"),
    "large_change": ("“{name}”{when}将由{old:,.15g}{unit}改为{value:,.15g}{unit}{by}", "确认更正无误"),
    "jump": ("“{name}”{when}为{value:,.15g}{unit}，本期变动{step:,.15g}，远超该指标以往的变动", "确认数值无误"),
    "identical": ("“{name}”{when}与上月完全相同（{value:,.15g}{unit}）", "确认不是漏改上月的数"),
    "state_backwards": ("“{name}”{when}已有“{old_state}”数，文件中是“{state}”数", "确认用新数替换"),
    "growth_lost": ("“{name}”{when}原报同比{old_growth}%，文件中没有同比，更改后不再采用",
                    "确认；如有公布的同比，请一并填报"),
    "growth_changes": ("“{name}”{when}同比将由{old_growth}%改为{new_growth}%", "确认更正无误"),
    "odd_growth": ("“{name}”{when}的同比为{growth:,.15g}%", "确认同比无误（单位为%）"),
    "odd_growth.computed": ("“{name}”{when}的同比为{growth:,.15g}%，按上年同期推算为{computed_growth}%",
                            "确认同比无误（单位为%）"),
    "would_clear.confirm": ("“{name}”{when}现有{old:,.15g}{unit}，将被清空", "确认清空；不清空请取消勾选“清空”"),
    "shown_at_meeting": ("“{name}”{when}已在{meeting}展示，{change}", "确认更正无误；会议版本保持原样"),
    # Plans.
    "plan_revision": ("“{name}”{when}的目标将由{before}调整为{after}", "确认计划已经批准调整；原计划保留备查"),
    "words_differ": ("“{name}”{when}的目标是{value:,.15g}{unit}，原文“{own_wording}”中没有这个数", "确认目标无误；不一致的请改正目标或原文"),
    "bound_against_direction": ("“{name}”{better}越好，目标却写作“{found}”", "确认目标的写法；不对请改正"),
    "phases_added": ("“{name}”{year}年各期计划相加等于全年{target:,.15g}{unit}，按累计数{sums}写入",
                     "确认文件中是各期的当期数"),
    "phase_low": ("“{name}”{when}的计划{value:,.15g}{unit}只占全年的{share:.0f}%，按1月起累计理解",
                  "确认是累计数；如为当期数，请改填1月起累计数"),
    # Tasks and definitions.
    "state_backwards.task": ("“{name}”此前已报{old_state}，文件中是{state}", "确认该任务确未完成"),
    "task_changed": ("任务“{name}”将更改：{before} → {after}", "确认更改无误"),
    "task_changed.carried": ("任务“{name}”将结转到{year}年：{before} → {after}", "确认结转；原时限保留备查"),
    "task_field_unread": ("“{name}”的{heading}“{found}”无法采用，仍按原来的", "确认不改；要改的应为{right}"),
    "new_tasks": ("将新增{count}项任务：{listed}", "确认都是新任务；如为清单中的任务，请改为清单中的名称"),
    "new_tasks.alike": ("任务“{name}”不在清单中，是否即“{meant}”？", "确认是另一项新任务；如即“{meant}”，请改为这一名称"),
    "plan_year_assumed": ("{count}项新任务没有写计划年度，计入{year}年计划？{listed}", "确认计入{year}年；不是的请填写计划年度"),
    "definition_changed": ("指标“{name}”的定义将改变：{old} → {new}", "确认后，已有数据按新的定义解释"),
    "definition_changed.described": ("{count}项指标的说明将填写或更改：{listed}", "核对后确认；已有数据的含义不变"),
    "renamed": ("改名：“{renamed_from}” → “{name}”，原名保留为别名", "确认是同一指标改名；如是新指标，请在文件中保留“{renamed_from}”一行"),
    "renamed.unclear": ("“{name}”可能是{names}改名，也可能是新指标，将作为新指标写入",
                        "确认是新指标；是改名的，请在“编码”栏填写原指标的编码（{listed}）"),
    "unit_change.converted": (
        "“{name}”的单位将由{old_unit}改为{unit}，{counted}一并换算，如{when}{number:,.15g}{old_unit}为{converted:,.15g}{unit}",
        "确认换算；换算前的数连同原单位保留备查，撤回这次上报即可还原",
    ),
}  # fmt: skip
_INFO: Final[_Texts] = {
    "other_sheets": ("工作表{others}中没有找到数据表，未读取", "如需读取，请给表加上“指标”或“月份”的表头"),
    "totals_left_out": ("“{found}”行未读取（{rows}）", "如需上报，请写明指标名称"),
    "month_growth_ignored": ("“{name}”的当月同比未读取，只采用累计同比", "如为累计同比，请在表头写明"),
    "targets_ignored": ("未读取目标（{columns}列），只读取了实际数", "计划请单独上报"),
    "due_but_missing": ("{when}应报未报：{listed}", "如有数据请补报"),
    "unit_converted": ("“{name}”已由{unit_written}换算为{unit}", ""),
    "change_of_rate": ("“{name}”是比率，同比增减未读取", ""),
    "amount_of_rate": ("“{name}”取自同比一栏，“{written}”的金额未采用", ""),
    "demo_replaced": ("写入后，演示数据不再显示：{listed}", ""),
    "would_clear": ("“{name}”{when}在文件中为空，现有{old:,.15g}{unit}", "留空不会清除现有数；确需清除请勾选“清空”"),
}  # fmt: skip
_BY_SEVERITY: Final[Mapping[Severity, _Texts]] = {
    "error": _FILES | _TABLES | _CHECKS,
    "confirm": _CONFIRM,
    "info": _INFO,
}
ISSUES: Final[Mapping[str, IssueType]] = {
    kind: IssueType(kind.partition(".")[0], severity, *texts)
    for severity, kinds in _BY_SEVERITY.items()
    for kind, texts in kinds.items()
}
# The last issue of a code, where there are too many to list each.
MORE_ALIKE: Final = "另有{count}处同样的情况"
MORE_ALIKE_REMEDY: Final = "与已列出的同类情况一样处理"
