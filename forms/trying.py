"""A form tried out: every section open, what the platform would bring typed by hand, nothing kept that the page does not carry."""

import json
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from forms.answers import Fault, Outcome
from forms.compiler import NO_REGISTERS, CompiledForm
from forms.definition import Section, read_form
from forms.fields.file import FileField
from forms.fieldtype import FieldType, Posted
from forms.options import OptionRegister
from forms.sampling import samples_of
from forms.service import kept_rough
from forms.supplying import supplied
from forms.uploads import ShownUpload, keep
from kernel.errors import Invalid
from kernel.expressions import FUNCTIONS, Function
from kernel.models import Design
from kernel.nodes import Body
from kernel.text import Text

LONGEST = 500_000
"""Characters that a page carries of what was typed."""
FILES = 100
LARGEST_FILE = 2**31 - 1
"""Bytes that a page can say a file has."""
PLATFORMS = ("given", "source", "correctable")
"""What a field says that the platform brings; nobody brings anything here."""
EVERY_FIELD = frozenset({"name", "title", "help", "visible_when", "check", "given"})
"""What a field of any type may say."""
TEXT = "text"
BY_HAND = Text(
    "正式填写时由系统带入，试填时手工填写。", "Brought by the platform; type it in while trying out."
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A form with what was typed so far, and the files that stand for those handed in."""

    form: CompiledForm
    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[int, ShownUpload] = field(default_factory=dict)

    @property
    def carried(self) -> str:
        """What the next page needs to go on from here."""
        named = {str(one) for value in self.values.values() if isinstance(value, list) for one in value}
        files = {str(key): [one.name, one.size] for key, one in self.files.items() if str(key) in named}
        return json.dumps({"values": self.values, "files": files}, ensure_ascii=False)

    def opened(self, on: date) -> tuple[Section, ...]:
        """The sections that show at these answers."""
        hidden = self.form.state(self.values, today=on)["hidden"]
        return tuple(one for one in self.form.form.sections if one.name not in hidden)

    def outcome(self, on: date) -> Outcome:
        """Everything that was typed, judged as if it were handed in."""
        names = self.form.questions(self.form.sections).names
        typed = {name: value for name, value in self.values.items() if name in names}
        return self.form.normalised(typed, self.form.sections, today=on)

    def faults(self, sections: Collection[str], on: date) -> dict[str, Fault]:
        """What is wrong or missing in these sections."""
        outcome, names = self.outcome(on), self.form.questions(sections).names
        return {
            path: fault
            for path, fault in outcome.faults.items()
            if (name := path.partition(".")[0]) in names and name not in outcome.hidden
        }

    def typed(self, posted: Posted, section: str) -> "Trial":
        """With what a page of the section posted."""
        names = self.form.questions([section]).names
        raw = self.form.raw_from(posted, [section])
        rest = {name: value for name, value in self.values.items() if name not in names}
        return replace(self, values=rest | {name: kept_rough(raw[name]) for name in names & raw.keys()})

    def with_samples(self, offered: Mapping[str, str]) -> "Trial":
        """With an answer to every question; `offered` are answers that a request knows, such as an office."""
        filled = replace(self, values=samples_of(self.form.form) | dict(offered))
        for name, asked in self.form.fields.items():
            if asked.asked and isinstance(asked.type, FileField):
                media = asked.type.accepts[0].value
                filled = filled.with_file(name, asked.title.of(self.form.locale) + f".{media}", 123_456)
        return filled

    def with_file(self, name: str, title: str, size: int) -> "Trial":
        """With one more file at the field, of which only its name and size are known."""
        if len(self.files) >= FILES:
            return self
        number = max(self.files, default=0) + 1
        held = self.values.get(name)
        ids = [*(held if isinstance(held, list) else []), str(number)]
        files = {**self.files, number: ShownUpload(number, title, size)}
        return replace(self, values={**self.values, name: ids}, files=files)


def trial(
    body: Body,
    field_types: Mapping[str, type[FieldType]],
    locale: str,
    functions: Mapping[str, Function] = FUNCTIONS,
    registers: Mapping[str, OptionRegister] = NO_REGISTERS,
) -> Trial:
    """The form of a body, to be tried out; refused with everything that is wrong with it."""
    # what is wrong is told of the form as it is, not of the one that is tried out
    read_form(body, field_types, functions=functions)
    form = read_form(by_hand(body, field_types), field_types, functions=functions)
    return Trial(CompiledForm(supplied(form, registers), locale))


def resumed(begun: Trial, carried: str | Mapping[str, Any]) -> Trial:
    """The trial with what a page, or a design, carried; what is not of this form is left out."""
    kept = _read(carried) if isinstance(carried, str) else carried
    values, files = kept.get("values"), kept.get("files")
    names = begun.form.questions(begun.form.sections).names
    known = values if isinstance(values, dict) else {}
    return replace(
        begun,
        values={name: kept_rough(value) for name, value in known.items() if name in names},
        files=dict(_files(files if isinstance(files, dict) else {})),
    )


def by_hand(body: Body, field_types: Mapping[str, type[FieldType]]) -> Body:
    """The body in which nothing is given: somebody types it, whatever a request would have to choose among."""
    found = deepcopy(body)
    if found.get("eligible"):
        # what is known beforehand is typed here, so that it is looked at once it is
        found["check"] = [*(found.get("check") or ()), *found.pop("eligible")]
    for one in _fields(found):
        if one.get("given") is not True:
            continue
        if field_types[one["type"]].live:
            typed = {key: value for key, value in one.items() if key in EVERY_FIELD} | {"type": TEXT}
            one.clear()
            one.update(typed)
        for key in PLATFORMS:
            one.pop(key, None)
        one["help"] = _noted(one.get("help"))
    return found


def _noted(said: Any) -> dict[str, str]:
    before = {"zh": said, "en": said} if isinstance(said, str) else said or {}
    return {
        "zh": "".join(filter(None, (before.get("zh"), BY_HAND.zh))),
        "en": " ".join(filter(None, (before.get("en"), BY_HAND.en))),
    }


def _fields(body: Body) -> Iterator[dict[str, Any]]:
    for section in body.get("sections") or ():
        yield from section.get("fields") or ()


def _read(carried: str) -> Mapping[str, Any]:
    if len(carried) > LONGEST:
        return {}
    try:
        found = json.loads(carried)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(found: Mapping[str, Any]) -> Iterator[tuple[int, ShownUpload]]:
    for key, value in list(found.items())[:FILES]:
        match value:
            case [str() as name, int() as size] if key.isascii() and key.isdigit() and len(key) < 10:
                shown = str(kept_rough(name))[:200]
                yield int(key), ShownUpload(int(key), shown, min(max(size, 0), LARGEST_FILE))


class NoStorage:
    """Takes contents and keeps none."""

    def put(self, content: bytes) -> str:
        """The digest under which it would be kept."""
        return sha256(content).hexdigest()

    def get(self, digest: str) -> bytes:
        """Nothing is there to be had."""
        raise FileNotFoundError(digest)

    def remove(self, digest: str) -> bool:  # noqa: ARG002 there is nothing to remove
        """Nothing is there to be removed."""
        return False


def examined(
    session: Session, kind: FileField, content: bytes, name: str, *, owner: str, now: datetime, held: int
) -> tuple[str, int] | Fault:
    """The name and the size with which the file would be kept, or why not; it is not kept."""
    trying_out = session.begin_nested()
    try:
        kind.refuse_more(held)
        kept = keep(session, content, name=name, owner=owner, field=kind, storage=NoStorage(), now=now)
    except Invalid as error:
        return Fault(error.what, error.remedy)
    else:
        return kept.name, kept.size
    finally:
        trying_out.rollback()


def keep_sample(session: Session, design_id: int, found: Trial) -> None:
    """The draft remembers what was filled in; it is the same draft as before to every page that shows it."""
    sample = json.loads(found.carried) if len(found.carried) <= LONGEST else {}
    session.execute(update(Design).where(Design.id == design_id).values(sample=sample))
