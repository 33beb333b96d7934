"""What was filled in, judged in one loop over compiled questions; pure.

A page and an API give the same mapping of raw values; both get the same outcome. Rules see only the answers
of visible fields, and an empty answer where there is none.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from forms.questions import Cell, Check, Dated, Ground, Questions, Table
from forms.rules import facts_of, is_true, taken
from kernel.errors import Invalid
from kernel.text import Text

FILL_IN = Text("请填写后再继续。", "Fill it in to go on.")
REMEDY = Text("请核对后改正。", "Check and correct it.")


class Fault(NamedTuple):
    """What is wrong with an answer, and what to do."""

    what: Text
    remedy: Text

    def sentence(self, locale: str) -> str:
        """Both as one line."""
        glue = " " if locale.startswith("en") else ""
        return f"{self.what.of(locale)}{glue}{self.remedy.of(locale)}"


class Outcome(NamedTuple):
    """The answers with what is wrong and what is missing, by paths such as `phone` or `seals.2.amount`."""

    values: dict[str, Any]
    problems: dict[str, Fault]
    missing: dict[str, Fault]
    hidden: frozenset[str]

    @property
    def faults(self) -> dict[str, Fault]:
        """Everything that keeps it from being filed."""
        return {**self.problems, **self.missing}

    @property
    def filed(self) -> dict[str, Any]:
        """The answers that go on file: of visible fields, and not empty."""
        return {
            name: value
            for name, value in self.values.items()
            if value is not None and name not in self.hidden
        }


class Stance(NamedTuple):
    """How the page stands at these answers: what is computed, hidden, and not wanted for the moment."""

    computed: dict[str, Any]
    hidden: frozenset[str]
    optional: frozenset[str]


UNKNOWN = Fault(
    Text("表单里没有这一项。", "The form does not ask this."),
    Text("请刷新页面后重新填写。", "Load the page again and fill it in anew."),
)
CLOSED = Fault(
    Text("这一项现在不由您填写。", "This is not yours to fill in now."),
    Text("请只填写对您开放的部分。", "Fill in the open sections only."),
)


class Tray:
    """What one judgement gathers besides the answers."""

    __slots__ = ("empty", "problems", "today")

    def __init__(self, today: date) -> None:
        self.problems: dict[str, Fault] = {}
        self.empty: list[str] = []
        self.today = today

    def refuse(self, path: str, error: Invalid) -> None:
        """The first thing wrong at a path is what is said there."""
        self.problems.setdefault(path, Fault(error.what, error.remedy))


def judged(
    ground: Ground, asked: Questions, raw: Mapping[str, Any], kept: Mapping[str, Any], today: date
) -> Outcome:
    """The outcome of raw values for the open questions, beside answers kept from elsewhere."""
    values: dict[str, Any] = {}
    tray = Tray(today)
    if not raw.keys() <= asked.names:
        tray.problems.update(_strangers(ground, asked, raw))
    _fill(asked.cells, raw.get, values, tray, "")
    for table in asked.tables:
        _fill_rows(table, raw.get(table.name), values, tray)
    if asked.dated:
        _refuse_days(asked.dated, values, tray, "")
    if kept:
        values = {**kept, **values}
    if asked.rules or ground.steps:
        return _ruled(ground, asked, values, tray)
    return Outcome(values, tray.problems, _wanted(tray.empty, ground.wanted), frozenset())


def restored(asked: Questions, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they are kept, turned back into what rules read; what is no answer any more is empty."""
    values: dict[str, Any] = {}
    tray = Tray(date.max)
    _fill(asked.cells, stored.get, values, tray, "")
    for table in asked.tables:
        _fill_rows(table, stored.get(table.name), values, tray)
    return {name: value for name, value in values.items() if value is not None}


def stance(ground: Ground, read: Questions, stored: Mapping[str, Any], today: date) -> Stance:
    """What the rules say of stored answers, or of what was typed; `read` asks only what rules read."""
    values: dict[str, Any] = {}
    tray = Tray(today)
    _fill(read.cells, stored.get, values, tray, "")
    for table in read.tables:
        _fill_rows(table, stored.get(table.name), values, tray)
    facts = facts_of(ground.blank, values, ground.listed, today)
    computed: dict[str, Any] = {}
    hidden = taken(ground.steps, facts, computed, tray.refuse) if ground.steps else frozenset()
    optional = frozenset(
        name for rule, names in read.optional_unless if not is_true(rule, facts) for name in names
    )
    return Stance(computed, hidden, optional)


def _fill(
    cells: tuple[Cell, ...], get: Callable[[str], Any], values: dict[str, Any], tray: Tray, prefix: str
) -> None:
    # the hot loop of every page and every import: nothing is looked up here that could be beforehand
    for name, normalised, required in cells:
        given = get(name)
        if given is None or given == "":
            values[name] = None
            if required:
                tray.empty.append(prefix + name)
            continue
        try:
            values[name] = answer = normalised(given)
        except Invalid as error:
            tray.refuse(prefix + name, error)
            values[name] = None
            continue
        if answer is None and required:
            tray.empty.append(prefix + name)


def _fill_rows(table: Table, given: Any, values: dict[str, Any], tray: Tray) -> None:
    name = table.name
    values[name] = None
    try:
        rows = table.counted(given)
    except Invalid as error:
        tray.refuse(name, error)
        return
    if rows is None:
        if table.required:
            tray.empty.append(name)
        return
    values[name] = filled = []
    for number, row in enumerate(rows):
        prefix = f"{name}.{number}."
        answers: dict[str, Any] = {}
        if not row.keys() <= table.columns:
            tray.problems.update({f"{prefix}{key}": UNKNOWN for key in row if key not in table.columns})
        _fill(table.cells, row.get, answers, tray, prefix)
        if table.dated:
            _refuse_days(table.dated, answers, tray, prefix)
        filled.append(answers)


def _refuse_days(
    dated: tuple[tuple[str, Dated], ...], values: dict[str, Any], tray: Tray, prefix: str
) -> None:
    for name, refuse in dated:
        answer = values[name]
        if answer is None:
            continue
        try:
            refuse(answer, tray.today)
        except Invalid as error:
            tray.refuse(prefix + name, error)
            values[name] = None


def _ruled(ground: Ground, asked: Questions, values: dict[str, Any], tray: Tray) -> Outcome:
    facts = facts_of(ground.blank, values, ground.listed, tray.today)
    hidden: frozenset[str] = frozenset()
    if ground.steps:
        hidden = taken(ground.steps, facts, values, tray.refuse)
    for name, other, refuse_beside in asked.leaning:
        if values[name] is not None and values.get(other) is not None and other not in hidden:
            try:
                refuse_beside(values[name], values[other])
            except Invalid as error:
                tray.refuse(name, error)
                values[name] = facts[name] = None
    problems, empty = tray.problems, tray.empty
    for name, rule in asked.required_when:
        if values[name] is None and name not in problems and is_true(rule, facts):
            empty.append(name)
    if hidden:
        problems = {path: fault for path, fault in problems.items() if _field(path) not in hidden}
        empty = [path for path in empty if _field(path) not in hidden]
    missing = _wanted(empty, ground.wanted) if empty else {}
    for group in asked.groups:
        seen = [name for name in group if name not in hidden]
        if seen and all(values[name] is None and name not in problems for name in seen):
            missing[seen[0]] = _one_of(seen, ground.titles)
    if asked.checks:
        _check(asked.checks, facts, hidden, problems, missing)
    return Outcome(values, problems, missing, hidden)


def _check(
    checks: tuple[Check, ...],
    facts: Mapping[str, Any],
    hidden: frozenset[str],
    problems: dict[str, Fault],
    missing: Mapping[str, Fault],
) -> None:
    # what is wrong or missing already says so; a condition on it would only say it again
    faulty = {_field(path) for path in (*problems, *missing)}
    for check in checks:
        path = check.path
        if path in hidden or path in problems or (check.needs_answer and facts[path] is None):
            continue
        if faulty.isdisjoint(check.holds.names) and not is_true(check.holds, facts):
            problems[path] = Fault(check.message, REMEDY)


def _strangers(ground: Ground, asked: Questions, raw: Mapping[str, Any]) -> dict[str, Fault]:
    strange = sorted(str(key) for key in raw if key not in asked.names)
    return {key: CLOSED if key in ground.blank else UNKNOWN for key in strange}


def _wanted(empty: Sequence[str], wanted: Mapping[str, Fault]) -> dict[str, Fault]:
    return {path: wanted[path.rpartition(".")[2]] for path in empty}


def _one_of(names: Sequence[str], titles: Mapping[str, Text]) -> Fault:
    zh = "、".join(f"《{titles[name].zh}》" for name in names)
    en = ", ".join(f"“{titles[name].en}”" for name in names)
    return Fault(
        Text(f"{zh}还一项都没有交。", f"None of {en} is there yet."),
        Text("请交其中任意一项。", "Hand in any one of them."),
    )


def please(title: Text) -> Fault:
    """What is said of a field that is not filled in."""
    return Fault(
        Text(f"{title.zh}还没有填。", f"{title.en} is not filled in."),
        FILL_IN,
    )


def _field(path: str) -> str:
    return path.partition(".")[0]
