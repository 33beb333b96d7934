"""Certificates found from anywhere, within the reach of whoever looks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.searching import certificates_found
from addons.certificates.words import STATES, State
from addons.parties.models import Person
from kernel.finding import LEAST, Hit, Seeker
from kernel.seams import finder
from kernel.surroundings import surroundings_of
from kernel.text import Text

LIST = "can_list"


@finder("certificates", title=Text("证书", "Certificates"), icon="award", order=15)
def certificates(session: Session, seeker: Seeker, text: str, limit: int) -> Sequence[Hit]:
    """The certificates of this number, this holder or this enterprise, those that end last first."""
    if len(text) < LEAST or not seeker.may(LIST, Certificate.__tablename__):
        return ()
    wanted: Any = (
        select(Certificate.id, Certificate.number, Certificate.state, Person.name)
        .join(Person, Person.id == Certificate.holder_id)
        .where(certificates_found(text, keys=surroundings_of(session).keys))
        .order_by(Certificate.valid_to.desc(), Certificate.id)
    )
    rows = session.execute(seeker.theirs(session, wanted, Certificate, permission=LIST).limit(limit))
    return [
        Hit(Text(number, number), "Certificates.show", {"pk": pk}, _about(holder, state))
        for pk, number, state, holder in rows
    ]


def _about(holder: str, state: str) -> Text:
    words = STATES[State(state)]
    return Text(f"{holder} · {words.zh}", f"{holder} · {words.en}")
