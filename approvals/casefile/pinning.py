"""A place on a page of a material: a point, a frame drawn on it, or one of nine parts of the page; pure."""

import re
from dataclasses import dataclass, field

from kernel.text import Text

WIDTH = 1_000
"""A page is so wide; how far down a point lies is counted by the same measure, whatever the page's height."""
DEEPEST = 20_000
PAGES = 999
NUMBER = r"(0|[1-9][0-9]{0,%d})"
FRAME = f"{NUMBER % 3},{NUMBER % 4}"
WRITTEN = re.compile(f"{NUMBER % 9}:{NUMBER % 2}(?::(?:g([1-9])|{FRAME}(?:,{FRAME})?))?")
CELLS = (
    Text("左上", "top left"),
    Text("上部", "top"),
    Text("右上", "top right"),
    Text("左侧", "left"),
    Text("中间", "middle"),
    Text("右侧", "right"),
    Text("左下", "bottom left"),
    Text("下部", "bottom"),
    Text("右下", "bottom right"),
)
"""The parts of a page, for whoever cannot or need not point."""


@dataclass(frozen=True, slots=True)
class Pin:
    """Which page of which file, and where on it; without a point and a part it is the whole page."""

    material: int
    page: int = 1
    x: int | None = None
    y: int | None = None
    cell: int | None = None
    """Of the nine parts, from 1."""
    wide: int | None = None
    high: int | None = None
    """How far a frame reaches from the point, which is its upper left corner."""
    file: str = field(default="", compare=False)
    """The name of the file where it says more than the title of the material: several came for the same one."""

    @property
    def written(self) -> str:
        """The pin as a form carries it."""
        where = f":{self.x},{self.y}" if self.is_point else f":g{self.cell}" if self.cell else ""
        frame = f",{self.wide},{self.high}" if self.is_frame else ""
        return f"{self.material}:{self.page}{where}{frame}"

    @property
    def is_point(self) -> bool:
        """Whether somebody pointed at it."""
        return self.x is not None and self.y is not None

    @property
    def is_frame(self) -> bool:
        """Whether somebody drew a frame around it."""
        return self.wide is not None and self.high is not None

    @property
    def words(self) -> Text:
        """第 2 页右下."""
        file = f"{self.file}，", f"{self.file}, "
        zh, en = file if self.file else ("", "")
        page = Text(f"{zh}第 {self.page} 页", f"{en}page {self.page}")
        if self.is_frame:
            return Text(f"{page.zh}框出处", f"{page.en}, where framed")
        if self.is_point:
            return Text(f"{page.zh}标注处", f"{page.en}, where marked")
        if self.cell:
            part = CELLS[self.cell - 1]
            return Text(f"{page.zh}{part.zh}", f"{page.en}, {part.en}")
        return page


def pin_in(text: str) -> Pin | None:
    """The pin that a form carries; none when it carries none."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    material, page, cell, x, y, wide, high = (None if part is None else int(part) for part in found.groups())
    pin = Pin(material or 0, page or 0, x, y, cell, wide, high)
    return pin if pin.page and _lies_on_it(pin) else None


def page_in(text: str) -> int:
    """The page that a form names; the first one when it names none."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(PAGES))
    return max(int(text), 1) if plain else 1


def pointed(material: int, page: int, *, spot: str, cell: str) -> Pin:
    """Where somebody pointed, else the part that was chosen, else the whole page."""
    found = pin_in(f"{material}:{page}:{spot}") if spot else None
    if found is None and cell in {str(number + 1) for number in range(len(CELLS))}:
        return Pin(material, page, cell=int(cell))
    return found or Pin(material, page)


def spot_of(x: str, y: str, *, width: int) -> str:
    """What a click on a picture of that width comes to; empty when it was none."""
    if not all(one.isascii() and one.isdigit() and len(one) <= len(str(DEEPEST)) for one in (x, y)):
        return ""
    across, down = (round(int(one) * WIDTH / width) for one in (x, y))
    return f"{across},{down}" if across <= WIDTH and down <= DEEPEST else ""


def _lies_on_it(pin: Pin) -> bool:
    """Whether the point is on a page that may be, and the frame ends on it and is one."""
    right, down = (pin.x or 0) + (pin.wide or 0), (pin.y or 0) + (pin.high or 0)
    is_something = not pin.is_frame or bool(pin.wide and pin.high)
    return is_something and right <= WIDTH and down <= DEEPEST
