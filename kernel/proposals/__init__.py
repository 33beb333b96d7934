"""A change of a definition is proposed by one person and published by another."""

from kernel.models.proposals import ProposalAct
from kernel.proposals.acts import propose, publish, send_back, take_back
from kernel.proposals.consequences import consequences
from kernel.proposals.derived import Along, Derived, changed_along
from kernel.proposals.queries import (
    decided_proposals,
    latest_of,
    open_proposals,
    proposal,
    proposals_of,
    standing_on,
)
from kernel.proposals.retiring import propose_ending
from kernel.proposals.review import Changed, ReviewSection, Told, ground_body, review, told_of
from kernel.proposals.standing import Standing, against_renaming, against_retiring

__all__ = [
    "Along",
    "Changed",
    "Derived",
    "ProposalAct",
    "ReviewSection",
    "Standing",
    "Told",
    "against_renaming",
    "against_retiring",
    "changed_along",
    "consequences",
    "decided_proposals",
    "ground_body",
    "latest_of",
    "open_proposals",
    "proposal",
    "proposals_of",
    "propose",
    "propose_ending",
    "publish",
    "review",
    "send_back",
    "standing_on",
    "take_back",
    "told_of",
]
