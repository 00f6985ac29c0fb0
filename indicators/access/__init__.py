"""Who may look, and who may report what.

Looking is open unless ``data/access.toml`` says ``require_login``; reporting wants a key or a signed-in person.
"""

from indicators.access.keys import Key, Keys, key_id, open_keys
from indicators.access.reporter import (
    LOCAL_ADMINISTRATOR,
    AccessError,
    KeyRefusedError,
    NotAllowedError,
    Reporter,
    TooManyAttemptsError,
    named,
)
from indicators.access.sign_in import access_rules, bearer, open_reporting
from indicators.access.throttle import attempts, visitor_address
from indicators.access.tickets import LISTENING, TICKET_HOURS, has_expired, opens, ticket

__all__ = [
    "LISTENING",
    "LOCAL_ADMINISTRATOR",
    "TICKET_HOURS",
    "AccessError",
    "Key",
    "KeyRefusedError",
    "Keys",
    "NotAllowedError",
    "Reporter",
    "TooManyAttemptsError",
    "access_rules",
    "attempts",
    "bearer",
    "has_expired",
    "key_id",
    "named",
    "open_keys",
    "open_reporting",
    "opens",
    "ticket",
    "visitor_address",
]
