"""The closed lists of words of identities and claims; pure."""

from enum import StrEnum

from kernel.text import Text


class Verdict(StrEnum):
    """What a provider answers about a name and a document."""

    VERIFIED = "verified"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class IdentityState(StrEnum):
    """Where the proof of somebody's identity stands."""

    WAITING = "waiting"
    REFUSED = "refused"
    VERIFIED = "verified"


class Way(StrEnum):
    """How an identity was proved."""

    ONLINE = "online"
    WINDOW = "window"


class ClaimState(StrEnum):
    """Where the claim of an account on an enterprise stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Purpose(StrEnum):
    """What somebody consents to, separately from everything else."""

    REAL_NAME = "real_name"


IDENTITY_STATES = {
    IdentityState.WAITING: Text("待核验", "to be verified"),
    IdentityState.REFUSED: Text("未通过", "refused"),
    IdentityState.VERIFIED: Text("已实名", "verified"),
}
CLAIM_STATES = {
    ClaimState.PENDING: Text("待审核", "waiting"),
    ClaimState.APPROVED: Text("已通过", "approved"),
    ClaimState.REFUSED: Text("未通过", "refused"),
    ClaimState.WITHDRAWN: Text("已撤回", "withdrawn"),
}
CONSENT_EDITION = "2026-11"
"""Which wording was consented to; a new wording is a new edition."""
