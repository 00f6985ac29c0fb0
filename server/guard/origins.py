"""Whose pages may open the socket: this server's own, and those of ``server.corsAllowedOrigins``.

For a page of any other site Streamlit asks an address outside whether it is at this server's public one, and nobody is
answered meanwhile: anybody could hold the server up, for seconds each time where the network is a closed one.
"""

from __future__ import annotations

from streamlit import net_util


def ask_nobody_outside() -> None:
    """Let Streamlit know of no public address; whoever opens the dashboard by it is on a page of this server anyway."""
    net_util.get_external_ip = _unknown


def _unknown() -> None:
    return None
