"""A ticket leads its edition and no other, for half a day; a follower's does not lead; a code is exchanged once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from itsdangerous import TimestampSigner

from indicators.access import NotAllowedError, key_id
from indicators.meeting.leading import HandOver, follower_ticket, leader_token, may_follow, may_lead
from tests.cheap_keys import cheap_keys

if TYPE_CHECKING:
    from pathlib import Path

EDITION, OTHER = "a1b2c3d4", "b1b2c3d4"
HOUR = 3600


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation of its own."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))


def test_its_edition_alone() -> None:
    """Neither another edition's token nor a follower's ticket leads, whatever alphabet it is written in."""
    token = leader_token(EDITION)
    assert may_lead(EDITION, token)
    for wrong in (leader_token(OTHER), follower_ticket(EDITION), "", "口令", token[:-1]):
        assert not may_lead(EDITION, wrong)
    assert may_follow(EDITION, follower_ticket(EDITION))
    assert not may_follow(EDITION, token)


def test_half_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """After twelve hours nobody leads or follows by the old ticket; whoever led hears why, and what to do."""
    token, ticket = leader_token(EDITION), follower_ticket(EDITION)
    clock = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) + 12 * HOUR + 1)
    with pytest.raises(
        NotAllowedError, match=r"主持已满 12 小时，没有移动任何人的画面。请从“会议版本”页再点一次"
    ):
        may_lead(EDITION, token)
    assert not may_lead(OTHER, token)
    assert not may_follow(EDITION, ticket)


def test_ends_with_its_key(tmp_path: Path) -> None:
    """Whoever led by a key that is revoked moves nobody from that moment, and reads why; another key's ticket goes on."""
    keys = cheap_keys(tmp_path)
    ours, theirs = (
        leader_token(EDITION, key_id(keys.add(name, ("industry",)))) for name in ("经发局", "科技局")
    )
    assert may_lead(EDITION, ours)
    keys.revoke("经发局")
    with pytest.raises(NotAllowedError, match="密钥已停用，没有移动任何人的画面"):
        may_lead(EDITION, ours)
    assert may_lead(EDITION, theirs)


def test_handed_over_by_a_key(tmp_path: Path) -> None:
    """What a code is exchanged for ends with the key by which it was offered."""
    keys, codes = cheap_keys(tmp_path), HandOver()
    token = codes.exchange(EDITION, codes.offer(EDITION, key_id(keys.add("经发局", ("industry",)))))
    assert may_lead(EDITION, token)
    keys.revoke("经发局")
    with pytest.raises(NotAllowedError, match="密钥已停用"):
        may_lead(EDITION, token)


def test_handed_over_once() -> None:
    """A code becomes the ticket of its edition once; the next one of the same edition is another."""
    codes = HandOver()
    first, second = codes.offer(EDITION), codes.offer(EDITION)
    for code in (first, second):
        assert may_lead(EDITION, codes.exchange(EDITION, code))
        with pytest.raises(NotAllowedError, match=r"主持链接只能用一次.*再点一次“主持放映”"):
            codes.exchange(EDITION, code)


def test_codes_that_open_nothing() -> None:
    """Another edition's, none at all, or a ticket."""
    codes = HandOver()
    for wrong in (codes.offer(OTHER), "", leader_token(EDITION)):
        with pytest.raises(NotAllowedError, match="主持链接只能用一次"):
            codes.exchange(EDITION, wrong)


def test_codes_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that nobody used is good as long as a ticket, and no longer."""
    codes = HandOver()
    late, old = (codes.offer(EDITION) for _ in range(2))
    clock = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) + 12 * HOUR)
    assert codes.exchange(EDITION, late)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) + 12 * HOUR + 1)
    with pytest.raises(NotAllowedError):
        codes.exchange(EDITION, old)
