"""The fields of a form as a table: the list of fields that offices hand to each other."""

from collections.abc import Iterator

from forms.definition import Form
from forms.interchange.exporting import Placed, placed
from forms.subjects import subjects_of
from kernel.conditions.reading import read_with
from kernel.expressions import FUNCTIONS, Expression
from kernel.sheets.writing import xlsx_sheet
from kernel.text import Text

HEADS = (
    Text("分节", "section"),
    Text("名称", "name"),
    Text("标签", "label"),
    Text("类型", "type"),
    Text("必填", "required"),
    Text("来源或算法", "source or formula"),
    Text("何时显示", "shown when"),
    Text("何时必填", "required when"),
    Text("选项", "options"),
    Text("XLSForm", "XLSForm"),
    Text("Form.io", "Form.io"),
)
YES, NO = Text("是", "yes"), Text("", "")


def written(form: Form, locale: str) -> bytes:
    """The table as a workbook."""
    words = Words(form, locale)
    rows = ([*words.row(one)] for one in placed(form))
    return b"".join(xlsx_sheet([head.of(locale) for head in HEADS], rows, name=form.title.of(locale)))


class Words:
    """What the table says of the fields of one form."""

    def __init__(self, form: Form, locale: str) -> None:
        self.locale = locale
        self.subjects = subjects_of(form)

    def row(self, one: Placed) -> Iterator[str]:
        """The cells of a field."""
        field = one.field
        yield one.section.title.of(self.locale)
        yield one.path
        yield field.title.of(self.locale)
        yield field.type.title.of(self.locale)
        yield (YES if field.required else NO).of(self.locale)
        yield self._rule(field.compute) or (field.source.of(self.locale) if field.source else "")
        yield self._rule(field.visible_when)
        yield self._rule(field.required_when)
        yield "; ".join(f"{value}={words}" for value, words in field.type.options_in(self.locale))
        yield one.foreign("xlsform")
        yield one.foreign("formio")

    def _rule(self, rule: Expression | None) -> str:
        return read_with(rule.source, self.subjects, FUNCTIONS).of(self.locale) if rule else ""
