"""The import contracts of `.importlinter`, run from the project's root."""

import sys
from collections.abc import Iterator
from typing import NamedTuple, cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


class Link(NamedTuple):
    """One import: who, what, and on which line."""

    importer: str
    imported: str
    line: int | None


class PureContract(Contract):
    """The modules import the standard library, the allowed modules and each other."""

    type_name = "pure"
    modules = fields.ListField(subfield=fields.StringField())
    allowed = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - the base class's signature
        """Kept when no pure module reaches outside."""
        ours = cast("list[str]", self.modules)
        known = {*ours, *(cast("list[str] | None", self.allowed) or [])}
        links = [
            link
            for link in links_of(graph, [module for module in graph.modules if within(module, ours)])
            if not within(link.imported, known) and link.imported.split(".")[0] not in sys.stdlib_module_names
        ]
        return ContractCheck(kept=not links, metadata={"links": links})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints each import that may not be."""
        show(check, "is pure and may not import")


class ConfinedContract(Contract):
    """The packages are imported only by the allowed modules, where `*` stands for any names."""

    type_name = "confined"
    packages = fields.ListField(subfield=fields.StringField())
    importers = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - the base class's signature
        """Kept when nobody else imports one of the packages."""
        packages = cast("list[str]", self.packages)
        importers = cast("list[str]", self.importers)
        links = [
            link
            for link in links_of(graph, graph.modules)
            if within(link.imported, packages) and not within(link.importer, [*importers, *packages])
        ]
        return ContractCheck(kept=not links, metadata={"links": links})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints each import that may not be."""
        show(check, "may not import")


def within(module: str, names: list[str] | set[str]) -> bool:
    """Whether the module is one of the names or lies below one; `*.pages` matches at any depth."""
    return any(
        f".{name[2:]}." in f".{module}." if name.startswith("*.") else f"{module}.".startswith(f"{name}.")
        for name in names
    )


def links_of(graph: ImportGraph, modules: set[str] | list[str]) -> Iterator[Link]:
    """Every direct import of the modules, with its line, in order."""
    for importer in sorted(modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            details = graph.get_import_details(importer=importer, imported=imported)
            yield Link(importer, imported, details[0]["line_number"] if details else None)


def show(check: ContractCheck, verb: str) -> None:
    """One line for each import."""
    for importer, imported, line in cast("list[Link]", check.metadata["links"]):
        output.print(f"{importer} {verb} {imported} (line {line})", color="red", bold=True)


if __name__ == "__main__":
    sys.exit(lint_imports(no_logo=True) != EXIT_STATUS_SUCCESS)
