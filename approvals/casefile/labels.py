"""Labels: an office names some of its cases for itself; each act flushes, the page commits."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, cast

from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from approvals.casefile.written import checked_name
from approvals.cases.labels import BORNE_ONCE, Borne, Label, Mark
from approvals.people.assignment import Standing
from kernel.db import connection_of
from kernel.errors import Conflict, NotFound
from kernel.inquiries import Inquiry
from kernel.once import inserted_once
from kernel.overtaking import flush_unless_overtaken
from kernel.prepared import Among, Prepared
from kernel.text import Text

LONGEST = 12
MOST = 40
"""So many labels an office may have: more than that nobody finds anything by."""
LABEL, BORNE = cast(Table, Label.__table__), cast(Table, Borne.__table__)
SHOWN = (LABEL.c.id, LABEL.c.name, LABEL.c.look, LABEL.c.office_id, LABEL.c.revision)
OF_OFFICES = Prepared(select(*SHOWN).where(Among(LABEL.c.office_id, "offices")).order_by(LABEL.c.id))
ON_CASES = Prepared(
    select(BORNE.c.case_id, *SHOWN)
    .join_from(BORNE, LABEL, LABEL.c.id == BORNE.c.label_id)
    .where(Among(BORNE.c.case_id, "cases"), Among(LABEL.c.office_id, "offices"))
    .order_by(LABEL.c.id)
)


class Look(StrEnum):
    """The colour of a label; its name says what it means."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    MUTE = "mute"


LOOKS: Mapping[Look, Text] = {
    Look.INFO: Text("蓝", "blue"),
    Look.OK: Text("绿", "green"),
    Look.WARN: Text("黄", "yellow"),
    Look.BAD: Text("红", "red"),
    Look.MUTE: Text("灰", "grey"),
}


def labels_at(session: Session, offices: Collection[int]) -> tuple[Mark, ...]:
    """The labels of these offices, in the order in which they were made."""
    session.flush()
    return tuple(map(Mark._make, OF_OFFICES.rows(connection_of(session), {"offices": offices})))


def labels_inquiry(offices: Collection[int], cases: Sequence[int]) -> Inquiry[Mapping[int, tuple[Mark, ...]]]:
    """The labels of these offices that cases bear, asked along with something else."""
    return Inquiry([(ON_CASES, {"cases": cases, "offices": offices})], lambda found: _by_case(found[0]))


def labels_on(
    session: Session, offices: Collection[int], cases: Sequence[int]
) -> Mapping[int, tuple[Mark, ...]]:
    """The same asked by itself."""
    session.flush()
    return labels_inquiry(offices, cases).answered(connection_of(session))


def make(session: Session, standing: Standing, office: int, name: str, look: Look, *, now: datetime) -> Label:
    """The office has a label of this name; one that is there already is refused."""
    if office not in standing.offices:
        raise _not_yours()
    words = checked_name(name, most=LONGEST)
    _refuse_twice(session, office, words)
    held = session.scalar(select(func.count()).select_from(Label).where(Label.office_id == office)) or 0
    if held >= MOST:
        raise Conflict(
            Text(f"本机构已有 {MOST} 个标签。", f"The office has {MOST} labels already."),
            remedy=Text("请先删去不再用的。", "Remove some that are no longer used."),
            place="name",
        )
    found = Label(office_id=office, name=words, look=look, changed_by=standing.name, changed_at=now)
    session.add(found)
    flush_unless_overtaken(session, _overtaken, taken=partial(_twice, words))
    return found


def change(
    session: Session, standing: Standing, number: int, name: str, look: Look, *, seen: int, now: datetime
) -> Label:
    """The label is called so; the cases that bear it keep it."""
    found = _as_seen(session, standing, number, seen)
    words = checked_name(name, most=LONGEST)
    if words != found.name:
        _refuse_twice(session, found.office_id, words)
    found.name, found.look, found.changed_by, found.changed_at = words, look, standing.name, now
    flush_unless_overtaken(session, _overtaken, taken=partial(_twice, words))
    return found


def remove(session: Session, standing: Standing, number: int, *, seen: int) -> int:
    """The label is gone, and gone from the cases that bore it; how many those were."""
    # whoever is putting it on a case comes first or finds it gone
    session.execute(select(Label.id).where(Label.id == number).with_for_update())
    found = _as_seen(session, standing, number, seen)
    gone = cast("Any", session.execute(delete(Borne).where(Borne.label_id == number))).rowcount
    session.delete(found)
    flush_unless_overtaken(session, _overtaken)
    return int(gone)


def put(
    session: Session,
    standing: Standing,
    case: int,
    *,
    on: Collection[int] = (),
    off: Collection[int] = (),
    now: datetime,
) -> tuple[list[int], list[int]]:
    """The case bears these labels, and those no more; which of them it bore or did not bear before.

    Whoever may see the case puts labels of their own offices on it. What others put on it meanwhile stays.
    """
    theirs = {one.id for one in labels_at(session, standing.offices)}
    if not theirs.issuperset({*on, *off}) or not _kept(session, on):
        raise _gone()
    added = [
        label
        for label in sorted(on)
        if inserted_once(
            session,
            Borne,
            unique=BORNE_ONCE,
            values={"case_id": case, "label_id": label, "account": standing.name, "at": now},
        )
    ]
    where = (Borne.case_id == case, Borne.label_id.in_(sorted(off)))
    taken = list(session.scalars(delete(Borne).where(*where).returning(Borne.label_id))) if off else []
    return added, sorted(taken)


def used(session: Session, offices: Collection[int]) -> Mapping[int, int]:
    """How many cases bear each label of these offices."""
    counted = (
        select(Borne.label_id, func.count())
        .join(Label, Label.id == Borne.label_id)
        .where(Label.office_id.in_(sorted(offices)))
        .group_by(Borne.label_id)
    )
    return dict(session.execute(counted).all())


def label_of(session: Session, standing: Standing, number: int) -> Label:
    """The label, if it is one of their offices; another's is not there."""
    theirs = Label.office_id.in_(sorted(standing.offices))
    found = session.scalars(select(Label).where(Label.id == number, theirs)).one_or_none()
    if found is None:
        raise _gone()
    return found


def _by_case(rows: Sequence[Any]) -> Mapping[int, tuple[Mark, ...]]:
    found: dict[int, tuple[Mark, ...]] = {}
    for case, *label in rows:
        found[case] = (*found.get(case, ()), Mark(*label))
    return found


def _as_seen(session: Session, standing: Standing, number: int, seen: int) -> Label:
    found = label_of(session, standing, number)
    if found.revision != seen:
        raise _overtaken()
    return found


def _kept(session: Session, labels: Collection[int]) -> bool:
    """Whether all of them are there, and stay until this transaction has ended."""
    wanted = sorted(labels)
    held = select(Label.id).where(Label.id.in_(wanted)).order_by(Label.id).with_for_update(read=True)
    return not wanted or list(session.scalars(held)) == wanted


def _refuse_twice(session: Session, office: int, name: str) -> None:
    there = select(Label.id).where(Label.office_id == office, Label.name == name)
    if session.scalar(there) is not None:
        raise _twice(name)


def _twice(name: str) -> Conflict:
    return Conflict(
        Text(f"本机构已有标签“{name}”。", f"The office has a label “{name}” already."),
        remedy=Text("请直接用它，或换一个名称。", "Use that one, or choose another name."),
        place="name",
    )


def _overtaken() -> Conflict:
    return Conflict(
        Text("这个标签刚刚被别人改过。", "Somebody else has just changed this label."),
        remedy=Text("请看一看现在的名称再改。", "Look at what it is called now, and change it again."),
        place="name",
    )


def _gone() -> NotFound:
    return NotFound(
        Text("没有这个标签，或不是您机构的。", "There is no such label, or it is not your office's."),
        remedy=Text("请刷新页面，从列出的标签里选。", "Reload the page and choose one of those listed."),
        place="label",
    )


def _not_yours() -> NotFound:
    return NotFound(
        Text("这不是您的机构。", "This is not your office."),
        remedy=Text("请选择您所在的机构。", "Choose an office of your own."),
        place="office",
    )
