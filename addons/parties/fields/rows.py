"""What the pickers of rows have in common: the answer is the row's number, and means nothing outside of the reach."""

from typing import Any

from addons.parties.picking import NUMBER, Found, row_number
from forms.fieldtype import AnswerError, Offer, narrowed
from forms.offering import Asking, Offers, Picker
from kernel.text import Text


class RowPicker(Picker):
    """A picker whose answer is the number of a row."""

    __slots__ = ()

    def normalised(self, raw: object) -> str | None:
        """The number as a text; whether the row is within reach is asked where the answer is saved."""
        number = narrowed(raw)
        if not number:
            return None
        if not row_number(number):
            raise AnswerError(
                Text("这不是列表里的项。", "This is not in the list."),
                remedy=Text("请查找后从列表中选择。", "Find it and choose it from the list."),
            )
        return number

    def display(self, answer: Any, locale: str) -> str:
        """The number: who or what it is, a request finds out."""
        return Text(f"登记号 {answer}", f"No. {answer}").of(locale) if answer else ""

    def sample(self) -> str:
        """The first row."""
        return "1"

    def json_schema(self) -> dict[str, Any]:
        """A string of digits."""
        return {"type": "string", "pattern": f"^{NUMBER.pattern}$"}


def chosen_in(asking: Asking, name: str) -> str:
    """What is chosen in the field so far."""
    value = asking.values.get(name)
    return value if isinstance(value, str) else ""


def offers_of(asking: Asking, name: str, found: Found, offers: list[Offer]) -> Offers:
    """The rows as offers, with what they were looked for by."""
    _, more, many = found
    return Offers(tuple(offers), sought=asking.sought.get(name, "") if many else None, more=more)
