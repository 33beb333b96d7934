"""What a request stands on: the platform of this process, the visitor, the versions it goes by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from flask import has_request_context
from flask.ctx import AppContext, RequestContext
from flask.globals import app_ctx, request_ctx
from sqlalchemy import Engine, select

from kernel.access import Actor
from kernel.clock import Clock
from kernel.db import Database
from kernel.keys import KeyRing
from kernel.loading import Loaded
from kernel.models import Plugin
from kernel.registry import Registry
from kernel.site import Site
from kernel.versions import Versions

Permission = tuple[str, str]
"""A permission on a resource, such as `("can_read", "Plugins")`."""

BUILT_IN = frozenset({"kernel", "app"})
"""What has a place in the registry and is no plugin."""

NOBODY = Actor(None, "", frozenset())
EXTENSION = "tongban"
context: Callable[[], AppContext] = app_ctx._get_current_object  # type: ignore[attr-defined]
"""What `g` and `current_app` stand for; through them each look at it goes through five functions."""

incoming: Callable[[], RequestContext] = request_ctx._get_current_object  # type: ignore[attr-defined]
"""The same for `request` and `session`."""

_present: WeakKeyDictionary[Engine, tuple[int, Registry, Registry]] = WeakKeyDictionary()
"""What a process offers, by its registry version: what is installed changes together with that."""


@dataclass(frozen=True, slots=True)
class Platform:
    """What one process serves with; never changes."""

    database: Database
    loaded: Loaded
    site: Site
    keys: KeyRing
    settings: Mapping[str, Any]

    @property
    def registry(self) -> Registry:
        """Everything the installed plugins offer."""
        return self.loaded.registry

    def present(self) -> Registry:
        """The same less what plugins offered that were removed since this process started.

        Between a removal and the servers that come after it their code is here and their tables are gone. Looked up
        again when the registry version that the request goes by has moved on.
        """
        known: Versions | None = getattr(context().g, "versions", None) if has_request_context() else None
        if known is None:
            return self._standing()
        kept = _present.get(self.database.engine)
        if kept is None or kept[0] != known.registry or kept[1] is not self.registry:
            kept = _present[self.database.engine] = (known.registry, self.registry, self._standing())
        return kept[2]

    def _standing(self) -> Registry:
        offered = set(self.registry.plugins) - BUILT_IN
        gone = offered - set(self.database.session.scalars(select(Plugin.name))) if offered else set()
        return self.registry.without(gone) if gone else self.registry

    @property
    def clock(self) -> Clock:
        """The source of the present."""
        return self.site.clock


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who makes the request, with everything the roles allow; nobody has the id None."""

    actor: Actor = NOBODY
    name: str = ""
    roles: frozenset[str] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    is_staff: bool = False
    """Whether one of the roles works here."""
    must_change: bool = False
    """Whether a new password is due before anything else."""

    @property
    def user_id(self) -> int | None:
        """The account; none when nobody is signed in."""
        return self.actor.user_id

    @property
    def username(self) -> str:
        """The name that the account signs in with."""
        return self.actor.username


ANYBODY = Visitor()


def platform() -> Platform:
    """The platform of the running application."""
    found: Platform = context().app.extensions[EXTENSION]
    return found


def visitor() -> Visitor:
    """Who makes this request."""
    found: Visitor = getattr(context().g, "visitor", None) or ANYBODY
    return found


def versions() -> Versions:
    """The counters this request goes by; a process that holds older numbers reads again."""
    found: Versions = context().g.versions
    return found
