"""What an automatic step of a chain checks by itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from addons.licensing.definition import CheckRow
from addons.licensing.drafting import certificate_of
from addons.licensing.gate import gate
from addons.licensing.matters import MatterVersion, matter_of_version
from addons.licensing.models import Application
from addons.licensing.words import Moment, Unknown
from approvals.cases.view import CaseView
from approvals.chains.definition import Step
from kernel.clock import local_day
from kernel.registry import Registry


def passes(
    session: Session,
    registry: Registry,
    application: Application,
    *,
    case: CaseView,
    step: Step,
    now: datetime,
) -> bool:
    """Whether nothing that the step checks is in the way; what has no answer is, unless its row says otherwise."""
    matter = matter_of_version(session, application.version_id)
    asked = replace(matter, checks=tuple(_row(row) for row in step.checks))
    certificate = certificate_of(session, application)
    return gate(
        session,
        MatterVersion(application.matter, application.version_id, asked),
        person_id=certificate.holder_id if certificate is not None else application.person_id,
        certificate=certificate,
        on=local_day(now),
        now=now,
        registry=registry,
        moments=frozenset(Moment),
        application=application,
        filed_on=case.state.filed,
        facts=case.facts,
    ).passes


def _row(row: Mapping[str, Any]) -> CheckRow:
    given = row.get("with")
    return CheckRow(
        name=str(row.get("check", "")),
        given=MappingProxyType(dict(given) if isinstance(given, Mapping) else {}),
        unknown=Unknown(row.get("unknown", Unknown.BLOCK)),
    )
