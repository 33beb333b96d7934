"""A clerk who may do one thing more."""

from flask import Flask

from app.installation import declared
from kernel import access
from kernel.models import AccessRule
from tests.app.offices import platform_of


def allow(app: Flask, permission: str, resource: str) -> None:
    """Clerks have this permission from now on."""
    here = platform_of(app)
    with here.database.transaction() as session:
        session.add(AccessRule(plugin="app", role="Clerk", permission=permission, resource=resource))
        access.synchronise(session, declared(here.registry), plugins=here.registry.plugins)
