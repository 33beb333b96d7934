"""The region picker: province, prefecture and county one below the other; the answer is the code of the last."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from addons.parties import country
from addons.parties.models import Region
from addons.parties.picking import line_of, region_by_code, regions_below
from addons.parties.words import REGION_LEVELS, RegionLevel
from forms.fieldtype import AnswerError, Offer, Posted, narrowed
from forms.offering import Asking, Offers, Picker, Rung
from forms.seams import field_type
from forms.sheet import Entry, Group, Property
from kernel.reading import Reader
from kernel.text import Text

CODE = re.compile(r"[0-9A-Z]{6,12}")
ORDER = tuple(RegionLevel)
LABELS = {
    RegionLevel.PROVINCE: Text("省（自治区、直辖市）", "Province"),
    RegionLevel.CITY: Text("市（州、盟）", "Prefecture"),
    RegionLevel.COUNTY: Text("县（市、区、旗）", "County"),
}
SHARED = {RegionLevel.PROVINCE: 2, RegionLevel.CITY: 4, RegionLevel.COUNTY: 12}
"""How many digits the codes of a region and of what lies in it have in common."""


@field_type("region")
@dataclass(frozen=True, slots=True)
class RegionField(Picker):
    """A region of the country; properties `level` (how far down) and `within` (the code it lies in)."""

    title: ClassVar = Text("行政区划", "region")
    group: ClassVar = Group.PICKER
    icon: ClassVar = "map-pin"
    foreign: ClassVar = {"xlsform": "select_one", "formio": "select"}
    live: ClassVar = "widgets/rungs.html"
    sheet: ClassVar = (
        Property(
            "level",
            Text("选到哪一级", "How far down"),
            Entry.WORD,
            words=ORDER,
            named=REGION_LEVELS,
            default=RegionLevel.COUNTY.value,
        ),
        Property(
            "within",
            Text("只在此区划内选", "Only within"),
            Entry.TEXT,
            hint=Text(
                "区划代码，如 220000；留空为全国。", "A code such as 220000; empty for the whole country."
            ),
        ),
    )
    level: RegionLevel = RegionLevel.COUNTY
    within: str = ""

    @classmethod
    def read(cls, node: Reader) -> Self:
        """How far down, and where."""
        within = node.text("within", default="")
        if within and not country.is_known(within):
            node.refuse(
                "within",
                Text(f"没有代码为“{within}”的区划。", f"There is no region “{within}”."),
                Text("请填 6 位区划代码，如 220000。", "Use six digits such as 220000."),
            )
        return cls(
            node.member("level", RegionLevel, default=RegionLevel.COUNTY) or RegionLevel.COUNTY, within
        )

    def gathered(self, posted: Posted, name: str) -> str | None:
        """The last of the lists that lies in the one before it; a wider choice made anew undoes the narrower."""
        chosen = ""
        for given in posted.getlist(name):
            code = given.strip() if isinstance(given, str) else ""
            shared = SHARED[country.level_of(chosen)] if chosen else 0
            if not code or code[:shared] != chosen[:shared]:
                break
            chosen = code
        return chosen or None

    def normalised(self, raw: object) -> str | None:
        """The code, far enough down; whether there is such a region is asked where the answer is saved."""
        code = narrowed(raw).upper()
        if not code:
            return None
        if not CODE.fullmatch(code):
            raise AnswerError(
                Text("这不是行政区划代码。", "This is not the code of a region."),
                remedy=Text("请从列表中选择。", "Choose from the lists."),
            )
        if ORDER.index(country.level_of(code)) < ORDER.index(self.level) and country.has_below(code):
            raise AnswerError(
                Text("还没有选到最后一级。", "The last list is not chosen yet."),
                remedy=Text("请继续选择下一级。", "Choose in the next list as well."),
            )
        return code

    def refuse_on(self, answer: Any, today: date) -> None:
        """Nothing, unless the region was abolished before this day."""
        gone = country.abolished_on(answer)
        if gone is not None and gone < today:
            name = country.name_of(answer)
            raise AnswerError(
                Text(
                    f"“{name}”已于 {gone.isoformat()} 撤销。",
                    f"“{name}” was abolished on {gone.isoformat()}.",
                ),
                remedy=Text("请选择现在的区划。", "Choose the region of today."),
            )

    def offers(self, asking: Asking, name: str) -> Offers:
        """One list for each level down to the one below the choice."""
        session = asking.session
        typed = asking.values.get(name)
        chosen = region_by_code(session, typed) if isinstance(typed, str) else None
        top = region_by_code(session, self.within) if self.within else None
        line = line_of(session, chosen) if chosen is not None else []
        if top is not None:
            line = line[line.index(top) + 1 :] if top in line else []
        rungs: list[Rung] = []
        above: Region | None = top
        while above is None or ORDER.index(RegionLevel(above.level)) < ORDER.index(self.level):
            here = line[len(rungs)] if len(rungs) < len(line) else None
            found = regions_below(session, above, on=asking.on, also=here.code if here is not None else "")
            if not found:
                break
            rungs.append(_rung(found, here, asking))
            if here is None:
                break
            above = here
        return Offers(rungs=tuple(rungs))

    def is_open(self, asking: Asking, answer: Any) -> bool:
        """Whether there is such a region where the field asks for one."""
        region = region_by_code(asking.session, answer)
        if region is None:
            return False
        return not self.within or any(one.code == self.within for one in line_of(asking.session, region))

    def words(self, asking: Asking, answer: Any) -> str:
        """The names from the province down."""
        region = region_by_code(asking.session, answer)
        if region is None:
            return self.display(answer, asking.locale)
        names = [_name(one).of(asking.locale) for one in line_of(asking.session, region)]
        return ", ".join(reversed(names)) if asking.locale == "en" else "".join(names)

    def display(self, answer: Any, locale: str) -> str:  # noqa: ARG002 the country's list is in Chinese
        """The names from the province down, as the country's list has them."""
        return "".join(country.names_of(answer)) or str(answer) if answer else ""

    def sample(self) -> str:
        """A region of the level, where the field asks for one."""
        start = self.within or "220000"
        return next((code for code in country.codes_in(start) if country.level_of(code) == self.level), start)

    def json_schema(self) -> dict[str, Any]:
        """A string of the normal form."""
        return {"type": "string", "pattern": f"^{CODE.pattern}$"}


def _rung(found: Any, here: Region | None, asking: Asking) -> Rung:
    gone = {one.code for one in found if one.valid_to is not None and one.valid_to < asking.on}
    note = Text("已撤销", "abolished").of(asking.locale)
    options = [
        Offer(one.code, _name(one).of(asking.locale), note if one.code in gone else "") for one in found
    ]
    label = LABELS[RegionLevel(found[0].level)].of(asking.locale)
    return Rung(label, tuple(options), here.code if here is not None else "")


def _name(region: Region) -> Text:
    return Text(region.name, region.name_en or region.name)
