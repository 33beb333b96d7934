"""What is wrong with a node, said by the titles that its property sheet shows instead of by keys; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kernel.designs.properties import Entry, Property, inner_of
from kernel.kinds import Problem
from kernel.text import Text

NAMED = re.compile(r"\[([a-z][a-z0-9_]*)\]")
ROW = re.compile(r"\[#([0-9]+)\]")
WORD = re.compile(
    r"(?P<before> ?)(?P<open>“?)(?<![\w./@-])(?P<word>[A-Za-z][A-Za-z0-9_]*(?:\.[a-z_]+)*)(?![\w./@-]\w)"
    r"(?P<value>: (?:true|false|\[\]))?(?P<close>”?)(?P<after> ?)",
    re.ASCII,
)
WITHIN = re.compile(r" ?\b(?P<outer>[a-z_]+): \{(?P<keys>[a-z_]+: [^,{}]+(?:, [a-z_]+: [^,{}]+)*)\}")
ASKED = re.compile(r"\b(?:write|keep|drop|add|delete|remove|either|or) $", re.IGNORECASE)
"""What stands before a key in English, where it is no ordinary word."""
LANGUAGES = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


def worded(one: Problem, properties: Sequence[Property], nodes: Mapping[str, Text]) -> Problem:
    """The problem of a node, with the titles of its properties, and those of other nodes, for their names."""
    tail = tail_of(one.path)
    label, owner = _label(tail, properties)
    # a word may mean one thing here and another elsewhere: what the problem is about knows its own
    own = {str(word): text for word, text in owner.named.items()} if owner else {}
    said = _Said(dict(_titles(properties)) | own | LANGUAGES, nodes, tail.rpartition(".")[2], owner)
    what = said.both(one.what)
    if label is not None and label.zh not in what.zh:
        what = Text(f"{label.zh}：{what.zh}", f"{label.en}: {what.en}")
    return Problem(one.path, what, said.both(one.remedy))


def node_named(path: str) -> str:
    """The innermost node with a name on the path; empty for the definition itself."""
    named = NAMED.findall(path)
    return str(named[-1]) if named else ""


def label_of(path: str, properties: Sequence[Property]) -> Text | None:
    """How the sheet of a node calls what the path leads to there; None where it sets nothing of the kind."""
    return _label(tail_of(path), properties)[0]


def entry_of(path: str, properties: Sequence[Property]) -> Property | None:
    """Where on the sheet of a node that is set which the path leads to; of a part with several entries the first."""
    head = ROW.sub(r".\1", tail_of(path))
    while head:
        for one in properties:
            if one.key == head or one.key.startswith(f"{head}."):
                return one
        head = head.rpartition(".")[0]
    return None


def tail_of(path: str) -> str:
    """What of the path stands behind the last node that has a name."""
    found = list(NAMED.finditer(path))
    return path[found[-1].end() :].lstrip(".") if found else path


def _label(tail: str, properties: Sequence[Property]) -> tuple[Text | None, Property | None]:
    """How the sheet calls what the path leads to, with the row where it is a list; and the property itself."""
    head = tail.partition("[")[0]
    by_key = {one.key: one for one in properties}
    while head and head not in by_key:
        head = head.rpartition(".")[0]
    found = by_key.get(head)
    if found is None:
        return None, None
    row = ROW.match(tail, len(head))
    if row is None:
        return found.title, found
    inner = {one.key: one for one in inner_of(found)}.get(tail[row.end() :].lstrip(".").partition(".")[0])
    number = int(row[1]) + 1
    part = Text(f" · {inner.title.zh}", f" · {inner.title.en}") if inner else Text("", "")
    return (
        Text(f"{found.title.zh}第 {number} 行{part.zh}", f"{found.title.en}, row {number}{part.en}"),
        inner or found,
    )


def _titles(properties: Sequence[Property]) -> Iterator[tuple[str, Text]]:
    """What people read for the words, the parts and the keys of the properties; keys come last and prevail."""
    every = [found for one in properties for found in (one, *inner_of(one))]
    for one in every:
        yield from ((str(word), text) for word, text in one.named.items())
    for one in reversed(every):
        yield one.key.partition(".")[0], one.title
        yield one.key.rpartition(".")[2], one.title
    for one in reversed(every):
        yield one.key, one.title


class _Said:
    """Says a text by titles: keys that stand there bare or as the key of the path, and the names of nodes."""

    def __init__(
        self, keys: Mapping[str, Text], nodes: Mapping[str, Text], last: str, owner: Property | None
    ) -> None:
        self._keys, self._last = keys, last
        # a fault of the name itself is about the name; in a rule one types names
        self._nodes = {} if last == "name" else nodes
        self._typed = owner is not None and owner.entry is Entry.RULE

    def both(self, text: Text) -> Text:
        """The text in both languages."""
        return Text(self._said(text.zh, "zh"), self._said(text.en, "en"))

    def _said(self, text: str, language: str) -> str:
        plain = WITHIN.sub(lambda found: self._within(found, language), text)
        return WORD.sub(lambda found: self._word(found, language), plain)

    def _within(self, mapping: re.Match[str], language: str) -> str:
        """A mapping as the definition would have it, by the titles of what is set in it."""
        names = [f"{mapping['outer']}.{pair.partition(':')[0]}" for pair in mapping["keys"].split(", ")]
        if not any(name in self._keys for name in names):
            return mapping[0]
        found = [f"“{self._keys[name].of(language)}”" if name in self._keys else name for name in names]
        return "、".join(found) if language == "zh" else " " + ", ".join(found)

    def _word(self, found: re.Match[str], language: str) -> str:
        word, quoted = found["word"], bool(found["open"] and found["close"])
        asked = bool(found["value"]) or ASKED.search(found.string, 0, found.start("word")) is not None
        title = self._title(word, quoted=quoted, language=language, asked=asked)
        if title is None:
            return found[0]
        named = f"“{title}”" + (f"（{word}）" if self._typed and word in self._nodes else "")
        return named if language == "zh" else f"{found['before']}{named}{found['after']}"

    def _title(self, word: str, *, quoted: bool, language: str, asked: bool) -> str | None:
        if word in self._nodes and (quoted or language == "zh"):
            return self._nodes[word].of(language)
        if word not in self._keys:
            return None
        # in English most keys are ordinary words as well
        plain = language == "zh" or asked or "_" in word
        if word == self._last if quoted else plain:
            return self._keys[word].of(language)
        return None
