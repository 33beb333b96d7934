"""The lines of a return as a form carries them: what each is pinned to, what is wrong, where on which file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from flask import request

from approvals.casefile.faces import Material
from approvals.casefile.pinning import Pin, page_in, pin_in, pointed, spot_of
from approvals.engine import Defect
from kernel.web.inputs import number_in

MOST = 50
LONGEST = 500
"""Characters of one defect: it stands beside its field and in messages."""
NEW = "new"
"""Stands for the pin of the line that is being written while a file is looked at."""
SPOT_X, SPOT_Y = "spot.x", "spot.y"
"""What a browser posts of a click on a picture."""
WIDTH = 640
"""Of the picture of a page where it is clicked on without scripts, in its pixels."""
DROP = "drop-"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is being written."""

    at: str
    what: str
    pin: Pin | None = None

    @property
    def defect(self) -> Defect:
        """The line as the log keeps it."""
        return Defect(self.at, self.what)


def lines_in(files: Sequence[Material]) -> list[Line]:
    """The lines of the form, empty ones included; a pin on no file of the case, or of another place, is none."""
    places = {one.id: one.place for one in files}
    posted = list(zip(request.form.getlist("at"), request.form.getlist("what"), strict=False))[:MOST]
    # a form that knows nothing of pins has fewer of them than lines
    pins = [*request.form.getlist("pin"), *repeat("", len(posted))]
    return [
        Line(at.strip(), _typed(what), _pin(pin, at.strip(), places))
        for (at, what), pin in zip(posted, pins, strict=False)
    ]


def without_dropped(lines: Sequence[Line]) -> list[Line]:
    """The lines without the one whose button was pressed."""
    do = request.form.get("do", "")
    gone = number_in(do.removeprefix(DROP)) if do.startswith(DROP) else None
    return [one for number, one in enumerate(lines) if number != gone]


def spot_in() -> str:
    """Where on the picture somebody points: clicked just now, or before."""
    if SPOT_X in request.form:
        return spot_of(request.form[SPOT_X], request.form.get(SPOT_Y, ""), width=WIDTH)
    return request.form.get("spot", "")


def is_pointing() -> bool:
    """Whether the form was sent by a click on the picture: the line is still being written."""
    return SPOT_X in request.form


def _pin(written: str, at: str, places: Mapping[int, str]) -> Pin | None:
    found = pin_in(written)
    if written == NEW:
        shown = number_in(request.form.get("shown", "")) or 0
        page = page_in(request.form.get("page", ""))
        found = pointed(shown, page, spot=spot_in(), cell=request.form.get("cell", ""))
    return found if found is not None and places.get(found.material) == at else None


def _typed(what: str) -> str:
    # a browser posts two characters for what its maxlength counts as one
    return what.replace("\r\n", "\n").strip()
