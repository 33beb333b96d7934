"""What two versions of a form ask differently, field by field and in words; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.saying import Facet, Read, Saying, Types, nodes_of, title_of, titles_of
from kernel.nodes import Body, same
from kernel.text import Text

ABOUT_SECTION = {
    "title": Text("名称", "name"),
    "help": Text("填写提示", "help"),
    "filled_by": Text("由谁填写", "filled in by"),
    "at": Text("在哪一步填写", "filled in at"),
    "visible_when": Text("何时显示", "shown when"),
    "columns": Text("分几列", "columns"),
}
ABOUT_FORM = {
    "title": Text("表单名称", "name of the form"),
    "help": Text("表单说明", "help of the form"),
    "check": Text("整表校验", "checks of the form"),
    "eligible": Text("申请资格", "eligibility"),
}
SECTION = Text("所在分节", "section")
ORDER = Text("顺序", "order")


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field, a section or the form as a whole (`name` empty) that is not what it was."""

    name: str
    title: Text
    before: Body | None
    after: Body | None
    facets: tuple[Facet, ...]

    @property
    def is_field(self) -> bool:
        """Whether it is a question, and not what holds questions."""
        return "type" in (self.after or self.before or {})

    @property
    def is_new(self) -> bool:
        """Whether it was not there before."""
        return self.before is None

    @property
    def is_gone(self) -> bool:
        """Whether it is not there any more."""
        return self.after is None


def differing(before: Body, after: Body, types: Types, *, read: Read) -> tuple[FieldDifference, ...]:
    """The form as a whole, its sections, and then every field that is asked differently, in its order."""
    saying = Saying(types, read)
    found = list(_whole(Text("整张表单", "The form"), ABOUT_FORM, before, after, saying))
    old, new = nodes_of(before.get("sections")), nodes_of(after.get("sections"))
    found += _each(old, new, ABOUT_SECTION, saying)
    was, now = _placed(old), _placed(new)
    for name in was | now:
        found += _field(name, was.get(name), now.get(name), saying)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A field with the title of its section."""

    node: Body
    section: str
    heading: Text


def _placed(sections: Mapping[str, Body]) -> dict[str, _Placed]:
    return {
        name: _Placed(node, key, title_of(section))
        for key, section in sections.items()
        for name, node in nodes_of(section.get("fields")).items()
    }


def _each(
    old: Mapping[str, Body], new: Mapping[str, Body], about: Mapping[str, Text], saying: Saying
) -> Iterator[FieldDifference]:
    for name in {**old, **new}:
        yield from _whole(title_of(new.get(name) or old[name]), about, old.get(name), new.get(name), saying)
    shared = [name for name in old if name in new]
    if shared != (now := [name for name in new if name in old]):
        facet = Facet("", ORDER, titles_of(old, shared), titles_of(old, now))
        yield FieldDifference("", Text("分节", "Sections"), dict(old), dict(new), (facet,))


def _whole(
    title: Text, about: Mapping[str, Text], before: Body | None, after: Body | None, saying: Saying
) -> Iterator[FieldDifference]:
    """A section or the form itself; nothing when it says the same."""
    name = str((after or before or {}).get("name", ""))
    if before is None or after is None:
        yield FieldDifference(name, title, before, after, ())
        return
    facets = [
        Facet(key, words, saying.value(key, before.get(key)), saying.value(key, after.get(key)))
        for key, words in about.items()
        if not same(before.get(key), after.get(key))
    ]
    old, new = (nodes_of(one.get("fields")) for one in (before, after))
    stayed, now = ([key for key in one if key in other] for one, other in ((old, new), (new, old)))
    if stayed != now:
        facets.append(Facet("fields", ORDER, titles_of(old, stayed), titles_of(old, now)))
    if facets:
        yield FieldDifference(name, title, before, after, tuple(facets))


def _field(name: str, was: _Placed | None, now: _Placed | None, saying: Saying) -> Iterator[FieldDifference]:
    here = now or was
    assert here is not None  # noqa: S101 the name stands in one of them
    if was is None or now is None:
        before, after = (one.node if one is not None else None for one in (was, now))
        yield FieldDifference(name, title_of(here.node), before, after, ())
        return
    facets = list(saying.facets(was.node, now.node))
    if was.section != now.section:
        facets.append(Facet("section", SECTION, was.heading, now.heading))
    if facets:
        yield FieldDifference(name, title_of(now.node), was.node, now.node, tuple(facets))
