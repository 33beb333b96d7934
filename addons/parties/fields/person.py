"""The person picker: somebody within the asker's reach, looked for by name, initials or number."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from addons.parties.fields.rows import RowPicker, chosen_in, offers_of
from addons.parties.models import Person
from addons.parties.picking import is_within, people
from forms.fieldtype import Offer
from forms.offering import Asking, Offers
from forms.seams import field_type
from forms.sheet import Group
from kernel.reading import Reader
from kernel.text import Text


@field_type("person")
@dataclass(frozen=True, slots=True)
class PersonField(RowPicker):
    """Somebody on record: of one's own enterprise, of one's office or region, as the roles have it."""

    title: ClassVar = Text("人员", "person")
    group: ClassVar = Group.PICKER
    icon: ClassVar = "user-round-search"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "select"}

    @classmethod
    def read(cls, node: Reader) -> Self:  # noqa: ARG003 it has no properties
        """There is nothing to set."""
        return cls()

    def offers(self, asking: Asking, name: str) -> Offers:
        """The people within reach, each with the masked number of the document."""
        found = people(asking, asking.sought.get(name, ""), chosen_in(asking, name))
        offers = [Offer(str(one.id), one.name, one.document_mask) for one in found[0]]
        return offers_of(asking, name, found, offers)

    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether the person is within reach."""
        return is_within(asking, Person, Person.id == int(answer))

    def words(self, asking: Asking, answer: Any) -> str:
        """The name and the masked number."""
        person = asking.session.get(Person, int(answer))
        if person is None:
            return self.display(answer, asking.locale)
        return Text(f"{person.name}（{person.document_mask}）", f"{person.name} ({person.document_mask})").of(
            asking.locale
        )
