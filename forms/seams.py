"""The seams that forms open to plugins: types of fields, formats of export, who else keeps contents in the storage."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from forms.fieldtype import FieldType
from kernel.registry import Registry, Seam
from kernel.text import Text

Thing = TypeVar("Thing", bound=type[FieldType])
Answer = TypeVar("Answer", bound=Callable[..., Any])

FIELD_TYPE = Seam(
    "field_type",
    Text("字段类型", "field type"),
    Text(
        "forms.fieldtype.FieldType：title、read(node)、normalised(raw)、json_schema()。",
        "A forms.fieldtype.FieldType: title, read(node), normalised(raw), json_schema().",
    ),
)
STORED_DIGESTS = Seam(
    "stored_digests",
    Text("存储内容的占用", "contents in use"),
    Text(
        "函数 (session, digests) → 其中仍在使用的摘要；凡在 forms.storage 中存放内容的插件都要回答。",
        "A function (session, digests) → those of them still in use; every plugin with contents in forms.storage answers.",
    ),
)
FORM_EXPORTER = Seam(
    "form_exporter",
    Text("表单导出格式", "format of forms"),
    Text(
        "函数 () → forms.interchange.exporting.Exporter：title、suffix、mime、write(form, locale)。",
        "A function () → forms.interchange.exporting.Exporter: title, suffix, mime, write(form, locale).",
    ),
)


def field_type(name: str) -> Callable[[Thing], Thing]:
    """Offers a type of fields."""
    return FIELD_TYPE.mark(name)


def stored_digests(name: str) -> Callable[[Answer], Answer]:
    """Answers which contents of the storage a plugin still refers to."""
    return STORED_DIGESTS.mark(name)


def form_exporter(name: str) -> Callable[[Answer], Answer]:
    """Offers a format in which forms can be had."""
    return FORM_EXPORTER.mark(name)


def field_types(registry: Registry) -> Mapping[str, type[FieldType]]:
    """Every type of fields that the installed plugins offer."""
    return MappingProxyType({entry.name: entry.thing for entry in registry.entries(FIELD_TYPE)})
