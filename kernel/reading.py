"""How a definition kind reads a body: each key taken once, each problem kept with its path; pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from keyword import iskeyword
from typing import Any, TypeVar

from kernel.errors import DefinitionError, ExpressionError
from kernel.expressions import FUNCTIONS, Expression, Function, compiled
from kernel.kinds import Problem
from kernel.nodes import item_steps, key_path
from kernel.text import Text

Word = TypeVar("Word", bound=StrEnum)
Stand = TypeVar("Stand")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
LONGEST = 4_000
SHOWN = 80
NOTHING = Text("", "")


class Reader:
    """One mapping of a body; what a key does not give right is noted, and a stand-in is returned."""

    def __init__(
        self,
        raw: Mapping[str, Any],
        problems: list[Problem],
        *,
        path: str = "",
        functions: Mapping[str, Function] = FUNCTIONS,
    ) -> None:
        self.path = path
        self._raw = raw
        self._problems = problems
        self._functions = functions
        self._taken: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key says anything."""
        self._taken.add(key)
        return self._raw.get(key) is not None

    def at(self, key: str) -> str:
        """The path of a key."""
        return key_path(self.path, key) if key else self.path

    def refuse(self, key: str, what: Text, remedy: Text) -> None:
        """Notes a problem at a key, or at the mapping itself when the key is empty."""
        self._problems.append(Problem(self.at(key), what, remedy))

    def name(self) -> str:
        """The name under which rules and patches know this node."""
        name = self.text("name")
        if name and (not NAME.fullmatch(name) or iskeyword(name)):
            self.refuse(
                "name",
                Text(f"“{name}”不能用作名称。", f"“{name}” cannot be a name."),
                Text(
                    "请用小写字母开头的小写字母、数字和下划线，至多 64 个，且不用 and、in 一类规则用词。",
                    "Use a lower-case letter, then lower-case letters, digits and underscores, 64 at most, "
                    "and no word of the rule language such as and, in.",
                ),
            )
        return name

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text; without a default it has to be there."""
        if not self.has(key):
            return self._missing(key, "") if default is None else default
        return self._plain(key, self._raw[key])

    def title(self, key: str = "title") -> Text:
        """What people read: one text for both languages, or {zh, en}."""
        if not self.has(key):
            return self._missing(key, NOTHING)
        value = self._raw[key]
        if not isinstance(value, dict):
            text = self._plain(key, value)
            return Text(text, text)
        inner = self.child(key)
        zh, en = inner.text("zh"), inner.text("en")
        inner.finish()
        return Text(zh, en)

    def words(self, key: str) -> Text | None:
        """As `title`, but it may be left out."""
        return self.title(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """true or false; false when left out."""
        value = self._raw.get(key) if self.has(key) else False
        if isinstance(value, bool):
            return value
        self._unlike(key, Text("true 或 false", "true or false"))
        return False

    def whole(
        self, key: str, *, default: int | None = None, least: int = 0, most: int = 10**15
    ) -> int | None:
        """A whole number within the limits, or the default."""
        if not self.has(key):
            return default
        value = self._raw[key]
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self._unlike(key, Text(f"{least} 到 {most} 的整数", f"a whole number from {least} to {most}"))
        return default

    def day(self, key: str) -> date | None:
        """A calendar day written like 2026-03-10, if any."""
        if not self.has(key):
            return None
        try:
            return date.fromisoformat(self._plain(key, self._raw[key]))
        except ValueError:
            self._unlike(key, Text("2026-03-10 这样的日期", "a date like 2026-03-10"))
            return None

    def member(self, key: str, words: type[Word], *, default: Word | None = None) -> Word | None:
        """One word of a closed list; None with a note when it is none of them."""
        if not self.has(key):
            return self._missing(key, None) if default is None else default
        return self._member(key, self._raw[key], words)

    def members(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """Several words of a closed list, each once."""
        found = [self._member(key, value, words) for value in self.items(key)]
        known = [word for word in found if word is not None]
        self._refuse_repeated(key, known)
        return tuple(dict.fromkeys(known))

    def texts(self, key: str) -> tuple[str, ...]:
        """Several texts, each once."""
        found = [self._plain(key, value) for value in self.items(key)]
        self._refuse_repeated(key, found)
        return tuple(dict.fromkeys(found))

    def items(self, key: str) -> Sequence[Any]:
        """The items of a list; none when it is left out."""
        value = self._raw[key] if self.has(key) else []
        if isinstance(value, list):
            return value
        self._unlike(key, Text("列表", "a list"))
        return []

    def child(self, key: str) -> "Reader":
        """The mapping under a key; an empty one when it is left out."""
        value = self._raw[key] if self.has(key) else {}
        if not isinstance(value, dict):
            self._unlike(key, Text("一组键和值", "a mapping of keys to values"))
            value = {}
        return self._below(value, self.at(key))

    def children(self, key: str) -> "list[Reader]":
        """The mappings of a list, to be read in their turn."""
        items = self.items(key)
        found = []
        for step, value in zip(item_steps(items), items, strict=True):
            reader = self._below(value if isinstance(value, dict) else {}, self.at(key) + step)
            if isinstance(value, dict):
                found.append(reader)
                continue
            reader.refuse(
                "",
                Text("这一项不是一组键和值。", "This item is not a mapping of keys to values."),
                Text("请写成“键: 值”。", "Write it as “key: value”."),
            )
        return found

    def mapping(self, key: str) -> Mapping[str, Any]:
        """The mapping under a key as it is, for somebody else to read; empty when it is left out."""
        return self.child(key)._raw

    def mappings(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """The mappings of a list as they are, for somebody else to read."""
        return tuple(reader._raw for reader in self.children(key))

    def some(self, key: str) -> "list[Reader]":
        """The mappings of a list that has at least one."""
        if self._raw.get(key, []) not in (None, []):
            return self.children(key)
        self.has(key)
        self.refuse(
            key,
            Text(f"“{key}”是空的。", f"“{key}” is empty."),
            Text("请至少加一项。", "Add at least one item."),
        )
        return []

    def rule(self, key: str, *, names: frozenset[str] | None = None) -> Expression | None:
        """A compiled rule, if any; its names are checked when they are given."""
        if not self.has(key):
            return None
        value = self._raw[key]
        if isinstance(value, int) and not isinstance(value, bool):
            # YAML reads a bare 3 as a number; as a rule it is one as well
            value = str(value)
        source = self._plain(key, value)
        if not source:
            return None
        try:
            return compiled(source, functions=self._functions, names=names)
        except ExpressionError as error:
            self.refuse(key, error.what, error.remedy)
            return None

    def finish(self) -> None:
        """Notes every key that nobody took."""
        for key in self._raw:
            if key not in self._taken:
                near = get_close_matches(key, self._taken, n=1)
                known = "、".join(sorted(self._taken))
                self.refuse(
                    key,
                    Text(f"这里没有“{key}”这个键。", f"There is no key “{key}” here."),
                    Text(f"是否想写“{near[0]}”？", f"Did you mean “{near[0]}”?")
                    if near
                    else Text(f"可用的键：{known}。", f"Known keys: {known.replace('、', ', ')}."),
                )

    def _below(self, raw: Mapping[str, Any], path: str) -> "Reader":
        return Reader(raw, self._problems, path=path, functions=self._functions)

    def _plain(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self._unlike(key, Text("文字，必要时加引号", "text, quoted if need be"))
            return ""
        if not value.strip() or len(value) > LONGEST or CONTROL.search(value):
            self._unlike(
                key,
                Text(
                    f"1 到 {LONGEST} 个字符、不含控制字符的文字",
                    f"text of 1 to {LONGEST} characters without control characters",
                ),
            )
            return ""
        return value

    def _member(self, key: str, value: object, words: type[Word]) -> Word | None:
        if isinstance(value, str) and value in {word.value for word in words}:
            return words(value)
        known = "、".join(words)
        self._unlike(key, Text(f"下列之一：{known}", f"one of {known.replace('、', ', ')}"), shown=value)
        return None

    def _refuse_repeated(self, key: str, found: Sequence[str]) -> None:
        for twice in sorted({value for value in found if value and found.count(value) > 1}):
            self.refuse(
                key,
                Text(f"“{twice}”写了两次。", f"“{twice}” is there twice."),
                Text("请只写一次。", "Keep one of them."),
            )

    def _missing(self, key: str, stand_in: Stand) -> Stand:
        self.refuse(key, Text(f"缺少“{key}”。", f"“{key}” is missing."), Text("请补上。", "Add it."))
        return stand_in

    def _unlike(self, key: str, wanted: Text, *, shown: object = None) -> None:
        given = f"“{shown}”" if isinstance(shown, str) and len(shown) <= SHOWN else ""
        value = f"value {given}" if given else "value"
        self.refuse(
            key,
            Text(f"“{key}”的值{given}不对。", f"The {value} of “{key}” will not do."),
            Text(f"应为{wanted.zh}。", f"It has to be {wanted.en}."),
        )


def refuse_any(problems: Sequence[Problem], what: Text) -> None:
    """Nothing, or one refusal that carries every problem at its path."""
    if problems:
        raise DefinitionError(
            what,
            remedy=Text("请改正下列各处。", "Correct the places below."),
            place=problems[0].path,
            problems=tuple(
                DefinitionError(problem.what, remedy=problem.remedy, place=problem.path)
                for problem in problems
            ),
        )
