"""A file of tasks against those that are stored: how they stand, what is changed of them, new ones."""

from indicators.validation.tasks.check import check_tasks

__all__ = ["check_tasks"]
