"""The office picker: its answer is the office's code; the near one stands first, each with its queue."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from addons.parties.models import Enterprise
from addons.parties.queries import office_by_code, office_name, office_offers, offices_at
from addons.parties.words import LEVELS, Level
from approvals.cases.queries import open_counts
from forms.fieldtype import AnswerError, narrowed
from forms.offering import Asking, Offers, Picker
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

CODE = re.compile(r"[0-9A-Z]{2,20}")


@field_type("office")
@dataclass(frozen=True, slots=True)
class OfficeField(Picker):
    """One of the open offices of a level; property `level`."""

    title: ClassVar = Text("办理机构", "office")
    group: ClassVar = Group.PICKER
    icon: ClassVar = "landmark"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "select"}
    sheet: ClassVar = (
        Property(
            "level",
            Text("机构层级", "Level"),
            Entry.WORD,
            words=tuple(Level),
            named=LEVELS,
            default=Level.CITY.value,
        ),
    )
    level: Level = Level.CITY

    @classmethod
    def read(cls, node: Reader) -> Self:
        """The level of the offices to choose among."""
        return cls(node.member("level", Level, default=Level.CITY) or Level.CITY)

    def normalised(self, raw: object) -> str | None:
        """The code in capitals; whether such an office is open is asked where the answer is saved."""
        code = narrowed(raw).upper()
        if not code:
            return None
        if not CODE.fullmatch(code):
            raise AnswerError(
                Text("这不是机构代码。", "This is not the code of an office."),
                remedy=Text("请从列表中选择办理机构。", "Choose an office from the list."),
            )
        return code

    def offers(self, asking: Asking, name: str) -> Offers:  # noqa: ARG002 a picker's signature
        """The open offices of the level with their queues, the one near the enterprise first."""
        session = asking.session
        waiting: dict[int, int] = {}
        numbers = [office.id for office in offices_at(session, self.level)]
        for (office, _), count in open_counts(session, numbers).items():
            waiting[office] = waiting.get(office, 0) + count
        firm = session.get(Enterprise, asking.about.get("enterprise", 0))
        near = firm.office_id if firm is not None else None
        found = office_offers(session, self.level, waiting=waiting, locale=asking.locale, near=near)
        return Offers(tuple(found))

    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether it is an open office of the level."""
        office = office_by_code(asking.session, answer)
        return office is not None and office.level == self.level and office.closed_on is None

    def words(self, asking: Asking, answer: Any) -> str:
        """The name of the office, open or closed."""
        office = office_by_code(asking.session, answer)
        return office_name(office).of(asking.locale) if office is not None else str(answer)

    def sample(self) -> str:
        """The code of a province."""
        return "220000"

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form."""
        return {"type": "string", "pattern": f"^{CODE.pattern}$"}
