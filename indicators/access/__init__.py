"""Who may look, and who may report what.

Looking is open unless ``data/access.toml`` says ``require_login``; reporting needs a key or a signed-in person.
"""

from indicators.access.keys import Key, Keys, key_id, open_keys
from indicators.access.one_time_codes import OneTimeCodes
from indicators.access.permissions import (
    are_reportable,
    belonging,
    require_reportable,
    responsible_units,
    units_in_charge,
)
from indicators.access.reporter import (
    LOCAL_ADMINISTRATOR,
    AccessError,
    KeyRefusedError,
    NotAllowedError,
    Reporter,
    Role,
    TooManyAttemptsError,
    units_of,
)
from indicators.access.sign_in import access_rules, authenticate_key, bearer_token, tried_from
from indicators.access.signed_in import COOKIE, begin_sign_in, cookie_codes, end_sign_in, signed_in_key
from indicators.access.throttle import attempts, visitor_address
from indicators.access.tickets import (
    LISTENING,
    TICKET_HOURS,
    create_ticket,
    is_expired_ticket,
    is_valid_ticket,
    read_ticket,
)

__all__ = [
    "COOKIE", "LISTENING", "LOCAL_ADMINISTRATOR", "TICKET_HOURS", "AccessError", "Key", "KeyRefusedError", "Keys",
    "NotAllowedError", "OneTimeCodes", "Reporter", "Role", "TooManyAttemptsError", "access_rules", "are_reportable", "attempts",
    "authenticate_key", "bearer_token", "begin_sign_in", "belonging", "cookie_codes", "create_ticket", "end_sign_in",
    "is_expired_ticket", "is_valid_ticket", "key_id", "open_keys", "read_ticket", "require_reportable",
    "responsible_units", "signed_in_key", "tried_from", "units_in_charge", "units_of", "visitor_address",
]  # fmt: skip
