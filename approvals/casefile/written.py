"""Words that somebody has typed, as they are kept; pure."""

from kernel.errors import Invalid
from kernel.text import Text


def checked(text: str, *, most: int) -> str:
    """The words without what surrounds them; a refusal when there are none or too many."""
    # a browser posts two characters for what its maxlength counts as one
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid(
            Text("没有写内容。", "Nothing was written."),
            remedy=Text("请写上内容再提交。", "Write something, then send it."),
            place="text",
        )
    if len(words) > most:
        raise Invalid(
            Text(f"写了 {len(words)} 字，最多 {most} 字。", f"{len(words)} characters are too many."),
            remedy=Text("请写得简短些，或分成几条写。", f"Keep it to {most}, or write it in parts."),
            place="text",
        )
    return words


def checked_name(name: str, *, most: int) -> str:
    """The name on one line with single spaces; a refusal of what nobody sees in it, too long or none.

    Two names that look the same would be two things that nobody can tell apart.
    """
    words = checked(" ".join(name.split()), most=most)
    unseen = next((one for one in words if not one.isprintable()), None)
    if unseen is not None:
        raise Invalid(
            Text(
                f"名称里有看不见的字符（U+{ord(unseen):04X}）。",
                f"The name holds a character that nobody sees (U+{ord(unseen):04X}).",
            ),
            remedy=Text("请删去它，或重新输入名称。", "Remove it, or type the name anew."),
            place="text",
        )
    return words
