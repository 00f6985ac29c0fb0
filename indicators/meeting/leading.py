"""Who may lead an edition, and who may follow it where looking is closed: tickets of its id."""

from __future__ import annotations

from indicators.access import opens, ticket


def leader_token(edition: str) -> str:
    """What moves everybody who follows this edition: for whoever may report, and for nobody else.

    Raises:
        AccessError: no ticket can be made.
    """
    return ticket(f"lead:{edition}")


def may_lead(edition: str, token: str) -> bool:
    """Whether the token is this edition's; raises as ``leader_token``."""
    return opens(token, f"lead:{edition}")


def follower_ticket(edition: str) -> str:
    """What lets a browser listen to this edition while ``require_login`` holds; raises as ``leader_token``.

    A page that was opened with a key has no cookie to show, and an event stream carries no header of ours.
    """
    return ticket(f"follow:{edition}")


def may_follow(edition: str, shown: str) -> bool:
    """Whether the ticket is this edition's; raises as ``leader_token``."""
    return opens(shown, f"follow:{edition}")
