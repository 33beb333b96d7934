"""A change of a definition is proposed by one person and published by another."""

from kernel.proposals.acts import propose, publish, send_back, take_back
from kernel.proposals.queries import open_proposals, proposal, proposals_of, standing_on

__all__ = [
    "open_proposals",
    "proposal",
    "proposals_of",
    "propose",
    "publish",
    "send_back",
    "standing_on",
    "take_back",
]
