"""A token leads its edition and no other; a follower's ticket does not lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.meeting.leading import follower_ticket, leader_token, may_follow, may_lead

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_its_edition_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither another edition's token nor a follower's ticket leads, whatever alphabet it is written in."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    token = leader_token("a1b2c3d4")
    assert may_lead("a1b2c3d4", token)
    for wrong in (leader_token("b1b2c3d4"), follower_ticket("a1b2c3d4"), "", "口令", token[:-1]):
        assert not may_lead("a1b2c3d4", wrong)
    assert may_follow("a1b2c3d4", follower_ticket("a1b2c3d4"))
    assert not may_follow("a1b2c3d4", token)
