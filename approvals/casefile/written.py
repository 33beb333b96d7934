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
