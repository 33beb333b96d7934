"""What the supervisor does next, decided from what it sees; pure."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_WAIT_SERVING = 600.0
LONGEST_WAIT_SILENT = 30.0


class Stage(StrEnum):
    """How far a generation has come."""

    BOOTING = "booting"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


class Act(StrEnum):
    """What may be done about it."""

    WAIT = "wait"
    START = "start"  # a new generation boots beside the one that serves
    PROMOTE = "promote"  # the new one answers: the old one may go
    DISCARD = "discard"  # the new one failed: the old one stays


@dataclass(frozen=True, slots=True)
class View:
    """What the supervisor sees; `wanted` is unknown while the database is out of reach."""

    serving: Stage | None
    candidate: Stage | None
    wanted: int | None
    served: int | None
    asked: bool
    may_start: bool


def decided(view: View) -> Act:
    """The next act."""
    match view.candidate:
        case Stage.READY:
            return Act.PROMOTE
        case Stage.FAILED | Stage.GONE:
            return Act.DISCARD
        case Stage.BOOTING:
            return Act.WAIT
    if view.asked:
        return Act.START
    lost = view.serving is not Stage.READY
    outdated = view.wanted is not None and view.wanted != view.served
    return Act.START if (lost or outdated) and view.may_start else Act.WAIT


def pause(failures: int, *, serving: bool) -> float:
    """Seconds until the next try after so many failures in a row; shorter while nobody answers."""
    if failures == 0:
        return 0.0
    longest = LONGEST_WAIT_SERVING if serving else LONGEST_WAIT_SILENT
    return float(min(2.0 ** min(failures, 16) * (5 if serving else 0.5), longest))
