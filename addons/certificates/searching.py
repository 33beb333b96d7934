"""How certificates are found: by number, and by whatever their holders and enterprises are found by."""

from sqlalchemy import ColumnElement, or_, select

from addons.certificates.models import Certificate, FormerNumber
from addons.certificates.numbers import number_key
from addons.parties.finding import enterprises_found, people_found
from addons.parties.models import Enterprise, Person
from kernel.keys import KeyRing

LEAST = 4
"""Signs of a number: fewer begin every number of the province."""


def certificates_found(text: str, *, keys: KeyRing | None) -> ColumnElement[bool]:
    """The certificates whose number, present or former, begins like this, or whose holder or enterprise goes by it."""
    people = select(Person.id).where(people_found(text, keys=keys))
    firms = select(Enterprise.id).where(enterprises_found(text))
    criteria: list[ColumnElement[bool]] = [
        Certificate.holder_id.in_(people),
        Certificate.enterprise_id.in_(firms),
    ]
    key = number_key(text)
    if len(key) >= LEAST:
        former = select(FormerNumber.certificate_id).where(FormerNumber.number_key == key)
        criteria += [Certificate.number_key.startswith(key, autoescape=True), Certificate.id.in_(former)]
    return or_(*criteria)
