"""What a chain does otherwise than before, step by step, by the titles of its sheets; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from approvals.chains.reading import examined
from approvals.designing.nodes import Place, places
from approvals.designing.sheet import Clerk
from approvals.drawing.boxes import boxes_of
from approvals.drawing.plan import DOT, Reading, drawn_chain
from kernel.designs.properties import Entry
from kernel.designs.sheets import Choice, Input, title_of
from kernel.nodes import ROOT, Body
from kernel.text import Text

TICKED = Text("是", "yes")
FIRST = Text("开头", "at the beginning")


@dataclass(frozen=True, slots=True)
class StepChange:
    """One thing that says something else; None where it is not there."""

    what: Text
    before: Text | None
    after: Text | None


@dataclass(frozen=True, slots=True)
class Side:
    """The chain as it was or is to be: its sheets, and how its conditions read."""

    clerk: Clerk
    reading: Reading

    @property
    def body(self) -> Body:
        """The chain."""
        return self.clerk.body


def step_changes(before: Side, after: Side) -> Iterator[StepChange]:
    """What is new, gone, elsewhere or set otherwise, in the order of the chain as it is to be."""
    old = {place.name: place for place in places(before.body)}
    new = {place.name: place for place in places(after.body)}
    yield from _settings(before, after, "", None)
    shifted = _shifted(before, after)
    for name, place in new.items():
        title = title_of(place.node)
        if name not in old:
            yield StepChange(title, None, _described(after, place))
            continue
        if name in shifted:
            what = Text(f"{title.zh}{DOT}位置", f"{title.en}{DOT}place")
            yield StepChange(what, _spot(before, old[name]), _spot(after, place))
        yield from _settings(before, after, name, title)
    for name, place in old.items():
        if name not in new:
            yield StepChange(title_of(place.node), _described(before, place), None)


def _settings(before: Side, after: Side, name: str, title: Text | None) -> Iterator[StepChange]:
    old, new = _said(before, name), _said(after, name)
    for key, (label, _) in {**old, **new}.items():
        was, now = (held[key][1] if key in held else None for held in (old, new))
        if was != now:
            what = (
                label if title is None else Text(f"{title.zh}{DOT}{label.zh}", f"{title.en}{DOT}{label.en}")
            )
            yield StepChange(what, was, now)


def _said(side: Side, name: str) -> dict[str, tuple[Text, Text | None]]:
    """What each entry of the sheet is called, and what stands in it in words; nothing where it is empty."""
    sheet = side.clerk.sheet(name)
    inputs = [one for page in sheet.tabs for one in page.inputs] if sheet else []
    return {one.key: (one.title, _words(side, one)) for one in inputs}


def _words(side: Side, one: Input) -> Text | None:
    match one.of.entry:
        case Entry.FLAG:
            return TICKED if one.value else None
        case Entry.PAIR:
            return _pair(one.value)
        case Entry.WORDS:
            return _together([_named(one.options, str(word)) for word in one.value])
        case Entry.OPTIONS | Entry.ROWS:
            rows = [row for row in one.rows if row[0].value]
            return _together([_pair(row[1].value) or Text(row[0].value, row[0].value) for row in rows])
        case Entry.RULE:
            text = str(one.value)
            return side.reading(text) if text else None
        case _:
            return _named(one.options, str(one.value)) if one.value not in ("", None) else None


def _together(parts: Sequence[Text]) -> Text | None:
    return Text("、".join(one.zh for one in parts), ", ".join(one.en for one in parts)) if parts else None


def _pair(value: dict[str, str]) -> Text | None:
    zh, en = value["zh"] or value["en"], value["en"] or value["zh"]
    return Text(zh, en) if zh else None


def _named(options: Sequence[Choice], value: str) -> Text:
    return dict(options).get(value, Text(value, value))


def _described(side: Side, place: Place) -> Text:
    """What kind of node it is, who does it by when, and where it stands."""
    sheet = side.clerk.sheet(place.name)
    kind = sheet.type_title if sheet and sheet.type_title else Text("", "")
    chain, _ = examined(side.body, functions=side.clerk.filler.ruling.functions)
    drawn = drawn_chain(chain, offices=side.clerk.offers.ground.offices)
    lines = [line for box in boxes_of(drawn.items) if box.name == place.name for line in box.lines]
    parts = [one for one in (kind, *lines, _spot(side, place)) if one.zh]
    return Text(DOT.join(one.zh for one in parts), DOT.join(one.en for one in parts))


def _spot(side: Side, place: Place) -> Text:
    """Behind what it stands, and in what."""
    if place.index:
        title = title_of(place.siblings[place.index - 1])
        return Text(f"在“{title.zh}”之后", f"behind “{title.en}”")
    if place.owner == ROOT:
        return FIRST
    owner = next(one for one in places(side.body) if one.name == place.owner)
    title = title_of(owner.node)
    return Text(f"“{title.zh}”的开头", f"first in “{title.en}”")


def _shifted(before: Side, after: Side) -> set[str]:
    """What both have and stands elsewhere: in another list, or before what it was behind."""
    old, new = ({place.name: place for place in places(one.body)} for one in (before, after))
    found = {name for name in old.keys() & new.keys() if old[name].owner != new[name].owner}
    for owner in {place.owner for place in new.values()}:
        lists = [
            [
                name
                for name, place in side.items()
                if place.owner == owner and name in old.keys() & new.keys() - found
            ]
            for side in (old, new)
        ]
        kept = SequenceMatcher(None, lists[0], lists[1], autojunk=False).get_matching_blocks()
        still = {name for block in kept for name in lists[0][block.a : block.a + block.size]}
        found |= set(lists[1]) - still
    return found
