"""Registrations: somebody has begun a case with an enterprise, which takes it up or leaves it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from addons.licensing.models import Application
from approvals.acts.claiming import claim, release
from approvals.cases.queries import case_view
from approvals.cases.view import open_work
from approvals.chains.versions import compiled_chain
from approvals.people.assignment import PartyKind, PartyRef, Standing
from kernel.errors import Conflict
from kernel.registry import Registry
from kernel.text import Text


def registered_at(
    session: Session, application: Application, enterprises: Collection[int], registry: Registry
) -> str:
    """The step at which the application waits to be taken up by one of the enterprises; empty when at none."""
    return next(iter(_started(session, application, enterprises, registry, taken_by=None)), "")


def taken_up_at(
    session: Session, application: Application, enterprises: Collection[int], registry: Registry, account: str
) -> str:
    """The step for which the account has taken the registration up; empty when it has not."""
    return next(iter(_started(session, application, enterprises, registry, taken_by=account)), "")


def is_with(session: Session, application: Application, enterprises: Collection[int]) -> bool:
    """Whether a step of the application waits for one of the enterprises."""
    firms = {PartyRef(PartyKind.ENTERPRISE, number) for number in enterprises}
    work = open_work(session.connection(), application.case_id or 0)
    return any(task.assignment.party in firms for task in work.values())


def take_up(
    session: Session,
    application: Application,
    step: str,
    *,
    standing: Standing,
    now: datetime,
    registry: Registry,
) -> None:
    """The registration is the account's to go on with; refused when a colleague was first."""
    if not step:
        raise Conflict(
            Text(
                "这项登记已由同事接办，或已不在名单里。",
                "A colleague has taken it up, or it is listed no more.",
            ),
            remedy=Text("请刷新名单。", "Reload the list."),
            place=f"application:{application.id}",
        )
    claim(session, application.case_id or 0, step, standing=standing, now=now, registry=registry)


def put_back(
    session: Session,
    application: Application,
    step: str,
    *,
    standing: Standing,
    now: datetime,
    registry: Registry,
) -> None:
    """The registration is on the list again, for whoever of the enterprise takes it up."""
    release(session, application.case_id or 0, step, standing=standing, now=now, registry=registry)


def _started(
    session: Session,
    application: Application,
    enterprises: Collection[int],
    registry: Registry,
    *,
    taken_by: str | None,
) -> list[str]:
    if application.case_id is None:
        return []
    firms = {PartyRef(PartyKind.ENTERPRISE, number) for number in enterprises}
    chain = compiled_chain(session.connection(), registry, case_view(session, application.case_id).version_id)
    return [
        step
        for step, task in open_work(session.connection(), application.case_id).items()
        if task.assignment.party in firms
        and chain.steps[step].picks is not None
        and task.claimed_by == taken_by
    ]
