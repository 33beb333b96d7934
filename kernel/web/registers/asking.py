"""The filters of a list as people meet them: chips for what is asked, controls to ask with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.text import Text, listed
from kernel.web.registers.criteria import words_for
from kernel.web.registers.filters import Between, Choices, Contains, Filter
from kernel.web.registers.question import FROM, HAS, RELATIVE, TO, Question
from kernel.web.registers.reader import Reader

AddressOf = Callable[[Question], str]


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words, and the list without it."""

    title: Text
    words: Text
    without: str


@dataclass(frozen=True, slots=True)
class Control:
    """One filter as a form asks for it: its kind, its title, and what was given."""

    kind: str
    name: str
    title: Text
    choices: Sequence[tuple[str, Text, bool]] = ()
    values: tuple[str, str] = ("", "")
    input: str = "text"


def chips_of(view: Any, reader: Reader, question: Question, to: AddressOf) -> list[Chip]:
    """What narrows the list, one chip for each filter."""
    found = []
    for one in view.filters if question.given else ():
        words = _words(view, one, reader, question)
        if words is not None:
            found.append(Chip(title_of(view, one), words, to(_without(one, question))))
    return found


def controls_of(view: Any, reader: Reader, question: Question) -> tuple[Control, ...]:
    """What a form asks for, in the order of the declaration."""
    return tuple(_control(view, one, reader, question) for one in view.filters)


def title_of(view: Any, one: Filter) -> Text:
    """The filter's title, or that of its column."""
    found: Text = one.title or view.column(one.name).title
    return found


def _words(view: Any, one: Filter, reader: Reader, question: Question) -> Text | None:
    if isinstance(one, Choices):
        values = question.given.get(one.name, ())
        known = words_for(view, one, reader)
        names = [known.get(value, Text(value, value)) for value in values]
        return (
            Text(listed(name.zh for name in names).zh, listed(name.en for name in names).en)
            if names
            else None
        )
    if isinstance(one, Contains):
        value = next(iter(question.given.get(one.name + HAS, ())), "")
        return Text(f"含“{value}”", f"contains “{value}”") if value else None
    return _span(*_ends(one, question))


def _ends(one: Between, question: Question) -> tuple[str, str]:
    start = question.given.get(one.name + FROM, ("",))
    end = question.given.get(one.name + TO, ("",))
    return start[0], end[0]


def _span(start: str, end: str) -> Text | None:
    if start == "today" and end.startswith("today+"):
        days = end.removeprefix("today+")
        return Text(f"{days} 天内", f"within {days} days")
    first, last = _day(start), _day(end)
    if start and end:
        return Text(f"{first.zh} 至 {last.zh}", f"{first.en} to {last.en}")
    if start:
        return Text(f"{first.zh} 起", f"from {first.en}")
    return Text(f"至 {last.zh}", f"until {last.en}") if end else None


def _day(value: str) -> Text:
    found = RELATIVE.fullmatch(value)
    if found is None:
        return Text(value, value)
    sign, days = found.groups()
    if not days:
        return Text("今天", "today")
    return (
        Text(f"{days} 天前", f"{days} days ago") if sign == "-" else Text(f"{days} 天后", f"in {days} days")
    )


def _without(one: Filter, question: Question) -> Question:
    if isinstance(one, Choices):
        return question.without(one.name)
    if isinstance(one, Contains):
        return question.without(one.name + HAS)
    return question.without(one.name + FROM).without(one.name + TO)


def _control(view: Any, one: Filter, reader: Reader, question: Question) -> Control:
    title = title_of(view, one)
    if isinstance(one, Choices):
        given = question.given.get(one.name, ())
        offered = tuple(
            (value, words, value in given) for value, words in words_for(view, one, reader).items()
        )
        return Control("choices", one.name, title, offered)
    if isinstance(one, Contains):
        return Control(
            "has", one.name + HAS, title, values=(question.given.get(one.name + HAS, ("",))[0], "")
        )
    ends = _ends(one, question)
    # a browser's own calendar cannot show `today+90`
    plain = any("today" in end for end in ends) or not _is_day(view, one)
    return Control("span", one.name, title, values=ends, input="text" if plain else "date")


def _is_day(view: Any, one: Between) -> bool:
    sql = one.sql if one.sql is not None else view.column(one.name).sql
    return "date" in type(sql.type).__name__.lower()
