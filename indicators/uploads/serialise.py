"""A preview as plain values for programs, and as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.frames import plain_records
from indicators.labels import SEPARATOR_NAMES, SUBJECTS, join_names
from indicators.validation import UNCHANGED

if TYPE_CHECKING:
    from indicators.reading import Issue
    from indicators.uploads.preview import Preview

_SEVERITIES = {"error": "错误", "confirm": "待确认", "info": "提示"}
_MOST_DIFFERENCES = 1000
_COMPARED = ("indicator", "task", "name", "period", "year", "phase", "old", "new", "change", "row")


def preview_json(preview: Preview, upload: str | None = None, *, repeated: bool = False) -> dict[str, Any]:
    """``{accepted, problems, questions, notes, new, changed, unchanged, would_clear, differences, upload, …}``.

    ``upload`` is the id of the commit, None while nothing is written; ``repeated`` says that the very same file was
    committed before. At most the first thousand differences are listed.
    """
    table, source = preview.table, preview.source
    detected = table and source and {
        "form": source.format, "encoding": source.encoding or None, "separator": source.separator or None,
        "sheet": table.sheet or None, "subject": table.subject, "layout": table.form,
        "header_rows": list(table.header_rows), "unit": table.unit or None, "ignored": table.ignored,
    }  # fmt: skip
    return {
        "accepted": preview.accepted, "file": preview.file, "sha256": preview.sha256, "detected": detected,
        "problems": [_issue_json(issue) for issue in preview.problems],
        "questions": [_issue_json(issue) for issue in preview.questions],
        "notes": [_issue_json(issue) for issue in preview.notes],
        **preview.counts, "differences": _differences(preview), "upload": upload, "repeated": repeated,
    }  # fmt: skip


def _issue_json(issue: Issue) -> dict[str, Any]:
    return {
        "sheet": issue.sheet or None, "row": issue.row, "rows": list(issue.rows) or None,
        "column": issue.column or None, "code": issue.code, "found": issue.found or None, "message": issue.message,
        "fix": issue.fix or None,
    }  # fmt: skip


def preview_text(preview: Preview, upload: str | None = None, *, repeated: bool = False) -> str:
    """The preview for a terminal: layout, issues, counts and what came of it."""
    lines = [f"文件：{preview.file}", *layout_text(preview)]
    for issue in preview.issues:
        place = f"{issue.place}：" if issue.place else ""
        fix = f"　应为：{issue.fix}" if issue.fix else ""
        lines.append(f"[{_SEVERITIES[issue.severity]}] {place}{issue.message}{fix}")
    counts = preview.counts
    lines.append(
        f"新增{counts['new']}个，更改{counts['changed']}个，不变{counts['unchanged']}个，留空{counts['would_clear']}个；"
        f"错误{len(preview.problems)}处，待确认{len(preview.questions)}处"
    )
    if repeated:
        lines.append(f"同一文件此前已经上报（编号 {upload}），未重复写入。")
    elif upload:
        lines.append(f"已写入，编号 {upload}。")
    elif not preview.accepted:
        lines.append("未通过检查，不会写入任何数据。")
    return "\n".join(lines)


def layout_text(preview: Preview) -> list[str]:
    """How the file was read, in one line; no line for a file that could not be read."""
    if preview.table is None or preview.source is None:
        return []
    table, source = preview.table, preview.source
    first, last = table.header_rows
    parts = [
        f"内容：{SUBJECTS[table.subject]}", f"格式：{source.format}",
        f"编码：{source.encoding}" if source.encoding else "",
        f"分隔符：{SEPARATOR_NAMES.get(source.separator, source.separator)}" if source.separator else "",
        f"工作表：{table.sheet}" if table.sheet else "",
        f"表头：第{first}行{f'至第{last}行' if last > first else ''}" if first else "",
        f"单位行：{table.unit}" if table.unit else "",
        f"未采用的列：{join_names(table.ignored)}" if table.ignored else "",
    ]  # fmt: skip
    return ["　".join(part for part in parts if part)]


def _differences(preview: Preview) -> list[dict[str, Any]]:
    rows = preview.checked.differences
    if rows.empty:
        return []
    rows = rows.rename(columns={"value": "new"} if "value" in rows else {})
    growths = ["growth", "old_growth"] if "growth" in rows and rows["growth"].notna().any() else []
    wanted = [column for column in (*_COMPARED, *growths) if column in rows]
    return plain_records(rows.loc[rows["change"].astype(str) != UNCHANGED, wanted].head(_MOST_DIFFERENCES))
