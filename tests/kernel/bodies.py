"""Random bodies of definitions for properties: few names and keys, so that two of them meet often."""

from typing import Any

from hypothesis import strategies as st

from kernel.nodes import Body

NAMES = ["a", "b", "c", "d", "phone", "x.y", "[z]", "#0", ".", ""]
KEYS = ["name", "title", "fields", "steps", "when", "a.b", "", "x y"]

scalars = st.sampled_from([None, True, False, 0, 1, 2, "", "1", "a", "手机号"])
names = st.sampled_from(NAMES)
keys = st.sampled_from(KEYS)


def _values(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    nodes = st.builds(
        lambda name, rest: {**rest, "name": name}, names, st.dictionaries(keys, children, max_size=3)
    )
    return st.one_of(
        st.lists(nodes, max_size=4),
        st.lists(nodes, max_size=4, unique_by=lambda node: node["name"]),
        st.dictionaries(keys, children, max_size=3),
        st.lists(children, max_size=3),
        nodes,
    )


values = st.recursive(scalars, _values, max_leaves=14)
bodies: st.SearchStrategy[Body] = st.dictionaries(keys, values, max_size=4)


@st.composite
def edited(draw: st.DrawFn, body: Any) -> Any:
    """The same value after a few changes: keys set and unset, items added, removed and shuffled."""
    if isinstance(body, dict):
        kept = {key: draw(edited(value)) for key, value in body.items() if draw(st.integers(0, 9)) < 9}
        fresh = draw(st.dictionaries(keys, values, max_size=1)) if draw(st.integers(0, 5)) == 5 else {}
        return {**kept, **{key: value for key, value in fresh.items() if key != "name"}}
    if isinstance(body, list):
        items = [draw(edited(item)) for item in body if draw(st.integers(0, 9)) < 9]
        if draw(st.integers(0, 5)) == 5:
            items.insert(draw(st.integers(0, len(items))), draw(values))
        return draw(st.permutations(items)) if draw(st.integers(0, 5)) == 5 else items
    return draw(scalars) if draw(st.integers(0, 9)) == 9 else body


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Body, Body]:
    """A body and what became of it."""
    before = draw(bodies)
    return before, draw(st.one_of(edited(before), bodies))


@st.composite
def triples(draw: st.DrawFn) -> tuple[Body, Body, Body]:
    """A base and two bodies that were made of it."""
    base = draw(bodies)
    return base, draw(edited(base)), draw(edited(base))


@st.composite
def forms(draw: st.DrawFn) -> Body:
    """A form in which every name stands once; two of them share names, so their fields seem to have moved."""
    sections: list[Body] = []
    for name in draw(st.lists(st.sampled_from(["s", "t", "u"]), unique=True, max_size=3)):
        sections.append({"name": name, "fields": [], **draw(attributes)})
    for name in draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)) if sections else []:
        home = draw(st.sampled_from(sections))
        field: Body = {"name": name, "fields": [], **draw(attributes)}
        home["fields"].append(field)
        if draw(st.booleans()):
            sections.append(field)
    return {"sections": [section for section in sections if section["name"] in "stu"]}


attributes = st.dictionaries(st.sampled_from(["title", "hint"]), st.sampled_from("12"), max_size=2)
