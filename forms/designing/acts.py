"""What can be done to a form on the drawing board: each act takes a body and gives a new one; pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from forms.designing.items import items_renamed
from forms.designing.nodes import Kind, Place, found_at, mappings_at, place_of
from forms.rules import FACTS
from kernel.designs.acts import Done
from kernel.designs.naming import free_name, names_in, refuse_name
from kernel.designs.renaming import References, named_anew, rename_references
from kernel.differences import MISSING
from kernel.errors import Invalid
from kernel.nodes import Body, spots_by_name
from kernel.text import Text

RULES = frozenset({"visible_when", "required_when", "compute", "holds"})
PLAIN = References(RULES)
SECTION = Text("新的分节", "New section")


def added(
    body: Body, node: Mapping[str, Any], *, into: str, before: str = "", references: References = PLAIN
) -> Done:
    """The field stands in the section, or as a column in the table, under a name of its own."""
    after, fresh = deepcopy(body), deepcopy(dict(node))
    taken = names_in(after)
    name = free_name(str(fresh.get("type", "field")), taken)
    fresh.pop("name", None)
    named_anew(fresh, taken | {name}, references)
    _insert(_list_of(after, into), {"name": name, **fresh}, before)
    return Done(after, name)


def section_added(body: Body, *, before: str = "", title: Text = SECTION) -> Done:
    """An empty section stands before this one, or at the end."""
    after = deepcopy(body)
    name = free_name("section", names_in(after))
    section = {"name": name, "title": {"zh": title.zh, "en": title.en}, "fields": []}
    _insert(mappings_at(after, "sections"), section, before)
    return Done(after, name)


def moved(body: Body, name: str, *, into: str = "", before: str = "") -> Done:
    """The node stands in this section (or table) before this sibling, or at its end."""
    after = deepcopy(body)
    place = place_of(after, name)
    if name == before:
        return Done(after, name)
    target = (
        mappings_at(after, "sections") if place.kind is Kind.SECTION else _list_of(after, into or place.owner)
    )
    if place.kind is not _kind_in(after, target):
        raise _elsewhere(place)
    node = place.siblings.pop(place.index)
    _insert(target, node, before)
    return Done(after, name)


def shifted(body: Body, name: str, *, by: int) -> Done:
    """The node stands one place up or down; a field at the edge of its section goes into the next one."""
    after = deepcopy(body)
    place = place_of(after, name)
    there = place.index + by
    if 0 <= there < len(place.siblings):
        place.siblings.insert(there, place.siblings.pop(place.index))
    elif place.kind is Kind.FIELD:
        sections = after["sections"]
        beside = place_of(after, place.owner).index + by
        if 0 <= beside < len(sections):
            target = mappings_at(sections[beside], "fields")
            target.insert(0 if by > 0 else len(target), place.siblings.pop(place.index))
    return Done(after, name)


def copied(body: Body, name: str, *, references: References = PLAIN) -> Done:
    """A copy stands behind the node; its names are new, and rules within it go by them."""
    after = deepcopy(body)
    place = place_of(after, name)
    copy = deepcopy(place.node)
    named_anew(copy, names_in(after), references)
    place.siblings.insert(place.index + 1, copy)
    return Done(after, copy["name"])


def removed(body: Body, name: str) -> Done:
    """The node is gone; one looks at its neighbour, or at what it stood in."""
    after = deepcopy(body)
    place = place_of(after, name)
    place.siblings.pop(place.index)
    left = place.siblings
    beside = str(left[min(place.index, len(left) - 1)].get("name", "")) if left else place.owner
    return Done(after, beside)


def changed(body: Body, name: str, changes: Mapping[str, Any], *, references: References = PLAIN) -> Done:
    """The node, or without a name the form, has these properties; MISSING takes one away, a new name is followed."""
    after = deepcopy(body)
    node = place_of(after, name).node if name else after
    if not name and changes.keys() & {"name", "sections"}:
        raise _not_a_property()
    renamed = changes.get("name", name)
    if name and renamed != name:
        refuse_name(after, renamed if isinstance(renamed, str) else "", own=name, reserved=FACTS)
        rename_references(after, {name: renamed}, references)
    items = items_renamed(node, changes)
    for key, value in changes.items():
        if value is MISSING:
            node.pop(key, None)
        else:
            node[key] = deepcopy(value)
    _refuse_repeated(after, changes)
    if items:
        rename_references(after, items, references)
    return Done(after, renamed if name else "")


def retyped(body: Body, name: str, changes: Mapping[str, Any], *, references: References = PLAIN) -> Done:
    """The field has these properties of another type; nodes among them have names that nobody has."""
    fresh = {key: deepcopy(value) for key, value in changes.items() if value is not MISSING}
    named_anew(fresh, names_in(body), references)
    return changed(body, name, {**changes, **fresh})


def spot_after(body: Body, at: str) -> tuple[str, str]:
    """Where a new field comes when somebody looks at this node: what it stands in, and before which one."""
    place = found_at(body, at)
    if place is None:
        sections = body.get("sections") or []
        return (str(sections[-1].get("name", "")), "") if sections else ("", "")
    if place.kind is Kind.SECTION:
        return at, ""
    return place.owner, place.following


def _list_of(body: Body, into: str) -> list[Any]:
    """What stands in the section or in the table."""
    place = place_of(body, into)
    if place.kind is Kind.SECTION or (
        place.kind is Kind.FIELD and isinstance(place.node.get("fields"), list)
    ):
        return mappings_at(place.node, "fields")
    raise Invalid(
        Text(f"“{into}”里不能放字段。", f"Nothing can be put into “{into}”."),
        remedy=Text("请放到一个分节或多行表格里。", "Put it into a section or a table of rows."),
        place=into,
    )


def _kind_in(body: Body, target: list[Any]) -> Kind:
    """What the members of a list of the form are."""
    sections = body.get("sections")
    if target is sections:
        return Kind.SECTION
    within = any(section.get("fields") is target for section in sections or ())
    return Kind.FIELD if within else Kind.COLUMN


def _insert(target: list[Any], node: Body, before: str) -> None:
    names = [item.get("name") for item in target]
    if before and before not in names:
        raise Invalid(
            Text(f"要放的位置“{before}”已不在这里。", f"The place before “{before}” is no longer there."),
            remedy=Text("请重新选择位置。", "Choose the place again."),
            place=before,
        )
    target.insert(names.index(before) if before else len(target), node)


def _refuse_repeated(body: Body, changes: Mapping[str, Any]) -> None:
    """Nothing, unless what was changed brought a name that stands in the form twice."""
    for name, spots in spots_by_name(body).items():
        if len(spots) > 1:
            raise Invalid(
                Text(f"名称“{name}”用了 {len(spots)} 次。", f"The name “{name}” is used {len(spots)} times."),
                remedy=Text("名称在整张表单内不能重复，请改名。", "Names are unique in a form; rename one."),
                place=next((key for key in changes if isinstance(changes[key], list)), "name"),
            )


def _elsewhere(place: Place) -> Invalid:
    name = str(place.node.get("name", ""))
    return Invalid(
        Text(f"“{name}”不能移到那里。", f"“{name}” cannot be moved there."),
        remedy=Text(
            "字段只能在分节之间移动，列只能在自己的表格里移动。",
            "Fields move between sections, columns within a table.",
        ),
        place=name,
    )


def _not_a_property() -> Invalid:
    return Invalid(
        Text("表单没有这项属性。", "A form has no such property."),
        remedy=Text("请在画布上选择要改的分节或字段。", "Choose the section or field on the canvas."),
    )
