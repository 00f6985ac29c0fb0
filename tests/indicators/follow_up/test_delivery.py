"""Reminders on their way to group robots, against a receiver on this machine."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.wecombot import NotifyWeComBot

from indicators.follow_up import DeliveryError, Outbox, services_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_WAITS = (0.0, 0.0, 0.0, 0.0)


@dataclass
class Receiver:
    """A receiver that refuses as many times as it is told, and keeps what it got.

    A robot of 企业微信 or 钉钉 refuses in its answer, with status 200.
    """

    url: str = ""
    refusals: int = 0
    answers: tuple[bytes, bytes] = (b"", b"")
    got: list[str] = field(default_factory=list)
    asked: int = 0


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver, set up as the only robot."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked += 1
            refused = state.asked <= state.refusals
            if not refused:
                state.got.append(content["message"] if "message" in content else content["text"]["content"])
            self.send_response(500 if refused and not state.answers[refused] else 200)
            self.end_headers()
            self.wfile.write(state.answers[refused])

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/"
    monkeypatch.setenv("SIXLIFTS_NOTIFY", f"json://127.0.0.1:{server.server_port}/?secret=hidden")
    yield state
    server.shutdown()
    server.server_close()


def test_sent(receiver: Receiver, tmp_path: Path) -> None:
    """The receiver gets the text as it is, and nothing is kept."""
    outbox = Outbox(tmp_path, NO_WAITS)
    assert outbox.send_and_wait("请于10月18日前报送\n经发局：产值", "督查室").waiting == ()
    assert receiver.got == ["请于10月18日前报送\n经发局：产值"]
    assert outbox.reminders() == ()


def test_tried_again(receiver: Receiver, tmp_path: Path) -> None:
    """One that fails is tried three times more; it arrives once."""
    receiver.refusals = 3
    assert Outbox(tmp_path, NO_WAITS).send_and_wait("提醒", "督查室").attempts == 4
    assert receiver.got == ["提醒"]


@pytest.mark.parametrize("refusal", [b'{"errcode":93000,"errmsg":"invalid webhook url"}', b"[]", b"<html>"])
@pytest.mark.parametrize("plugin", [NotifyWeComBot, NotifyDingTalk])
def test_refused_in_the_answer(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plugin: Any, refusal: bytes
) -> None:
    """What 企业微信 or 钉钉 refuses with status 200, or a page answers in its place, is tried again like any other."""
    receiver.refusals, receiver.answers = 3, (b'{"errcode":0,"errmsg":"ok"}', refusal)
    monkeypatch.setattr(plugin, "notify_url", receiver.url)
    monkeypatch.setenv("SIXLIFTS_NOTIFY", f"{plugin.secure_protocol}://key")
    assert Outbox(tmp_path, NO_WAITS).send_and_wait("提醒", "督查室").attempts == 4
    assert receiver.got == ["提醒"]


def test_long_text_in_parts(receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A robot of 企业微信 takes 2048 bytes: a longer text comes whole, in parts of whole lines."""
    receiver.answers = (b'{"errcode":0}', b"")
    monkeypatch.setattr(NotifyWeComBot, "notify_url", receiver.url)
    monkeypatch.setattr(NotifyWeComBot, "request_rate_per_sec", 0)
    monkeypatch.setenv("SIXLIFTS_NOTIFY", "wecombot://key")
    text = "\n".join(f"第{number}个单位：规上工业总产值、全部工业开票销售" for number in range(60))
    assert Outbox(tmp_path, NO_WAITS).send_and_wait(text, "督查室").waiting == ()
    assert max(len(part.encode()) for part in receiver.got) <= 2048
    assert "\n".join(receiver.got) == text


def test_never_lost(receiver: Receiver, tmp_path: Path) -> None:
    """One that was given up is kept with who sent it, for the next process too, until it is sent or dismissed."""
    receiver.refusals = 4
    Outbox(tmp_path, NO_WAITS).send_and_wait("提醒", "督查室")
    outbox = Outbox(tmp_path, NO_WAITS)
    (kept,) = outbox.reminders()
    assert (kept.text, kept.by, kept.waiting, kept.failed) == ("提醒", "督查室", ("HTTP",), True)
    assert "hidden" not in outbox.file.read_text(encoding="utf-8")
    outbox.send_again(kept.id)
    for thread in threading.enumerate():
        if thread.name == "reminder":
            thread.join(30)
    assert receiver.got == ["提醒"]
    assert outbox.reminders() == ()


def test_dismissed(receiver: Receiver, tmp_path: Path) -> None:
    """What is dismissed is shown no longer."""
    receiver.refusals = 4
    outbox = Outbox(tmp_path, NO_WAITS)
    outbox.dismiss(outbox.send_and_wait("提醒", "督查室").id)
    assert outbox.reminders() == ()


def test_interrupted(receiver: Receiver, tmp_path: Path) -> None:
    """One whose process ended while it was tried counts as failed, once all attempts would be over."""
    receiver.refusals = 4
    kept = Outbox(tmp_path, NO_WAITS).send_and_wait("提醒", "督查室")
    under_way = type(kept)(kept.id, kept.text, kept.by, kept.at, kept.waiting, 1, kept.until, failed=False)
    assert not under_way.is_failed(kept.until)
    assert under_way.is_failed(kept.until + timedelta(seconds=1))


def test_off_by_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without an address nothing is sent, and the message says where it is written."""
    monkeypatch.delenv("SIXLIFTS_NOTIFY", raising=False)
    with pytest.raises(DeliveryError, match=r"\[notify\] 或环境变量 SIXLIFTS_NOTIFY"):
        Outbox(tmp_path).send("提醒", "督查室")
    assert Outbox(tmp_path).reminders() == ()


def test_names_hold_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A robot is named by its kind, several of a kind are counted."""
    addresses = "wecombot://secretkey wecombot://otherkey dingtalk://sign@token feishu://token nonsense"
    monkeypatch.setenv("SIXLIFTS_NOTIFY", addresses)
    assert list(services_by_name()) == ["企业微信", "企业微信2", "钉钉", "飞书", "其他地址"]
    assert "secretkey" not in repr(services_by_name())
