"""A change of a definition is proposed by one person and published by another."""

from kernel.proposals.acts import propose, publish, send_back, take_back
from kernel.proposals.queries import (
    decided_proposals,
    latest_of,
    open_proposals,
    proposal,
    proposals_of,
    standing_on,
)
from kernel.proposals.review import Changed, ReviewSection, Told, ground_body, review, told_of

__all__ = [
    "Changed",
    "ReviewSection",
    "Told",
    "decided_proposals",
    "ground_body",
    "latest_of",
    "open_proposals",
    "proposal",
    "proposals_of",
    "propose",
    "publish",
    "review",
    "send_back",
    "standing_on",
    "take_back",
    "told_of",
]
