"""The phrase book: words that somebody or an office writes often; each flushes, the page commits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from approvals.casefile.written import checked
from approvals.cases.asides import Phrase
from approvals.people.assignment import Standing
from kernel.db import connection_of
from kernel.errors import Conflict, NotFound
from kernel.overtaking import flush_unless_overtaken
from kernel.prepared import Among, Prepared
from kernel.text import Text

LONGEST = 500
"""Characters: a defect, which most phrases become, has no more."""
MOST = 200
SAME = "same:"
"""Begins the place of a refusal that names the phrase which says the same."""


class Use(StrEnum):
    """Where a phrase is offered."""

    DEFECT = "defect"
    OPINION = "opinion"


USES: Mapping[Use, Text] = {
    Use.DEFECT: Text("补正问题", "defects"),
    Use.OPINION: Text("办理意见", "opinions"),
}

IN_ORDER = (Phrase.use, Phrase.office_id.is_not(None), Phrase.id)
WORDS = Prepared(
    select(Phrase.text)
    .where(or_(Phrase.owner == bindparam("owner"), Among(Phrase.__table__.c.office_id, "offices")))
    .where(Phrase.use == bindparam("use"))
    .order_by(*IN_ORDER)
)


def phrases_for(session: Session, standing: Standing, use: Use | None = None) -> Sequence[Phrase]:
    """One's own phrases and those of one's offices, in the order they were written."""
    found = select(Phrase).where(_theirs(standing))
    if use is not None:
        found = found.where(Phrase.use == use)
    return session.scalars(found.order_by(*IN_ORDER)).all()


def words_for(session: Session, standing: Standing, use: Use) -> list[str]:
    """The same words alone, as a page offers them."""
    session.flush()
    asked = {"owner": standing.name, "offices": standing.offices, "use": use.value}
    return [text for (text,) in WORDS.rows(connection_of(session), asked)]


def phrase_of(session: Session, number: int, standing: Standing) -> Phrase:
    """The phrase, if it is theirs or their office's; somebody else's is not there."""
    found = session.scalars(select(Phrase).where(Phrase.id == number, _theirs(standing))).one_or_none()
    if found is None:
        raise NotFound(
            Text("没有这条常用语，或不是您的。", "There is no such phrase, or it is not yours."),
            remedy=Text("请刷新常用语页面。", "Reload the page of phrases."),
            place=f"phrase:{number}",
        )
    return found


def add(
    session: Session, standing: Standing, text: str, *, use: Use, office: int | None, now: datetime
) -> Phrase:
    """The phrase is in the book: one's own, or the office's, where all its clerks find and change it."""
    words = checked(text, most=LONGEST)
    if office is not None and office not in standing.offices:
        raise NotFound(
            Text("这不是您的机构。", "This is not your office."),
            remedy=Text(
                "请选择“我自己用”或您所在的机构。", "Keep it for yourself, or choose your own office."
            ),
            place="office",
        )
    owner = standing.name if office is None else None
    whose = _whose(owner, office)
    _refuse_twice(session, whose, use, words)
    held = session.scalar(select(func.count()).select_from(Phrase).where(whose)) or 0
    if held >= MOST:
        raise Conflict(
            Text(f"常用语已有 {MOST} 条。", f"There are {MOST} phrases already."),
            remedy=Text("请先删去不再用的。", "Remove some that are no longer used."),
            place="text",
        )
    found = Phrase(
        use=use, text=words, owner=owner, office_id=office, changed_by=standing.name, changed_at=now
    )
    session.add(found)
    session.flush()
    return found


def change(
    session: Session, standing: Standing, number: int, text: str, *, seen: int, now: datetime
) -> Phrase:
    """The phrase says this; refused when somebody changed it after it was looked at."""
    found, words = _as_seen(phrase_of(session, number, standing), seen), checked(text, most=LONGEST)
    _refuse_twice(session, _whose(found.owner, found.office_id), found.use, words, besides=number)
    found.text, found.changed_by, found.changed_at = words, standing.name, now
    flush_unless_overtaken(session, _overtaken)
    return found


def remove(session: Session, standing: Standing, number: int, *, seen: int) -> None:
    """The phrase is out of the book; what was written with it stays."""
    session.delete(_as_seen(phrase_of(session, number, standing), seen))
    flush_unless_overtaken(session, _overtaken)


def _whose(owner: str | None, office: int | None) -> ColumnElement[bool]:
    return Phrase.owner == owner if office is None else Phrase.office_id == office


def _refuse_twice(
    session: Session, whose: ColumnElement[bool], use: str, words: str, *, besides: int = 0
) -> None:
    """Raises when the same words are in the book already, of the same account or office and for the same use."""
    same = select(Phrase.id).where(whose, Phrase.use == use, Phrase.text == words, Phrase.id != besides)
    there = session.scalar(same.limit(1))
    if there is not None:
        raise Conflict(
            Text("已有一条同样的常用语。", "There is such a phrase already."),
            remedy=Text("直接用那一条就可以，不必再加。", "Use that one; it need not be added again."),
            place=f"{SAME}{there}",
        )


def _theirs(standing: Standing) -> ColumnElement[bool]:
    return or_(Phrase.owner == standing.name, Phrase.office_id.in_(sorted(standing.offices)))


def _as_seen(found: Phrase, seen: int) -> Phrase:
    if found.revision != seen:
        raise _overtaken()
    return found


def _overtaken() -> Conflict:
    return Conflict(
        Text("这条常用语刚刚被别人改过。", "Somebody else has just changed this phrase."),
        remedy=Text("请看一看现在的内容再改。", "Look at what it says now, and change it again."),
        place="text",
    )
