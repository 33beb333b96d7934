"""The way from nobody to somebody who may apply, as a timeline shows it; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.text import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Point:
    """A step: done, now, bad or todo."""

    state: str
    title: Text
    facts: Text = NOTHING
    words: str = ""


AT_ONCE = Text("线上比对名册，立即有结果", "compared with the roster at once")
A_NAME = Text("得到一个登录名", "you get a login name")

PERSON_AHEAD: Sequence[Point] = (
    Point("now", Text("注册账户", "Register"), A_NAME),
    Point("todo", Text("实名认证", "Verify your identity"), AT_ONCE),
    Point(
        "todo",
        Text("窗口核验（线上对不上时）", "At a window, if that fails"),
        Text("带证件原件到任一窗口", "bring your document to any window"),
    ),
    Point(
        "todo",
        Text("在线申请", "Apply online"),
        Text("查看自己的证书，办理各项业务", "see your certificates, use every service"),
    ),
)
ENTERPRISE_AHEAD: Sequence[Point] = (
    Point("now", Text("注册账户并填写企业", "Register and name the enterprise"), A_NAME),
    Point(
        "todo",
        Text("经办人实名", "Verify your identity"),
        Text("线上比对名册；对不上的到任一窗口", "compared with the roster; else at any window"),
    ),
    Point(
        "todo",
        Text("企业审核", "The claim is decided"),
        Text("由企业现有管理员或主管机构批准", "by the enterprise's administrator or its office"),
    ),
    Point(
        "todo",
        Text("代表企业办事", "Act for the enterprise"),
        Text("确认职工申请、查看人员证书", "confirm applications, see the staff's certificates"),
    ),
)


def course(username: str, *, is_verified: bool, is_waiting: bool, is_refused: bool) -> tuple[Point, ...]:
    """Where an account stands on the way."""
    told = is_verified or is_waiting
    proof = "done" if is_verified else "bad" if is_refused else "now" if is_waiting else "todo"
    return (
        Point("done", Text("注册账户", "Registered"), Text(username, username)),
        Point("done" if told else "now", Text("填写证件并同意核验", "Document and consent")),
        Point(proof, Text("核验通过", "Verified"), Text("线上或任一窗口", "online or at any window")),
        Point("now" if is_verified else "todo", Text("在线申请", "Apply online")),
    )
