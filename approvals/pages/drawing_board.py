"""What every page of the chain designer stands on: its routes, the present, what can be chosen."""

from datetime import datetime

from flask import request
from sqlalchemy.orm import Session

from approvals.designing.board import CHAINS
from approvals.designing.offers import Offers
from approvals.grounds import offers_for
from kernel.conditions import Sort, Subject
from kernel.conditions.subjects import TODAY
from kernel.designs.ruling import Ruling
from kernel.designs.working import Working, working
from kernel.functions import functions_of
from kernel.registry import Registry
from kernel.seams import pages
from kernel.web import Pages, allowed, platform, visitor

SEE = ("can_read", "Definitions")
EDIT = ("can_edit", "Definitions")
chains = Pages("chains", __name__, url_prefix="/studio/chains", template_folder="templates", within="studio")


@pages("approvals.chains")
def chain_pages() -> Pages:
    """The designer of chains: `chain_designer` and `chain_acts` add their routes."""
    return chains


def reading() -> Session:
    """The session of a page that only reads."""
    return platform().database.session()


def registry() -> Registry:
    """Everything the installed plugins offer."""
    return platform().registry


def now() -> datetime:
    """This moment."""
    return platform().clock.now()


def owner() -> str:
    """Whose drafts are looked at."""
    return visitor().username


def mine(name: str) -> Working:
    """The chain as the visitor has it on the board."""
    return working(reading(), CHAINS, name, owner())


def offers(name: str) -> Offers:
    """What can be chosen where the chain is drawn."""
    return offers_for(reading(), registry(), name)


def ruling(found: Offers) -> Ruling:
    """What the conditions of the chain can be about."""
    day = Subject("today", TODAY, Sort.DATE)
    subjects = {**found.ground.facts, day.name: day}
    return Ruling(subjects, functions_of(registry()), typed=("among",))


def editable() -> bool:
    """Whether the visitor may change chains."""
    return allowed(EDIT)


def in_parts() -> bool:
    """Whether the page asks for its parts only, to put them in place."""
    return bool(request.headers.get("HX-Request"))
