"""The settings of accounts: how passwords grow old, how guesses are met, how long sessions last."""

from kernel.seams import setting
from kernel.settings.declaring import Claim, Setting, Whole
from kernel.text import Text

PASSWORDS = Text("密码", "Passwords")
SIGNING_IN = Text("登录", "Signing in")
SESSIONS = Text("会话", "Sessions")
DAYS = Text("天", "days")
MINUTES = Text("分钟", "minutes")
TIMES = Text("次", "times")


@setting("password_days")
def password_days() -> Setting:
    """After how many days staff choose a new password."""
    return Setting(
        Text("工作人员密码的有效天数", "Days a password of staff lasts"),
        Whole(0, 365, DAYS),
        90,
        PASSWORDS,
        Text("到期后登录时须先更改密码；0 表示不过期", "After that it is changed at sign-in; 0: never"),
        order=10,
    )


@setting("password_past")
def password_past() -> Setting:
    """How many of the last passwords are not taken again."""
    return Setting(
        Text("不得重复最近几个密码", "Last passwords not taken again"),
        Whole(1, 24, Text("个", "")),
        5,
        PASSWORDS,
        Text("包括现在的密码", "The present one included"),
        order=11,
    )


@setting("sign_in_failures")
def sign_in_failures() -> Setting:
    """After how many wrong passwords an account waits."""
    return Setting(
        Text("连续输错几次后锁定账户", "Wrong passwords before an account waits"),
        Whole(3, 20, TIMES),
        5,
        SIGNING_IN,
        order=20,
    )


@setting("sign_in_wait")
def sign_in_wait() -> Setting:
    """How long an account waits after wrong passwords."""
    return Setting(
        Text("锁定多久", "How long it waits"),
        Whole(1, 1440, MINUTES),
        30,
        SIGNING_IN,
        Text("期间正确的密码也不能登录", "Meanwhile the right password does not open it either"),
        order=21,
    )


@setting("sign_in_address_failures")
def sign_in_address_failures() -> Setting:
    """How many wrong passwords may come from one address within the wait."""
    return Setting(
        Text("同一网络地址在锁定时长内最多输错几次", "Wrong passwords from one address within that time"),
        Whole(10, 10_000, TIMES),
        100,
        SIGNING_IN,
        Text(
            "一个单位的电脑常共用一个出口地址，请留余地",
            "The computers of an office often share one address: leave room",
        ),
        order=22,
    )


@setting("session_idle_minutes")
def session_idle_minutes() -> Setting:
    """After how long without a request a session is over."""
    return Setting(
        Text("多久没有操作后结束会话", "Without a request a session ends after"),
        Whole(5, 720, MINUTES),
        30,
        SESSIONS,
        order=30,
    )


@setting("session_longest_hours")
def session_longest_hours() -> Setting:
    """After how long a session is over however busy it is."""
    return Setting(
        Text("会话最长", "A session lasts at most"),
        Whole(1, 24, Text("小时", "hours")),
        12,
        SESSIONS,
        Text("再忙也要重新登录", "Then one signs in again, however busy"),
        order=31,
    )


@setting("session_single")
def session_single() -> Setting:
    """Whether staff have one session at a time."""
    return Setting(
        Text("工作人员同时只能有一处登录", "Staff sign in at one place at a time"),
        Claim(),
        True,
        SESSIONS,
        Text("再次登录会结束先前的会话，并告知本人", "Signing in again ends the session before, and says so"),
        order=32,
    )
