"""The manifest file as a literal: each key with its value and its line, nothing executed."""

import ast
from dataclasses import dataclass
from pathlib import Path

from kernel.manifest.complaints import Complaints
from kernel.manifest.folder import stays_inside
from kernel.manifest.model import MANIFEST
from kernel.text import Text

LIMIT = 64 * 1024
LITERAL = Text("清单只能是一个字面量字典 {…}。", "A manifest is one literal dictionary {…}.")


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a key, the key's line, and the lines of the items when it is a list."""

    value: object
    line: int
    item_lines: tuple[int, ...] = ()

    def line_of(self, position: int) -> int:
        """The line of one item of the list."""
        return self.item_lines[position] if position < len(self.item_lines) else self.line


def entries_of(folder: Path, complaints: Complaints) -> dict[str, Entry]:
    """The keys of the manifest; what cannot be read is noted, a file that is no dictionary refused."""
    root = _dictionary(_source(folder, complaints), complaints)
    entries: dict[str, Entry] = {}
    for key, value in zip(root.keys, root.values, strict=True):
        line = (key or value).lineno
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            complaints.at_line(line, Text("键必须是文字。", "Keys must be text."), LITERAL)
            continue
        name = key.value
        if name in entries:
            complaints.at_line(
                line,
                Text(f"键「{name[:40]}」出现了两次。", f"Key “{name[:40]}” appears twice."),
                Text("请只保留一个。", "Keep one of them."),
            )
            continue
        entry = _entry(name, value, line, complaints)
        if entry is not None:
            entries[name] = entry
    return entries


def _source(folder: Path, complaints: Complaints) -> str:
    path = folder / MANIFEST
    if not path.is_file():
        remedy = Text(f"请添加 {MANIFEST}。", f"Add {MANIFEST}.")
        complaints.at_line(1, Text("没有清单文件。", "There is no manifest."), remedy)
    elif not stays_inside(folder.resolve(), path):
        remedy = Text("请放入真实文件。", "Put the real file there.")
        complaints.at_line(
            1, Text("清单是指向插件之外的链接。", "The manifest is a link out of the plugin."), remedy
        )
    complaints.raise_any()
    with path.open("rb") as stream:
        content = stream.read(LIMIT + 1)
    if len(content) > LIMIT:
        remedy = Text("清单不应超过 64 KiB。", "A manifest has at most 64 KiB.")
        complaints.at_line(1, Text("清单太大。", "The manifest is too large."), remedy)
        complaints.raise_any()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        remedy = Text("请以 UTF-8 保存。", "Save it as UTF-8.")
        complaints.at_line(line, Text("清单不是 UTF-8 编码。", "The manifest is not UTF-8."), remedy)
        complaints.raise_any()
        raise


def _dictionary(source: str, complaints: Complaints) -> ast.Dict:
    line = 1
    try:
        root = ast.parse(source, filename=MANIFEST, mode="eval").body
    except SyntaxError as error:
        line = error.lineno or 1
    # The parser answers deep nesting with MemoryError or RecursionError, a null byte with ValueError.
    except (ValueError, MemoryError, RecursionError):
        pass
    else:
        if isinstance(root, ast.Dict):
            return root
        line = root.lineno
    complaints.at_line(
        line, Text("清单不是合法的字面量字典。", "The manifest is not a valid literal dictionary."), LITERAL
    )
    complaints.raise_any()
    raise AssertionError


def _entry(name: str, value: ast.expr, line: int, complaints: Complaints) -> Entry | None:
    items = tuple(item.lineno for item in value.elts) if isinstance(value, ast.List) else ()
    try:
        return Entry(ast.literal_eval(value), line, items)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        complaints.at_line(
            line,
            Text(
                f"键「{name[:40]}」的值不是字面量，清单里不能有计算或调用。",
                f"The value of “{name[:40]}” is not a literal; a manifest computes and calls nothing.",
            ),
            Text("请直接写出值。", "Write the value itself."),
        )
        return None
