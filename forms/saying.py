"""What a property of a form says, in words that people read; pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.sheet import Entry, Property
from kernel.nodes import Body, same
from kernel.text import Text

Types = Mapping[str, type[Any]]
"""Types of fields by their names, each with its title and its sheet."""
Read = Callable[[str], Text]
"""Says an expression in words."""

ABOUT_FIELD = {
    "title": Text("名称", "name"),
    "type": Text("字段类型", "type"),
    "help": Text("填写提示", "help"),
    "required": Text("必填", "required"),
    "visible_when": Text("何时显示", "shown when"),
    "required_when": Text("何时必填", "required when"),
    "compute": Text("自动计算", "computed"),
    "given": Text("由系统带入", "brought by the platform"),
    "correctable": Text("带入后可以更正", "may be corrected"),
    "source": Text("来源", "source"),
    "check": Text("校验", "checks"),
    "print_title": Text("打印时的名称", "title on paper"),
    "no_print": Text("不打印", "not on paper"),
}
RULES = frozenset({"visible_when", "required_when", "compute", "holds"})
PARTIES = {
    "applicant": Text("申请人", "The applicant"),
    "holder": Text("持证人", "The holder"),
    "agent": Text("代办人", "The agent"),
    "employer": Text("受聘企业", "The employer"),
    "former_employer": Text("原受聘企业", "The former employer"),
    "receiving_enterprise": Text("调入企业", "The receiving enterprise"),
    "provider": Text("培训机构", "The provider"),
    "office": Text("办理机关", "The office"),
}
"""Who may fill in a section, as the steps of a chain call them."""
YES, NO = Text("是", "yes"), Text("否", "no")
NOTHING = Text("", "")
WITHIN = frozenset({"fields", "items"})
"""Where the columns of a table and the items of a list stand."""
APART = " · "


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing about a field, or about what holds it, that is said differently; None where it is not said."""

    key: str
    title: Text
    before: Text | None
    after: Text | None


class Saying:
    """Says the values of properties as people read them."""

    def __init__(self, types: Types, read: Read) -> None:
        self.types = types
        self.read = read

    def facets(self, before: Body, after: Body, within: Text | None = None) -> Iterator[Facet]:
        """What two nodes of a field say differently; columns and items are told one by one."""
        sheets = {one.key: one for node in (before, after) for one in self._sheet(node)}
        for key in before | after:
            old, new = before.get(key), after.get(key)
            if key == "name" or same(old, new):
                continue
            if key in WITHIN:
                yield from self._columns(nodes_of(old), nodes_of(new))
                continue
            title = ABOUT_FIELD.get(key) or (sheets[key].title if key in sheets else Text(key, key))
            sheet = sheets.get(key)
            yield Facet(key, _joined(within, title), self.value(key, old, sheet), self.value(key, new, sheet))

    def _columns(self, old: Mapping[str, Body], new: Mapping[str, Body]) -> Iterator[Facet]:
        for name in {**old, **new}:
            was, now = old.get(name), new.get(name)
            title = title_of(now or was or {})
            if was is None or now is None:
                old_words, new_words = (one and self.described(one) for one in (was, now))
                yield Facet("fields", title, old_words or None, new_words or None)
            else:
                yield from self.facets(was, now, title)

    def described(self, node: Body) -> Text:
        """What kind of field it is."""
        kind = self.value("type", node.get("type")) or NOTHING
        if node.get("required") is True:
            return Text(f"{kind.zh}，必填", f"{kind.en}, required")
        return kind

    def value(self, key: str, value: object, sheet: Property | None = None) -> Text | None:
        """One value; None where nothing is said."""
        if value is None or value in ("", [], {}):
            return None
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Mapping):
            return _pair(value) or _listed(
                [_joined(Text(str(k), str(k)), self.value(str(k), v)) for k, v in value.items()]
            )
        if isinstance(value, list):
            return _listed([self._item(item, sheet) for item in value])
        return self._word(key, str(value), sheet)

    def _word(self, key: str, text: str, sheet: Property | None) -> Text:
        if key == "type" and text in self.types:
            title: Text = self.types[text].title
            return title
        if key in RULES or (sheet is not None and sheet.entry is Entry.RULE):
            return self.read(text)
        if key == "filled_by":
            return PARTIES.get(text, Text(text, text))
        return sheet.word(text) if sheet is not None and sheet.entry is Entry.WORD else Text(text, text)

    def _item(self, item: object, sheet: Property | None) -> Text:
        if isinstance(item, Mapping):
            if "holds" in item:
                rule = self.value("holds", item["holds"]) or NO
                return _joined(rule, _pair(item.get("message")) or NOTHING)
            words = _pair(item.get("title"))
            if words is not None:
                return words
        if isinstance(item, str) and sheet is not None and sheet.entry is Entry.WORDS:
            return sheet.word(item)
        return self.value("", item) or Text("—", "—")

    def _sheet(self, node: Body) -> Sequence[Property]:
        kind = self.types.get(str(node.get("type")))
        sheet: Sequence[Property] = kind.sheet if kind is not None else ()
        return sheet


def title_of(node: Body) -> Text:
    """How people call a section or a field; its name where it has no title."""
    name = str(node.get("name", ""))
    return _pair(node.get("title")) or Text(name, name)


def nodes_of(value: Any) -> dict[str, Body]:
    """The nodes of a list by their names."""
    found = value if isinstance(value, list) else []
    return {str(one["name"]): one for one in found if isinstance(one, dict) and "name" in one}


def titles_of(nodes: Mapping[str, Body], names: Sequence[str]) -> Text:
    """What people call these nodes, in this order."""
    return _listed([title_of(nodes[name]) for name in names])


def _pair(value: object) -> Text | None:
    if not isinstance(value, Mapping) or not value.keys() <= {"zh", "en"}:
        return None
    zh, en = (str(value.get(key) or "") for key in ("zh", "en"))
    return Text(zh or en, en or zh) if zh or en else None


def _listed(words: Sequence[Text | None]) -> Text:
    said = [one for one in words if one is not None]
    return Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))


def _joined(first: Text | None, second: Text | None) -> Text:
    parts = [one for one in (first, second) if one is not None and one.zh]
    return Text(APART.join(one.zh for one in parts), APART.join(one.en for one in parts))
