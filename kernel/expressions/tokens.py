"""The words of a source: everything Python would read and a rule may not hold is refused here."""

import keyword
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from kernel.expressions.limits import DIGITS, MAX_NAME
from kernel.expressions.slips import remedy_for
from kernel.expressions.spots import Spot
from kernel.text import Text


class Sort(Enum):
    """What a word is; operators written as letters (`and`, `in`) are marks."""

    TEXT = auto()
    NUMBER = auto()
    NAME = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word and where it stands."""

    sort: Sort
    word: str
    spot: Spot


CONSTANTS = frozenset({"True", "False", "None"})
WORD_MARKS = frozenset({"and", "or", "not", "in", "if", "else"})
PAIRS = {")": "(", "]": "["}
_WORD = re.compile(
    r"""(?P<TEXT>"[^"\n\r]*"|'[^'\n\r]*')
    |(?P<NUMBER>[0-9]+(?:\.[0-9]+)?)
    |(?P<NAME>[^\W\d]\w*)
    |(?P<SLIP>\*\*|//|<<|>>|<>|:=|->|=>|&&|\|\||[-+*/%]=|!(?!=)|=(?!=))
    |(?P<MARK>==|!=|<=|>=|[-+*/%<>()\[\],])""",
    re.VERBOSE,
)
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\n]*")


def tokens(source: str) -> list[Token]:
    """The words of a source, brackets paired, no two values side by side."""
    _refuse_unfit(source)
    found: list[Token] = []
    at = _after_space(source, 0)
    while at < len(source):
        token = _token(source, at)
        if found:
            _refuse_neighbours(found[-1], token)
        found.append(token)
        at = _after_space(source, token.spot.end)
    _refuse_unpaired(found)
    return found


def _after_space(source: str, at: int) -> int:
    space = _SPACE.match(source, at)
    return space.end() if space else at


def _refuse_unfit(source: str) -> None:
    if unfit := _UNFIT.search(source):
        raise Spot(source, unfit.start(), unfit.start()).error(
            Text("这里有一个不可见的控制字符。", "There is an invisible control character here."),
            Text("请删去它。", "Delete it."),
        )


def _token(source: str, at: int) -> Token:
    match = _WORD.match(source, at)
    if match is None or match.lastgroup == "SLIP":
        end = match.end() if match else at + 1
        what = Text("规则里不能有这个符号。", "A rule cannot hold this sign.")
        raise Spot(source, at, end).error(what, remedy_for(source[at:end]))
    spot = Spot(source, at, match.end())
    sort = Sort[str(match.lastgroup)]
    if sort is Sort.TEXT:
        _refuse_escape(spot, match[0])
    if sort is Sort.NUMBER:
        _refuse_number(spot, match[0])
    if sort is Sort.NAME:
        _refuse_name(spot, match[0])
        sort = Sort.MARK if match[0] in WORD_MARKS else Sort.NAME
    return Token(sort, match[0], spot)


def _refuse_escape(spot: Spot, word: str) -> None:
    if "\\" in word:
        at = spot.start + word.index("\\")
        raise Spot(spot.source, at, at + 1).error(
            Text("文本里不能有反斜杠。", "A text cannot hold a backslash."),
            Text(
                "文本照写，不用转义；引号用另一种引号括起。",
                "Texts are written as they are; a quote goes inside the other kind of quotes.",
            ),
        )


def _refuse_number(spot: Spot, word: str) -> None:
    tail = spot.source[spot.end : spot.end + 1]
    if tail.isalnum() or (tail in ("_", ".") and tail):
        raise spot.error(
            Text("数字后面紧跟着别的字符。", "Other characters follow the number directly."),
            Text(
                "数字只写数码和小数点；编码请加引号。", "Numbers are digits and a point; put codes in quotes."
            ),
        )
    if word[0] == "0" and word[1:2].isdigit():
        raise spot.error(
            Text("数字不能以 0 开头。", "A number cannot start with 0."),
            Text(
                "编码请加引号，数字请去掉前面的 0。", "Put a code in quotes, or drop the zeros of a number."
            ),
        )
    if len(word.replace(".", "")) > DIGITS:
        raise spot.error(
            Text("数字太长。", "The number is too long."),
            Text(f"最多 {DIGITS} 位。", f"At most {DIGITS} digits."),
        )


def _refuse_name(spot: Spot, word: str) -> None:
    if keyword.iskeyword(word) and word not in WORD_MARKS | CONSTANTS:
        raise spot.error(
            Text("这个词不能用在规则里。", "This word cannot be used in a rule."), remedy_for(word)
        )
    if len(word) > MAX_NAME:
        raise spot.error(
            Text("名称太长。", "The name is too long."),
            Text(f"最多 {MAX_NAME} 个字符。", f"At most {MAX_NAME} characters."),
        )
    if not word.isidentifier() or unicodedata.normalize("NFKC", word) != word:
        raise spot.error(
            Text("名称里有全角或特殊字符。", "The name holds full-width or special letters."),
            Text(
                "请改用半角字母、数字、下划线或汉字。", "Use plain letters, digits, underscores or Chinese."
            ),
        )


def _refuse_neighbours(before: Token, after: Token) -> None:
    ends = before.sort is not Sort.MARK or before.word in PAIRS
    if ends and after.sort is not Sort.MARK:
        raise after.spot.error(
            Text("它与前面的值之间缺少运算符或逗号。", "An operator or a comma is missing before it."),
            Text("请补上，例如 and、==、+ 或逗号。", "Add one, such as and, ==, + or a comma."),
        )


def _refuse_unpaired(found: list[Token]) -> None:
    unclosed: list[Token] = []
    for token in found:
        if token.sort is not Sort.MARK:
            continue
        if token.word in PAIRS.values():
            unclosed.append(token)
        elif token.word in PAIRS and (not unclosed or unclosed.pop().word != PAIRS[token.word]):
            raise token.spot.error(
                Text("没有与它配对的左括号。", "No opening bracket matches it."),
                Text("请补上左括号或删去它。", "Add the opening bracket or delete this one."),
            )
    if unclosed:
        raise unclosed[-1].spot.error(
            Text("这个括号没有闭合。", "This bracket is never closed."),
            Text("请补上右括号。", "Add the closing bracket."),
        )
