"""Lets nobody in, and nobody take more than their share: headers, hosts, connections, bodies, rates, messages."""

from server.guard.bodies import SlowBodies
from server.guard.connections import limit_connections, raise_handle_limit
from server.guard.headers import SecurityHeaders
from server.guard.heads import limit_heads
from server.guard.hosts import AllowedHosts
from server.guard.messages import NoClearing
from server.guard.origins import ask_nobody_outside
from server.guard.proxies import TrustedProxies
from server.guard.rates import OpenLimits, RateLimits

__all__ = [
    "AllowedHosts", "NoClearing", "OpenLimits", "RateLimits", "SecurityHeaders", "SlowBodies", "TrustedProxies",
    "ask_nobody_outside", "limit_connections", "limit_heads", "raise_handle_limit",
]  # fmt: skip
