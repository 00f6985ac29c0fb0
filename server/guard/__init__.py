"""Lets nobody in, and nobody take more than their share: headers, connections, bodies, messages."""

from server.guard.bodies import SlowBodies
from server.guard.connections import limit_connections, raise_handle_limit
from server.guard.headers import SecurityHeaders
from server.guard.messages import NoClearing

__all__ = ["NoClearing", "SecurityHeaders", "SlowBodies", "limit_connections", "raise_handle_limit"]
