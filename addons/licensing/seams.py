"""The seams that licensing opens: checks before one applies, sources of answers, who passes on what is told."""

from collections.abc import Callable
from typing import Any, TypeVar

from kernel.registry import Seam
from kernel.text import Text

Thing = TypeVar("Thing", bound=Callable[..., Any])

CHECK = Seam(
    "check",
    Text("办理核验", "check"),
    Text(
        "函数 (session, Asked) → Finding：通过、提示、不通过或无法核验，并说明怎么办。",
        "A function (session, Asked) → Finding: pass, warn, fail or unknown, with what to do about it.",
    ),
)
SOURCE = Seam(
    "prefill",
    Text("提取来源", "source of an answer"),
    Text(
        "函数 (session, Known) → 答案，由平台填入表单；没有时为 None。",
        "A function (session, Known) → the answer that the platform fills in, or None.",
    ),
)
TOLD = Seam(
    "told",
    Text("告知渠道", "way of telling"),
    Text(
        "函数 (session, Message)：把消息交给收件主体；同一 key 只告知一次。",
        "A function (session, Message) that passes it on to its parties, once for each key.",
    ),
)

EVENTS = Seam(
    "told_event",
    Text("告知事项", "events that are told"),
    Text(
        "函数 () → Event 元组：告知什么、用哪些名称、默认怎么说；机构可以另写措辞。",
        "A function () → a tuple of Events: what is told of, the names it gives, the usual words; an office may word "
        "them otherwise.",
    ),
)


def check(name: str, *, title: Text) -> Callable[[Thing], Thing]:
    """Offers a check that matters may name."""
    return CHECK.mark(name, title=title)


def source(name: str, *, title: Text) -> Callable[[Thing], Thing]:
    """Offers a source from which matters fill in answers."""
    return SOURCE.mark(name, title=title)


def told(name: str) -> Callable[[Thing], Thing]:
    """Offers a way of telling parties something."""
    return TOLD.mark(name)


def events(name: str) -> Callable[[Thing], Thing]:
    """Offers events that people are told of."""
    return EVENTS.mark(name)
