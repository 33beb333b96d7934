"""The offices to which a case comes whatever is decided, before any of them has a task in it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from approvals.cases.view import CaseView
from approvals.chains.definition import Branch, Node, Parallel, Step
from approvals.chains.versions import compiled_chain
from approvals.people.assignment import assigned
from kernel.db import connection_of
from kernel.errors import Invalid
from kernel.registry import Registry

Offices = frozenset[int]
NONE: Offices = frozenset()


def offices_ahead(session: Session, registry: Registry, case: CaseView) -> Offices:
    """The offices of its chain, as far as the facts name them; of a branch only those that all its ways have."""
    chain = compiled_chain(connection_of(session), registry, case.version_id)

    def of_step(step: Step) -> Offices:
        if step.office is None:
            return NONE
        try:
            office = assigned(session, registry, case, step).office
        except Invalid:
            # nobody has been chosen yet, or that office has been closed
            return NONE
        return NONE if office is None else frozenset({office})

    def of_node(node: Node) -> Offices:
        match node:
            case Step():
                return of_step(node)
            case Parallel():
                return NONE.union(*(of_all(lane.steps) for lane in node.lanes))
            case Branch():
                ways = [of_all(way.steps) for way in node.cases]
                return of_all(node.otherwise or ()).intersection(*ways)

    def of_all(nodes: Sequence[Node]) -> Offices:
        return NONE.union(*map(of_node, nodes))

    return of_all(chain.chain.steps)
