"""The seams that approvals open to plugins: who acts, who listens, what a case shows, who carries an act out."""

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
CASE_FACE = Seam(
    "case_face",
    Text("办件的样子", "face of cases"),
    Text(
        "函数 (session, cases: Sequence[CaseView]) → {办件号: CaseFace}，一次查询答完整个列表；不认识的办件略过。",
        "A function (session, cases: Sequence[CaseView]) → {case id: CaseFace}, the whole list in one query; "
        "cases it does not know are left out.",
    ),
)
CASE_ACT = Seam(
    "case_act",
    Text("办理", "act on a case"),
    Text(
        "函数 (session, case_id, deed: Deed) → Decided 或 None（不是它的办件）；在同一事务里办理并收尾。",
        "A function (session, case_id, deed: Deed) → Decided, or None for a case that is not its own; it decides "
        "and settles its own rows in the same transaction.",
    ),
)
CASE_PLACES = Seam(
    "case_places",
    Text("可指出问题的位置", "places of a case"),
    Text(
        "函数 (session, case: CaseView) → Place 列表：补正时可以指出问题的字段和材料。",
        "A function (session, case: CaseView) → the Places, fields and materials, that a defect may be pinned to.",
    ),
)
CASE_SEARCH = Seam(
    "case_search",
    Text("查找办件", "search for cases"),
    Text(
        "函数 (session, text, limit) → 办件号列表：姓名、证号、企业等写着这段文字的办件；不看是谁在找。",
        "A function (session, text, limit) → the ids of cases whose person, certificate or enterprise goes by the "
        "text; whose they are to see is not its question.",
    ),
)

CASE_WORD = Seam(
    "case_word",
    Text("告知经办人", "word to accounts"),
    Text(
        "函数 (session, Word)：把日志以外的事（指派、代理）告知这些账户。",
        "A function (session, Word) that tells accounts what no log holds: a task given to them, whom they stand in for.",
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


def case_face(name: str) -> Callable[[Thing], Thing]:
    """Offers how the plugin's cases are shown in lists and headings."""
    return CASE_FACE.mark(name)


def case_act(name: str) -> Callable[[Thing], Thing]:
    """Offers who carries out an act on the plugin's cases."""
    return CASE_ACT.mark(name)


def case_places(name: str) -> Callable[[Thing], Thing]:
    """Offers what a defect of the plugin's cases may be pinned to."""
    return CASE_PLACES.mark(name)


def case_search(name: str) -> Callable[[Thing], Thing]:
    """Offers how the plugin's cases are found by what they are about."""
    return CASE_SEARCH.mark(name)


def case_word(name: str) -> Callable[[Thing], Thing]:
    """Offers a way of telling accounts what no log holds."""
    return CASE_WORD.mark(name)
