"""What pickers offer at a request, within the reach of whoever asks, and whose answers they take from them."""

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, overload

from sqlalchemy import Select
from sqlalchemy.orm import Session

from forms.answers import Fault, Outcome
from forms.definition import Field, Form
from forms.fieldtype import FieldType, Offer
from kernel.access import Actor, actor_of, rules_of, scoped
from kernel.registry import Registry
from kernel.text import Text

READ = "can_read"
SEEK = "_find"
"""The button that lists again, its value the field; what is sought stands under this name, a dash and the field's."""
SOUGHT = "_find-"
LONGEST = 60
"""Characters of a search."""
NOT_ON_OFFER = Fault(
    Text(
        "所选的项不在您可选的范围内，或已不可选。",
        "What was chosen is not yours to choose, or no longer on offer.",
    ),
    Text("请从列表中重新选择。", "Choose again from the list."),
)
NOT_BESIDE = Fault(
    Text("所选的项与前面的选择不相符。", "What was chosen does not belong to what was chosen before."),
    Text("请按前面的选择重新选。", "Choose again to match it."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who looks at a form and when: what a picker needs for its offers."""

    session: Session
    registry: Registry
    actor: Actor
    on: date
    locale: str = "zh"
    values: Mapping[str, Any] = field(default_factory=dict)
    """What stands on the page."""
    sought: Mapping[str, str] = field(default_factory=dict)
    """What was typed to find, by field."""
    about: Mapping[str, int] = field(default_factory=dict)
    """The rows that the page is about, such as the enterprise of an application."""

    def within(self, statement: Select[Any], model: type[Any]) -> Select[Any]:
        """The statement over the rows of the model that the asker may read."""
        rules = rules_of(self.session, self.actor.role_ids)
        return scoped(statement, model, self.actor, permission=READ, registry=self.registry, rules=rules)


@dataclass(frozen=True, slots=True)
class Rung:
    """One of several lists, each of which narrows the next."""

    label: str
    options: tuple[Offer, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Offers(Sequence[Offer]):
    """What there is to choose among; or lists one below the other."""

    offers: tuple[Offer, ...] = ()
    sought: str | None = None
    """What was looked for; None where everything is listed and nothing has to be looked for."""
    hint: str = ""
    """What can be looked for, where it is not name, initials or number."""
    more: bool = False
    """Whether there are more than are listed."""
    rungs: tuple[Rung, ...] = ()

    def __len__(self) -> int:
        return len(self.offers)

    @overload
    def __getitem__(self, at: int) -> Offer: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Offer, ...]: ...

    def __getitem__(self, at: int | slice) -> Offer | tuple[Offer, ...]:
        return self.offers[at]


class Picker(FieldType):
    """A type whose choices only a request knows; it takes no other answer from whoever asks."""

    __slots__ = ()

    live: ClassVar = "widgets/offers.html"
    grouped: ClassVar = True

    @abstractmethod
    def offers(self, asking: Asking, name: str) -> Offers:
        """What the asker may choose among in the field of that name."""

    @abstractmethod
    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether the asker may give this answer."""

    def goes_with(self, session: Session, answer: Any, other: Any) -> bool:  # noqa: ARG002 most lean on none
        """Whether the answer belongs to that of the field it leans on, whoever asks and whenever."""
        return True

    def words(self, asking: Asking, answer: Any) -> str:
        """What a kept answer is called, whoever reads it."""
        return self.display(answer, asking.locale)


def offers_in(form: Form, sections: Collection[str], asking: Asking) -> dict[str, Sequence[Offer]]:
    """What there is to choose among in these sections; where nobody chooses, what the answer is called."""
    return {
        one.name: kind.offers(asking, one.name) if one.asked else _named(one, kind, asking)
        for one, kind in _pickers(form, sections)
    }


def names_in(form: Form, sections: Collection[str], asking: Asking) -> dict[str, Sequence[Offer]]:
    """What the kept answers of these sections are called; `asking.values` are the answers."""
    return {one.name: _named(one, kind, asking) for one, kind in _pickers(form, sections)}


def not_offered(
    fields: Mapping[str, Field], answers: Mapping[str, Any], held: Mapping[str, Any], asking: Asking
) -> dict[str, Fault]:
    """The faults of those answers that the asker could not choose; what is held already stays."""
    at = replace(asking, values=answers)
    return {
        name: NOT_ON_OFFER
        for name, kind, answer in _chosen(fields, answers, held)
        if not kind.is_open(at, answer)
    }


def not_theirs(
    fields: Mapping[str, Field],
    outcome: Outcome,
    held: Mapping[str, Any],
    *,
    session: Session,
    registry: Registry,
    asker: int | None,
    on: date,
) -> dict[str, Fault]:
    """The faults of what this account could not choose; the platform, which is none, knows what it brings.

    Hidden answers are looked at too: what is held is taken, and called by its name, once a page shows it.
    """
    strange = _not_beside(fields, outcome, session)
    if asker is None or not any(_chosen(fields, outcome.values, held)):
        return strange
    asking = Asking(session=session, registry=registry, actor=actor_of(session, asker), on=on)
    return strange | not_offered(fields, outcome.values, held, asking)


def sought_in(posted: Mapping[str, str]) -> dict[str, str]:
    """What was typed to find, by field."""
    return {
        key.removeprefix(SOUGHT): words.strip()[:LONGEST]
        for key, words in posted.items()
        if key.startswith(SOUGHT)
    }


def has_pickers(fields: Mapping[str, Field], names: Collection[str]) -> bool:
    """Whether one of these fields is a picker."""
    return any(isinstance(fields[name].type, Picker) for name in names)


def _pickers(form: Form, sections: Collection[str]) -> Iterator[tuple[Field, Picker]]:
    for section in form.sections:
        if section.name in sections:
            for asked in section.fields:
                if isinstance(asked.type, Picker):
                    yield asked, asked.type


def _chosen(
    fields: Mapping[str, Field], answers: Mapping[str, Any], held: Mapping[str, Any]
) -> Iterator[tuple[str, Picker, Any]]:
    """What was chosen at pickers and is not held yet."""
    for name, answer in answers.items():
        kind = fields[name].type if name in fields else None
        if answer is not None and isinstance(kind, Picker) and kind.stored(answer) != held.get(name):
            yield name, kind, answer


def _not_beside(fields: Mapping[str, Field], outcome: Outcome, session: Session) -> dict[str, Fault]:
    """The faults of those answers, held ones too, that do not belong to what they lean on: it may have changed since."""
    values, found = outcome.values, {}
    for name, asked in fields.items():
        kind = asked.type
        if not isinstance(kind, Picker) or not kind.leans_on or {name, kind.leans_on} & outcome.hidden:
            continue
        answer, other = values.get(name), values.get(kind.leans_on)
        if answer is not None and other is not None and not kind.goes_with(session, answer, other):
            found[name] = NOT_BESIDE
    return found


def _named(asked: Field, kind: Picker, asking: Asking) -> Offers:
    answer = asking.values.get(asked.name)
    if not isinstance(answer, str) or not answer:
        return Offers()
    return Offers((Offer(answer, kind.words(asking, answer)),))
