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
    SUBSTITUTE = "substitute"


class Happening(StrEnum):
    """What is logged although nobody decided it."""

    START = "start"
    REMIND = "remind"
    OVERDUE = "overdue"
    EXIT = "exit"
    ELAPSED = "elapsed"
    """A wait or a public notice has come to its end."""
    HELD = "held"
    """What a wait waits for holds."""
    EVENT = "event"
    """Something came from outside; `value` says what."""
    SILENCE = "silence"
    """The clock has run out, and the law says what that silence means."""
    RECKONED = "reckoned"
    """The calendar has changed, so what runs is counted anew."""
    VANISHED = "vanished"
    """Accounts that had the step for themselves or were to sign are no more; `people` says which."""


class Registrations(StrEnum):
    """The lists from which a step may start."""

    REGISTRATIONS = "registrations"
    """Those who have begun a case and wait until their enterprise or office takes it up."""


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
    FAILED = "failed"


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"
    MONTHS = "months"


class Overdue(StrEnum):
    REMIND = "remind"
    ESCALATE = "escalate"
    APPROVE = "approve"
    REJECT = "reject"
    GO_TO = "go_to"
    """Where the step's `on: {overdue: …}` leads."""


class Silence(StrEnum):
    """What an office's silence counts as, where a policy says so."""

    ACCEPT = "accept"
    GRANT = "grant"


class Need(StrEnum):
    """How many of the signers have to agree."""

    ALL = "all"
    ANY = "any"
    COUNT = "count"
    PERCENT = "percent"


class Order(StrEnum):
    """Whether the signers sign as they come or one after the other."""

    ANY = "any"
    GIVEN = "given"


class Vote(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"


class Stop(StrEnum):
    """Why the clock of a case stands still (行政许可法第四十五条)."""

    CORRECTION = "correction"
    NOTICE = "notice"
    WAIT = "wait"
    CHOICE = "choice"
    EXAM = "exam"
    EXPERT_REVIEW = "expert_review"
    HEARING = "hearing"
    INSPECTION = "inspection"
    STUDY = "study"
    SUSPENDED = "suspended"


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

REASONED = frozenset({Verb.NOT_ACCEPT, Verb.REJECT, Verb.SUBSTITUTE, Verb.SUSPEND, Verb.TERMINATE, Verb.JUMP})
"""Verbs that need an opinion: who hears them is told why."""

OF_ADMINS = frozenset({Verb.SUSPEND, Verb.RESUME, Verb.TERMINATE, Verb.JUMP})
"""Verbs of whoever looks after the cases, whatever the chain says; a step may give some of them to its own."""

CHANGING = frozenset({Verb.SUBMIT, Verb.RESUBMIT, Verb.ACCEPT, Verb.APPROVE, Verb.COUNTERSIGN})
"""Verbs with which answers on file may be changed, where the step says which."""

NAMING = frozenset({Verb.TRANSFER, Verb.DELEGATE, Verb.CC, Verb.ADD_SIGNER, Verb.REMOVE_SIGNER})
"""Verbs that name accounts."""

STOPS_OF_KINDS = {
    StepKind.FILL: Stop.CORRECTION,
    StepKind.NOTICE: Stop.NOTICE,
    StepKind.WAIT: Stop.WAIT,
    StepKind.CHOOSE: Stop.CHOICE,
    StepKind.ACT: Stop.EXPERT_REVIEW,
    StepKind.CONFIRM: Stop.CORRECTION,
}
"""Why the clock stands at a step that stops it and does not say why."""
