"""What visitors of the workbench do, put into the audit log: who, what, about what, from where."""

from collections.abc import Mapping
from typing import Any

from flask import request

from approvals.pages.desk import Desk, desk
from kernel import audit
from kernel.web import platform


def record(at: Desk, action: str, thing: str, detail: Mapping[str, Any]) -> None:
    """The act is on record if the transaction commits."""
    audit.record(
        at.session,
        actor=at.standing.name,
        action=action,
        thing=thing,
        detail=detail,
        now=at.now,
        address=address_here(),
    )


def address_here() -> str:
    """From where the visitor asks."""
    return request.remote_addr or ""


def record_of_case(at: Desk, action: str, number: int, detail: Mapping[str, Any]) -> None:
    """The same about a case."""
    record(at, f"case.{action}", f"case:{number}", detail)


def record_taken(action: str, number: int, detail: Mapping[str, Any]) -> None:
    """What is taken away of a case is on record before it leaves; nothing else is written."""
    with platform().database.transaction() as session:
        record_of_case(desk(session), action, number, detail)
