"""What a password must be; pure."""

import secrets
from collections.abc import Callable

from kernel.text import Text

SHORTEST = 10
LONGEST = 128
CLASSES = 3
READABLE = "abcdefghjkmnpqrstuvwxyz"
CAPITALS = "ABCDEFGHJKMNPQRSTUVWXYZ"

KINDS: tuple[Callable[[str], bool], ...] = (
    lambda letter: letter.isascii() and letter.islower(),
    lambda letter: letter.isascii() and letter.isupper(),
    lambda letter: letter.isascii() and letter.isdigit(),
    lambda letter: not (letter.isascii() and letter.isalnum()),
)

RULES = (
    Text(f"至少 {SHORTEST} 个字符", f"At least {SHORTEST} characters"),
    Text(
        "大写字母、小写字母、数字、其他字符，至少含 3 类",
        "At least three of: capital letters, small letters, digits, other characters",
    ),
    Text("不含用户名，也不同于现在的密码", "Neither contains the user name nor equals the present password"),
)


def rules(past: int) -> tuple[Text, ...]:
    """What a password must be, as people are told, with so many of before not taken again."""
    if past <= 1:
        return RULES
    return (*RULES, Text(f"不是最近用过的 {past} 个", f"None of the last {past}"))


def complaint(password: str, *, username: str, present: str) -> Text | None:
    """What is wrong with the new password; none when it will do."""
    if len(password) < SHORTEST:
        return Text(
            f"新密码有 {len(password)} 个字符，至少要 {SHORTEST} 个。",
            f"The new password has {len(password)} characters, it needs at least {SHORTEST}.",
        )
    if len(password) > LONGEST:
        return Text(f"新密码最多 {LONGEST} 个字符。", f"The new password has at most {LONGEST} characters.")
    if "\0" in password:
        return Text(
            "新密码含有不能输入的字符。", "The new password contains a character that cannot be typed."
        )
    if sum(any(map(kind, password)) for kind in KINDS) < CLASSES:
        return Text(
            "新密码须含大写字母、小写字母、数字、其他字符中的至少 3 类。",
            "The new password needs three of: capital letters, small letters, digits, other characters.",
        )
    if username and username.casefold() in password.casefold():
        return Text("新密码不能包含用户名。", "The new password may not contain the user name.")
    if password == present:
        return Text("新密码与现在的密码相同。", "The new password equals the present one.")
    return None


def generated() -> str:
    """A password for one use, easy to read aloud: nothing in it is taken for something else."""
    words = ("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(3))
    return "-".join((*words, f"{secrets.choice(CAPITALS)}{secrets.randbelow(8) + 2}"))
