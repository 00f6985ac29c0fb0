"""Streamlit's own words in Chinese, put into its scripts when they are sent.

Its front end has no translations: what it says on buttons and to screen readers stands in its scripts, in English.
Here is what a visitor of this product can meet; what only developers see is left out.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Name of a script without its hash -> whole string in it, without its backticks -> the string sent instead.
TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "index": {
        "Expand sidebar": "打开菜单",
        "Collapse sidebar": "关闭菜单",
        "App pages": "页面",
        "Skip to main content": "跳到正文",
        "${i.flat().length} more": "其余${i.flat().length}页",
        "View less": "收起",
        "View ${x-m} more": "其余${x-m}页",
        "view less": "收起",
        "view more": "展开",
        "(opens in new tab)": "（在新标签页打开）",
        "Notifications": "通知",
        "Close": "关闭",
        "Expander": "展开项",
        "Please wait...": "请稍候…",
        "Connecting": "正在连接",
        "Connecting to Streamlit server": "正在连接服务器",
        "Error": "错误",
        "Unable to connect to Streamlit server": "连不上服务器",
        "Stop": "停止",
        "Stopping...": "正在停止…",
        "Connection lost. Please wait for the app to reconnect, then try again.": "连接中断，请等页面重新连上后再试。",
    },
    "DataFrame": {
        "Add row": "增加一行",
        "Delete row(s)": "删除行",
        "Clear selection": "取消选中",
        "Search": "查找",
        "Type to search": "输入要找的内容",
        "Previous Result": "上一处",
        "Next Result": "下一处",
        "Close Search": "关闭查找",
        "Download as CSV": "下载 CSV",
        "Show/hide columns": "显示、隐藏列",
        "Select all": "全选",
        "Dataframe column menu": "列的菜单",
        "Copy column name": "复制列名",
        "Sort ascending": "升序",
        "Sort descending": "降序",
        "Statistics": "统计",
        "Values": "有内容",
        "Empty": "空白",
        "Distinct": "不同的",
        "Minimum length": "最短",
        "Maximum length": "最长",
        "Average length": "平均长度",
        "No data": "没有内容",
        "Format": "格式",
        "Autosize": "自动列宽",
        "Pin column": "固定列",
        "Unpin column": "取消固定",
        "Hide column": "隐藏列",
        "⚠️ Please fill out this cell.": "请填写这一格。",
        "The value is not part of the allowed options.": "应从下拉列表中选择。",
        "Invalid input.": "填写有误。",
        "Select...": "请选择",
        "No options": "没有可选的",
    },
    "DateInput": {
        "Clear date": "清除日期",
        "Choose date": "选择日期",
        "Use arrow keys to navigate dates. Enter to select. Escape to close.": "用方向键移动，按回车选定，按Esc关闭。",
    },
    "DownloadButton": {"Download failed": "下载失败，请重试"},
    "DynamicIcon": {"Loading": "正在加载", "${n} icon": "图标"},
    "FileUploader": {
        "Upload": "选择文件",
        "${T(t,D.Byte,0)} per file": "或把文件拖到这里：Excel（xlsx、xls）、WPS、CSV、ods，不超过 10 MB",
        "Drag and drop a file here": "松开即上传",
        "Drag and drop files here": "松开即上传",
        "Add files": "换一个文件",
    },
    "Multiselect": {
        "Multiselect options": "选项",
        "Multiselect": "选择",
        "Selected values": "已选",
        "Select all": "全选",
        "Select ${p.length} matches": "选择匹配的${p.length}项",
        "Remove ${e}": "移除${e}",
        "No results": "没有匹配的选项",
        "Clear all": "全部清除",
        "Open": "展开选项",
    },
    "NumberInput": {
        "Clear value": "清除",
        "Decrement": "减少",
        "Increment": "增加",
        "Number is outside the allowed range. Please enter a value between ${n} and ${r}.": "应在${n}与${r}之间。",
        "Number is below the allowed range. Please enter a value greater than or equal to ${n}.": "应不小于${n}。",
        "Number is below the allowed range.": "低于允许的范围。",
        "Number is above the allowed range. Please enter a value less than or equal to ${r}.": "应不大于${r}。",
        "Number is above the allowed range.": "高于允许的范围。",
    },
    "Pagination": {
        "Pagination": "翻页",
        "Previous page": "上一页",
        "Next page": "下一页",
        "Page ${e.page}": "第${e.page}页",
    },
    "ReorderedSegments": {"Previous month": "上个月", "Next month": "下个月"},
    "Selectbox": {
        "Selectbox options": "选项",
        "Selectbox": "选择",
        "No results": "没有匹配的选项",
        "Clear value": "清除",
        "Open": "展开选项",
    },
    "StreamlitMarkdown": {"Link to heading": "本节的链接"},
    "TextInput": {
        "Invalid input.": "填写有误。",
        "Clear entry": "清除",
        "Show password": "显示密钥",
        "Hide password": "隐藏密钥",
    },
    "Toolbar": {"Fullscreen": "全屏", "Close fullscreen": "退出全屏"},
    "useCopyToClipboard": {"Copied": "已复制", "Copy to clipboard": "复制"},
    "useFormValidation": {"Invalid value.": "填写有误。"},
    "utils": {
        "file upload": "选择文件",
        "Cancel upload of ${e.name}": "取消上传${e.name}",
        "Remove ${e.name}": "移除${e.name}",
        "Click to retry upload": "点击重新上传",
        "Choose an option": "请选择",
        "No options to select": "没有可选的",
    },
}
# The same for parts of the scripts where a string alone would say too much, or nothing.
PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "index": {'"aria-label":`Sidebar`': '"aria-label":`菜单`'},
    # A grid is painted, so no style sheet reaches it: its letters are to be as large and as dark as the others.
    "DataFrame": {
        "headerFontStyle:`${e.fontWeights.normal} ${P(e.fontSizes.sm)}px`": "headerFontStyle:`600 16px`",
        "baseFontStyle:`${e.fontWeights.normal} ${P(e.fontSizes.sm)}px`": "baseFontStyle:`400 16px`",
        "editorFontSize:e.fontSizes.sm": "editorFontSize:`16px`",
        "allowWrapping:e.isWrappingAllowed,readonly:!e.isEditable,style:e.isPinned?`faded`:`normal`": (
            "allowWrapping:e.isWrappingAllowed,readonly:!e.isEditable,style:`normal`"
        ),
        "`over 1000`:`${v.results} result${v.results===1?``:`s`}`": "`1000处以上`:`${v.results}处`",
        "`${v.selectedIndex+1} of ${e}`": "`第${v.selectedIndex+1}处，共${e}`",
        # On a phone the names stay beside the numbers.
        ">n*.6,[e,n,r]": ">n*.75,[e,n,r]",
        "defaultHeaderHeight:Math.round(P(`2.1875rem`))": "defaultHeaderHeight:44",
    },
    # Streamlit wants these in English, whatever the browser's language is.
    "DateInput": {"locale:`en-US`": "locale:`zh-CN`"},
    "Selectbox": {"locale:`en-US`": "locale:`zh-CN`"},
    # Whatever a server or a browser gives as a reason is English.
    "utils": {
        "e.status.type===`error`?e.status.errorMessage:`Upload failed`": "`文件超过 10 MB、类型不对，或连接中断`",
        "`Error: `": "`未上传：`",
    },
}
_HTML: Final = {
    re.compile('<html lang="en">'): '<html lang="zh-CN">',
    re.compile("<title>.*?</title>"): "<title>六提工程</title>",
    re.compile("<noscript>.*?</noscript>", re.DOTALL): "<noscript>请在浏览器中启用 JavaScript。</noscript>",
}

# Part of the scripts' addresses: browsers keep them for a year, but not when something is said differently.
EDITION: Final = hashlib.sha256(repr((TEXTS, PARTS)).encode()).hexdigest()[:8]


def page_in_chinese(html: str) -> str:
    """Streamlit's page as one in Chinese, before any script has run."""
    for english, chinese in _HTML.items():
        html = english.sub(chinese, html)
    return html


def script_in_chinese(name: str, script: str) -> str:
    """A script of the front end with its English words replaced.

    Args:
        name: of its file, such as ``index.DormvYxC.js``.
        script: its content.
    """
    for english, chinese in replacements(name).items():
        script = script.replace(english, chinese)
    return script


def replacements(name: str) -> Mapping[str, str]:
    """What is replaced in a script: as it stands there -> as it is sent."""
    stem = name.partition(".")[0]
    texts = {f"`{english}`": f"`{chinese}`" for english, chinese in TEXTS.get(stem, {}).items()}
    return texts | dict(PARTS.get(stem, {}))
