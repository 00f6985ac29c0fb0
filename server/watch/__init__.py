"""Knows how it is: the log, errors with their ids."""

from server.watch.errors import RequestIds, show_script_error
from server.watch.log import log_error, set_up_log

__all__ = ["RequestIds", "log_error", "set_up_log", "show_script_error"]
