"""What licensing tells of: each event with its words, and how it is told unless an office words it otherwise."""

from addons.licensing.desk_events import DESK_EVENTS
from addons.licensing.event_words import (
    BY,
    BY_WHOM,
    CERTIFICATE,
    COUNT,
    DAYS,
    DEFECTS,
    MATTER,
    NEXT,
    OF_CASE,
    OUTCOME,
    REASON,
    REMARK,
    SAID_TEXT,
    SAID_TITLE,
    STEP,
    WHOSE,
    WHY,
    WINDOW,
)
from addons.licensing.seams import events
from addons.licensing.telling import Event, Group
from kernel.text import Text

MINE = Text("您的“{matter}”申请（办件 {number}）", "Your application “{matter}” (case {number})")
STAFF = Text("{holder} 的“{matter}”申请（办件 {number}）", "“{matter}” of {holder} (case {number})")


def _mine(zh: str, en: str) -> Text:
    return Text(MINE.zh + zh, MINE.en + en)


def _staff(zh: str, en: str) -> Text:
    return Text(STAFF.zh + zh, STAFF.en + en)


NOW_WITH = _mine("[现由 {next} 办理|已提交]。", " [is now with {next}|was submitted].")

SUBMITTED = Event(
    *("submitted", Group.PROGRESS, Text("申请提交", "submitted")),
    Text("申请已提交", "Submitted"),
    NOW_WITH,
    (*OF_CASE, NEXT),
)
RESUBMITTED = Event(
    *("resubmitted", Group.PROGRESS, Text("补正提交", "corrected")),
    Text("补正已提交", "Corrections submitted"),
    NOW_WITH,
    (*OF_CASE, NEXT),
)
MOVED_ON = Event(
    *("moved_on", Group.PROGRESS, Text("办理进展", "moved on")),
    Text("申请有进展", "Your application moved on"),
    _mine("[现由 {next} 办理|有新进展]。", " [is now with {next}|moved on]."),
    (*OF_CASE, NEXT),
)
WENT_ROUND = Event(
    *("went_round", Group.PROGRESS, Text("绕过一步继续办理", "went on without a step")),
    Text("申请转到其他环节", "Your application goes another way"),
    _mine(
        "的“{step}”：{why}[（{whose_word}）][，{reason}]。[现由 {next} 办理。]",
        ", step “{step}”: {why}[ ({whose_word})][; {reason}].[ It is now with {next}.]",
    ),
    (*OF_CASE, STEP, WHY, BY_WHOM, REASON, NEXT),
)
RESULT_CAME = Event(
    *("result_came", Group.PROGRESS, Text("收到外部结果", "a result came")),
    Text("收到外部结果", "A result has come"),
    _mine(
        "的“{step}”已有结果[：{reason}]。[现由 {next} 办理。]",
        ", step “{step}”: the result has come[: {reason}].[ It is now with {next}.]",
    ),
    (*OF_CASE, STEP, REASON, NEXT),
)
NOT_AWAITED = Event(
    *("not_awaited", Group.TASK, Text("不再等对方办理", "waits for a party no longer")),
    Text("一件申请不再等您办理", "An application waits for you no longer"),
    _staff(
        "的“{step}”不再等您办理：{why}[（{whose_word}）][，{reason}]。",
        ", step “{step}”, waits for you no longer: {why}[ ({whose_word})][; {reason}].",
    ),
    (*OF_CASE, STEP, WHY, BY_WHOM, REASON),
)
ACCEPTED = Event(
    *("accepted", Group.PROGRESS, Text("受理", "accepted")),
    Text("申请已受理", "Accepted"),
    _mine(
        "已受理[，预计 {by} 前办结|，现由 {next} 办理]。",
        " was accepted[; a decision is due by {by}|; it is with {next}].",
    ),
    (*OF_CASE, BY, NEXT),
)
RETURNED = Event(
    *("returned", Group.CORRECTION, Text("退回补正", "returned")),
    Text("请补正申请", "Please correct your application"),
    _mine(
        "被退回[，共 {count} 处]：{defects}。[补充说明：{remark}。][请于 {by} 前补正。|请补正。]补正期间办理时限停止计算。",
        " was returned[ with {count} to mend]: {defects}.[ Remark: {remark}.][ Correct it by {by}.]"
        " Meanwhile the clock stands still.",
    ),
    (*OF_CASE, DEFECTS, COUNT, REMARK, BY),
)
GRANTED = Event(
    *("granted", Group.OUTCOME, Text("准予", "granted")),
    Text("申请{outcome}", "Application {outcome}"),
    _mine(
        "{outcome}。证书和文书可在“我的申请”里下载。",
        " was {outcome}. Certificate and letter are yours to download.",
    ),
    (*OF_CASE, OUTCOME),
)
ENDED = Event(
    *("ended", Group.OUTCOME, Text("未准予的办结", "ended otherwise")),
    Text("申请{outcome}", "Application {outcome}"),
    _mine("{outcome}。[理由：{reason}。]", " was {outcome}.[ Reason: {reason}.]"),
    (*OF_CASE, OUTCOME, REASON),
)
STAFF_ENDED = Event(
    *("staff_ended", Group.OUTCOME, Text("职工申请办结（告知企业）", "ended, told to the enterprise")),
    Text("职工申请{outcome}", "Application of your staff {outcome}"),
    _staff("{outcome}。", " was {outcome}."),
    (*OF_CASE, OUTCOME),
)
SUSPENDED = Event(
    *("suspended", Group.CORRECTION, Text("中止办理", "suspended")),
    Text("申请中止办理", "Your application is suspended"),
    _mine(
        "已中止办理。[原因：{reason}。]中止期间办理时限停止计算。",
        " is suspended.[ Reason: {reason}.] Meanwhile the clock stands still.",
    ),
    (*OF_CASE, REASON),
)
RESUMED = Event(
    *("resumed", Group.PROGRESS, Text("恢复办理", "resumed")),
    Text("申请恢复办理", "Your application goes on"),
    _mine("已恢复办理[，现由 {next} 办理]。", " goes on[; it is with {next}]."),
    (*OF_CASE, NEXT),
)
RECKONED = Event(
    *("reckoned", Group.DEADLINE, Text("日历变动后的新期限", "a new last day")),
    Text("办理期限有变动", "The last day has moved"),
    _mine("因工作日安排调整，办理期限改为 {by}。", ": working days have changed; the last day is {by} now."),
    (*OF_CASE, BY),
)
WAITS = Event(
    *("waits", Group.TASK, Text("待对方确认", "waits for a party")),
    Text("有一件申请待您确认", "An application waits for you"),
    _staff("等您确认[，请于 {by} 前办理]。", " waits for you[, please by {by}]."),
    (*OF_CASE, BY),
)
WINDOW_OPENS = Event(
    *("window_opens", Group.REMINDER, Text("办理窗口开放", "a window opens")),
    Text("{whose}可以办理{matter}了", "{whose}: {matter} is possible now"),
    Text("{whose} {certificate} 将于 {by} 到期。{window}", "{whose} {certificate} expires on {by}. {window}"),
    (WHOSE, MATTER, CERTIFICATE, BY, WINDOW),
)
EXPIRES = Event(
    *("expires", Group.REMINDER, Text("证书将到期", "a certificate expires")),
    Text("{whose}还有 {days} 天到期", "{whose} expires in {days} days"),
    Text("{whose} {certificate} 将于 {by} 到期。{window}", "{whose} {certificate} expires on {by}. {window}"),
    (WHOSE, MATTER, CERTIFICATE, BY, DAYS, WINDOW),
)
PARTY_NEWS = Event(
    *("party_news", Group.IDENTITY, Text("账户与身份", "account and identity")),
    Text("{title}", "{title}"),
    Text("{text}", "{text}"),
    (SAID_TITLE, SAID_TEXT),
)
PARTY_EVENTS = (
    *(SUBMITTED, RESUBMITTED, MOVED_ON, ACCEPTED, RETURNED, GRANTED, ENDED, STAFF_ENDED, SUSPENDED, RESUMED),
    *(WENT_ROUND, RESULT_CAME, NOT_AWAITED),
    *(RECKONED, WAITS, WINDOW_OPENS, EXPIRES, PARTY_NEWS),
)


@events("licensing")
def told_of() -> tuple[Event, ...]:
    """What applicants, enterprises and offices are told of."""
    return (*PARTY_EVENTS, *DESK_EVENTS)
