"""From a chain to its drawing: who does each step, by when, under which condition; pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from approvals.chains.definition import Branch, Case, Chain, Clock, Lane, Node, Parallel, Span, Step
from approvals.designing.words import (
    KINDS,
    LEVELS,
    NEEDS,
    OVERDUES,
    PARTIES,
    ROUTINGS,
    UNITS,
)
from approvals.drawing.boxes import Box, Drawing, Fate, Group, Item, Remark, Way
from approvals.engine.telling import STOPS
from approvals.words import GroupKind, Need, Overdue, Routing, StepKind
from kernel.expressions import Expression
from kernel.text import Text

DOT = " · "
REST = Text("其余情形", "All other cases")
LETTER = "letter"
Reading = Callable[[str], Text]
"""How a condition reads in plain words."""


def as_written(source: str) -> Text:
    """The condition as the chain has it."""
    return Text(source, source)


@dataclass(frozen=True, slots=True)
class Pencil:
    """What a drawing knows besides the chain."""

    reading: Reading = as_written
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=lambda: MappingProxyType({}))
    fates: Mapping[str, Fate] = field(default_factory=lambda: MappingProxyType({}))
    stages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """How far a case has come with the groups and their ways; the rest of a branch goes by `<branch>.else`."""
    offices: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    """What the offices are called that a step may be fixed to."""

    def items(self, nodes: Iterable[Node]) -> tuple[Item, ...]:
        """The nodes of one sequence."""
        return tuple(self._item(node) for node in nodes)

    def _item(self, node: Node) -> Item:
        match node:
            case Step():
                return self._box(node)
            case Branch():
                ways = [self._case(case) for case in node.cases]
                if node.otherwise is not None:
                    ways.append(self._rest(node, node.otherwise))
                return self._group(node, GroupKind.BRANCH, tuple(ways), closed=node.otherwise is not None)
            case Parallel():
                lanes = tuple(self._lane(lane, number) for number, lane in enumerate(node.lanes, start=1))
                return self._group(node, GroupKind.PARALLEL, lanes, closed=True)

    def _box(self, step: Step) -> Box:
        word = KINDS[step.kind]
        lines = tuple(line for line in (self._who(step), _limits(step)) if line is not None)
        return Box(
            name=step.name,
            title=step.title,
            kind=step.kind.value,
            icon=word.icon,
            kind_title=word.title,
            lines=lines,
            remarks=self.remarks.get(step.name, ()),
            fate=self.fates.get(step.name),
        )

    def _group(
        self, node: Branch | Parallel, kind: GroupKind, ways: tuple[Way, ...], *, closed: bool
    ) -> Group:
        word = KINDS[kind]
        return Group(
            name=node.name,
            title=node.title or word.title,
            kind=kind.value,
            icon=word.icon,
            kind_title=word.title,
            ways=ways,
            remarks=self.remarks.get(node.name, ()),
            stage=self.stages.get(node.name, ""),
            closed=closed,
        )

    def _case(self, case: Case) -> Way:
        when = self._rule(case.when)
        title = case.title or when or Text(case.name, case.name)
        return self._way(case, title, when if case.title else None)

    def _lane(self, lane: Lane, number: int) -> Way:
        return self._way(lane, lane.title or Text(f"第 {number} 路", f"Lane {number}"), None)

    def _way(self, way: Case | Lane, title: Text, when: Text | None) -> Way:
        items, remarks = self.items(way.steps), self.remarks.get(way.name, ())
        return Way(way.name, way.name, title, when, items, remarks, self.stages.get(way.name, ""))

    def _rest(self, branch: Branch, steps: tuple[Node, ...]) -> Way:
        stage = self.stages.get(rest_of(branch.name), "")
        return Way("", branch.name, REST, None, self.items(steps), stage=stage)

    def _rule(self, rule: Expression | None) -> Text | None:
        return self.reading(rule.source) if rule is not None else None

    def _who(self, step: Step) -> Text | None:
        """Who does it; of a step that nobody does, what it waits for or brings about."""
        match step.kind:
            case StepKind.WAIT:
                return self._awaited(step)
            case StepKind.NOTICE:
                return _joined([*_lasting(step.lasts, Text("公示", "published for")), *_placed(step)])
            case StepKind.AUTO:
                return _carried_out(step)
            case _:
                return self._actor(step)

    def _actor(self, step: Step) -> Text | None:
        """Who does it."""
        return actor_of(step, self.offices)

    def _awaited(self, step: Step) -> Text | None:
        rule = self._rule(step.until)
        found = [Text(f"等到{rule.zh}", f"until {rule.en}")] if rule else []
        if step.event:
            found.append(Text(f"等外部结果 {step.event}", f"until {step.event} comes"))
        return _joined([*found, *_lasting(step.lasts, Text("最长", "at most"))])


def drawn_chain(
    chain: Chain,
    *,
    reading: Reading = as_written,
    remarks: Iterable[Remark] = (),
    offices: Mapping[str, Text] = MappingProxyType({}),
) -> Drawing:
    """The chain as the designer shows it, with what is wrong at each node."""
    by_name: dict[str, tuple[Remark, ...]] = {}
    for one in remarks:
        by_name[one.at] = (*by_name.get(one.at, ()), one)
    pencil = Pencil(reading, by_name, offices=offices)
    return Drawing(chain.title, pencil.items(chain.steps), head_lines(chain))


def head_lines(chain: Chain) -> tuple[Text, ...]:
    """What is to be read at the beginning: the limit of the whole case."""
    return (clock_words(chain.clock),) if chain.clock else ()


def rest_of(branch: str) -> str:
    """Under which name a stage is kept of what a branch does in all other cases."""
    return f"{branch}.else"


def span_words(span: Span, days: int | None = None) -> Text:
    """So many days of a kind."""
    count, unit = days or span.days, UNITS[span.unit]
    english = unit.en.removesuffix("s") if count == 1 else unit.en
    return Text(f"{count} 个{unit.zh}", f"{count} {english}")


def clock_words(clock: Clock) -> Text:
    """By when, by when it is promised, and what happens when it is late."""
    limit = span_words(clock.span)
    if clock.promised is not None:
        promised = span_words(clock.span, clock.promised)
        limit = Text(
            f"承诺 {promised.zh}，法定 {clock.span.days} 个", f"{promised.en} promised, {limit.en} by law"
        )
    if terms := clock.terms:
        limit = Text(
            f"{limit.zh}，补正可给 {terms[0]}–{terms[-1]} 天", f"{limit.en}, {terms[0]}–{terms[-1]} to mend"
        )
    if clock.on_overdue is Overdue.REMIND:
        return limit
    late = OVERDUES[clock.on_overdue]
    if clock.on_overdue is Overdue.GO_TO:
        late = Text("转往别处", "goes elsewhere")
    return Text(f"{limit.zh}{DOT}逾期{late.zh}", f"{limit.en}{DOT}late: {late.en.lower()}")


def actor_of(step: Step, offices: Mapping[str, Text] = MappingProxyType({})) -> Text | None:
    """Which authority or which party does the step; a fixed office by its name, where that is known."""
    if step.office is not None:
        if named := offices.get(step.office.fixed or ""):
            return named
        office = [LEVELS[step.office.level]]
        if step.office.routing is not Routing.FIXED:
            office.append(ROUTINGS[step.office.routing])
        return _joined(office)
    return PARTIES[step.party] if step.party is not None else None


def _limits(step: Step) -> Text | None:
    """The second line: the limit, the votes, whether the application is filed here."""
    found = [clock_words(step.clock)] if step.clock else []
    if step.votes is not None:
        need = NEEDS[step.votes.need]
        of = (
            ""
            if step.votes.of is None
            else f" {step.votes.of}{'%' if step.votes.need is Need.PERCENT else ''}"
        )
        found.append(Text(f"{need.zh}{of}", f"{need.en}{of}"))
    if step.files:
        found.append(Text("正式提交申请", "files the application"))
    if step.apart:
        found.append(Text("须由另一人办理", "by somebody else"))
    if step.stops is not None and step.kind not in (StepKind.NOTICE, StepKind.WAIT, StepKind.CHOOSE):
        why = STOPS[step.stops]
        found.append(Text(f"{why.zh}期间停表", f"clock stands: {why.en}"))
    if step.effects and step.kind is not StepKind.AUTO:
        found += _brought(step)
    return _joined(found)


def _brought(step: Step) -> Iterator[Text]:
    letters = sum(row.get("effect") == LETTER for row in step.effects)
    others = len(step.effects) - letters
    if others:
        yield Text(f"效果 {others} 项", f"{others} effects" if others > 1 else "1 effect")
    if letters:
        yield Text(f"文书 {letters} 份", f"{letters} letters" if letters > 1 else "1 letter")


def _carried_out(step: Step) -> Text | None:
    checks = len(step.checks)
    checked = [Text(f"核验 {checks} 项", f"{checks} checks" if checks > 1 else "1 check")] if checks else []
    return _joined([*checked, *_brought(step)])


def _lasting(span: Span | None, lead: Text) -> list[Text]:
    if span is None:
        return []
    words = span_words(span)
    return [Text(f"{lead.zh} {words.zh}", f"{lead.en} {words.en}")]


def _placed(step: Step) -> list[Text]:
    return [step.place] if step.place is not None else []


def _joined(parts: Iterable[Text]) -> Text | None:
    found = list(parts)
    if not found:
        return None
    return Text(DOT.join(one.zh for one in found), DOT.join(one.en for one in found))
