"""What the sheet offers for each kind of node of a chain; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from approvals.chains.stepping import DONE_BY_SOMEBODY, LONGEST_CLOCK, MOST_SIGNERS, PICKED, VOTED
from approvals.designing import words
from approvals.designing.beside import choice_before, steps_beside
from approvals.designing.flat import NEW
from approvals.designing.nodes import Kind
from approvals.designing.offers import Offers
from approvals.designing.tabs import Tab
from approvals.designing.verbs import verbs_of
from approvals.engine.telling import STOPS
from approvals.words import STOPS_OF_KINDS, Exit, StepKind
from kernel.designs.properties import Entry, Property
from kernel.designs.sheets import TITLE
from kernel.effects import Parameter
from kernel.nodes import Body
from kernel.text import Text

OF_PARTIES = frozenset({Exit.PARTY_DEREGISTERED, Exit.PARTY_SILENT})
CLOCKED = DONE_BY_SOMEBODY | {StepKind.WAIT}
SOMEONE = frozenset(StepKind) - {StepKind.AUTO}
LINKED = SOMEONE - {StepKind.NOTICE}
NAME = Property(
    "name",
    Text("标识", "Name"),
    Entry.TEXT,
    hint=Text("去向、规则和表单用它指这一步。", "Exits, rules and forms refer to it by this name."),
    required=True,
    most=64,
)
HELP = Property("help", Text("说明", "Help"), Entry.PAIR)
WHEN = Property("when", Text("何时走这一支", "Taken when"), Entry.RULE, required=True)
RULES_OF_ROWS = Text("何时执行", "When")


def _word(key: str, title: Text, named: Mapping[Any, Text], **more: Any) -> Property:
    listed = {str(word): text for word, text in named.items()}
    return Property(key, title, Entry.WORD, words=tuple(listed), named=listed, **more)


def properties_of(kind: Kind, node: Body, body: Body, offers: Offers) -> tuple[Property, ...]:
    """What may be set on the node of the chain, in the order of the sheet."""
    match kind:
        case Kind.CHAIN:
            late = Property(f"on.{Exit.OVERDUE}", words.EXITS[Exit.OVERDUE], Entry.FIELD, tab=Tab.WAYS)
            return (TITLE, HELP, *_clock(StepKind.ACT), late)
        case Kind.BRANCH | Kind.PARALLEL | Kind.LANE:
            return (replace(TITLE, required=False), NAME)
        case Kind.CASE:
            return (replace(TITLE, required=False), WHEN, NAME)
        case Kind.STEP:
            return tuple(_of_step(node, body, offers))


def _of_step(node: Body, body: Body, offers: Offers) -> Iterator[Property]:
    try:
        kind = StepKind(node.get("kind", ""))
    except ValueError:
        yield from (TITLE, HELP, NAME)
        return
    yield TITLE
    if kind in SOMEONE:
        yield from _who(offers)
    yield from _particulars(kind, node, body)
    if kind in DONE_BY_SOMEBODY:
        yield from _doing(kind, node, body, offers)
    yield from (HELP, NAME)
    if kind in CLOCKED:
        yield from _clock(kind)
    if kind in SOMEONE:
        yield from _stops(kind)
    if kind in DONE_BY_SOMEBODY:
        yield from _filling(kind, node, offers)
    if kind in LINKED:
        yield from LINK
    yield from _exits(kind, node)
    yield from _rows(kind, node, offers)


def _who(offers: Offers) -> Iterator[Property]:
    yield _word("party", Text("由哪一方办理", "Which party"), words.PARTIES)
    yield _word("office.level", Text("或由哪级机关办理", "Or which office"), words.LEVELS)
    yield _word("office.routing", Text("由哪个机关受理", "Which one of them"), words.ROUTINGS)
    fixed = Property(
        "office.fixed",
        Text("固定机关", "The one office"),
        Entry.REGISTER if offers.ground.offices else Entry.TEXT,
        hint=Text("只在“固定机关”时填写。", "For “one office” only."),
        types=("office",),
    )
    yield fixed
    yield Property("role", Text("岗位", "Role"), Entry.REGISTER, types=("role",))


def _doing(kind: StepKind, node: Body, body: Body, offers: Offers) -> Iterator[Property]:
    yield verbs_of(kind, node)
    if kind in VOTED:
        yield _word("votes.need", Text("会签", "Votes"), words.NEEDS)
        yield Property(
            "votes.of", Text("人数或百分比", "Number or percentage"), Entry.WHOLE, least=1, most=MOST_SIGNERS
        )
        yield _word("votes.order", Text("签的次序", "Order"), words.ORDERS, default="any")
    if kind is StepKind.CONFIRM:
        yield from _substitute(node, offers)
    yield steps_beside("apart", Text("须与这些步骤分人办理", "Not by who did"), node, body)
    yield Property(
        "pool",
        Text("先认领，再办理", "Claimed before it is done"),
        Entry.FLAG,
        hint=Text("不勾选时，谁先办就是谁的。", "Otherwise whoever comes first does it."),
    )


def _particulars(kind: StepKind, node: Body, body: Body) -> Iterator[Property]:
    """What a step without a decision waits for, shows or offers."""
    match kind:
        case StepKind.WAIT:
            yield Property("until", Text("等到什么成立", "Until this holds"), Entry.RULE)
            yield Property("event", Text("或等到什么消息", "Or until this comes"), Entry.TEXT)
            yield from _lasts(Text("或最多等多久", "Or for so long"))
        case StepKind.NOTICE:
            yield from _lasts(Text("公示多久", "For so long"))
            yield Property("text", Text("公示内容", "What is published"), Entry.PAIR)
            yield Property("place", Text("公示地点", "Where"), Entry.PAIR)
            yield choice_before(node, body)
        case StepKind.CHOOSE:
            yield Property("options", Text("可选的各项", "What can be chosen"), Entry.OPTIONS)
            among = Property("among", Text("或从名单里选", "Or from a list"), Entry.RULE)
            yield replace(among, hint=Text("算出名单的式子。", "A rule that yields the list."))


def _lasts(title: Text) -> Iterator[Property]:
    yield Property("lasts.days", title, Entry.WHOLE, least=1, most=LONGEST_CLOCK)
    yield _word("lasts.unit", Text("单位", "Unit"), words.UNITS, default="working")


def _clock(kind: StepKind) -> Iterator[Property]:
    at: dict[str, Any] = {"tab": Tab.CLOCK}
    whole = {"entry": Entry.WHOLE, "most": LONGEST_CLOCK, **at}
    yield Property("clock.days", Text("法定时限", "Statutory limit"), least=1, **whole)
    yield _word("clock.unit", Text("单位", "Unit"), words.UNITS, default="working", **at)
    yield Property("clock.promised", Text("承诺时限", "Promised limit"), least=1, **whole)
    remind = Property(
        "clock.remind", Text("提前几天提醒", "Reminded so many days before"), default=1, **whole
    )
    yield remind
    yield _word("clock.on_overdue", Text("逾期后", "When overdue"), words.OVERDUES, default="remind", **at)
    if kind in (StepKind.FILL, StepKind.CONFIRM):
        hint = Text(
            "退回时可以另给的期限；不写就是法定时限。", "What a return may give instead of the limit."
        )
        least, most = Text("补正最少几天", "To mend, at least"), Text("补正最多几天", "To mend, at most")
        yield Property("clock.at_least", least, least=1, hint=hint, **whole)
        yield Property("clock.at_most", most, least=1, hint=hint, **whole)
    if kind is StepKind.ACT:
        yield _word(
            "clock.silence",
            Text("逾期未决定的后果", "What silence counts as"),
            words.SILENCES,
            hint=Text("须有法律依据；不选则不视同任何决定。", "Only where the law says so."),
            **at,
        )


def _stops(kind: StepKind) -> Iterator[Property]:
    usual = "yes" if kind is StepKind.NOTICE else "no"
    yield _word(
        "stops",
        Text("这一步期间办件的时限停下", "The clock of the case stands"),
        words.YES_NO,
        default=usual,
        tab=Tab.CLOCK,
    )
    yield _word(
        "because",
        Text("停下的原因", "Why it stands"),
        STOPS,
        default=STOPS_OF_KINDS[kind].value,
        tab=Tab.CLOCK,
    )


def _filling(kind: StepKind, node: Body, offers: Offers) -> Iterator[Property]:
    ground = offers.ground
    yield _several("sections", Text("这一步填写的分节", "Sections filled in here"), ground.sections, node)
    yield _several("edits", Text("这一步可以更改的字段", "Fields that may be changed"), ground.fields, node)
    yield Property(
        "files",
        Text("这一步完成即为申报", "Passing it files the application"),
        Entry.FLAG,
        hint=Text(
            "时限从申报起算，窗口期在申报时核对。", "Clocks run from here, windows are looked at here."
        ),
        tab=Tab.CONTENT,
    )
    if kind in PICKED:
        source = Text("从哪份登记名单开始", "Started from which registrations")
        yield _word("picks.from", source, words.REGISTRATIONS, tab=Tab.CONTENT)


def _substitute(node: Body, offers: Offers) -> Iterator[Property]:
    """What may stand in for a party that does not confirm."""
    held = node.get("substitute")
    title = Text("不确认时，可以用这些分节的材料代替", "Evidence that may stand in for it, by sections")
    sections = held.get("sections") if isinstance(held, Mapping) else None
    yield _ticked("substitute.sections", title, offers.ground.sections, sections, Tab.BASIC)
    yield _word(
        "substitute.by", Text("由谁提供替代材料", "Who provides it"), words.PARTIES, default="initiator"
    )
    yield Property("substitute.when", Text("何时可以代替", "When it may"), Entry.RULE)


def _several(key: str, title: Text, known: Mapping[str, Text], node: Body) -> Property:
    return _ticked(key, title, known, node.get(key), Tab.CONTENT)


def _ticked(key: str, title: Text, known: Mapping[str, Text], held: Any, tab: Tab) -> Property:
    """Ticked where one knows what there is, else typed, one a line."""
    if not known:
        return Property(key, title, Entry.LIST, tab=tab, hint=ONE_A_LINE)
    own = {str(one): Text(str(one), str(one)) for one in held or () if one not in known}
    named = {**known, **own}
    return Property(key, title, Entry.WORDS, words=tuple(named), named=named, tab=tab)


def _exits(kind: StepKind, node: Body) -> Iterator[Property]:
    held = node.get("on")
    ways = [Exit.FAILED] if kind is StepKind.AUTO else [one for one in Exit if one is not Exit.FAILED]
    if kind not in CLOCKED and Exit.OVERDUE in ways:
        ways.remove(Exit.OVERDUE)
    if node.get("office") is not None and node.get("party") is None:
        ways = [one for one in ways if one not in OF_PARTIES]
    own = [one for one in Exit if isinstance(held, Mapping) and one in held and one not in ways]
    for way in (*ways, *own):
        yield Property(f"on.{way}", words.EXITS[way], Entry.FIELD, tab=Tab.WAYS)


def _rows(kind: StepKind, node: Body, offers: Offers) -> Iterator[Property]:
    if kind is StepKind.AUTO:
        yield from _checks(node, offers)
    titles = {name: offer.title for name, offer in offers.effects.items()}
    for number, row in enumerate(_mappings(node, "effects")):
        own = str(row.get("effect", ""))
        yield _row_word(f"effects.{number}.effect", _numbered("效果", "Effect", number), titles)
        yield Property(f"effects.{number}.when", RULES_OF_ROWS, Entry.RULE, tab=Tab.EFFECTS)
        offer = offers.effects.get(own)
        asked = {one.name: one for one in offer.parameters} if offer else {}
        given = row.get("with")
        for name in dict.fromkeys([*asked, *(given if isinstance(given, Mapping) else ())]):
            yield _parameter(f"effects.{number}.with.{name}", name, asked.get(name), offers)
    yield _row_word(f"effects.{NEW}", Text("再加一项效果", "Add an effect"), titles)


def _parameter(key: str, name: str, known: Parameter | None, offers: Offers) -> Property:
    if known is None:
        return Property(key, Text(name, name), Entry.TEXT, tab=Tab.EFFECTS)
    at: dict[str, Any] = {"tab": Tab.EFFECTS, "required": known.needed}
    if known.definition:
        named = {f'"{one}"': title for one, title in offers.definitions.get(known.definition, {}).items()}
        return Property(key, known.title, Entry.REGISTER, named=named, types=("named",), **at)
    return Property(key, known.title, Entry.TEXT, hint=known.takes, **at)


def _checks(node: Body, offers: Offers) -> Iterator[Property]:
    for number, row in enumerate(_mappings(node, "checks")):
        yield _row_word(f"checks.{number}.check", _numbered("核验", "Check", number), offers.checks)
        given = row.get("with")
        for name in given if isinstance(given, Mapping) else ():
            key = f"checks.{number}.with.{name}"
            yield Property(key, Text(str(name), str(name)), Entry.TEXT, tab=Tab.EFFECTS)
    yield _row_word(f"checks.{NEW}", Text("再加一项核验", "Add a check"), offers.checks)


def _row_word(key: str, title: Text, named: Mapping[str, Text]) -> Property:
    return Property(key, title, Entry.REGISTER, named=named, types=("named",), tab=Tab.EFFECTS)


def _numbered(zh: str, en: str, number: int) -> Text:
    return Text(f"{zh} {number + 1}", f"{en} {number + 1}")


def _mappings(node: Body, key: str) -> list[Mapping[str, Any]]:
    held = node.get(key)
    return [row for row in held if isinstance(row, Mapping)] if isinstance(held, list) else []


ONE_A_LINE = Text("每行一个标识。", "One name a line.")
LINK = (
    Property("link.url", Text("办理网址", "Link"), Entry.TEXT, tab=Tab.CONTENT),
    Property("link.title", Text("网址的名称", "Words of the link"), Entry.PAIR, tab=Tab.CONTENT),
)
