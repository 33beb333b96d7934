"""The documentation of every seam and of what is offered there, made from a registry."""

from collections.abc import Iterable, Iterator, Mapping
from types import FunctionType
from typing import Any

from kernel.registry import Entry, Registry, Seam
from kernel.seams import FUNCTION, SLOT
from kernel.text import Text

HEAD = """\
# Seams 接缝

Where plugins add something, and what is offered there. This page is made from the code by `python -m app seams --write`;
what it says of a thing is the first line of the thing's docstring.

插件可以接入的地方，以及各处已有的内容。本页由 `python -m app seams --write` 从代码生成，请勿手改。

A plugin marks what it offers with the decorator of the seam; marks are looked for in these modules of the plugin:
"""
REMARKS = {
    FUNCTION.name: "The functions of the language itself are listed in [expressions.md](expressions.md)."
}
OVERVIEW = ("seam", "接缝", "opened by", "offered")
OFFERED = ("name", "plugin", "title", "what it is", "options")
TITLE = "title"


def seams_page(registry: Registry, *, modules: Iterable[str], slots: Mapping[str, str]) -> str:
    """The page as Markdown; `modules` is where plugins mark things, `slots` where the pages have their slots."""
    seams = list(registry.seams.values())
    overview = [_overview(registry, seam) for seam in seams]
    parts = [
        HEAD + ", ".join(f"`{name}`" for name in modules) + ".\n",
        _table(OVERVIEW, overview),
        *(_section(registry, seam, slots) for seam in seams),
    ]
    return "\n".join(parts)


def _overview(registry: Registry, seam: Seam) -> tuple[str, ...]:
    count = str(len(registry.names(seam)))
    return f"[{seam.name}](#{seam.name})", seam.title.zh, registry.owners[seam.name], count


def _section(registry: Registry, seam: Seam, slots: Mapping[str, str]) -> str:
    said = [f"**{seam.title.zh}, {seam.title.en}**, opened by `{registry.owners[seam.name]}`."]
    said += [f"- {seam.offers.zh}\n- {seam.offers.en}"]
    if seam.name in REMARKS:
        said.append(REMARKS[seam.name])
    if seam.name == SLOT.name and slots:
        said.append(_table(("slot", "page"), [(f"`{name}`", page) for name, page in slots.items()]).rstrip())
    rows = [_row(entry) for entry in registry.entries(seam)]
    said.append(_table(OFFERED, rows).rstrip() if rows else "Nothing yet. 暂无。")
    return f"## {seam.name}\n\n" + "\n\n".join(said) + "\n"


def _row(entry: Entry) -> tuple[str, ...]:
    title = entry.options.get(TITLE, getattr(entry.thing, TITLE, None))
    options = "; ".join(f"{key}: {_shown(value)}" for key, value in entry.options.items() if key != TITLE)
    return (
        f"`{entry.name}`",
        entry.plugin,
        _shown(title) if isinstance(title, Text) else "",
        entry.doc,
        options,
    )


def _shown(value: Any) -> str:
    match value:
        case Text():
            return f"{value.zh}, {value.en}"
        case type() | FunctionType():
            return f"`{value.__name__}`"
        case _:
            return f"`{value}`"


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(_lines([tuple(head), *rows]))


def _lines(rows: list[tuple[str, ...]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |\n"
        if number == 0:
            yield f"|{' --- |' * len(row)}\n"
