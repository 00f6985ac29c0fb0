"""``python -m indicators remind``: the reminder of what is due, printed or sent to the group robots."""

from __future__ import annotations

import click

from indicators.access import LOCAL_ADMINISTRATOR
from indicators.cli.shared import Command, Result, through_option
from indicators.evaluation import board, default_month
from indicators.follow_up import Outbox, items, reminder_text, reporting_calendar
from indicators.labels import join_names
from indicators.period import Period, today
from indicators.settings import data_root
from indicators.store import open_store


@click.command("remind", cls=Command, help="报送提醒：列出谁还没有报、没有答复；--send 发到群机器人")
@through_option
@click.option("--send", is_flag=True, help="发到设置好的群机器人，不成的再试三次")
def remind_command(through: Period | None, send: bool) -> Result:  # noqa: FBT001 - click's signature
    """Print the reminder; with ``--send`` wait until all robots have it, exit code 1 where one does not."""
    snapshot = open_store().snapshot()
    shown = board(snapshot, None, through or default_month(snapshot))
    calendar = reporting_calendar(snapshot, shown.through, today())
    text = reminder_text(calendar, items(snapshot, shown, today()), today())
    value = {
        "month": calendar.month.key, "due": calendar.due.isoformat(), "missing": calendar.missing, "text": text,
    }  # fmt: skip
    if not send:
        return Result(value, text)
    waiting = Outbox(data_root()).send_and_wait(text, LOCAL_ADMINISTRATOR.name).waiting
    outcome = f"没有发到：{join_names(waiting)}。督办页上可以重发。" if waiting else "已发送"
    return Result(value | {"not_sent": list(waiting)}, f"{text}\n\n{outcome}", int(bool(waiting)))
