"""Labels as JSON: those of the visitor's offices, and which of them a case bears; done as the pages do it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask import Response

from approvals.casefile.labels import MOST, Look, change, labels_at, labels_on, make, used
from approvals.cases.labels import Mark
from approvals.pages.cases_api_given import Given, object_of, seen_in, text_in, usable, wrong
from approvals.pages.desk import Desk, desk
from approvals.pages.doing import refuse_strange
from approvals.pages.labelling import bear, take_away
from approvals.pages.recorded import record
from kernel.web import platform
from kernel.web.exchanged import answered
from kernel.web.inputs import LARGEST


def listed() -> Response:
    """The labels of their offices, and how many cases bear each."""
    at = desk(platform().database.session())
    offices = at.standing.offices
    counts = used(at.session, offices)
    rows = [
        {**said, "office": one.office, "seen": one.revision, "cases": counts.get(one.id, 0)}
        for one in labels_at(at.session, offices)
        for said in labels_said([one])
    ]
    return answered({"result": rows})


def made() -> Response:
    """The office has a label more."""
    given = object_of(("name", "look", "office"))
    with platform().database.transaction() as session:
        at = desk(session)
        offices = sorted(at.standing.offices)
        office = _number(given, "office") if "office" in given else next(iter(offices), 0)
        found = make(session, at.standing, office, text_in(given, "name"), _look(given), now=at.now)
        record(at, "label.added", f"label:{found.id}", {"name": found.name, "office": office})
        said = {"id": found.id, "seen": found.revision}
    return answered(said)


def changed(number: int) -> Response:
    """The label is called so."""
    given = object_of(("name", "look", "seen"))
    with platform().database.transaction() as session:
        at = desk(session)
        name, look = text_in(given, "name"), _look(given)
        found = change(session, at.standing, number, name, look, seen=seen_in(given), now=at.now)
        record(at, "label.changed", f"label:{number}", {"name": found.name, "look": look.value})
        said = {"id": found.id, "seen": found.revision}
    return answered(said)


def removed(number: int) -> Response:
    """The label is gone, also from the cases that bore it."""
    given = object_of(("seen",))
    with platform().database.transaction() as session:
        at = desk(session)
        count = take_away(at, number, seen=seen_in(given))
    return answered({"id": number, "cases": count})


def labelled(number: int) -> Response:
    """The case bears the labels, or bears them no more; what else it bears stays."""
    given = object_of(("add", "remove"))
    with platform().database.transaction() as session:
        at = desk(session)
        refuse_strange(at, number)
        bear(at, number, on=_numbers(given, "add"), off=_numbers(given, "remove"))
        said = labels_said(labels_of(at, [number]).get(number, ()))
    return answered({"id": number, "labels": said})


def labels_of(at: Desk, cases: Collection[int]) -> Mapping[int, tuple[Mark, ...]]:
    """What the offices of the visitor have put on the cases."""
    return labels_on(at.session, at.standing.offices, list(cases))


def labels_said(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Labels as the interface writes them."""
    return [{"id": one.id, "name": one.name, "look": one.look} for one in marks]


def _look(given: Given) -> Look:
    word = text_in(given, "look") or Look.INFO.value
    if word not in set(Look):
        raise wrong("look", *usable("、".join(Look), ", ".join(Look)))
    return Look(word)


def _numbers(given: Given, name: str) -> set[int]:
    found = given.get(name) or []
    if not isinstance(found, list) or len(found) > MOST or not all(map(_is_number, found)):
        raise wrong(name, *usable(f"最多 {MOST} 个标签编号的列表", f"a list of at most {MOST} ids of labels"))
    return set(found)


def _number(given: Given, name: str) -> int:
    found = given.get(name)
    if not _is_number(found):
        raise wrong(name, *usable("机构的编号", "the number of an office"))
    return int(str(found))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST
