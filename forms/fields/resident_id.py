"""The number of a resident identity card."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from forms.fieldtype import AnswerError, FieldType, narrowed
from forms.identity import Sex, is_resident_id
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

OLD = re.compile(r"[0-9]{15}")
APART = re.compile(r"[\s-]")
OF_OLD = Text("15 位身份证号已停用。", "Numbers of 15 digits are no longer valid.")
WRONG = Text("身份证号不正确。", "This is not a resident identity number.")
DATE = Text("日期字段", "a date field")
SEXES = Text("有 male、female 两个选项的单选字段", "a choice with the options male and female")
REMEDY = Text("请对照身份证逐位核对 18 位号码。", "Compare all 18 characters with the card.")


@field_type("resident_id")
@dataclass(frozen=True, slots=True)
class ResidentIdField(FieldType):
    """18 characters with a real day of birth, not after today, and the check digit.

    Properties `fills_birth_date`, `fills_sex`: the fields that the number fills by itself, and nobody else does.
    """

    title: ClassVar = Text("居民身份证号", "resident identity number")
    group: ClassVar = Group.IDENTITY
    icon: ClassVar = "id-card"
    foreign: ClassVar = {"xlsform": "text", "formio": "textfield"}
    sheet: ClassVar = (
        Property(
            "fills_birth_date",
            Text("自动带出出生日期到", "Fills the birth date"),
            Entry.FIELD,
            types=("date",),
            hint=Text("号码正确时带出，不能修改。", "From a good number; nobody can change it."),
        ),
        Property(
            "fills_sex",
            Text("自动带出性别到", "Fills the sex"),
            Entry.FIELD,
            types=("choice",),
            hint=Text("选项的值须为 male 和 female。", "The values of the options are male and female."),
        ),
    )
    fills_birth_date: str = ""
    fills_sex: str = ""

    @classmethod
    def read(cls, node: Reader) -> Self:
        """Which other fields the number fills."""
        return cls(node.text("fills_birth_date", default=""), node.text("fills_sex", default=""))

    def fills(self, name: str) -> dict[str, tuple[str, str]]:
        """Birth date and sex, where the form has fields for them."""
        told = {
            "fills_birth_date": (self.fills_birth_date, f"birth_date_of({name})"),
            "fills_sex": (self.fills_sex, f"sex_of({name})"),
        }
        return {key: (target, rule) for key, (target, rule) in told.items() if target}

    def fit_to_fill(self, key: str, type_name: str, other: FieldType) -> Text | None:
        """A date; a choice between male and female, whose options may be those of a register."""
        if key == "fills_birth_date":
            return None if type_name == "date" else DATE
        offered = {value for value, _ in other.options_in("zh")}
        fits = bool(other.draws_from) or offered >= set(Sex)
        return None if type_name == "choice" and fits else SEXES

    def normalised(self, raw: object) -> str | None:
        """The number with a capital X, without blanks and full-width digits."""
        if raw.__class__ is str and is_resident_id(raw):
            return raw
        number = APART.sub("", narrowed(raw)).upper()
        if not number:
            return None
        if not is_resident_id(number):
            raise AnswerError(_what(number), remedy=REMEDY)
        return number

    def refuse_on(self, answer: Any, today: date) -> None:
        """Nobody is born tomorrow."""
        if int(answer[6:10]) < today.year or answer[6:14] <= f"{today:%Y%m%d}":
            return
        raise AnswerError(
            Text("身份证号里的出生日期晚于今天。", "The day of birth in the number is after today."),
            remedy=REMEDY,
        )

    def mask(self, answer: Any, locale: str) -> str:
        """220***********1234"""
        shown = self.display(answer, locale)
        return f"{shown[:3]}{'*' * 11}{shown[-4:]}" if shown else ""

    def attributes(self) -> dict[str, str]:
        """Eighteen characters, blanks between groups allowed; the browser does not remember them."""
        return {"maxlength": "24", "autocomplete": "off", "spellcheck": "false"}

    def sample(self) -> str:
        """A number that is never issued."""
        return "220000199001010000"

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form; the check digit is beyond JSON Schema."""
        return {"type": "string", "pattern": "^[1-9][0-9]{16}[0-9X]$"}


def _what(number: str) -> Text:
    return OF_OLD if OLD.fullmatch(number) else WRONG
