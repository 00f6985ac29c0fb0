"""管理: indicators, targets, tasks, plan years, keys, forms, thresholds, demonstration data, health; for administrators."""

from __future__ import annotations

from indicators.store import shared_store
from parts.admin import (
    demo_section,
    health_section,
    indicators_section,
    keys_section,
    layouts_section,
    targets_section,
    tasks_section,
    thresholds_section,
    years_section,
)
from parts.frame import administrator_only, choose_section, plain_header, show_flash

SECTIONS = {
    "indicators": ("指标", indicators_section),
    "targets": ("目标", targets_section),
    "tasks": ("任务", tasks_section),
    "years": ("年度", years_section),
    "keys": ("密钥", keys_section),
    "layouts": ("版式与名称", layouts_section),
    "thresholds": ("阈值", thresholds_section),
    "demo": ("演示数据", demo_section),
    "health": ("运行状况", health_section),
}


plain_header("管理", "改动先看差别，再提交；每一次都有记录，一键撤回")
reporter = administrator_only("管理")
if reporter is not None:
    section = choose_section("admin", "管理内容", {name: title for name, (title, _) in SECTIONS.items()})
    show_flash("admin")
    SECTIONS[section][1](shared_store(), reporter)
