"""What every page of the chain designer stands on: its routes, the present, what can be chosen."""

from approvals.designing.board import CHAINS
from approvals.designing.offers import Offers
from approvals.grounds import offers_for
from approvals.pages.readings import ruling_of
from kernel.designs.ruling import Ruling
from kernel.designs.working import Working
from kernel.seams import pages
from kernel.web import Pages
from kernel.web.boards import BoardPages, reading, registry

chains = Pages("chains", __name__, url_prefix="/studio/chains", template_folder="templates", within="studio")
BOARD = BoardPages(CHAINS, "chains")


@pages("approvals.chains")
def chain_pages() -> Pages:
    """The designer of chains: `chain_designer` and `chain_acts` add their routes."""
    return chains


def mine(name: str) -> Working:
    """The chain as the visitor has it on the board."""
    return BOARD.mine(name)


def offers(name: str) -> Offers:
    """What can be chosen where the chain is drawn."""
    return offers_for(reading(), registry(), name)


def ruling(found: Offers) -> Ruling:
    """What the conditions of the chain can be about."""
    return ruling_of(found.ground.facts, registry())
