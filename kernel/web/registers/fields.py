"""Fields of register forms: what people type on a page, in a sheet or in JSON, read the same everywhere."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import StopValidation

from kernel.errors import TongbanError
from kernel.sheets.cells import UNPRINTABLE
from kernel.text import Text
from kernel.web.registers import complaints

TYPED = 10_000
"""Characters of one value, whatever the field."""
DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]00:00(?::00)?)?")
YES = frozenset({"是", "有", "对", "√", "y", "yes", "true", "1", "on"})
NO = frozenset({"否", "无", "×", "n", "no", "false", "0", "off"})

Offers = Mapping[str, Text | str]
"""What may be chosen: the value and what people call it."""


class RegisterField(Field):
    """One value of a row; `read` makes it of words or refuses them, `words` writes it down again."""

    control: ClassVar[str] = "line"
    """How the page asks for it."""

    def __init__(
        self,
        label: Text,
        *,
        required: bool = True,
        hint: Text | None = None,
        personal: bool = False,
        fixed: bool = False,
        default: Any = None,
        **options: Any,
    ) -> None:
        """`personal`: shown masked, and left alone where an edit leaves it empty; `fixed`: never edited."""
        super().__init__(label, default=default, **options)
        self.required = required
        self.hint = hint
        self.personal = personal
        self.fixed = fixed
        self.typed = ""

    def read(self, words: str) -> Any:
        """The value of the words; an Invalid when they are none."""
        return words

    def words(self, value: Any) -> str:
        """The value as it is typed."""
        return "" if value is None else str(value)

    def told(self, value: Any) -> Text | str:
        """The value as people read it."""
        return self.words(value)

    @property
    def shown(self) -> str:
        """What the control holds: what was typed, else the value that stands."""
        return self.typed if self.raw_data is not None else self.words(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The value of what was typed; empty is none."""
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if len(self.typed) > TYPED or UNPRINTABLE.search(self.typed):
            raise ValueError(complaints.UNKEEPABLE)
        if self.typed:
            try:
                self.data = self.read(self.typed)
            except TongbanError as error:
                raise ValueError(complaints.of(error)) from None

    def pre_validate(self, form: Any) -> None:
        """Nothing when the field is filled or may be empty, and what is fixed stays."""
        edited = form.stands is not None
        if (
            edited
            and self.fixed
            and self.typed
            and (self.personal or self.data != form.stands.get(self.name))
        ):
            raise StopValidation(complaints.FIXED)
        if self.required and not self.typed and not (edited and (self.fixed or self.personal)):
            raise StopValidation(complaints.REQUIRED)


class Line(RegisterField):
    """A line of words; `parse` may be a function of the domain that makes it clean or refuses it."""

    def __init__(
        self, label: Text, *, most: int = 100, parse: Callable[[str], Any] | None = None, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.most = most
        self.parse = parse

    def read(self, words: str) -> Any:
        if len(words) > self.most:
            raise complaints.too_long(self.most)
        return self.parse(words) if self.parse is not None else words


class Lines(Line):
    """Words over several lines."""

    control = "lines"


class Day(RegisterField):
    """A day, however people write it: 2026-03-01, 2026/3/1, 2026年3月1日, 20260301."""

    control = "day"

    def read(self, words: str) -> date:
        found = DAY.fullmatch(words)
        if found is None:
            raise complaints.no_day()
        year, month, day, short_month, short_day = found.groups()
        try:
            return date(int(year), int(month or short_month), int(day or short_day))
        except ValueError:
            raise complaints.no_such_day() from None


class Whole(RegisterField):
    """A whole number between two others."""

    control = "number"

    def __init__(self, label: Text, *, least: int = 0, most: int = 2**31 - 1, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most = least, most

    def read(self, words: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,10}", words) or not self.least <= int(words) <= self.most:
            raise complaints.no_number(self.least, self.most)
        return int(words)


class Choice(RegisterField):
    """One of a closed list, known by its code or by what people call it."""

    control = "choice"

    def __init__(self, label: Text, *, offers: Offers | Callable[[Any], Offers], **options: Any) -> None:
        """`offers`: the list, or a function of the Writer that reads it, asked once for each act."""
        super().__init__(label, **options)
        self.source = offers

    @property
    def offers(self) -> Offers:
        """What may be chosen by this writer."""
        if isinstance(self.source, Mapping):
            return self.source
        found: Offers = self.meta.writer.remembered(self.source)
        return found

    def told(self, value: Any) -> Text | str:
        return self.offers.get(value, self.words(value))

    def read(self, words: str) -> str:
        offers = self.offers
        if words in offers:
            return words
        meant = [value for value, name in offers.items() if words in _names(name)]
        if len(meant) == 1:
            return meant[0]
        raise complaints.ambiguous(words) if meant else complaints.no_choice(offers.values())


class Tick(RegisterField):
    """Yes or no; empty is no."""

    control = "tick"

    def __init__(self, label: Text, **options: Any) -> None:
        super().__init__(label, **{**options, "required": False})

    def read(self, words: str) -> bool:
        word = words.lower()
        if word not in YES | NO:
            raise complaints.no_claim()
        return word in YES

    def words(self, value: Any) -> str:
        return "是" if value else "否"

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata(valuelist)
        self.data = bool(self.data)


def _names(name: Text | str) -> Iterable[str]:
    return (name.zh, name.en) if isinstance(name, Text) else (name,)
