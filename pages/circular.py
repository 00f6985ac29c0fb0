"""通报: the circular's text of a month, a lift or an edition, to be read and copied."""

from __future__ import annotations

from html import escape

import streamlit as st

from indicators.export import ViewError, open_view
from indicators.meeting import EditionError
from indicators.period import today
from indicators.reports import circular
from indicators.store import shared_store
from parts.elements import banner, copy_button, report_links, simulated_note
from parts.frame import EDITION, LIFT, THROUGH, current_month, plain_header

edition, lift = st.query_params.get(EDITION), st.query_params.get(LIFT)
try:
    through = None if edition else current_month()
    view = open_view(shared_store(), today(), through=through, lift=lift, edition=edition)
except (ViewError, EditionError) as error:
    banner("bad", "没有可以显示的通报", str(error))
    st.stop()
text = circular(view.snapshot, view.board)
asked = {EDITION: edition, LIFT: lift} if edition else {THROUGH: view.through.key, LIFT: lift}
query = {name: value for name, value in asked.items() if value}
plain_header("通报", f"{view.edition.name}　{text.as_of}" if view.edition else text.as_of)
if view.board.demo:
    st.html(simulated_note())
with st.container(horizontal=True, vertical_alignment="center", key="circular_actions"):
    copy_button(text.text, "复制全文", key="copy_circular")
    st.html(f'<div class="links">{report_links(("circular.docx", "circular.txt"), query)}</div>')
paragraphs = "".join(
    f'<p class="level-{paragraph.level}">{escape(paragraph.text)}</p>' for paragraph in text.paragraphs
)
notes = "".join(f'<p class="quiet">{escape(note)}</p>' for note in text.notes)
title = "<br>".join(map(escape, text.title_lines))
css = "circular of-edition" if edition else "circular"
st.html(f'<article class="{css}"><h2>{title}</h2>{paragraphs}{notes}</article>')
