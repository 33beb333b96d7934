"""Whether a matter's form and its chain fit: what its rules read, its steps open, and who begins."""

from collections.abc import Iterator
from typing import Any

from addons.licensing.definition import Matter
from addons.licensing.facts import OFFICE
from addons.licensing.grounds import KNOWN
from addons.licensing.sections import sections_at
from addons.licensing.words import Subject
from approvals.chains.definition import Chain, Step, steps_of
from approvals.chains.reading import examined as examined_chain
from approvals.soundness import Unread
from approvals.soundness.knowing import Known, absent_problems, unknown_problems
from approvals.words import Party, StepKind
from forms.definition import Field, Form, examined
from forms.seams import field_types
from kernel.fitting import Footing, Misfit
from kernel.functions import functions_of
from kernel.kinds import Problem
from kernel.nodes import name_step
from kernel.text import Text

APPLICATION = "application"
BEGINNERS = {Subject.PERSON: Party.HOLDER, Subject.ENTERPRISE: Party.EMPLOYER}
"""Who begins a case, besides the initiator as such: what one applies with is theirs."""


def misfits_of(matter: Matter, footing: Footing) -> Iterator[Misfit]:
    """What does not fit, in the chain; a form or a chain that is not there is told elsewhere."""
    bodies, registry = footing.bodies, footing.registry
    if matter.chain not in bodies or matter.form not in bodies:
        return
    chain, unread = examined_chain(bodies[matter.chain], functions=functions_of(registry))
    form, wrong = examined(bodies[matter.form], field_types(registry), functions=functions_of(registry))
    if wrong or not chain.steps:
        return
    if unread:
        for problem in absent_problems(chain, known_of(matter, form, chain), Unread(tuple(unread))):
            yield Misfit(matter.chain, problem)
        return
    for problem in (*_beginning(chain, matter), *unknown_problems(chain, known_of(matter, form, chain))):
        yield Misfit(matter.chain, problem)


def known_of(matter: Matter, form: Form, chain: Chain) -> Known:
    """What is known of the matter's cases, and at which steps it is filled in."""
    asked = {field.name: field for field in form.fields if field.type.asks}
    chosen = any(field.type_name == OFFICE for field in asked.values())
    facts = {one.name for one in KNOWN if chosen or one.name != OFFICE}
    fillers = {name: steps for name, steps in _fillers(form, chain).items() if _is_open(asked, name, matter)}
    return Known(
        matter=matter.title,
        facts=facts | {APPLICATION, *asked},
        sections=[section.name for section in form.sections],
        fields=list(asked),
        fillers={name: steps for name, steps in fillers.items() if name not in facts},
    )


def _is_open(asked: dict[str, Field], name: str, matter: Matter) -> bool:
    """Whether somebody has to fill it in before anything is known of it."""
    field = asked.get(name)
    return field is not None and field.compute is None and not field.given and name not in matter.prefill


def _fillers(form: Form, chain: Chain) -> dict[str, list[str]]:
    """For each field the steps that open it."""
    found: dict[str, list[str]] = {field.name: [] for section in form.sections for field in section.fields}
    for _, step, _ in steps_of(chain):
        opened = {*sections_at(form, step), *(step.substitute.sections if step.substitute else ())}
        for section in form.sections:
            for field in section.fields if section.name in opened else ():
                found[field.name].append(step.name)
        for name in step.edits:
            found.setdefault(name, []).append(step.name)
    return found


def _beginning(chain: Chain, matter: Matter) -> Iterator[Problem]:
    """Whoever applies hands in what the first step asks for."""
    first: Any = chain.steps[0]
    path = f"steps{name_step(first.name)}"
    if not isinstance(first, Step) or first.kind is not StepKind.FILL:
        yield Problem(
            f"{path}.kind",
            Text(
                f"事项“{matter.title.zh}”由申请人填报发起，第一步须是填报。",
                f"Cases of “{matter.title.en}” begin with what the applicant fills in: a fill has to come first.",
            ),
            Text(
                "请让第一步的 kind 为 fill、party 为 initiator。",
                "Let it be `kind: fill`, `party: initiator`.",
            ),
        )
    elif first.party not in (Party.INITIATOR, BEGINNERS.get(matter.subject)):
        yield Problem(
            f"{path}.party",
            Text(
                f"事项“{matter.title.zh}”由申请人发起，第一步不能由别人填报。",
                f"The applicant begins cases of “{matter.title.en}”; nobody else fills in the first step.",
            ),
            Text("请写 party: initiator。", "Write party: initiator."),
        )
