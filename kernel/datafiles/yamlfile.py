"""YAML read strictly: what a file says is what one sees in it, and every part keeps its line.

PyYAML's parser is used up to its events only: it wraps libyaml, which reads a megabyte in milliseconds
where a parser written in Python needs seconds, and it is there already with Flask-AppBuilder. The events come
one by one, so a bomb is refused before anything is expanded; values, types and lines are made here.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from kernel.datafiles.content import BOM, MIB, check_characters, check_size, content_of, text_of
from kernel.datafiles.document import Document, KeyPath, Value
from kernel.datafiles.scalars import has_unseen, is_too_large, value_of
from kernel.datafiles.yamlfaults import Faults

LIMIT = MIB
DEEPEST = 30
MOST_NODES = 50_000
DIRECTIVE = re.compile(r"^%", re.MULTILINE)
PLAIN, DOUBLE_QUOTED = "", '"'


def documents(path: Path, *, file: str = "") -> list[Document]:
    """The documents of a file; `file` is the place told in errors, such as `alpha/forms/renewal.yaml`."""
    place = file or path.name
    return documents_in(content_of(path, file=place, limit=LIMIT), file=place)


def documents_in(content: bytes, *, file: str) -> list[Document]:
    """The documents of a file's bytes."""
    check_size(len(content), file=file, limit=LIMIT)
    text = text_of(content.removeprefix(BOM), file=file)
    faults = Faults(file, text)
    directive = DIRECTIVE.search(text)
    if directive is not None:
        raise faults.directive(text.count("\n", 0, directive.start()) + 1)
    return _Reader(text, faults).documents()


class _Reader:
    """Values made of the parser's events."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.faults = faults
        self.events = yaml.parse(text, Loader=yaml.CBaseLoader)
        self.nodes = 0
        self.lines: dict[KeyPath, int] = {}

    def documents(self) -> list[Document]:
        """All documents, or the first thing that is wrong."""
        with closing(self.events):
            try:
                found = list(self._documents())
            except yaml.YAMLError as error:
                raise self.faults.syntax(error) from error
        self.faults.check_tabs()
        return found

    def _documents(self) -> Iterator[Document]:
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            root = next(self.events)
            self.lines = {}
            body = self._value(root, ())
            # An empty document stands where its --- is.
            yield Document(body, self.faults.file, _line(event if body is None else root), self.lines)

    def _value(self, event: yaml.Event, path: KeyPath) -> Value:
        self._check(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event)

    def _mapping(self, path: KeyPath) -> Value:
        mapping: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            here = (*path, key)
            if key in mapping:
                raise self.faults.duplicate(_line(event), key, self.lines[here])
            self.lines[here] = _line(event)
            mapping[key] = self._value(next(self.events), here)
        return mapping

    def _sequence(self, path: KeyPath) -> Value:
        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            here = (*path, len(items))
            self.lines[here] = _line(event)
            items.append(self._value(event, here))
        return items

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        word: str = event.value
        self.faults.cover(event)
        if event.style == DOUBLE_QUOTED:
            # Escapes can write what the bytes may not contain.
            check_characters(word, file=self.faults.file, line=_line(event))
        if event.style != PLAIN:
            return word
        if has_unseen(word):
            raise self.faults.unseen(_line(event), word)
        if is_too_large(word):
            raise self.faults.too_large(_line(event), word)
        return value_of(word)

    def _key(self, event: yaml.Event) -> str:
        self._check(event, ())
        if isinstance(event, yaml.ScalarEvent):
            if event.style == PLAIN and event.value == "<<":
                raise self.faults.reference(_line(event))
            key = self._scalar(event)
            if isinstance(key, str):
                return key
        raise self.faults.key(_line(event))

    def _check(self, event: yaml.Event, path: KeyPath) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self.faults.too_many(_line(event), MOST_NODES)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.faults.reference(_line(event))
        if event.tag is not None:
            raise self.faults.tag(_line(event), event.tag)
        if len(path) >= DEEPEST and isinstance(event, yaml.CollectionStartEvent):
            raise self.faults.too_deep(_line(event), DEEPEST)


def _line(event: yaml.Event) -> int:
    line: int = event.start_mark.line
    return line + 1
