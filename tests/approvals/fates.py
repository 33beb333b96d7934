"""Acts during which a clerk's process dies: what each stands on, who does it, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from approvals.engine import Defect
from approvals.people.assignment import Standing
from approvals.words import Verb
from tests.approvals.offices import APPLICANT, CLERK, COLLEAGUE, FILING, OVERSEER, REVIEW, THIRD, Desk
from tests.approvals.samples import make_chain, make_step

MARK: dict[str, Any] = {"effects": [{"effect": "toy.mark", "with": {"what": '"once"'}}]}
VERBS = ["approve", "reject", "return", "transfer", "delegate", "add_signer", "cc", "urge"]
CITY = make_step(
    role="city_clerk", clock={"days": 5}, verbs=[*VERBS, "take_back", "suspend", "resume"], **MARK
)
CHOICE = make_step(
    "choice",
    kind="choose",
    office=None,
    party="initiator",
    options=[{"value": "ours", "title": "ours"}, {"value": "theirs", "title": "theirs"}],
)
VOTED = make_step(role="city_clerk", votes={"need": "all"}, **MARK)
PLAIN = make_chain(FILING, CITY, REVIEW)
WITHOUT_EFFECT = make_chain(FILING, {**CITY, "effects": []}, REVIEW)
"""What has had an effect is not taken back."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act."""

    verb: Verb
    who: Standing = CLERK
    at: str = "city"
    says: Mapping[str, Any] = field(default_factory=dict)

    def done(self, desk: Desk, case: int, *, seen: int | None = None) -> None:
        """The act is done as the case stands, or as it was seen."""
        desk.decide(case, self.at, self.verb, self.who, seen=seen, **self.says)


@dataclass(frozen=True, slots=True)
class Fate:
    """An act, the chain it happens on, and what was done before it."""

    act: Step
    body: Mapping[str, Any] = field(default_factory=lambda: PLAIN)
    before: tuple[Step, ...] = ()

    def prepared(self, desk: Desk) -> int:
        """A case at which the act is next."""
        case = desk.begin(dict(self.body)).id
        for step in self.before:
            step.done(desk, case)
        return case


WHY = {"opinion": "for the test"}
ASK = Step(Verb.RETURN, says={"to": "filing", "defects": (Defect("a", "missing"), Defect("", "unsigned"))})
AGREE = {"value": "agree"}
FATES: Mapping[str, Fate] = {
    "approve": Fate(Step(Verb.APPROVE)),
    "reject": Fate(Step(Verb.REJECT, says=WHY)),
    "transfer": Fate(Step(Verb.TRANSFER, says={"people": ["wang"]})),
    "delegate": Fate(Step(Verb.DELEGATE, says={"people": ["wang"]})),
    "add_signer": Fate(Step(Verb.ADD_SIGNER, says={"people": ["wang", "sun"]})),
    "cc": Fate(Step(Verb.CC, says={"people": ["wang"]})),
    "urge": Fate(Step(Verb.URGE, OVERSEER)),
    "last vote": Fate(
        Step(Verb.COUNTERSIGN, says=AGREE),
        make_chain(FILING, VOTED, REVIEW),
        (Step(Verb.COUNTERSIGN, COLLEAGUE, says=AGREE), Step(Verb.COUNTERSIGN, THIRD, says=AGREE)),
    ),
    "return": Fate(ASK),
    "resubmit": Fate(Step(Verb.RESUBMIT, APPLICANT, "filing"), before=(ASK,)),
    "take_back": Fate(Step(Verb.TAKE_BACK), WITHOUT_EFFECT, (Step(Verb.APPROVE),)),
    "suspend": Fate(Step(Verb.SUSPEND, OVERSEER, "", WHY)),
    "resume": Fate(Step(Verb.RESUME, OVERSEER, ""), before=(Step(Verb.SUSPEND, OVERSEER, "", WHY),)),
    "terminate": Fate(Step(Verb.TERMINATE, OVERSEER, "", WHY)),
    "jump": Fate(Step(Verb.JUMP, OVERSEER, "", {**WHY, "to": "province"})),
    "withdraw": Fate(Step(Verb.WITHDRAW, APPLICANT, "")),
    "choose": Fate(
        Step(Verb.SUBMIT, APPLICANT, "choice", {"value": "ours"}), make_chain(FILING, CHOICE, CITY)
    ),
}
