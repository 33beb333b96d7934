"""What the page shows of one condition: its rows, its expression, and what it says in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kernel.conditions.posting import ROWS, TEXT, Asked
from kernel.conditions.reading import read_with
from kernel.conditions.rows import FITS, OTHERS, WITHOUT_VALUE, Group, Join, Op, Row, rows_of
from kernel.conditions.subjects import Sort, Subject
from kernel.errors import Invalid
from kernel.expressions import FUNCTIONS, Function, compiled
from kernel.text import Text

SPARE = 2
"""Empty rows that stand ready at the end of a group."""
WORDS: Mapping[Op, Text] = {
    Op.IS: Text("是", "is"),
    Op.IS_NOT: Text("不是", "is not"),
    Op.ONE_OF: Text("是其中之一", "is one of"),
    Op.NONE_OF: Text("不是其中任何一项", "is none of"),
    Op.OVER: Text("大于、晚于", "is more or later than"),
    Op.AT_LEAST: Text("不小于、不早于", "is at least, not before"),
    Op.UNDER: Text("小于、早于", "is less or earlier than"),
    Op.AT_MOST: Text("不大于、不晚于", "is at most, not after"),
    Op.CONTAINS: Text("含有", "contains"),
    Op.LACKS: Text("不含", "does not contain"),
    Op.STARTS: Text("开头是", "begins with"),
    Op.ENDS: Text("结尾是", "ends with"),
    Op.HAS: Text("选了", "has"),
    Op.HAS_NOT: Text("没有选", "does not have"),
    Op.COUNT_AT_LEAST: Text("至少几项", "has at least"),
    Op.COUNT_AT_MOST: Text("至多几项", "has at most"),
    Op.FILLED: Text("已填", "is filled in"),
    Op.EMPTY: Text("没有填", "is empty"),
    Op.SAME: Text("与另一项相同", "equals the field"),
    Op.DIFFERS: Text("与另一项不同", "differs from the field"),
    Op.OVER_OTHER: Text("大于、晚于另一项", "is more or later than the field"),
    Op.AT_LEAST_OTHER: Text("不小于、不早于另一项", "is at least, not before the field"),
    Op.UNDER_OTHER: Text("小于、早于另一项", "is less or earlier than the field"),
    Op.AT_MOST_OTHER: Text("不大于、不晚于另一项", "is at most, not after the field"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the page draws it; `offers` are the values to choose from, when there are such."""

    number: int
    group: int
    row: Row | None = None
    kind: str = "text"
    offers: tuple[tuple[str, Text], ...] = ()
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class Editor:
    """One condition on a page, under the key by which its inputs are named."""

    key: str
    mode: str
    text: str
    was: str
    join: Join
    groups: tuple[tuple[Line, ...], ...]
    subjects: tuple[Subject, ...]
    rich: bool = False
    """Whether the expression is richer than rows."""
    words: Text | None = None
    fault: Text | None = None

    @property
    def ops(self) -> tuple[tuple[str, Text, str, str], ...]:
        """Each claim: its word, its title, the sorts it fits, and what its value is."""
        return tuple((op.value, WORDS[op], " ".join(sorted(FITS[op])), _wants(op)) for op in Op)


def editor(
    key: str,
    text: str,
    subjects: Mapping[str, Subject],
    functions: Mapping[str, Function] = FUNCTIONS,
    *,
    asked: Asked | None = None,
    refused: Invalid | None = None,
) -> Editor:
    """The condition as a page shows it; `asked` and `refused` are what was posted and why it was not taken."""
    found = (asked.join, asked.grouped) if asked and asked.mode == ROWS else rows_of(text, subjects)
    join, groups = found or (Join.ALL, ())
    words, fault = _told(asked.text if asked and asked.mode == TEXT else text, subjects, functions)
    mode = asked.mode if asked and asked.mode else (TEXT if found is None else ROWS)
    return Editor(
        key=key,
        mode=mode,
        text=asked.text if asked and asked.mode == TEXT else text,
        was=text,
        join=join,
        groups=_lines(groups, subjects, _faulty(asked, refused)),
        subjects=tuple(subjects.values()),
        rich=found is None,
        words=words,
        fault=refused.what if refused else fault,
    )


def _told(
    text: str, subjects: Mapping[str, Subject], functions: Mapping[str, Function]
) -> tuple[Text | None, Text | None]:
    if not text.strip():
        return None, None
    try:
        compiled(text, functions=functions, names=subjects.keys())
        return read_with(text, subjects, functions), None
    except Invalid as error:
        what, remedy = error.what, error.remedy
        return None, Text(f"{what.zh}{remedy.zh}", f"{what.en} {remedy.en}")


def _faulty(asked: Asked | None, refused: Invalid | None) -> tuple[Row | None, Text | None]:
    """The row that was refused, and why."""
    if asked is None or refused is None:
        return None, None
    number = refused.place.removesuffix("-value").rpartition("-")[2]
    return (asked.rows.get(int(number)) if number.isdigit() else None), refused.what


def _lines(
    groups: Sequence[Group], subjects: Mapping[str, Subject], faulty: tuple[Row | None, Text | None]
) -> tuple[tuple[Line, ...], ...]:
    found, number = [], 0
    # one more group than there are, for another alternative
    for at, group in enumerate((*groups, ()) if groups else ((), ())):
        lines = []
        for row in (*group, *[None] * SPARE):
            fault = faulty[1] if row is not None and row is faulty[0] else None
            lines.append(_line(number, at, row, subjects, fault))
            number += 1
        found.append(tuple(lines))
    return tuple(found)


def _line(
    number: int, group: int, row: Row | None, subjects: Mapping[str, Subject], fault: Text | None
) -> Line:
    subject = subjects.get(row.field) if row else None
    if row is None or subject is None:
        return Line(number, group, row, fault=fault)
    if row.op in WITHOUT_VALUE:
        return Line(number, group, row, "none", fault=fault)
    if row.op in OTHERS:
        others = (one for one in subjects.values() if one.sort is subject.sort and one is not subject)
        named = tuple((one.name, one.title) for one in others)
        return Line(number, group, row, "choice", _offers(named, row.value), fault)
    if subject.options and row.op in (Op.IS, Op.IS_NOT, Op.HAS, Op.HAS_NOT):
        return Line(number, group, row, "choice", _offers(subject.options, row.value), fault)
    if subject.sort is Sort.DATE:
        return Line(number, group, row, "date", fault=fault)
    return Line(number, group, row, fault=fault)


def _offers(options: tuple[tuple[str, Text], ...], value: str) -> tuple[tuple[str, Text], ...]:
    """The options, and what the rule names although it is no option any more: untouched, it has to stay."""
    known = {offered for offered, _title in options}
    return options if not value or value in known else (*options, (value, Text(value, value)))


def _wants(op: Op) -> str:
    if op in WITHOUT_VALUE:
        return "nothing"
    if op in OTHERS:
        return "field"
    return "option" if op in (Op.IS, Op.IS_NOT, Op.HAS, Op.HAS_NOT) else "value"
