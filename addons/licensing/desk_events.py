"""What those who decide are told of: time that runs out, work that comes to them, what colleagues ask."""

from addons.licensing.event_words import ACTOR, BY, DONE, OF_CASE, OFFICE, REASON, REMARK, STEP
from addons.licensing.telling import Event, Group
from kernel.text import Text

CASE = Text("{holder} 的“{matter}”（办件 {number}）", "“{matter}” of {holder} (case {number})")


def _case(zh: str, en: str) -> Text:
    return Text(CASE.zh + zh, CASE.en + en)


DUE_SOON = Event(
    *("due_soon", Group.DEADLINE, Text("即将到期", "due soon")),
    Text("办件即将到期", "A case is due soon"),
    _case("等您办理[，最后一天是 {by}]。", " waits for you[; the last day is {by}]."),
    (*OF_CASE, BY),
)
OVERDUE = Event(
    *("overdue", Group.DEADLINE, Text("已超期", "overdue")),
    Text("办件已超期", "A case is overdue"),
    _case("等您办理[，最后一天是 {by}]。", " waits for you[; the last day is {by}]."),
    (*OF_CASE, BY),
)
ESCALATED = Event(
    *("escalated", Group.DEADLINE, Text("超期上报", "overdue, told to the office above")),
    Text("下级办件超期，请督办", "A case below is overdue"),
    _case(
        "在 {office} 已超期[，最后一天是 {by}]，请督促办理。[到期本应自动办理，没有办成：{reason}。]",
        " is overdue at {office}[; the last day was {by}]. Please see to it."
        "[ It was to go on by itself and could not: {reason}.]",
    ),
    (*OF_CASE, OFFICE, BY, REASON),
)
STUCK = Event(
    *("stuck", Group.DEADLINE, Text("未能自动办理", "could not go on by itself")),
    Text("办件未能自动往下办，请处理", "A case could not go on by itself"),
    _case(
        "在“{step}”等待的条件已经具备，本应自动往下办，没有办成：{reason}。请打开办件处理；处理好后系统会再办，每天至少一次。",
        ": what “{step}” waits for has come, yet the case could not go on: {reason}."
        " Open the case and see to it; it is tried again, once a day at least.",
    ),
    (*OF_CASE, STEP, REASON),
)
URGED = Event(
    *("urged", Group.TASK, Text("催办", "urged")),
    Text("催办：请尽快办理", "Please see to a case"),
    _case(
        "有人催办[，最后一天是 {by}]。[附言：{remark}。]",
        " is asked for[; the last day is {by}].[ Note: {remark}.]",
    ),
    (*OF_CASE, BY, REMARK),
)
COPIED = Event(
    *("copied", Group.MESSAGE, Text("抄送", "copied")),
    Text("{actor}抄送您一个办件", "{actor} sent you a copy of a case"),
    _case("抄送给您，供了解。[附言：{remark}。]", " is for your information.[ Note: {remark}.]"),
    (*OF_CASE, ACTOR, REMARK),
)
ASSIGNED = Event(
    *("assigned", Group.TASK, Text("交给您办理", "given to you")),
    Text("有一个办件交给您办理", "A case was given to you"),
    _case(
        "由 {actor} 交给您办理[，环节：{step}][，最后一天是 {by}]。[附言：{remark}。]",
        " was given to you by {actor}[, step: {step}][; the last day is {by}].[ Note: {remark}.]",
    ),
    (*OF_CASE, ACTOR, STEP, BY, REMARK),
)
TAKEN = Event(
    *("taken", Group.TASK, Text("待办改由他人办理", "taken from you")),
    Text("一个待办不再由您办理", "A task is no longer yours"),
    _case("的“{step}”已由 {actor} 另行安排。", ": {actor} has arranged the step “{step}” otherwise."),
    (*OF_CASE, ACTOR, STEP),
)
DELEGATED = Event(
    *("delegated", Group.TASK, Text("请您代为研提意见", "asked for your opinion")),
    Text("{actor}请您研提意见", "{actor} asks for your opinion"),
    _case(
        "的“{step}”请您研提意见；提交后回到 {actor}。[附言：{remark}。]",
        ", step “{step}”: give your opinion; then it goes back to {actor}.[ Note: {remark}.]",
    ),
    (*OF_CASE, ACTOR, STEP, REMARK),
)
CAME_BACK = Event(
    *("came_back", Group.TASK, Text("研提意见已返回", "the opinion is there")),
    Text("{actor}已研提意见", "{actor} has given an opinion"),
    _case(
        "的“{step}”回到您这里。[意见：{remark}。]", ", step “{step}”, is with you again.[ Opinion: {remark}.]"
    ),
    (*OF_CASE, ACTOR, STEP, REMARK),
)
TO_SIGN = Event(
    *("to_sign", Group.TASK, Text("请您会签", "asked to sign")),
    Text("请您会签一个办件", "A case waits for your signature"),
    _case(
        "的“{step}”等您会签[，最后一天是 {by}]。",
        ", step “{step}”, waits for your vote[; the last day is {by}].",
    ),
    (*OF_CASE, STEP, BY),
)
DEPUTY = Event(
    *("deputy", Group.TASK, Text("代理", "deputy")),
    Text("{actor}请您代理", "{actor} made you a deputy"),
    Text("{actor} 请您代为办理其待办。[{remark}。]", "{actor} asks you to stand in.[ {remark}.]"),
    (ACTOR, REMARK),
)
VACANT = Event(
    *("vacant", Group.TASK, Text("待办需要接办", "a task to take over")),
    Text("一个待办需要有人接办", "A task has to be taken over"),
    _case(
        "的“{step}”原经办人的账户已停用或已调离，现请您或同事接办。",
        ": whoever had the step “{step}” is here no more; it is for you or a colleague to go on with.",
    ),
    (*OF_CASE, STEP),
)
STRANDED = Event(
    *("stranded", Group.TASK, Text("等待的企业已注销", "the enterprise waited for is gone")),
    Text("一个办件在等已注销的企业", "A case waits for an enterprise that is gone"),
    _case(
        "的“{step}”在等已注销或被吊销的企业，审批链没有写明怎么办；请打开办件处理，例如终止。",
        ": “{step}” waits for an enterprise that has been struck off, and the chain does not say what follows;"
        " open the case and see to it, as by terminating it.",
    ),
    (*OF_CASE, STEP),
)
MENTIONED = Event(
    *("mentioned", Group.MESSAGE, Text("备注提到您", "called in a note")),
    Text("{actor}在备注里提到您", "{actor} called you in a note"),
    _case(
        "的内部备注提到您，请打开办件的动态查看。", ": an internal note calls you; open the case to read it."
    ),
    (*OF_CASE, ACTOR),
)
FOLLOWED = Event(
    *("followed", Group.MESSAGE, Text("关注的办件有进展", "an act on a case you follow")),
    Text("您关注的办件有进展", "A case that you follow has moved"),
    _case("[：{step}]，{done}[（{actor}）]。", "[: {step}], {done}[ ({actor})]."),
    (*OF_CASE, STEP, DONE, ACTOR),
)
DESK_EVENTS = (
    *(DUE_SOON, OVERDUE, ESCALATED, STUCK, URGED, COPIED, ASSIGNED, TAKEN, DELEGATED, CAME_BACK, TO_SIGN),
    *(DEPUTY, VACANT, STRANDED, MENTIONED, FOLLOWED),
)
