"""The seams that approvals open to plugins: who acts, who listens, what a case shows, who carries an act out."""

from collections.abc import Callable
from typing import Any, TypeVar

from approvals.cases.facing import FaceRows
from approvals.material_seams import (  # noqa: F401 found with these
    CASE_COMPARED,
    CASE_CONCERNS,
    CASE_IDENTITY,
    MATERIAL_FILE,
    MATERIAL_PAGES,
)
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
SIGNERS = Seam(
    "signers",
    Text("可办理的账户", "accounts that may do it"),
    Text(
        "函数 (session, assignment: Assignment) → Colleague 列表：在此机构有此角色（或代表此主体）的有效账户，按姓名排序。",
        "A function (session, assignment: Assignment) → the active accounts, as Colleagues by name, that have the "
        "role at the office, or act for the party.",
    ),
)
CASE_CHECKS = Seam(
    "case_checks",
    Text("自动步骤的核验", "checks of a case"),
    Text(
        "函数 (session, registry, case: CaseView, step, now) → True、False，或 None（不是它的办件）：自动步骤写明的核验是否都通过。",
        "A function (session, registry, case: CaseView, step, now) → whether the checks of an automatic step are "
        "passed, or None for a case that is not its own.",
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
        "函数 (session, cases: Sequence[int]) → {办件号: CaseFace}，给的是办件号，一次查询答完整个列表；不认识的办件略过。"
        "注明 rows: FaceRows 时，列表在自己的查询里一并读取这些列，函数为 (session, rows) → 依次的 CaseFace。",
        "A function (session, cases: Sequence[int]) → {case id: CaseFace}: it is given the ids and answers the whole "
        "list in one query; cases it does not know are left out. With rows: FaceRows, lists read these columns along "
        "with their own, and the function is (session, rows) → the CaseFaces in the same order.",
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
CASE_PARTY = Seam(
    "case_party",
    Text("某人、某企业的办件", "cases of a party"),
    Text(
        "函数 (session, kind: PartyKind, text, limit) → 办件号列表：本人（person）或企业（enterprise）叫这个名字的办件。",
        "A function (session, kind: PartyKind, text, limit) → the ids of cases whose holder (person) or enterprise "
        "goes by the text; whose they are to see is not its question.",
    ),
)
FORESEEN = Seam(
    "foreseen",
    Text("办理的后果", "what an act brings about"),
    Text(
        "函数 (session, preview: Preview, title: Text) → Text 或 None（不是它的效果）：一项效果会改变什么，一句话说完。",
        "A function (session, preview: Preview, title: Text) → what an effect would change, in a few words, or None "
        "for one that is not its own.",
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
CASE_ANSWERS = Seam(
    "case_answers",
    Text("办件的内容", "answers of a case"),
    Text(
        "函数 (session, case: CaseView) → Answer 列表：填报的各项，文字已隐去个人信息；用来标出变化、打印案卷。",
        "A function (session, case: CaseView) → the Answers of the case, their words masked: what changed is told "
        "from them, and the file is printed from them.",
    ),
)
CASE_MATERIALS = Seam(
    "case_materials",
    Text("办件的材料", "materials of a case"),
    Text(
        "函数 (session, case: CaseView, user_id) → Material 列表：随件交来的文件，此用户可以打开的地址。",
        "A function (session, case: CaseView, user_id) → the Materials that came with the case, at addresses that "
        "this account may open.",
    ),
)
CASE_RELATED = Seam(
    "case_related",
    Text("相关记录", "records beside a case"),
    Text(
        "函数 (session, case: CaseView, seeker: Seeker) → Related 列表：同一人、同一企业以前的证书和办件，只限此用户可看的。",
        "A function (session, case: CaseView, seeker: Seeker) → the Related of the same person and enterprise: "
        "certificates and cases that the seeker may see.",
    ),
)
MESSAGE_LISTENER = Seam(
    "message_listener",
    Text("办件消息", "messages of a case"),
    Text(
        "函数 (session, Said)：窗口和申请人之间新写的一条消息，在写消息的事务里执行。",
        "A function (session, Said) that hears a message between office and applicant, in its transaction.",
    ),
)
CASE_PAPER = Seam(
    "case_paper",
    Text("案卷打印", "case file on paper"),
    Text(
        "函数 (facts) → PDF 字节：把案卷排成可打印的文件。",
        "A function (facts) → the bytes of a PDF: the file of a case, laid out to be printed.",
    ),
)
OFFICE_NAME = Seam(
    "office_name",
    Text("机构名称", "names of offices"),
    Text(
        "函数 (session, offices: Sequence[int]) → {机构号: Text}：列表、筛选和导出里机构的名称。",
        "A function (session, offices: Sequence[int]) → {office: Text}: what offices are called in lists and sheets.",
    ),
)
CHAIN_GROUND = Seam(
    "chain_ground",
    Text("审批链的依托", "ground of chains"),
    Text(
        "函数 (session, registry, chain: str) → Ground：用这条审批链的事项知道哪些事实、分节、字段和机构；画链时供选择。",
        "A function (session, registry, chain: str) → Ground: the facts, sections, fields and offices that the "
        "matters on the chain know, offered where it is drawn.",
    ),
)


def actor(name: str) -> Callable[[Thing], Thing]:
    """Offers who acts for a party, or at an office routed in one way."""
    return ACTOR.mark(name)


def standing(name: str) -> Callable[[Thing], Thing]:
    """Offers what a plugin knows of who a user is."""
    return STANDING.mark(name)


def signers(name: str) -> Callable[[Thing], Thing]:
    """Offers which accounts may do what an office or a party has to do."""
    return SIGNERS.mark(name)


def case_checks(name: str) -> Callable[[Thing], Thing]:
    """Offers what the checks of an automatic step come to, for the plugin's cases."""
    return CASE_CHECKS.mark(name)


def listener(name: str) -> Callable[[Thing], Thing]:
    """Offers a listener to what happens to cases."""
    return LISTENER.mark(name)


def case_face(name: str, *, rows: FaceRows | None = None) -> Callable[[Thing], Thing]:
    """Offers how the plugin's cases are shown in lists and headings, perhaps from rows that lists read along."""
    return CASE_FACE.mark(name) if rows is None else CASE_FACE.mark(name, rows=rows)


def case_act(name: str) -> Callable[[Thing], Thing]:
    """Offers who carries out an act on the plugin's cases."""
    return CASE_ACT.mark(name)


def case_places(name: str) -> Callable[[Thing], Thing]:
    """Offers what a defect of the plugin's cases may be pinned to."""
    return CASE_PLACES.mark(name)


def case_search(name: str) -> Callable[[Thing], Thing]:
    """Offers how the plugin's cases are found by what they are about."""
    return CASE_SEARCH.mark(name)


def case_party(name: str) -> Callable[[Thing], Thing]:
    """Offers how the plugin's cases are found by the person or the enterprise."""
    return CASE_PARTY.mark(name)


def foreseen(name: str) -> Callable[[Thing], Thing]:
    """Offers the words for what effects would change."""
    return FORESEEN.mark(name)


def case_word(name: str) -> Callable[[Thing], Thing]:
    """Offers a way of telling accounts what no log holds."""
    return CASE_WORD.mark(name)


def case_answers(name: str) -> Callable[[Thing], Thing]:
    """Offers what the plugin's cases say, item by item."""
    return CASE_ANSWERS.mark(name)


def case_materials(name: str) -> Callable[[Thing], Thing]:
    """Offers the files that came with the plugin's cases."""
    return CASE_MATERIALS.mark(name)


def case_related(name: str) -> Callable[[Thing], Thing]:
    """Offers earlier records of those whom a case is about."""
    return CASE_RELATED.mark(name)


def message_listener(name: str) -> Callable[[Thing], Thing]:
    """Offers a listener to what office and applicant say to each other."""
    return MESSAGE_LISTENER.mark(name)


def case_paper(name: str) -> Callable[[Thing], Thing]:
    """Offers how the file of a case comes onto paper."""
    return CASE_PAPER.mark(name)


def office_name(name: str) -> Callable[[Thing], Thing]:
    """Offers what offices are called."""
    return OFFICE_NAME.mark(name)


def chain_ground(name: str) -> Callable[[Thing], Thing]:
    """Offers what the matters on a chain know."""
    return CHAIN_GROUND.mark(name)
