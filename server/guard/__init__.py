"""Lets nobody in, and nobody take more than their share: headers, hosts, limits."""

from server.guard.headers import SecurityHeaders

__all__ = ["SecurityHeaders"]
