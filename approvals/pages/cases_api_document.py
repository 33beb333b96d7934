"""What the JSON interface of cases offers, for the OpenAPI document."""

from collections.abc import Mapping

from approvals.acts.reporting import What
from approvals.casefile.messages import LONGEST
from approvals.casefile.verdicts import Fit
from approvals.lists.narrowing import Limit, Order
from approvals.lists.views import View
from approvals.pages import WORK
from approvals.pages.cases_api_spec import BASE, FLAG, NUMBER, TEXT, reference, rows_of, said_of, schema, sent
from approvals.words import Verb
from kernel.seams import api
from kernel.text import Text
from kernel.web.registers.openapi import Described, Spec

PLACES = dict.fromkeys(("material", "page", "part", "x", "y", "wide", "high"), NUMBER)
PIN: Spec = {"type": "object", "properties": PLACES}
"""A page of a file, one of its nine parts, a point, or a frame; a page is 1000 wide."""
LIST: Mapping[str, tuple[Spec, Text]] = {
    "view": (
        TEXT | {"enum": list(View)},
        Text("哪个列表，默认 mine", "Which list; mine unless said"),
    ),
    "matter": (TEXT, Text("事项", "Matter")),
    "office": (NUMBER, Text("机构的编号", "Number of the office")),
    "step": (TEXT, Text("环节", "Step")),
    "limit": (TEXT | {"enum": list(Limit)}, Text("时限", "Time limit")),
    "label": (NUMBER, Text("标签的编号", "The id of a label")),
    "order": (TEXT | {"enum": list(Order)}, Text("顺序，默认 due", "Order; due unless said")),
    "for": (TEXT, Text("代谁办理时，其账户", "The account of whom one stands in for")),
    "after": (TEXT, Text("上一页答复里的 after", "The `after` of the page before")),
    "size": (
        NUMBER | {"minimum": 1, "maximum": 200},
        Text("每页条数，默认 50", "Rows of a page; 50 unless said"),
    ),
}
SEARCHED: Mapping[str, tuple[Spec, Text]] = {
    "q": (
        TEXT,
        Text(
            "编号、姓名、证书或企业：找自己的任何办件",
            "Number, name, certificate or enterprise: any case of yours",
        ),
    ),
    "person": (TEXT, Text("把列表缩小到某人", "Narrows the list to a person")),
    "enterprise": (TEXT, Text("把列表缩小到某企业", "Narrows the list to an enterprise")),
    **LIST,
}
SEEN = (
    NUMBER,
    Text("办件给出的 seen；之后有人办过则答 409", "The `seen` of the case; 409 when somebody acted since"),
)
STEP = (TEXT, Text("环节的名称", "Name of the step"))
OPINION = (TEXT, Text("意见或理由", "Opinion or reason"))
ACTS: Mapping[str, tuple[Spec, Text]] = {
    "verb": (
        TEXT | {"enum": [verb.value for verb in Verb if verb is not Verb.WITHDRAW]},
        Text("办理的操作，见办件的 may", "What is done; the case says it as `may`"),
    ),
    "step": STEP,
    "seen": SEEN,
    "opinion": OPINION,
    "to": (TEXT, Text("退回或跳转到的环节", "The step to return or jump to")),
    "value": (TEXT, Text("会签的表决或选定的选项", "The vote, or what is chosen")),
    "people": ({"type": "array", "items": TEXT}, Text("点名的账户", "The accounts named")),
    "defects": (
        {"type": "array", "items": {"type": "object", "properties": {"at": TEXT, "what": TEXT, "pin": PIN}}},
        Text(
            "要补正的问题，at 见办件的 places；pin 指出材料上的位置，这时 at 是那份材料的 place",
            "What is to be mended; `at` is one of the `places`, with a `pin` that of its file",
        ),
    ),
    "days": (
        NUMBER,
        Text(
            "退回时给的补正天数，审批链允许时",
            "Days to mend it, where the chain lets a return give other ones",
        ),
    ),
    "complete": (FLAG, Text("确认补正内容已一次列全", "That the list of defects is complete")),
    "answers": ({"type": "object"}, Text("这一步填报的内容", "What the step fills in")),
}
ASSIGN: Mapping[str, tuple[Spec, Text]] = {
    "step": STEP,
    "seen": SEEN,
    "to": (TEXT, Text("交给哪个账户；空为放回", "The account; empty gives it back to everybody")),
    "opinion": OPINION,
}
REPORT: Mapping[str, tuple[Spec, Text]] = {
    "what": (
        TEXT | {"enum": list(What)},
        Text(
            "登记什么：对方不配合、无法送达，或等待的外部结果已到；见办件的 reports",
            "What is reported: a silent party, nothing can be delivered, a result came; see `reports`",
        ),
    ),
    "step": (TEXT, Text("不配合、无法送达的是哪一步", "The step of the party")),
    "event": (
        TEXT,
        Text(
            "等待的事件的名称；同一结果（同一 opinion）再次登记，答复相同",
            "Name of the event; the same result, with the same opinion, told again has the same answer",
        ),
    ),
    "seen": SEEN,
    "opinion": (
        TEXT | {"maxLength": 2000},
        Text(
            "理由、送达经过，或结果和文书编号", "Why, how delivery was tried, or the result with its number"
        ),
    ),
}
ROW: Mapping[str, tuple[Spec, Text]] = {
    "id": (NUMBER, Text("办件", "Case")),
    "number": (TEXT, Text("编号", "Number")),
    "title": ({"type": "object"}, Text("名称", "Title")),
    "subtitle": (TEXT, Text("副题", "Subtitle")),
    "kind": ({"type": "object"}, Text("事项简称", "The matter in short")),
    "matter": (TEXT, Text("事项", "Matter")),
    "seen": (NUMBER, Text("办理时送回", "To be sent with an act")),
    "outcome": (TEXT, Text("结果", "Outcome")),
    "step": (TEXT, Text("环节", "Step")),
    "due_on": (TEXT | {"format": "date"}, Text("截止日", "Last day")),
    "left": ({"type": "object"}, Text("剩余时间", "Time left")),
    "closed_at": (TEXT | {"format": "date-time"}, Text("办理时间", "When it was done")),
    "labels": (
        {"type": "array", "items": reference("CaseLabel")},
        Text("本机构的标签", "Labels of your offices"),
    ),
}
WHOLE: Mapping[str, tuple[Spec, Text]] = {
    **{name: ROW[name] for name in ("id", "number", "title", "matter", "seen", "outcome", "labels")},
    "steps": ({"type": "array", "items": {"type": "object"}}, Text("打开的环节", "The open steps")),
    "may": ({"type": "array", "items": {"type": "object"}}, Text("现在可以做什么", "What may be done now")),
    "reports": ({"type": "array", "items": {"type": "object"}}, Text("可以登记什么", "What may be reported")),
    "answers": (
        {"type": "array", "items": {"type": "object"}},
        Text("填报内容，已隐去个人信息", "Answers, masked"),
    ),
    "materials": ({"type": "array", "items": {"type": "object"}}, Text("材料", "Materials")),
    "places": ({"type": "array", "items": {"type": "object"}}, Text("可指出问题的位置", "Places of defects")),
    "messages": ({"type": "array", "items": {"type": "object"}}, Text("往来消息", "Messages")),
    "followed": (FLAG, Text("您是否关注", "Whether you follow it")),
    "notes": ({"type": "array", "items": {"type": "object"}}, Text("内部备注", "Notes of the offices")),
    "course": ({"type": "array", "items": {"type": "object"}}, Text("经过", "Course")),
    "unbroken": (FLAG, Text("日志未被改动", "Whether the log is as it was written")),
}
ACTED: Mapping[str, tuple[Spec, Text]] = {
    **{name: ROW[name] for name in ("id", "seen", "outcome")},
    "open": ({"type": "array", "items": TEXT}, Text("打开的环节", "The open steps")),
    "opened": ({"type": "array", "items": TEXT}, Text("这次打开的环节", "The steps that this opened")),
}
REPORTED: Mapping[str, tuple[Spec, Text]] = {
    **{name: ROW[name] for name in ("id", "seen", "outcome")},
    "open": ACTED["open"],
    "entry": (NUMBER, Text("记在日志的第几条", "The entry of the log that says so")),
}
WORDS: Mapping[str, tuple[Spec, Text]] = {
    "kind": (
        TEXT | {"enum": ["message", "note"]},
        Text("message 发给申请人；note 是内部备注", "A message to the applicant, or a note of the offices"),
    ),
    "text": (
        TEXT | {"maxLength": LONGEST},
        Text(
            "内容；备注里写 @姓名 会通知那位同事", "The words; a note tells colleagues that it calls by @name"
        ),
    ),
}
FOLLOW: Mapping[str, tuple[Spec, Text]] = {
    "follow": (FLAG, Text("关注或取消关注", "To follow it, or no more"))
}
WRITTEN: Mapping[str, tuple[Spec, Text]] = {"id": (NUMBER, Text("编号", "Id")), "kind": WORDS["kind"]}
COUNT: Mapping[str, tuple[Spec, Text]] = {
    "view": (TEXT | {"enum": list(View)}, Text("列表", "List")),
    "count": (NUMBER, Text("条数，最多数到 1000", "How many, up to 1,000")),
}
JUDGED: Mapping[str, tuple[Spec, Text]] = {
    "fit": (
        TEXT | {"enum": list(Fit)},
        Text("结论；不写则收回", "The verdict; without one it is taken back"),
    ),
    "wrong": (
        {"type": "array", "items": {"type": "object", "properties": {"what": TEXT, "pin": PIN}}},
        Text("哪里不符合", "What is wrong with the file"),
    ),
}
VERDICT: Mapping[str, tuple[Spec, Text]] = {
    "material": (NUMBER, Text("材料", "File")),
    "verdict": ({"type": "object"}, Text("结论、由谁、何时", "The verdict, by whom and when")),
}
TAKEN: Mapping[str, tuple[Spec, Text]] = {"step": STEP}
BODIES = {
    "CaseQuestion": (SEARCHED, ()),
    "CaseWords": (WORDS, ("kind", "text")),
    "CaseWritten": (WRITTEN, ()),
    "CaseFollow": (FOLLOW, ("follow",)),
    "CaseAct": (ACTS, ("verb", "seen")),
    "CaseAssignment": (ASSIGN, ("step", "seen")),
    "CaseReport": (REPORT, ("what", "seen", "opinion")),
    "CaseReported": (REPORTED, ()),
    "CaseTask": (TAKEN, ("step",)),
    "CaseJudgement": (JUDGED, ()),
    "CaseVerdict": (VERDICT, ()),
    "CaseRow": (ROW, ()),
    "Case": (WHOLE, ()),
    "CaseActed": (ACTED, ()),
    "CaseCount": (COUNT, ()),
}


@api("cases", permission=WORK)
def cases_described(locale: str) -> Described:
    """The lists, one case and the acts on it."""
    arguments = [
        {"name": name, "in": "query", "schema": schema, "description": words.of(locale)}
        for name, (schema, words) in LIST.items()
    ]
    key = {"name": "pk", "in": "path", "required": True, "schema": NUMBER}
    key["description"] = Text("办件的编号", "The id of the case").of(locale)
    one = {"type": "object", "properties": {"result": reference("Case")}}
    paths: Spec = {
        f"{BASE}/": {
            "get": said_of(locale, "list_cases", Text("列出办件", "List cases"), rows_of("CaseRow"))
            | {"parameters": arguments}
        },
        f"{BASE}/search": {
            "post": said_of(locale, "search_cases", Text("查找办件", "Search cases"), rows_of("CaseRow"))
            | sent("CaseQuestion")
        },
        f"{BASE}/counts": {
            "get": said_of(locale, "count_cases", Text("待办条数", "Count cases"), rows_of("CaseCount"))
        },
        f"{BASE}/{{pk}}": {
            "get": said_of(locale, "get_case", Text("查看办件", "Show a case"), one),
            "parameters": [key],
        },
    }
    for word, words, body in (
        ("acts", Text("办理", "Act on a case"), "CaseAct"),
        ("claim", Text("认领", "Claim a task"), "CaseTask"),
        ("release", Text("释放", "Release a task"), "CaseTask"),
        ("assign", Text("指派", "Assign a task"), "CaseAssignment"),
    ):
        act = said_of(locale, f"{word}_case", words, reference("CaseActed")) | sent(body)
        paths[f"{BASE}/{{pk}}/{word}"] = {"post": act, "parameters": [key]}
    paths[f"{BASE}/{{pk}}/messages"] = _writing(locale, key)
    paths[f"{BASE}/{{pk}}/follow"] = _following(locale, key)
    paths[f"{BASE}/{{pk}}/reports"] = _reporting(locale, key)
    paths[f"{BASE}/{{pk}}/materials/{{material}}"] = _judging(locale, key)
    schemas = {name: schema(locale, fields, needed) for name, (fields, needed) in BODIES.items()}
    return Described(paths, schemas)


def _writing(locale: str, key: Spec) -> Spec:
    words = Text("发消息或记备注", "Write about a case")
    return {
        "post": said_of(locale, "write_case", words, reference("CaseWritten")) | sent("CaseWords"),
        "parameters": [key],
    }


def _following(locale: str, key: Spec) -> Spec:
    said = said_of(locale, "follow_case", Text("关注办件", "Follow a case"), reference("Case"))
    return {"post": said | sent("CaseFollow"), "parameters": [key]}


def _reporting(locale: str, key: Spec) -> Spec:
    words = Text("登记外部情况", "Report something")
    said = said_of(locale, "report_case", words, reference("CaseReported"))
    return {"post": said | sent("CaseReport"), "parameters": [key]}


def _judging(locale: str, key: Spec) -> Spec:
    file = {**key, "name": "material", "description": Text("材料的编号", "The id of the file").of(locale)}
    said = said_of(locale, "judge_file", Text("给材料下结论", "Judge a file"), reference("CaseVerdict"))
    return {"post": said | sent("CaseJudgement"), "parameters": [key, file]}
