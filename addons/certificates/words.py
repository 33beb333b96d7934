"""The closed lists of words that certificates use; pure."""

from enum import StrEnum

from kernel.text import Text


class State(StrEnum):
    """What a certificate is worth; the national codes of each stand in its type."""

    VALID = "valid"
    SUSPENDED = "suspended"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    TRANSFERRED = "transferred"
    REVOKED = "revoked"
    OTHER = "other"


class Operation(StrEnum):
    """What was done to a certificate; the national codes of each stand in its type."""

    ISSUE = "issue"
    EXTEND = "extend"
    SUSPEND = "suspend"
    LAPSE = "lapse"
    CANCEL = "cancel"
    RESTORE = "restore"
    OTHER = "other"
    TRANSFER_IN = "transfer_in"
    CHANGE = "change"
    STAY = "stay"
    """A transfer out is called off."""


RUNNING = (State.VALID, State.SUSPENDED)
"""States of certificates whose term still runs, so that its end makes them lapse."""

RENEWABLE = frozenset({State.VALID, State.LAPSED})
"""A case filed in time may be decided after the end; a suspended certificate is not renewed."""

CANCELLABLE = frozenset({State.VALID, State.SUSPENDED, State.LAPSED, State.TRANSFERRED})
"""What is over already, by revocation or annulment, is not cancelled on top (行政许可法第七十条)."""

STATES = {
    State.VALID: Text("有效", "valid"),
    State.SUSPENDED: Text("暂扣", "suspended"),
    State.ANNULLED: Text("撤销", "annulled"),
    State.CANCELLED: Text("注销", "cancelled"),
    State.LAPSED: Text("失效", "lapsed"),
    State.TRANSFERRED: Text("办理转出", "being transferred"),
    State.REVOKED: Text("吊销", "revoked"),
    State.OTHER: Text("其他", "other"),
}

OPERATIONS = {
    Operation.ISSUE: Text("新发", "issued"),
    Operation.EXTEND: Text("延续", "renewed"),
    Operation.SUSPEND: Text("暂扣", "suspended"),
    Operation.LAPSE: Text("过期失效", "lapsed"),
    Operation.CANCEL: Text("注销", "cancelled"),
    Operation.RESTORE: Text("暂扣发还", "given back"),
    Operation.OTHER: Text("其他业务", "other"),
    Operation.TRANSFER_IN: Text("转入", "transferred in"),
    Operation.CHANGE: Text("变更", "changed"),
    Operation.STAY: Text("取消办理转出", "transfer called off"),
}
