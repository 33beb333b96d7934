"""The closed lists of words that matters and applications use; pure."""

from enum import StrEnum

from kernel.text import Text


class Subject(StrEnum):
    """Who applies."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


class Holds(StrEnum):
    """What an open application does to others on the same certificate."""

    EXCLUSIVE = "exclusive"
    NONE = "none"


class Moment(StrEnum):
    """When a check is asked: when somebody begins or hands in, and at the act that files the application."""

    START = "start"
    FILING = "filing"


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 no password: nothing is in the way
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Unknown(StrEnum):
    """What follows when a check has no answer: nothing goes on, evidence is asked for, an officer looks."""

    BLOCK = "block"
    EVIDENCE = "evidence"
    OFFICER = "officer"


class ChannelKind(StrEnum):
    ONLINE = "online"
    WINDOW = "window"
    KIOSK = "kiosk"


class Purpose(StrEnum):
    """What a telephone is for."""

    ADVICE = "advice"
    COMPLAINT = "complaint"


class ApplicationState(StrEnum):
    """A draft is its applicant's alone; an open application is a running case; a closed one has its outcome."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


CHANNELS = {
    ChannelKind.ONLINE: Text("网上", "online"),
    ChannelKind.WINDOW: Text("窗口", "at a window"),
    ChannelKind.KIOSK: Text("自助终端", "at a kiosk"),
}
PURPOSES = {
    Purpose.ADVICE: Text("咨询", "advice"),
    Purpose.COMPLAINT: Text("投诉", "complaints"),
}
STATES = {
    ApplicationState.DRAFT: Text("草稿", "draft"),
    ApplicationState.OPEN: Text("办理中", "in progress"),
    ApplicationState.CLOSED: Text("已办结", "closed"),
}
