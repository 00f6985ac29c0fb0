"""新年计划: the plan of a year, from its announcement and last year's plan to one click that publishes it."""

from __future__ import annotations

import re

import streamlit as st

from indicators.store import shared_store
from indicators.years import next_year
from parts.frame import YEAR, administrator_only, current_snapshot, plain_header, show_flash
from parts.years import (
    announcement_fields,
    draft_message,
    overtaken_notice,
    proposal_list,
    review_and_publish,
    save_bar,
    targets_grid,
    tasks_grid,
    working_draft,
)

asked = st.query_params.get(YEAR, "")
year = int(asked) if re.fullmatch(r"20\d\d", asked) else next_year(current_snapshot())
st.query_params[YEAR] = str(year)
plain_header(f"{year}年计划", "从上年计划起草，读出公告中的目标，逐项确认，一次发布")
reporter = administrator_only("起草和发布年度计划")
if reporter is not None:
    show_flash("new_year")
    overtaken_notice()
    working = working_draft(year)
    draft_message(working, reporter)
    working = announcement_fields(working)
    proposal_list(working, reporter)
    targets_grid(working, reporter)
    tasks_grid(working)
    working = working_draft(year)
    review_and_publish(shared_store(), working, reporter)
    save_bar(shared_store(), reporter, working)
