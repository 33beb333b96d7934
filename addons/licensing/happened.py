"""What happened to a case, with everything that is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from addons.licensing.models import Application
from addons.licensing.whose import initiator_of
from approvals.cases.queries import Logged
from approvals.cases.view import CaseView
from approvals.engine import Act, Due
from approvals.people.assignment import PartyKind, PartyRef
from approvals.words import Outcome
from kernel.text import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that the act opened or that a clock speaks of: whose it is, and by when it is to be done."""

    party: PartyRef | None
    office_id: int | None
    name: Text
    """Of the enterprise or the office, as people read it."""
    due: Due | None
    step: str = ""
    account: PartyRef | None = None
    """Who alone has it, of those at the office."""
    above: PartyRef | None = None
    """The office above the one that has it."""

    @property
    def whose(self) -> PartyRef | None:
        """Who hears of it: whoever has it alone, or else its party or the whole office."""
        if self.account is not None or self.party is not None:
            return self.account or self.party
        return PartyRef(PartyKind.OFFICE, self.office_id) if self.office_id is not None else None


@dataclass(frozen=True, slots=True)
class Happened:
    """An act on a case with everything that is told of it."""

    application: Application
    title: Text
    """Of the matter."""
    holder: str
    case: CaseView
    logged: Logged
    opened: Sequence[Waiting]
    late: Sequence[Waiting]
    """Of a clock: the steps that it is about."""
    at: datetime
    step: Text = NOTHING
    """The title of the step that the act is about."""
    left: PartyRef | None = None
    """Whose the step was that the case went round."""
    places: Mapping[str, Text] = field(default_factory=dict)
    """What places are called at which something is to be mended."""
    escalates: bool = False
    """Whether the clock that ran out tells the office above."""

    @property
    def own(self) -> PartyRef:
        """The party that applied."""
        return initiator_of(self.application)

    @property
    def act(self) -> Act | None:
        """What was done; nothing is known of it any more when the entry was erased."""
        return self.logged.entry.act if self.logged.entry is not None else None

    @property
    def outcome(self) -> Outcome | None:
        """How the case ended, if this act ended it."""
        ended = self.case.state.seq == self.logged.seq
        return self.case.state.outcome if ended else None
