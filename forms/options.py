"""Options that people choose among: of one field, or of a register that many fields share; pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.errors import Invalid
from kernel.kinds import Problem
from kernel.nodes import key_path, spots_in
from kernel.reading import Reader
from kernel.text import Text

HEADS = ("value", "zh", "en", "parent", "closed")
MOST = 5_000
"""Options of one field or register."""
CLOSED = frozenset({"1", "true", "yes", "是"})
NOT_CLOSED = frozenset({"", "0", "false", "no", "否"})


class SheetError(Invalid):
    """A sheet of options that cannot be read."""

    code = "options"


@dataclass(frozen=True, slots=True)
class Option:
    """What is stored, and what people read; the option of another field under which it stands, if any."""

    value: str
    title: Text
    parent: str = ""
    closed: bool = False
    """Whether it is no longer to be chosen, though it was once."""


@dataclass(frozen=True, slots=True)
class OptionRegister:
    """Options under a name of their own."""

    title: Text
    options: tuple[Option, ...]


def read_options(node: Reader) -> tuple[Option, ...]:
    """The options of a node, each value once, at least one."""
    options = []
    for inner in node.children("options"):
        parent = inner.text("parent", default="")
        options.append(Option(inner.text("value"), inner.title(), parent, inner.flag("closed")))
        inner.finish()
    values = [option.value for option in options]
    if not values or len(set(values)) < len(values):
        node.refuse(
            "options",
            Text("没有选项，或有两个选项的值相同。", "There is no option, or two have the same value."),
            Text("请列出值各不相同的选项。", "List options with different values."),
        )
    if len(options) > MOST:
        node.refuse(
            "options",
            Text(f"有 {len(options)} 个选项，最多 {MOST} 个。", f"There are more than {MOST} options."),
            Text("请分成几个字段或登记册。", "Split them into several fields or registers."),
        )
    return tuple(options)


def examined_register(body: Mapping[str, Any]) -> tuple[OptionRegister, list[Problem]]:
    """The register that a body says, as far as it can be read, and every problem."""
    problems: list[Problem] = []
    root = Reader(body, problems)
    found = OptionRegister(root.title(), read_options(root))
    root.finish()
    return found, problems


def registers_named(body: Mapping[str, Any]) -> frozenset[str]:
    """The registers that the fields of a form, or the columns of its rows, choose from."""
    found: set[str] = set()
    for section in _mappings(body.get("sections")):
        for field in _mappings(section.get("fields")):
            found.update(_named(field), *(_named(column) for column in _mappings(field.get("fields"))))
    return frozenset(found)


def registers_at(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where a form names a register, and which."""
    wanted = registers_named(body)
    for spot in spots_in(dict(body)) if wanted else ():
        yield from ((key_path(spot.path, "register"), name) for name in _named(spot.node) if name in wanted)


def with_former(current: OptionRegister, former: Iterable[OptionRegister]) -> OptionRegister:
    """The register with what earlier versions offered as well, closed: answers of then keep their words."""
    known = {option.value: option for option in current.options}
    for register in former:
        for option in register.options:
            known.setdefault(option.value, Option(option.value, option.title, option.parent, closed=True))
    return OptionRegister(current.title, tuple(known.values()))


def sheet_of(body: Mapping[str, Any]) -> str:
    """The options of a register's body as CSV."""
    register, _ = examined_register(body)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for option in register.options:
        closed = "true" if option.closed else ""
        writer.writerow([option.value, option.title.zh, option.title.en, option.parent, closed])
    return out.getvalue()


def body_of(title: Text, sheet: str) -> dict[str, Any]:
    """The body of a register of the options that a CSV lists; a row that cannot be read is refused by number."""
    reader = csv.DictReader(io.StringIO(sheet.lstrip("\ufeff"), newline=""), restkey="", strict=True)
    try:
        heads = tuple(reader.fieldnames or ())
        if not {"value", "zh"} <= set(heads) <= set(HEADS):
            raise SheetError(
                Text("第一行不是可用的表头。", "The first line does not hold the heads."),
                remedy=Text(f"表头应为 {'、'.join(HEADS)}。", f"The heads are {', '.join(HEADS)}."),
                place="1",
            )
        options = [_option(row, reader.line_num) for row in reader]
    except csv.Error as error:
        raise _unread(reader.line_num + 1) from error
    return {"title": {"zh": title.zh, "en": title.en}, "options": options}


def decoded(content: bytes) -> str:
    """The text of a sheet, as UTF-8 or as the Chinese Excel writes it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(
        Text("文件不是文本。", "The file is not text."),
        remedy=Text("请另存为 CSV（UTF-8）后再传。", "Save it as CSV (UTF-8) and try again."),
    )


def _option(row: Mapping[str, Any], line: int) -> dict[str, Any]:
    if "" in row or any(value is None for value in row.values()):
        raise _unread(line)
    value, zh = row["value"].strip(), row["zh"].strip()
    closed = row.get("closed", "").strip().lower()
    if not value or not zh or closed not in CLOSED | NOT_CLOSED:
        raise _unread(line)
    option: dict[str, Any] = {"value": value, "title": {"zh": zh, "en": row.get("en", "").strip() or zh}}
    if parent := row.get("parent", "").strip():
        option["parent"] = parent
    return option | {"closed": True} if closed in CLOSED else option


def _unread(line: int) -> SheetError:
    return SheetError(
        Text(f"第 {line} 行不是一个选项。", f"Line {line} is not an option."),
        remedy=Text(
            "每行要有值和中文名称，列数与表头相同，closed 只能是 true 或空。",
            "Each line has a value and a Chinese name, as many columns as the heads; closed is true or empty.",
        ),
        place=str(line),
    )


def _named(field: Mapping[str, Any]) -> set[str]:
    register = field.get("register")
    return {register} if isinstance(register, str) and register else set()


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict)]
