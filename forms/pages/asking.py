"""What every page of the designer stands on: its routes, the present, the language, what is installed."""

from collections.abc import Mapping
from datetime import date, datetime

from flask import request
from flask_babel import get_locale
from sqlalchemy.orm import Session

from forms.designing.board import FORMS
from forms.designing.ruling import ruling_of
from forms.fieldtype import FieldType
from forms.seams import field_types
from kernel.designs.ruling import Ruling
from kernel.designs.working import Working, working
from kernel.functions import functions_of
from kernel.nodes import Body
from kernel.registry import Registry
from kernel.seams import pages
from kernel.web import Pages, allowed, platform, visitor

SEE = ("can_read", "Definitions")
EDIT = ("can_edit", "Definitions")
designs = Pages("designs", __name__, url_prefix="/studio/forms", template_folder="templates", within="studio")


@pages("forms.designs")
def design_pages() -> Pages:
    """The designer of forms: `designer`, `acts`, `preview` and `trying` add their routes."""
    return designs


def reading() -> Session:
    """The session of a page that only reads."""
    return platform().database.session()


def registry() -> Registry:
    """Everything the installed plugins offer."""
    return platform().registry


def types() -> Mapping[str, type[FieldType]]:
    """The types of fields that are installed."""
    return field_types(registry())


def ruling(body: Body) -> Ruling:
    """What the rules of the form may read."""
    return ruling_of(body, types(), functions_of(registry()))


def now() -> datetime:
    """This moment."""
    return platform().clock.now()


def today() -> date:
    """The day in the office's time."""
    return platform().clock.today()


def locale() -> str:
    """The language that the page speaks."""
    return "en" if str(get_locale() or "").startswith("en") else "zh"


def owner() -> str:
    """Whose drafts are looked at."""
    return visitor().username


def mine(name: str) -> Working:
    """The form as the visitor has it on the board."""
    return working(reading(), FORMS, name, owner())


def editable() -> bool:
    """Whether the visitor may change forms."""
    return allowed(EDIT)


def in_parts() -> bool:
    """Whether the page asks for its parts only, to put them in place."""
    return bool(request.headers.get("HX-Request"))
