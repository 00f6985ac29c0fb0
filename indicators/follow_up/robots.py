"""One text to one group robot, through apprise, and whether the robot took it."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import SecretStr

# Robots limit bytes, apprise counts letters; a Chinese one takes three.
_BYTES_A_LETTER: Final = 3


def is_sent(service: SecretStr | None, text: str) -> bool:
    """Whether a robot took the text, in parts where it is long; one that is no longer set up did not."""
    import apprise  # noqa: PLC0415 - a hundred plugins, loaded only where something is sent
    from apprise.plugins import dingtalk, wecombot  # noqa: PLC0415

    # What it logs may hold the address.
    logging.getLogger("apprise").disabled = True
    for names in map(vars, (wecombot, dingtalk)):
        if not isinstance(names["requests"], SimpleNamespace):
            names["requests"] = _strict(names["requests"])
    address = "" if service is None else service.get_secret_value()
    robot = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if robot is None:
        return False
    robot.overflow_mode = apprise.OverflowMode.SPLIT
    robot.body_maxlen //= _BYTES_A_LETTER
    return bool(robot.notify(body=text, title=""))


def _strict(requests: Any) -> SimpleNamespace:  # noqa: ANN401 - a module
    """``requests`` for 企业微信 and 钉钉, which refuse with status 200 and an error code, of which apprise takes no notice."""

    def post(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as requests has it
        answer = requests.post(*args, **options)
        if answer.ok:
            # No JSON is not the robot's answer, and an error of requests by itself.
            told = answer.json()
            if not isinstance(told, dict) or told.get("errcode") != 0:
                msg = "refused"
                raise requests.RequestException(msg)
        return answer

    return SimpleNamespace(post=post, codes=requests.codes, RequestException=requests.RequestException)
