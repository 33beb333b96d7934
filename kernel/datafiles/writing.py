"""Writes a value as YAML that the strict reader reads back the same, in the order in which people look for keys."""

from typing import Any

import yaml  # type: ignore[import-untyped]

from kernel.datafiles.scalars import may_stand_unquoted
from kernel.datafiles.yamlfile import documents_in
from kernel.errors import DataFileError
from kernel.text import Text

FIRST = ("model", "id", "inherit", "mode", "name", "title", "kind", "type", "label", "zh", "en")
LAST = ("fields", "sections", "steps", "patch", "nodes")


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Indents lists below their key, and quotes whatever the reader would take for something else."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 its signature
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 its signature
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    if "\n" in value and value == value.strip() and "\t" not in value:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")
    plain = may_stand_unquoted(value)
    node = dumper.represent_scalar("tag:yaml.org,2002:str", value)
    if not plain:
        node.style = "'"
    return node


_Dumper.add_representer(str, _text)


def written(value: Any) -> str:
    """The value as YAML."""
    text: str = yaml.dump(
        in_reading_order(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )
    return text.removesuffix("...\n")


def value_in(text: str, *, place: str) -> Any:
    """The one value that an admin typed, read as strictly as a data file; nothing typed is an empty value."""
    found = documents_in(text.replace("\r\n", "\n").encode(), file=place)
    if len(found) > 1:
        raise DataFileError(
            Text(
                "这里只能写一份内容，“---”之后又是一份。", "Only one value fits here; another follows “---”."
            ),
            remedy=Text("请删去“---”及多出的一份。", "Remove the “---” and what is too much."),
            place=f"{place}:{found[1].line}",
        )
    return found[0].body if found else None


def in_reading_order(value: Any) -> Any:
    """The same value with names and titles first and long lists last."""
    if isinstance(value, list | tuple):
        return [in_reading_order(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: in_reading_order(value[key]) for key in sorted(value, key=_rank)}


def _rank(key: str) -> tuple[int, int, str]:
    if key in FIRST:
        return (0, FIRST.index(key), key)
    if key in LAST:
        return (2, LAST.index(key), key)
    return (1, 0, key)
