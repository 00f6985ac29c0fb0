"""Reminders on their way to group robots: tried again where one fails, kept until all have it or somebody dismisses it.

What is kept (``<tables>/notify/outbox.json``) names a robot by its kind, never by its address, which is a secret.
"""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from indicators.follow_up.robots import is_sent
from indicators.settings import notify_services
from indicators.shared_files import shared_files
from indicators.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from pydantic import SecretStr

# Seconds before each attempt: a robot that is restarted is there again after minutes.
WAITS: Final = (0.0, 5.0, 30.0, 120.0)
# An attempt ends on its own by then: what is still under way later was interrupted.
_LONGEST_ATTEMPT: Final = 60.0
_NAMES: Final = {
    "wecombot": "企业微信", "dingtalk": "钉钉", "feishu": "飞书", "lark": "飞书（国际版）", "json": "HTTP", "jsons": "HTTP",
}  # fmt: skip


class DeliveryError(StoreError):
    """A reminder cannot be sent or kept; the message is Chinese and says what would help."""


@dataclass(frozen=True)
class Reminder:
    """A reminder that not every robot has yet.

    Attributes:
        id: of it.
        text: what is sent.
        by: who sent it.
        at: when (UTC).
        waiting: the robots that do not have it, by name.
        attempts: how often it was tried.
        until: by when this is decided; later it was interrupted.
        failed: whether it was given up.
    """

    id: str
    text: str
    by: str
    at: datetime
    waiting: tuple[str, ...]
    attempts: int
    until: datetime
    failed: bool = False

    def is_failed(self, now: datetime) -> bool:
        """Whether it was given up, or interrupted while it was tried."""
        return self.failed or now > self.until


_FILE: Final = "notify/outbox.json"
_REMINDERS: Final = TypeAdapter(tuple[Reminder, ...])


def services_by_name() -> dict[str, SecretStr]:
    """Where reminders go, by a name that may be shown: 企业微信, 企业微信2, 钉钉."""
    named: dict[str, SecretStr] = {}
    for service in notify_services():
        # An unknown scheme is not shown: it may be part of an address that was written wrongly.
        name = _NAMES.get(service.get_secret_value().partition("://")[0].lower(), "其他地址")
        same = sum(other.rstrip("0123456789") == name for other in named)
        named[f"{name}{same + 1}" if same else name] = service
    return named


class Outbox:
    """The reminders that not every robot has yet, of one data root."""

    def __init__(self, root: str | Path, waits: Sequence[float] = WAITS) -> None:
        self._files = shared_files(root)
        self.file = self._files.place(_FILE)
        self._waits = tuple(waits)

    def reminders(self) -> tuple[Reminder, ...]:
        """Those under way and those that failed, oldest first.

        Raises:
            DeliveryError: the file cannot be read.
        """
        try:
            return _parsed(self._files.read(_FILE))
        except OSError as error:
            raise _unreadable() from error

    def send(self, text: str, by: str) -> Reminder:
        """Send a reminder to all robots while the caller goes on; it is kept before the first attempt.

        Raises:
            DeliveryError: no robot is set up, or the reminder cannot be kept.
        """
        reminder = self._new(text, by)
        threading.Thread(target=self._deliver, args=(reminder,), name="reminder", daemon=True).start()
        return reminder

    def send_and_wait(self, text: str, by: str) -> Reminder:
        """The same, and wait until all robots have it or it is given up; ``waiting`` are those without it."""
        return self._deliver(self._new(text, by))

    def send_again(self, reminder: str) -> None:
        """Try one that failed again, with the robots that do not have it; nothing where it is no longer kept."""
        for known in self.reminders():
            if known.id == reminder and known.is_failed(datetime.now(UTC)):
                again = replace(known, attempts=0, failed=False, until=self._until(known.waiting))
                self._change(known.id, again)
                threading.Thread(target=self._deliver, args=(again,), name="reminder", daemon=True).start()

    def dismiss(self, reminder: str) -> None:
        """Show one no longer."""
        self._change(reminder, None)

    def _new(self, text: str, by: str) -> Reminder:
        names = tuple(services_by_name())
        if not names:
            msg = "没有设置群机器人。请在 data/settings.toml 的 [notify] 或环境变量 SIXLIFTS_NOTIFY 中填写地址，重启后再发；也可复制文字发到群里。"
            raise DeliveryError(msg)
        reminder = Reminder(uuid.uuid4().hex, text, by, datetime.now(UTC), names, 0, self._until(names))
        self._write(lambda known: [*known, reminder])
        return reminder

    def _until(self, waiting: tuple[str, ...]) -> datetime:
        longest = sum(self._waits) + len(self._waits) * len(waiting) * _LONGEST_ATTEMPT
        return datetime.now(UTC) + timedelta(seconds=longest)

    def _deliver(self, reminder: Reminder) -> Reminder:
        services = services_by_name()
        for attempt, wait in enumerate(self._waits, start=1):
            time.sleep(wait)
            waiting = tuple(
                name for name in reminder.waiting if not is_sent(services.get(name), reminder.text)
            )
            is_last = attempt == len(self._waits)
            reminder = replace(reminder, waiting=waiting, attempts=attempt, failed=bool(waiting) and is_last)
            self._change(reminder.id, reminder if waiting else None)
            if not waiting:
                break
        return reminder

    def _change(self, reminder: str, state: Reminder | None) -> None:
        """Put another state in the place of a reminder that is still kept, or take it away."""
        states = [] if state is None else [state]
        self._write(lambda known: [new for one in known for new in (states if one.id == reminder else [one])])

    def _write(self, change: Callable[[tuple[Reminder, ...]], Iterable[Reminder]]) -> None:
        def changed(content: bytes | None) -> bytes:
            return _REMINDERS.dump_json(tuple(change(_parsed(content))), indent=2)

        try:
            self._files.change(_FILE, changed)
        except OSError as error:
            msg = f"待发提醒的文件 {_FILE} 无法写入，没有发送。请检查磁盘空间和文件夹权限。"
            raise DeliveryError(msg) from error


def _parsed(content: bytes | None) -> tuple[Reminder, ...]:
    try:
        return () if content is None else _REMINDERS.validate_json(content)
    except ValidationError as error:
        raise _unreadable() from error


def _unreadable() -> DeliveryError:
    return DeliveryError(f"待发提醒的文件 {_FILE} 无法读取，请检查文件权限，或移走后重试。")
