"""What every page of the designer stands on: its routes, the present, the language, what is installed."""

from collections.abc import Mapping
from datetime import date

from flask_babel import get_locale

from forms.designing.board import FORMS
from forms.designing.ruling import ruling_of
from forms.fieldtype import FieldType
from forms.seams import field_types
from kernel.designs.ruling import Ruling
from kernel.designs.working import Working
from kernel.functions import functions_of
from kernel.nodes import Body
from kernel.seams import pages
from kernel.web import Pages, platform
from kernel.web.boards import BoardPages, registry

designs = Pages("designs", __name__, url_prefix="/studio/forms", template_folder="templates", within="studio")
BOARD = BoardPages(FORMS, "designs")


@pages("forms.designs")
def design_pages() -> Pages:
    """The designer of forms: `designer`, `acts`, `preview` and `trying` add their routes."""
    return designs


def types() -> Mapping[str, type[FieldType]]:
    """The types of fields that are installed."""
    return field_types(registry())


def ruling(body: Body) -> Ruling:
    """What the rules of the form may read."""
    return ruling_of(body, types(), functions_of(registry()))


def today() -> date:
    """The day in the office's time."""
    return platform().clock.today()


def locale() -> str:
    """The language that the page speaks."""
    return "en" if str(get_locale() or "").startswith("en") else "zh"


def mine(name: str) -> Working:
    """The form as the visitor has it on the board."""
    return BOARD.mine(name)
