"""The pages that write a register, and which of them it has."""

from kernel.web.registers.form_pages import FormPages
from kernel.web.registers.import_pages import IMPORTS, ImportPages
from kernel.web.registers.writing import Writing


class WritingPages(FormPages, ImportPages):
    """The pages on which rows are added, edited or brought as a sheet."""


def routes_of(writing: Writing | None) -> frozenset[str]:
    """The methods that are routes of a register that is written like this."""
    if writing is None:
        return frozenset()
    ways = {"add": writing.add, "edit": writing.edit}
    single = frozenset(name for name, way in ways.items() if way is not None)
    return single | IMPORTS if writing.imports and single else single
