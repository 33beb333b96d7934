"""What is said of a value that a register cannot take, beside its field or in the list of a sheet's problems."""

from collections.abc import Iterable

from kernel.errors import Invalid, TongbanError
from kernel.text import Text, listed

REQUIRED = Text("必填，这里是空的。", "Needed, and empty here.")
FIXED = Text("登记后不能修改。", "It cannot be changed once it is registered.")
UNKEEPABLE = Text("太长，或含有不能保存的字符。", "It is too long, or holds characters that cannot be kept.")
UNKNOWN = Text("没有这一项。", "There is no such field.")
NO_WORDS = Text("应为文字、数字、是否或空。", "It should be words, a number, true, false or null.")
NO_QUESTION = Text("这个条件的值不能用。", "The condition cannot have this value.")
ASK_SO = Text("请用文字、整数或它们的数组。", "Use words, a whole number, or an array of them.")
MOST_NAMED = 8


def of(error: TongbanError) -> Text:
    """The refusal as one sentence: what is wrong and what to do."""
    return Text(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}".strip())


def too_long(most: int) -> Invalid:
    """More characters than there is room for."""
    return _invalid(Text(f"最多 {most} 个字。", f"At most {most} characters."))


def no_day() -> Invalid:
    """Words that are no day."""
    return _invalid(Text("不是日期，应写成 2026-03-01。", "No day; write it like 2026-03-01."))


def no_such_day() -> Invalid:
    """A day that no calendar has."""
    return _invalid(Text("没有这一天。", "There is no such day."))


def no_number(least: int, most: int) -> Invalid:
    """Words that are no number, or one out of bounds."""
    return _invalid(
        Text(f"应为 {least} 至 {most} 的整数。", f"It should be a whole number from {least} to {most}.")
    )


def no_claim() -> Invalid:
    """Words that are neither yes nor no."""
    return _invalid(Text("应写“是”或“否”。", "Write yes or no."))


def ambiguous(words: str) -> Invalid:
    """A name that several have."""
    return _invalid(
        Text(f"“{words[:40]}”不止一个，请写编码。", f"Several are called “{words[:40]}”; write the code.")
    )


def no_choice(names: Iterable[Text | str]) -> Invalid:
    """Words that are none of the choices, of which the first are named."""
    found = list(names)
    zh = listed([str(name) for name in found[:MOST_NAMED]])
    en = listed([name.of("en") if isinstance(name, Text) else name for name in found[:MOST_NAMED]])
    more = len(found) > MOST_NAMED
    return _invalid(
        Text(
            f"不在可选范围内（{zh.zh}{'…' if more else ''}）。",
            f"It is none of the choices ({en.en}{', …' if more else ''}).",
        )
    )


def _invalid(what: Text) -> Invalid:
    return Invalid(what, remedy=Text("", ""))
