"""Forms as the drawing board knows them; pure."""

from forms.designing.nodes import places
from kernel.designs.board import Board
from kernel.nodes import Body
from kernel.text import Text

FORM = "form"


def fresh(title: Text) -> Body:
    """A form with one empty section."""
    section = {"name": "section_1", "title": {"zh": "基本信息", "en": "Basic information"}, "fields": []}
    return {"title": {"zh": title.zh, "en": title.en}, "sections": [section]}


def names(body: Body) -> list[str]:
    """Every section, field and column."""
    return [str(place.node.get("name", "")) for place in places(body)]


FORMS = Board(FORM, Text("表单", "form"), fresh, names)
