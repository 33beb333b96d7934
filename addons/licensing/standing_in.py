"""The step somebody is about to carry on: theirs, or one for which they bring evidence; never that of a firm that is gone."""

from dataclasses import replace

from addons.licensing.stepping import Scene
from addons.licensing.whose import is_initiator
from addons.parties.models import Enterprise
from addons.parties.words import GONE
from approvals.cases.queries import steps_for
from approvals.cases.view import open_work
from approvals.chains.definition import Step
from approvals.chains.versions import compiled_chain
from approvals.people.assignment import PartyKind
from approvals.people.hats import substitutes_of
from approvals.words import Party, Verb
from kernel.errors import NotAllowed
from kernel.text import Text


def at_hand(scene: Scene, name: str, verb: Verb, seen: int) -> Step | None:
    """The step with the sections that are filled in with the act, if it is theirs and as they saw it."""
    opening = scene.case.state.opening(name)
    if opening is None or opening.seq > seen:
        return None
    chain = compiled_chain(scene.session.connection(), scene.registry, scene.case.version_id)
    step = chain.steps[name]
    if verb is not Verb.SUBSTITUTE:
        return step if name in steps_for(scene.session, scene.standing, scene.case.id) else None
    if step.substitute is None:
        return None
    own = step.substitute.by is Party.INITIATOR and is_initiator(scene.application, scene.standing)
    if own or name in substitutes_of(scene.session, scene.registry, chain, scene.case, scene.standing):
        return replace(step, sections=step.substitute.sections or step.sections)
    return None


def refuse_gone(scene: Scene, name: str) -> None:
    """Raises when the step is one of an enterprise that no longer exists: nobody acts for it."""
    task = open_work(scene.session.connection(), scene.case.id).get(name)
    party = task.assignment.party if task is not None else None
    if party is None or party.kind != PartyKind.ENTERPRISE or party not in scene.standing.parties:
        return
    enterprise = scene.session.get(Enterprise, party.id)
    if enterprise is not None and enterprise.status in GONE:
        raise NotAllowed(
            Text(
                f"{enterprise.name} 已注销或被吊销，不能再办理。",
                f"{enterprise.name} has been struck off and can no longer act.",
            ),
            remedy=Text(
                "请联系办理窗口；申请人可以撤回，或按流程用替代材料办理。",
                "Ask the office; the applicant may withdraw, or bring evidence instead where the chain says so.",
            ),
            place=name,
        )
