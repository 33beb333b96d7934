"""What the property sheet offers for each kind of node: what every node has, and what the type of a field adds; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from forms.designing.acts import RULES
from forms.designing.nodes import Kind, Place, found_at
from forms.fieldtype import FieldType
from forms.saying import PARTIES
from forms.sheet import Entry, Property, Tab
from kernel.designs.naming import free_name, names_in
from kernel.designs.properties import OPTION, plain
from kernel.designs.renaming import References
from kernel.designs.sheets import TITLE
from kernel.differences import MISSING
from kernel.nodes import Body
from kernel.text import Text

NAME = Property(
    "name",
    Text("标识", "Name"),
    Entry.TEXT,
    hint=Text("规则、文书和提取来源用它指这一项。", "Rules, letters and sources refer to it by this name."),
    required=True,
    most=64,
)
HELP = Property("help", Text("填写提示", "Help"), Entry.PAIR)
VISIBLE = Property(
    "visible_when",
    Text("何时显示", "Shown when"),
    Entry.RULE,
    hint=Text("不填则一直显示。", "Always, if left empty."),
)
CHECK = Property(
    "check",
    Text("核对条件", "Checks"),
    Entry.ROWS,
    hint=Text(
        "条件不成立时，不能提交，并给出所写的提示。",
        "What does not hold cannot be submitted; the message is told.",
    ),
    tab=Tab.CHECK,
    inner=(
        Property("holds", Text("应当成立", "Has to hold"), Entry.RULE, required=True),
        Property("message", Text("不成立时的提示", "Message otherwise"), Entry.PAIR, required=True),
    ),
)
ELIGIBLE = replace(
    CHECK,
    key="eligible",
    title=Text("申请资格", "Eligibility"),
    hint=Text(
        "填写之前就核对；不成立的不能申请，并先告知原因。只能用由系统带入的字段。",
        "Looked at before anybody fills in; who does not meet it is told why at once. Reads given fields only.",
    ),
)
PARENT = Property("parent", Text("上级选项", "Under"), Entry.TEXT)
FORM = (TITLE, HELP, ELIGIBLE, CHECK)
SECTION = (
    TITLE,
    NAME,
    HELP,
    Property(
        "filled_by",
        Text("由谁填写", "Filled in by"),
        Entry.WORD,
        words=tuple(PARTIES),
        named=PARTIES,
        default="applicant",
    ),
    Property(
        "at",
        Text("在哪个环节填写", "At which step"),
        Entry.TEXT,
        hint=Text(
            "审批链环节的标识；不填则在申请时填写。",
            "The name of a step of the chain; when applying, if left empty.",
        ),
    ),
    VISIBLE,
    Property(
        "columns",
        Text("分几列", "Columns"),
        Entry.WHOLE,
        default=1,
        least=1,
        most=2,
        hint=Text("宽屏上分两列；手机上总是一列。", "Two on a wide screen; one on a phone in any case."),
    ),
)
REQUIRED = Property("required", Text("必填", "Required"), Entry.FLAG, tab=Tab.CHECK)
REQUIRED_WHEN = Property("required_when", Text("何时必填", "Required when"), Entry.RULE, tab=Tab.CHECK)
GIVEN = Property(
    "given",
    Text("由系统带入，不用填写", "Given by the platform"),
    Entry.FLAG,
    hint=Text(
        "从实名、台账等提取；提取来源写在事项里。",
        "From identity, ledger and the like; the matter says which source.",
    ),
    tab=Tab.SOURCE,
)
CORRECTABLE = Property(
    "correctable",
    Text("带入后可以更正", "May be corrected"),
    Entry.FLAG,
    hint=Text("更正过的会标明，办理人员看得到。", "What was corrected is marked for those who decide."),
    tab=Tab.SOURCE,
)
SOURCE = Property("source", Text("来源说明", "Where it comes from"), Entry.PAIR, tab=Tab.SOURCE)
COMPUTE = Property(
    "compute",
    Text("算出", "Computed as"),
    Entry.RULE,
    hint=Text("写一条算式，结果不能修改。", "A rule; its result cannot be changed."),
    tab=Tab.SOURCE,
)
PRINTED = (
    Property("print_title", Text("打印时的名称", "Title on paper"), Entry.PAIR, tab=Tab.PRINT),
    Property(
        "no_print",
        Text("不打印", "Not on paper"),
        Entry.FLAG,
        hint=Text("打印件和 PDF 里没有这一项。", "The sheet and the PDF leave it out."),
        tab=Tab.PRINT,
    ),
)
COMMON = (TITLE, NAME, HELP, VISIBLE)
ASKED = (REQUIRED, REQUIRED_WHEN)
BROUGHT = (GIVEN, CORRECTABLE, SOURCE, COMPUTE)
CELL = (TITLE, NAME, HELP)


def properties_of(
    kind: Kind, node: Body, field_types: Mapping[str, type[FieldType]], body: Body
) -> tuple[Property, ...]:
    """What may be set on the node of the form, in the order of the sheet."""
    match kind:
        case Kind.FORM:
            return FORM
        case Kind.SECTION:
            return SECTION
        case Kind.FIELD | Kind.COLUMN:
            found = _of_field(kind, field_types.get(str(node.get("type", ""))))
            # who draws from a register lists nothing
            listed = [one for one in found if not (one.entry is Entry.OPTIONS and node.get("register"))]
            return tuple(_leaning(one, node, body) for one in listed)


def _of_field(kind: Kind, found: type[FieldType] | None) -> tuple[Property, ...]:
    own = found.sheet if found else ()
    if kind is Kind.COLUMN:
        return (*CELL, *own, REQUIRED)
    if found is not None and not found.asks:
        return (*COMMON, *own)
    brought = BROUGHT if found is None or found.givable else (COMPUTE,)
    return (*COMMON, *own, *ASKED, CHECK, *brought, *PRINTED)


def _leaning(one: Property, node: Body, body: Body) -> Property:
    """The options of a choice that depends on another field say under which answer there they stand."""
    leans_on = node.get("depends_on")
    if one.entry is not Entry.OPTIONS or not leans_on:
        return one
    other = found_at(body, str(leans_on))
    options = other.node.get("options") if other else None
    known = [held for held in options if isinstance(held, Mapping)] if isinstance(options, list) else []
    named = {str(held.get("value", "")): _words(held.get("title")) for held in known}
    parent = replace(PARENT, entry=Entry.WORD, words=tuple(named), named=named) if named else PARENT
    return replace(one, inner=(*(one.inner or OPTION), parent))


def _words(title: Any) -> Text:
    if isinstance(title, Mapping):
        return Text(str(title.get("zh", "")), str(title.get("en", "")))
    return Text(str(title), str(title))


def tabs_of(properties: tuple[Property, ...]) -> dict[Tab, list[Property]]:
    """The properties on their tabs, those tabs only that have any."""
    found = {tab: [one for one in properties if one.tab == tab] for tab in Tab}
    return {tab: listed for tab, listed in found.items() if listed}


def fresh_field(type_name: str, kind: type[FieldType]) -> Body:
    """What a new field of the type says; the board gives it a name."""
    title = kind.title
    english = title.en[:1].upper() + title.en[1:]
    return {"type": type_name, "title": {"zh": title.zh, "en": english}, **plain(kind.usual)}


def of_other_type(
    place: Place, type_name: str, field_types: Mapping[str, type[FieldType]], body: Body
) -> dict[str, Any]:
    """The changes that make a field one of another type: what both types have stays, the rest is as on a fresh one."""
    node = {**place.node, "type": type_name}
    fresh = fresh_field(type_name, field_types[type_name])
    known = {one.key for one in properties_of(place.kind, node, field_types, body)}
    gone = {key: MISSING for key in node if key not in known | {"type"} or key == "fields"}
    return {
        "type": type_name,
        **gone,
        **{key: held for key, held in fresh.items() if key not in node or key in gone},
    }


def references_of(field_types: Mapping[str, type[FieldType]]) -> References:
    """Where the installed types of fields refer to other fields."""
    every = [one for kind in field_types.values() for one in _all(kind.sheet)]
    return References(
        RULES | {one.key for one in every if one.entry is Entry.RULE},
        frozenset(one.key for one in every if one.entry is Entry.FIELD),
    )


def _all(properties: Sequence[Property]) -> list[Property]:
    return [found for one in properties for found in (one, *_all(one.inner))]


def may_be_column(kind: type[FieldType]) -> bool:
    """Whether the cells of a table may be of the type."""
    return kind.not_a_column() is None


def options_or_register(changes: Mapping[str, Any], node: Body, kind: type[FieldType]) -> dict[str, Any]:
    """The changes; a choice that draws from a register has no options of its own, one that no longer does has the usual."""
    settled = dict(changes)
    if "register" not in changes or "options" not in kind.usual:
        return settled
    if changes["register"] is not MISSING:
        settled["options"] = MISSING
        return settled
    options = settled.get("options", node.get("options"))
    if options is MISSING or not options:
        settled["options"] = plain(kind.usual["options"])
    return settled


def completed(changes: Mapping[str, Any], properties: Sequence[Property], body: Body) -> dict[str, Any]:
    """The changes, in which each row that is a node has a name of its own, and each option a value of its own."""
    taken = names_in(body)
    found = dict(changes)
    for one in properties:
        rows = changes.get(one.key)
        if not isinstance(rows, list):
            continue
        if one.entry is Entry.OPTIONS:
            found[one.key] = _told_apart(rows, "value", "option", {str(row.get("value", "")) for row in rows})
        elif any(inner.key == "name" for inner in one.inner):
            found[one.key] = _told_apart(rows, "name", one.key.removesuffix("s"), taken)
    return found


def _told_apart(
    rows: Sequence[Mapping[str, Any]], key: str, stem: str, taken: set[str]
) -> list[dict[str, Any]]:
    """The rows, those without the key under the first free name."""
    found = []
    for row in rows:
        word = row.get(key) or free_name(stem, taken)
        taken.add(word)
        found.append({key: word, **row})
    return found
