"""What whoever publishes a form is told: what it asks differently, and which drafts it touches."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from forms.differing import FieldDifference
from forms.options import Option, examined_register
from forms.rebasing import differences_of, waiting_drafts
from forms.saying import Saying, nodes_of, title_of
from forms.seams import field_types
from kernel.nodes import Body
from kernel.proposals import Changed, ReviewSection, Told
from kernel.registry import Registry
from kernel.seams import definition_review
from kernel.text import Text

FIELDS = Text("逐字段的差异", "Field by field")
DRAFTS = Text("涉及的草稿", "Drafts it touches")
OPTIONS = Text("逐项的差异", "Option by option")
REST = Text("另外还改了", "Changed besides")
MOST_LINES = 300


@definition_review("forms.fields", kind="form", order=10)
def fields(
    session: Session,  # noqa: ARG001 the seam's signature
    registry: Registry,
    name: str,  # noqa: ARG001 the seam's signature
    before: Body,
    after: Body,
) -> Sequence[ReviewSection]:
    """Every field that is asked differently, in words."""
    saying = Saying(field_types(registry), lambda text: Text(text, text))
    found = differences_of(before, after, registry)
    headings = _headings(after)
    lines = tuple(line for one in found for line in _lines(one, saying, headings))
    return (ReviewSection(FIELDS, changes=lines),) if lines else ()


@definition_review("forms.options", kind="option_register", order=10)
def options(
    session: Session,  # noqa: ARG001 the seam's signature
    registry: Registry,  # noqa: ARG001 the seam's signature
    name: str,  # noqa: ARG001 the seam's signature
    before: Body,
    after: Body,
) -> Sequence[ReviewSection]:
    """Every option that is new, gone or reads otherwise; of very many the first, and how many there are."""
    old, new = (_options(body) for body in (before, after))
    values = [value for value in old | new if old.get(value) != new.get(value)]
    lines = tuple(Changed(Text(one, one), old.get(one), new.get(one)) for one in values[:MOST_LINES])
    left = len(values) - len(lines)
    told = (Told(REST, Text(f"{left} 项", f"options: {left}")),) if left else ()
    return (ReviewSection(OPTIONS, lines, told),) if lines else ()


@definition_review("forms.drafts", kind="form", order=50)
def drafts(
    session: Session, registry: Registry, name: str, before: Body, after: Body
) -> Sequence[ReviewSection]:
    """How many drafts stand on which version, and what they will have to fill in besides."""
    waiting = waiting_drafts(session, name)
    if not waiting:
        return ()
    told = [
        Told(
            Text(f"第 {number} 版", f"Version {number}"),
            Text(f"{count} 份草稿", f"drafts: {count}"),
        )
        for number, count in waiting.items()
    ]
    found = differences_of(before, after, registry)
    new = [one.title for one in found if one.is_field and one.is_new and (one.after or {}).get("required")]
    if new:
        told.append(
            Told(
                Text("要补填", "To be filled in"),
                Text("、".join(one.zh for one in new), ", ".join(one.en for one in new)),
            )
        )
    told.append(
        Told(
            Text("发布后", "Afterwards"),
            Text(
                "草稿留在原版，申请人会看到改了什么，可以改用新版；已提交的申请不变。",
                "Drafts stay on their version; applicants see what changed and may move. What was filed stays.",
            ),
        )
    )
    return (ReviewSection(DRAFTS, told=tuple(told)),)


def _options(body: Body) -> dict[str, Text]:
    """How each option of a register reads, with where it stands and whether it is closed."""
    return {one.value: _said(one) for one in examined_register(body)[0].options}


def _said(one: Option) -> Text:
    zh, en = one.title.zh, one.title.en
    if one.parent:
        zh, en = f"{zh}（上级 {one.parent}）", f"{en} (under {one.parent})"
    return Text(f"{zh}，停用", f"{en}, closed") if one.closed else Text(zh, en)


def _headings(body: Body) -> dict[str, Text]:
    """Under which heading each field stands."""
    sections = nodes_of(body.get("sections")).values()
    return {name: title_of(one) for one in sections for name in nodes_of(one.get("fields"))}


def _lines(one: FieldDifference, saying: Saying, headings: Mapping[str, Text]) -> Iterator[Changed]:
    if one.is_new or one.is_gone:
        node = one.after or one.before or {}
        what = saying.described(node) if one.is_field else Text("分节", "section")
        if one.is_new and one.name in headings:
            under = headings[one.name]
            what = Text(f"{what.zh}，在“{under.zh}”中", f"{what.en}, in “{under.en}”")
        yield Changed(one.title, what if one.is_gone else None, what if one.is_new else None)
    for facet in one.facets:
        title = Text(f"{one.title.zh} · {facet.title.zh}", f"{one.title.en} · {facet.title.en}")
        yield Changed(title, facet.before, facet.after)
