"""The course of a case as its pages print it: every act, message and note in the language of the reader."""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from approvals.casefile.feed import Item, Kind
from approvals.casefile.timeline import Edited, Point, Told
from approvals.pages.papers import spoken
from kernel.clock import local_minute

SAID = {"zh": attrgetter("zh"), "en": attrgetter("en")}


class Fault(NamedTuple):
    """A line of a return: what it is pinned to, what is wrong, and where on which file."""

    at: str
    what: str
    late: bool
    spot: str
    href: str


class Change(NamedTuple):
    """An answer that was changed."""

    at: str
    was: str
    now: str


class More(NamedTuple):
    """What hardly any act brings with it."""

    to: str = ""
    people: str = ""
    faults: tuple[Fault, ...] = ()
    letter: str = ""
    changes: tuple[Change, ...] = ()


class Row(NamedTuple):
    """One point of the list: its look and its sign, the heading, and below when, by whom and what was said."""

    look: str
    sign: str
    heading: str
    at: str
    who: str
    words: str
    more: More | None = None
    new: bool = False
    bubble: bool = False
    """Whether the words are what somebody wrote to somebody, or for the file."""


def rows_of(points: Iterable[Point], number: int) -> list[Row]:
    """A row of each point of the case."""
    language = spoken()
    return [_row(point, language, number) for point in points]


def rows_of_feed(items: Iterable[Item], number: int) -> list[Row]:
    """A row of everything in the stream."""
    language = spoken()
    return [
        _row(one.point, language, number, new=one.new) if one.point else _words_of(one, language)
        for one in items
    ]


def _row(point: Point, language: str, number: int, *, new: bool = False) -> Row:
    state, what, step, who, at, opinion, to, defects, value, people, letter, edits = point
    said = SAID[language]
    where, heading = said(step), said(what)
    if where:
        heading = f"{where} · {heading}"
    if value is not None:
        heading = f"{heading}{_('：')}{said(value)}"
    more = None
    if to is not None or people or defects or letter or edits:
        more = More(
            "" if to is None else said(to),
            "、".join(people),
            tuple(_fault(one, language, number) for one in defects),
            url_for("workbench.letter", number=number, seq=letter) if letter else "",
            tuple(_change(one, language) for one in edits),
        )
    moment = "" if at is None else local_minute(at)
    return Row(state, state, heading, moment, "" if who is None else said(who), opinion, more, new)


def _words_of(one: Item, language: str) -> Row:
    """A message or a note."""
    if one.kind is Kind.NOTE:
        heading, sign, look = _("内部备注"), "note", "said memo"
    elif one.by_office:
        heading, sign, look = _("发给申请人的消息"), "message", "said"
    else:
        heading, sign, look = _("申请人的消息"), "message", "said theirs"
    who = "" if one.who is None else SAID[language](one.who)
    moment = "" if one.at is None else local_minute(one.at)
    return Row(look, sign, heading, moment, who, one.text, new=one.new, bubble=True)


def _fault(one: Told, language: str, number: int) -> Fault:
    said = SAID[language]
    if one.pin is None:
        return Fault(said(one.at), one.what, one.late, "", "")
    href = url_for("workbench.materials", number=number, m=one.pin.material, p=one.pin.page)
    return Fault(said(one.at), one.what, one.late, said(one.pin.words), href)


def _change(one: Edited, language: str) -> Change:
    empty = _("（空）")
    return Change(SAID[language](one.at), one.was or empty, one.now or empty)
