"""People and enterprises found from anywhere, within the reach of whoever looks; numbers stay masked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.parties.finding import enterprises_found, people_found
from addons.parties.models import Enterprise, Person
from addons.parties.words import ENTERPRISE_STATUSES, EnterpriseStatus
from kernel.finding import LEAST, Hit, Seeker
from kernel.seams import finder
from kernel.surroundings import surroundings_of
from kernel.text import Text

LIST = "can_list"


@finder("parties.people", title=Text("人员", "People"), icon="users", order=20)
def people(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:
    """The people of this name, these initials or this number."""
    if len(text) < LEAST or not seeker.may(LIST, Person.__tablename__):
        return ()
    keys = surroundings_of(session).keys
    wanted = select(Person).where(people_found(text, keys=keys)).order_by(Person.name, Person.id)
    rows = session.scalars(seeker.theirs(session, wanted, Person, permission=LIST).limit(limit))
    return [
        Hit(
            Text(one.name, one.name),
            "Persons.show",
            {"pk": one.id},
            Text(one.document_mask, one.document_mask),
        )
        for one in rows
    ]


@finder("parties.enterprises", title=Text("企业", "Enterprises"), icon="building", order=30)
def enterprises(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:
    """The enterprises of this name, these initials or this credit code."""
    if len(text) < LEAST or not seeker.may(LIST, Enterprise.__tablename__):
        return ()
    wanted = select(Enterprise).where(enterprises_found(text)).order_by(Enterprise.name, Enterprise.id)
    rows = session.scalars(seeker.theirs(session, wanted, Enterprise, permission=LIST).limit(limit))
    return [Hit(Text(one.name, one.name), "Enterprises.show", {"pk": one.id}, _about(one)) for one in rows]


def _about(one: Enterprise) -> Text:
    status = ENTERPRISE_STATUSES[EnterpriseStatus(one.status)]
    return Text(f"{one.credit_code} · {status.zh}", f"{one.credit_code} · {status.en}")
