"""What the chain designer puts on pages of the studio: the way to the board."""

from typing import Any

from flask import render_template

from approvals.designing.board import CHAIN
from kernel.seams import slot
from kernel.web import visitor


@slot("approvals.chains", slot="studio.index")
def chain_list(context: Any) -> str:  # noqa: ARG001 a slot's signature
    """The way to the list of chains."""
    return render_template("approvals/designer/_to_chains.html")


@slot("approvals.proposed", slot="studio.proposal")
def proposed_chain(context: Any) -> str:
    """The way back to the board for whoever proposed the chain."""
    mine = context.kind == CHAIN and context.proposed_by == visitor().username
    return render_template("approvals/designer/_to_board.html", name=context.name) if mine else ""


@slot("approvals.chain", slot="studio.definition")
def opened_chain(context: Any) -> str:
    """The way from a chain to its board."""
    return (
        render_template("approvals/designer/_to_board.html", name=context.name)
        if context.kind == CHAIN
        else ""
    )
