"""What each key of a manifest may say; what does not fit is noted with its line."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kernel.manifest.complaints import Complaints, printable
from kernel.manifest.externals import KINDS
from kernel.manifest.externals import NAME as EXTERNAL_NAME
from kernel.manifest.files import DATA, DEMO, checked_files
from kernel.manifest.literal import Entry
from kernel.manifest.model import DataEntry
from kernel.text import Text

REQUIRED = ("name", "title", "version", "depends", "data", "license")
OPTIONAL = (
    "summary",
    "category",
    "author",
    "external_dependencies",
    "demo",
    "auto_install",
    "application",
    "hooks",
)
HOOKS = ("pre_init", "post_init", "uninstall")
# the shell is "app" in the registry and owns its permissions under that name
RESERVED = frozenset({"app", "core", "kernel", "studio"})
SHOWN = 40
LONGEST_TEXT = {"summary": 1_000}
"""Any other text of a manifest has to fit a line, and the column of the title: 200 characters."""
LINE = 200
# Marks that turn the direction of writing: a title would read as another one.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# alembic_version_<plugin> has to fit PostgreSQL's 63 bytes.
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}")
HOOK = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*", re.ASCII)


class Rules:
    """The checks of one manifest; each answers a usable value even when it notes a problem."""

    def __init__(self, folder: Path, entries: dict[str, Entry], complaints: Complaints) -> None:
        self.folder = folder
        self.entries = entries
        self.complaints = complaints

    def check_keys(self) -> None:
        """Notes unknown and missing keys."""
        for key, entry in self.entries.items():
            if key not in REQUIRED + OPTIONAL:
                known = "、".join(REQUIRED + OPTIONAL)
                self._note(
                    entry.line,
                    Text(f"清单里没有「{shown(key)}」这个键。", f"A manifest has no key “{shown(key)}”."),
                    Text(f"可用的键：{known}。", f"Known keys: {known.replace('、', ', ')}."),
                )
        for key in REQUIRED:
            if key not in self.entries:
                self._note(
                    1,
                    Text(f"缺少键「{key}」。", f"The key “{key}” is missing."),
                    Text("请补上。", "Add it."),
                )

    def name(self) -> str:
        """The plugin's name, which is its folder's."""
        name = self.text("name")
        line = self._line("name")
        if name and (not NAME.fullmatch(name) or name in RESERVED):
            self._note(
                line,
                Text(f"插件名「{shown(name)}」不合规则。", f"“{shown(name)}” is no plugin name."),
                Text(
                    "请用小写字母开头的小写字母、数字、下划线，至多 40 个，且不用 app、core、kernel、studio。",
                    "Use a lower-case letter, then lower-case letters, digits and underscores, 40 at most; "
                    "not app, core, kernel or studio.",
                ),
            )
        elif name and name != self.folder.name:
            there = printable(self.folder.name)
            self._note(
                line,
                Text(
                    f"插件名「{name}」与文件夹名「{there}」不同。",
                    f"The name “{name}” differs from the folder's name “{there}”.",
                ),
                Text("请让两者一致。", "Make them the same."),
            )
        return name

    def version(self) -> str:
        """The version, three whole numbers."""
        version = self.text("version")
        if version and not VERSION.fullmatch(version):
            self._note(
                self._line("version"),
                Text(f"版本「{shown(version)}」不是三段数字。", f"Version “{shown(version)}” is not x.y.z."),
                Text("请写成 1.0.0 的样子。", "Write it like 1.0.0."),
            )
        return version

    def text(self, key: str) -> str:
        """A text; a required one is not empty."""
        entry = self.entries.get(key)
        if entry is None:
            return ""
        if not isinstance(entry.value, str):
            self._wrong_type(entry.line, key, Text("文字", "text"))
            return ""
        longest = LONGEST_TEXT.get(key, LINE)
        if any(_is_unfit(character) for character in entry.value):
            self._note(
                entry.line,
                Text(f"「{key}」含有控制字符。", f"“{key}” contains control characters."),
                Text("请删去它们。", "Remove them."),
            )
        elif len(entry.value) > longest:
            self._note(
                entry.line,
                Text(f"「{key}」超过 {longest} 字。", f"“{key}” is longer than {longest} characters."),
                Text("请写短一些。", "Make it shorter."),
            )
        elif key in REQUIRED and not entry.value.strip():
            self._note(
                entry.line,
                Text(f"「{key}」不能为空。", f"“{key}” must not be empty."),
                Text("请填写。", "Fill it in."),
            )
        return entry.value

    def flag(self, key: str) -> bool:
        """True or False, False when not said."""
        entry = self.entries.get(key)
        if entry is None:
            return False
        if not isinstance(entry.value, bool):
            self._wrong_type(entry.line, key, Text("True 或 False", "True or False"))
            return False
        return entry.value

    def depends(self) -> tuple[str, ...]:
        """The names of the plugins this one stands on, each once and not itself."""
        names: list[str] = []
        for line, value in self._items("depends"):
            if not isinstance(value, str) or not NAME.fullmatch(value):
                what = Text(f"依赖「{shown(value)}」不是插件名。", f"“{shown(value)}” is no plugin name.")
            elif value in names:
                what = Text(f"依赖「{value}」写了两次。", f"The dependency “{value}” is listed twice.")
            elif value == self.folder.name:
                what = Text("插件不能依赖自己。", "A plugin cannot depend on itself.")
            else:
                names.append(value)
                continue
            self._note(line, what, Text("请改正 depends。", "Correct depends."))
        return tuple(names)

    def files(self) -> tuple[tuple[DataEntry, ...], tuple[DataEntry, ...]]:
        """The data files and the demo files, each inside the folder and listed once."""
        seen: set[str] = set()
        data, demo = (
            checked_files(self.folder, self._items(key), self.complaints, kinds=kinds, seen=seen)
            for key, kinds in (("data", DATA), ("demo", DEMO))
        )
        return data, tuple(DataEntry(entry.file, entry.noupdate, demo=True) for entry in demo)

    def externals(self) -> dict[str, tuple[str, ...]]:
        """What the machine must have, by kind."""
        wanted: dict[str, tuple[str, ...]] = {}
        for key, line, value in self._pairs("external_dependencies", KINDS):
            items = value if isinstance(value, list) else [None]
            names = [item for item in items if isinstance(item, str) and EXTERNAL_NAME.fullmatch(item)]
            if len(names) == len(items):
                wanted[key] = tuple(names)
                continue
            self._note(
                line,
                Text(f"「{key}」应是名称的列表。", f"“{key}” must be a list of names."),
                Text('例如 ["cryptography"]。', 'For example ["cryptography"].'),
            )
        return wanted

    def hooks(self, *, has_code: bool) -> dict[str, str]:
        """The functions called at install and uninstall."""
        hooks: dict[str, str] = {}
        for key, line, value in self._pairs("hooks", HOOKS):
            if isinstance(value, str) and HOOK.fullmatch(value):
                hooks[key] = value
                continue
            self._note(
                line,
                Text(f"钩子「{key}」不是「模块:函数」。", f"The hook “{key}” is not “module:function”."),
                Text("例如 hooks:after_install。", "For example hooks:after_install."),
            )
        if hooks and not has_code:
            self._note(
                self._line("hooks"),
                Text("插件没有代码，却声明了钩子。", "The plugin declares hooks but carries no code."),
                Text("请加入模块，或删去 hooks。", "Add the module or remove hooks."),
            )
        return hooks

    def _items(self, key: str) -> list[tuple[int, object]]:
        entry = self.entries.get(key)
        if entry is None:
            return []
        if not isinstance(entry.value, list):
            self._wrong_type(entry.line, key, Text("列表 […]", "a list […]"))
            return []
        return [(entry.line_of(position), value) for position, value in enumerate(entry.value)]

    def _pairs(self, key: str, known: tuple[str, ...]) -> Iterator[tuple[str, int, object]]:
        entry = self.entries.get(key)
        if entry is None:
            return
        if not isinstance(entry.value, dict):
            self._wrong_type(entry.line, key, Text("字典 {…}", "a dictionary {…}"))
            return
        for inner, value in entry.value.items():
            if inner in known:
                yield inner, entry.line, value
                continue
            self._note(
                entry.line,
                Text(f"「{key}」里没有「{shown(inner)}」。", f"“{key}” knows no “{shown(inner)}”."),
                Text(f"可用：{'、'.join(known)}。", f"Known: {', '.join(known)}."),
            )

    def _line(self, key: str) -> int:
        entry = self.entries.get(key)
        return entry.line if entry else 1

    def _wrong_type(self, line: int, key: str, wanted: Text) -> None:
        self._note(
            line,
            Text(f"「{key}」应是{wanted.zh}。", f"“{key}” must be {wanted.en}."),
            Text("请改正它的写法。", "Correct how it is written."),
        )

    def _note(self, line: int, what: Text, remedy: Text) -> None:
        self.complaints.at_line(line, what, remedy)


def _is_unfit(character: str) -> bool:
    return character in TURNING or unicodedata.category(character) in {"Cc", "Cs"}


def shown(value: object) -> str:
    """A value short enough for a sentence."""
    text = value if isinstance(value, str) else repr(value)
    return printable(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")
