"""What a return may still ask for: what earlier ones named, and what has changed since the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from approvals.casefile.demanding import Returned, late, returns_in
from approvals.casefile.faces import answers_of
from approvals.casefile.seen import changes, sight_at
from approvals.cases.queries import case_history
from approvals.cases.view import CaseView
from approvals.chains.versions import compiled_chain
from approvals.engine import Defect
from approvals.pages.desk import Desk
from kernel.clock import local_day
from kernel.web import platform


@dataclass(frozen=True, slots=True)
class Demands:
    """The returns so far, and the paths of what is no longer as it was at the first of them."""

    earlier: tuple[Returned, ...]
    changed: frozenset[str]

    @property
    def first(self) -> str:
        """The day of the first return; empty when there was none."""
        return local_day(self.earlier[0].at).isoformat() if self.earlier else ""

    def late(self, defects: Sequence[Defect]) -> tuple[int, ...]:
        """The lines that come late; empty ones never do."""
        lines = late(defects, self.earlier, changed=self.changed)
        return tuple(number for number in lines if defects[number].what)


def demands_on(at: Desk, case: CaseView) -> Demands:
    """Everything that decides whether a line of a return comes late."""
    chain = compiled_chain(at.session.connection(), at.registry, case.version_id)
    kinds = {name: step.kind for name, step in chain.steps.items()}
    entries = [one.entry for one in case_history(at.session, case.id) if one.entry is not None]
    earlier = returns_in(entries, kinds)
    if not earlier:
        return Demands((), frozenset())
    answers = answers_of(at.session, at.registry, case)
    before = sight_at(at.session, case.id, earlier[0].at)
    if before is None:
        # nobody kept what it said then: what cannot be shown is not held against anybody
        return Demands(earlier, frozenset(one.path for one in answers))
    return Demands(earlier, frozenset(changes(before, answers, case.id, platform().keys)))
