"""Targets read out of an announcement's text: proposed with their words and doubts, never confirmed by themselves."""

from indicators.years.proposals.clauses import amounts_of
from indicators.years.proposals.proposal import Proposal, proposals

__all__ = ["Proposal", "amounts_of", "proposals"]
