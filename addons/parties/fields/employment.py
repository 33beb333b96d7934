"""The employment picker: who works where, within the asker's reach; one's own, or those of somebody chosen above."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from sqlalchemy.orm import Session

from addons.parties.fields.rows import RowPicker, chosen_in, offers_of
from addons.parties.models import Employment, Enterprise, Person
from addons.parties.picking import employments, is_within, lasting, row_number
from forms.fieldtype import Offer
from forms.offering import Asking, Offers
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import NAME, Reader
from kernel.text import Text


@field_type("employment")
@dataclass(frozen=True, slots=True)
class EmploymentField(RowPicker):
    """An employment that lasts; property `person`: the field in which its person is chosen, if any."""

    title: ClassVar = Text("受聘关系", "employment")
    group: ClassVar = Group.PICKER
    icon: ClassVar = "id-card-lanyard"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "select"}
    sheet: ClassVar = (
        Property(
            "person",
            Text("哪个人员的", "Of whom"),
            Entry.FIELD,
            types=("person",),
            hint=Text("留空则列出填表人看得到的全部。", "Left empty, all within reach are listed."),
        ),
    )
    leans_by: ClassVar = "person"
    person: str = ""

    @property
    def leans_on(self) -> str:
        """The field in which the person is chosen."""
        return self.person

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The field with the person, if any."""
        person = node.text("person", default="")
        if person and not NAME.fullmatch(person):
            node.refuse(
                "person",
                Text(f"“{person}”不是字段名。", f"“{person}” is not the name of a field."),
                Text("请填人员字段的名称。", "Use the name of a person field."),
            )
        return cls(person)

    def offers(self, asking: Asking, name: str) -> Offers:
        """The employments that last on the day, the latest first."""
        found = employments(
            asking, asking.sought.get(name, ""), chosen_in(asking, name), person=self._whose(asking)
        )
        offers = [_offer(asking, one, self.person) for one in found[0]]
        return offers_of(asking, name, found, offers)

    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether the employment is within reach, lasts, and is of the person chosen."""
        whose = self._whose(asking)
        of = () if whose is None else (Employment.person_id == whose,)
        return is_within(asking, Employment, Employment.id == int(answer), lasting(asking.on), *of)

    def goes_with(self, session: Session, answer: Any, other: Any) -> bool:
        """Whether the employment is that of the person."""
        job = session.get(Employment, row_number(str(answer)))
        return job is not None and job.person_id == row_number(str(other))

    def words(self, asking: Asking, answer: Any) -> str:
        """Who works where since when."""
        job = asking.session.get(Employment, int(answer))
        if job is None:
            return self.display(answer, asking.locale)
        who, firm = _parties(asking, job)
        return Text(
            f"{who} · {firm}（{job.started_on.isoformat()} 起）",
            f"{who} · {firm} (since {job.started_on.isoformat()})",
        ).of(asking.locale)

    def _whose(self, asking: Asking) -> int | None:
        """The person chosen above; nobody when the field names one that is not chosen yet."""
        if not self.person:
            return None
        return row_number(chosen_in(asking, self.person))


def _offer(asking: Asking, job: Employment, person: str) -> Offer:
    who, firm = _parties(asking, job)
    since = Text(f"{job.started_on.isoformat()} 起", f"since {job.started_on.isoformat()}").of(asking.locale)
    return Offer(str(job.id), firm if person else f"{firm} · {who}", since)


def _parties(asking: Asking, job: Employment) -> tuple[str, str]:
    session = asking.session
    return session.get_one(Person, job.person_id).name, session.get_one(Enterprise, job.enterprise_id).name
