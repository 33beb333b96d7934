"""An address: the region it lies in, chosen from the lists of the region picker, and a line of text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self

from addons.parties.fields.region import RegionField
from forms.fieldtype import AnswerError, Posted, narrowed, refuse_longer
from forms.offering import Asking, Offers, Picker
from forms.seams import field_type
from forms.sheet import Entry, Group, Property, Tab
from kernel.reading import Reader
from kernel.text import Text

BOTH = 2
MOST = 200
ANYWHERE = RegionField()
SAMPLE = "人民大街 1 号"


@field_type("address")
@dataclass(frozen=True, slots=True)
class AddressField(Picker):
    """Region and line, kept as a list of the two; properties `level` and `within` as the region picker has them.

    To rules it is a list: `address[0]` is the code of the region, `address[1]` the line.
    """

    title: ClassVar = Text("地址", "address")
    group: ClassVar = Group.IDENTITY
    icon: ClassVar = "map-pin"
    foreign: ClassVar = {"xlsform": "text", "formio": "address"}
    live: ClassVar = "widgets/address.html"
    many: ClassVar = True
    sheet: ClassVar = (
        *RegionField.sheet,
        Property(
            "max_length",
            Text("详细地址最多字数", "Most characters of the line"),
            Entry.WHOLE,
            default=MOST,
            least=1,
            most=MOST,
            tab=Tab.CHECK,
        ),
    )
    region: RegionField = ANYWHERE
    max_length: int = MOST

    @classmethod
    def read(cls, node: Reader) -> Self:
        """How far down the region is chosen, and how long the line may be."""
        most = node.whole("max_length", default=MOST, least=1, most=MOST)
        return cls(RegionField.read(node), most or MOST)

    def gathered(self, posted: Posted, name: str) -> list[Any]:
        """The region from the lists, and the line, which comes last; all have one name."""
        *codes, line = posted.getlist(name) or [""]
        return [self.region.gathered(Codes(codes), name), line]

    def normalised(self, raw: object) -> list[str] | None:
        """The code of the region, and the line without blanks around it."""
        code, line = self._typed(raw)
        region = self.region.normalised(code)
        text = " ".join(narrowed(line).split())
        if region is None and not text:
            return None
        if region is None:
            raise AnswerError(
                Text("还没有选所在地区。", "The region is not chosen."),
                remedy=Text("请先选择省、市、县。", "Choose province, prefecture and county."),
            )
        if not text:
            raise AnswerError(
                Text("还没有填详细地址。", "The street and number are missing."),
                remedy=Text("请填写街道、门牌号。", "Fill in street and number."),
            )
        refuse_longer(text, self.max_length)
        return [region, text]

    def _typed(self, raw: object) -> tuple[object, object]:
        if isinstance(raw, list | tuple) and len(raw) <= BOTH:
            code, line = (*raw, None, None)[:BOTH]
            return code, line
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None, None
        raise AnswerError(
            Text("地址要分地区和详细地址两部分。", "An address has a region and a line."),
            remedy=Text("请选择地区并填写详细地址。", "Choose the region and fill in the line."),
        )

    def refuse_on(self, answer: Any, today: date) -> None:
        """Nothing, unless the region was abolished before this day."""
        self.region.refuse_on(answer[0], today)

    def chosen(self, answer: Any) -> tuple[str, ...]:
        """Region and line as the widget shows them."""
        given = answer if isinstance(answer, list) else []
        return tuple(part if isinstance(part, str) else "" for part in given[:BOTH])

    def offers(self, asking: Asking, name: str) -> Offers:
        """The lists of the region."""
        code = next(iter(self.chosen(asking.values.get(name))), "")
        return self.region.offers(replace(asking, values={name: code or None}), name)

    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether there is such a region where the field asks for one."""
        return self.region.is_open(asking, answer[0])

    def display(self, answer: Any, locale: str) -> str:
        """The names from the province down, then the line."""
        return f"{self.region.display(answer[0], locale)} {answer[1]}" if answer else ""

    def mask(self, answer: Any, locale: str) -> str:
        """The region; where in it somebody lives is theirs."""
        return f"{self.region.display(answer[0], locale)} ******" if answer else ""

    def sample(self) -> list[str]:
        """A street in the first region that can be chosen."""
        return [self.region.sample(), SAMPLE[: self.max_length].strip()]

    def json_schema(self) -> dict[str, Any]:
        """A list of code and line."""
        line = {"type": "string", "minLength": 1, "maxLength": self.max_length}
        return {
            "type": "array",
            "prefixItems": [self.region.json_schema(), line],
            "minItems": BOTH,
            "maxItems": BOTH,
        }


@dataclass(frozen=True, slots=True)
class Codes:
    """What was chosen in the lists, as it was posted."""

    given: list[Any]

    def __iter__(self) -> Iterator[str]:
        """No names: they are not asked for."""
        return iter(())

    def getlist(self, key: str) -> list[Any]:  # noqa: ARG002 there is one name only
        """Every choice."""
        return self.given
