"""Which sections of the form are open at a step of the chain."""

from sqlalchemy.orm import Session

from approvals.chains.definition import Step
from approvals.chains.versions import compiled_chain, current_version
from approvals.engine import CompiledChain
from approvals.words import Party, StepKind
from forms.definition import Form
from kernel.errors import DefinitionError
from kernel.registry import Registry
from kernel.text import Text

FILLED_BY = {Party.INITIATOR: "applicant"}
"""How forms call a party where that differs from what chains call it."""


def sections_at(form: Form, step: Step) -> tuple[str, ...]:
    """The sections that the step opens: those it names, else those that name it, else those of its party."""
    names = [section.name for section in form.sections]
    if step.sections:
        return tuple(name for name in names if name in step.sections)
    here = tuple(section.name for section in form.sections if section.at == step.name)
    if here or step.kind is not StepKind.FILL or step.party is None:
        return here
    party = FILLED_BY.get(step.party, step.party.value)
    return tuple(
        section.name for section in form.sections if section.filled_by == party and section.at is None
    )


def chain_in_force(session: Session, registry: Registry, chain: str) -> CompiledChain:
    """The chain on which a case begins now."""
    connection = session.connection()
    return compiled_chain(connection, registry, current_version(connection, chain))


def first_step(chain: CompiledChain, name: str) -> Step:
    """The step at which the applicant hands in what they filled in."""
    node = chain.chain.steps[0] if chain.chain.steps else None
    if isinstance(node, Step) and node.kind is StepKind.FILL:
        return node
    raise DefinitionError(
        Text(f"审批链 {name} 的第一步不是填报。", f"The first step of the chain {name} is not a fill."),
        remedy=Text(
            "请让第一步的 kind 为 fill、party 为 initiator。", "Let it be `kind: fill`, `party: initiator`."
        ),
        place=f"{name}.steps",
    )
