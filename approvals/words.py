"""The closed lists of words that a chain may use; pure."""

from enum import StrEnum


class StepKind(StrEnum):
    ACT = "act"
    FILL = "fill"
    CONFIRM = "confirm"
    WAIT = "wait"
    NOTICE = "notice"
    CHOOSE = "choose"
    AUTO = "auto"


class GroupKind(StrEnum):
    BRANCH = "branch"
    PARALLEL = "parallel"


class Party(StrEnum):
    INITIATOR = "initiator"
    HOLDER = "holder"
    AGENT = "agent"
    EMPLOYER = "employer"
    FORMER_EMPLOYER = "former_employer"
    RECEIVING_ENTERPRISE = "receiving_enterprise"
    PROVIDER = "provider"


class Level(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    STATION = "station"


class Routing(StrEnum):
    ANY = "any"
    BY_EMPLOYER = "by_employer"
    BY_REGION = "by_region"
    FIXED = "fixed"


class Verb(StrEnum):
    SUBMIT = "submit"
    RESUBMIT = "resubmit"
    ACCEPT = "accept"
    NOT_ACCEPT = "not_accept"
    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"
    WITHDRAW = "withdraw"
    TAKE_BACK = "take_back"
    COUNTERSIGN = "countersign"
    ADD_SIGNER = "add_signer"
    REMOVE_SIGNER = "remove_signer"
    TRANSFER = "transfer"
    DELEGATE = "delegate"
    CC = "cc"
    URGE = "urge"
    SUSPEND = "suspend"
    RESUME = "resume"
    TERMINATE = "terminate"
    JUMP = "jump"


class Happening(StrEnum):
    """What is logged although nobody decided it."""

    START = "start"
    REMIND = "remind"
    OVERDUE = "overdue"
    EXIT = "exit"


class Outcome(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TERMINATED = "terminated"


class Exit(StrEnum):
    OVERDUE = "overdue"
    UNDELIVERABLE = "undeliverable"
    PARTY_DEREGISTERED = "party_deregistered"
    PARTY_SILENT = "party_silent"


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


class Overdue(StrEnum):
    REMIND = "remind"
    ESCALATE = "escalate"
    APPROVE = "approve"
    REJECT = "reject"


USUAL_VERBS = {
    StepKind.ACT: (Verb.APPROVE, Verb.REJECT, Verb.RETURN),
    StepKind.CONFIRM: (Verb.APPROVE, Verb.REJECT, Verb.RETURN),
    StepKind.FILL: (Verb.SUBMIT,),
    StepKind.CHOOSE: (Verb.SUBMIT,),
}
"""What a step allows when it does not say."""

PASSING_VERBS = {
    StepKind.ACT: frozenset({Verb.ACCEPT, Verb.APPROVE, Verb.COUNTERSIGN}),
    StepKind.CONFIRM: frozenset({Verb.APPROVE, Verb.COUNTERSIGN}),
    StepKind.FILL: frozenset({Verb.SUBMIT}),
    StepKind.CHOOSE: frozenset({Verb.SUBMIT}),
}
"""One of them is needed for the case to get past the step."""

OPINIONS = frozenset({Verb.ACCEPT, Verb.NOT_ACCEPT, Verb.APPROVE, Verb.REJECT, Verb.COUNTERSIGN})
"""Verbs of somebody who decides; who supplies something has no opinion."""

REASONED = frozenset({Verb.NOT_ACCEPT, Verb.REJECT})
"""Verbs that need an opinion: who hears them is told why."""
