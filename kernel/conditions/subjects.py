"""What conditions speak of: answers and facts, each with its sort and its options; pure."""

from dataclasses import dataclass
from enum import StrEnum

from kernel.errors import Invalid
from kernel.text import Text

TODAY = Text("今天", "today")
YES_NO = (("yes", Text("是", "yes")), ("no", Text("否", "no")))


class Sort(StrEnum):
    """What an answer is to a rule."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TRUTH = "truth"
    LIST = "list"
    OTHER = "other"


class ConditionError(Invalid):
    """What somebody built cannot be a condition."""

    code = "condition"


@dataclass(frozen=True, slots=True)
class Subject:
    """One answer, or a fact, that a condition may ask about."""

    name: str
    title: Text
    sort: Sort
    options: tuple[tuple[str, Text], ...] = ()

    def option(self, value: str) -> Text | None:
        """The words of an option."""
        return next((words for key, words in self.options if key == value), None)

    def value_of(self, words: str) -> str:
        """The value of the option that is written so; anything else stays as it is."""
        known = (key for key, title in self.options if words in (key, title.zh, title.en))
        return next(known, words)
