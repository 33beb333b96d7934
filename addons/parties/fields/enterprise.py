"""The enterprise picker: one within the asker's reach, or any whose full code or name is known; the code answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from addons.parties.fields.rows import chosen_in, offers_of
from addons.parties.models import Enterprise
from addons.parties.picking import enterprise_known_by, enterprises, is_within
from addons.parties.queries import enterprise_by_code
from addons.parties.words import ENTERPRISE_STATUSES, EnterpriseStatus
from forms.credit import is_credit_code
from forms.fieldtype import AnswerError, Offer, narrowed
from forms.offering import Asking, Offers, Picker
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

FULL = Text("企业全称或统一社会信用代码", "Full name or unified social credit code")
SHAPE = "^[0-9A-HJ-NPQRTUWXY]{18}$"


class Among(StrEnum):
    """Which enterprises may be chosen."""

    REACH = "reach"
    KNOWN = "known"


AMONG = {
    Among.REACH: Text("填表人看得到的企业", "Those whoever fills it in may see"),
    Among.KNOWN: Text("任一企业，须填全称或代码", "Any, by its full name or code"),
}


@field_type("enterprise")
@dataclass(frozen=True, slots=True)
class EnterpriseField(Picker):
    """An enterprise on record; property `among`: those within reach, or any that is known by code or name."""

    title: ClassVar = Text("企业", "enterprise")
    group: ClassVar = Group.PICKER
    icon: ClassVar = "building"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "select"}
    sheet: ClassVar = (
        Property(
            "among",
            Text("可选的企业", "Which enterprises"),
            Entry.WORD,
            words=tuple(Among),
            named=AMONG,
            default=Among.REACH.value,
        ),
    )
    among: Among = Among.REACH

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Which enterprises may be chosen."""
        return cls(node.member("among", Among, default=Among.REACH) or Among.REACH)

    def normalised(self, raw: object) -> str | None:
        """The unified social credit code; whether it may be chosen is asked where the answer is saved."""
        code = narrowed(raw).upper()
        if not code:
            return None
        if not is_credit_code(code):
            raise AnswerError(
                Text("这不是统一社会信用代码。", "This is not a unified social credit code."),
                remedy=Text("请查找后从列表中选择。", "Find the enterprise and choose it from the list."),
            )
        return code

    def offers(self, asking: Asking, name: str) -> Offers:
        """The enterprises within reach; or the one that is known by what was typed, beside the one chosen."""
        text, chosen = asking.sought.get(name, ""), chosen_in(asking, name)
        if self.among is Among.KNOWN:
            known = [enterprise_known_by(asking.session, text)] if text else []
            held = enterprise_by_code(asking.session, chosen) if chosen else None
            rows = list(dict.fromkeys(one for one in (*known, held) if one is not None))
            return Offers(
                tuple(_offer(one, asking.locale) for one in rows), sought=text, hint=FULL.of(asking.locale)
            )
        found = enterprises(asking, text, chosen)
        return offers_of(asking, name, found, [_offer(one, asking.locale) for one in found[0]])

    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether the enterprise is there, and within reach where that is asked."""
        if self.among is Among.KNOWN:
            return enterprise_known_by(asking.session, answer) is not None
        return is_within(asking, Enterprise, Enterprise.credit_code == answer)

    def words(self, asking: Asking, answer: Any) -> str:
        """The name and the code."""
        firm = enterprise_by_code(asking.session, answer)
        if firm is None:
            return str(answer)
        return Text(f"{firm.name}（{answer}）", f"{firm.name} ({answer})").of(asking.locale)

    def sample(self) -> str:
        """A code with a good check character, of the kind that demos use."""
        return "92999999000000001G"

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form; the check character is beyond JSON Schema."""
        return {"type": "string", "pattern": SHAPE}


def _offer(firm: Enterprise, locale: str) -> Offer:
    status = EnterpriseStatus(firm.status)
    said = "" if status is EnterpriseStatus.ACTIVE else f" · {ENTERPRISE_STATUSES[status].of(locale)}"
    return Offer(firm.credit_code, firm.name, f"{firm.credit_code}{said}")
