"""The little language of what people are told: `{name}` stands for a word, `[…|…]` for a part that may be left out.

Of the alternatives in brackets the first stands whose words are all known; when none is, nothing does. Pure.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kernel.text import Text, listed

PART = re.compile(r"\[([^\[\]]*)\]")
WORD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a wording, and what to write instead."""

    what: Text
    remedy: Text


def worded(wording: str, words: Mapping[str, str]) -> str:
    """The wording with the words in it; a word that is not known is left empty."""

    def chosen(part: re.Match[str]) -> str:
        options = part[1].split("|")
        return next((one for one in options if all(words.get(name) for name in WORD.findall(one))), "")

    # the parts first: a bracket in a word that somebody typed means nothing
    return WORD.sub(lambda found: words.get(found[1], ""), PART.sub(chosen, wording))


def names_in(wording: str) -> frozenset[str]:
    """The words that the wording asks for."""
    return frozenset(WORD.findall(wording))


def slips(wording: str, known: Collection[str]) -> Iterator[Slip]:
    """Everything that is wrong with the wording."""
    if len(wording) > LONGEST:
        yield Slip(
            Text(f"太长：{len(wording)} 字。", f"Too long: {len(wording)} characters."),
            Text(f"请不超过 {LONGEST} 字。", f"Use {LONGEST} at most."),
        )
    rest = WORD.sub("", wording)
    if "{" in rest or "}" in rest:
        yield Slip(
            Text("花括号没有成对，或里面不是名称。", "A curly bracket has no partner, or no name is in it."),
            Text(
                "名称请写成 {number}，前后各一个花括号。", "Write a name as {number}, between curly brackets."
            ),
        )
    if set(PART.sub("", rest)) & set("[]|"):
        yield Slip(
            Text(
                "方括号没有成对，或套在另一个里面。",
                "A square bracket has no partner or stands within another.",
            ),
            Text(
                "可省略的部分请写成 [……] 或 [……|……]。", "Write a part that may be left out as […] or […|…]."
            ),
        )
    unknown = sorted(names_in(wording) - set(known))
    if unknown:
        said, offered = listed(f"{{{one}}}" for one in unknown), listed(f"{{{one}}}" for one in sorted(known))
        yield Slip(
            Text(f"没有这样的名称：{said.zh}。", f"There are no such names: {said.en}."),
            Text(f"这里可以用：{offered.zh}。", f"Known here: {offered.en}."),
        )
