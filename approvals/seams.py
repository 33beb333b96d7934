"""The seams that approvals open to plugins: who acts, who somebody is, who listens."""

from collections.abc import Callable
from typing import Any, TypeVar

from kernel.registry import Seam
from kernel.text import Text

Thing = TypeVar("Thing", bound=Callable[..., Any])

ACTOR = Seam(
    "actor",
    Text("办理人", "actor"),
    Text(
        "函数 (session, case, step) → Assignment；名称是主体（employer）或 office.<routing>（office.any）。",
        "A function (session, case, step) → Assignment, named for a party (employer) or office.<routing>.",
    ),
)
STANDING = Seam(
    "standing",
    Text("身份", "standing"),
    Text(
        "函数 (session, user) → Standing：此用户代表哪些主体、属于哪些机构、有哪些角色。",
        "A function (session, user) → Standing: the parties, offices and roles of the user.",
    ),
)
LISTENER = Seam(
    "case_listener",
    Text("办件动态", "case listener"),
    Text(
        "函数 (session, CaseMoved)，每次办理提交之后在自己的事务中执行一次。",
        "A function (session, CaseMoved), called once after each act on a case, in a transaction of its own.",
    ),
)


def actor(name: str) -> Callable[[Thing], Thing]:
    """Offers who acts for a party, or at an office routed in one way."""
    return ACTOR.mark(name)


def standing(name: str) -> Callable[[Thing], Thing]:
    """Offers what a plugin knows of who a user is."""
    return STANDING.mark(name)


def listener(name: str) -> Callable[[Thing], Thing]:
    """Offers a listener to what happens to cases."""
    return LISTENER.mark(name)
