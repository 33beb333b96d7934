"""Deferred work: open cases hear that an enterprise is no longer there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from addons.parties.enterprises import ENTERPRISE_GONE
from addons.parties.gone import go_without
from addons.parties.models import Enterprise
from addons.parties.words import GONE
from kernel.seams import topic
from kernel.surroundings import surroundings_of
from kernel.text import Text


@topic(ENTERPRISE_GONE, title=Text("企业注销后的办件", "cases of an enterprise that is gone"))
def gone(session: Session, payload: Mapping[str, Any]) -> None:
    """Every step that waits for the enterprise goes where its chain says, if the enterprise is gone still."""
    enterprise = session.get(Enterprise, payload["enterprise"])
    if enterprise is not None and enterprise.status in GONE:
        around = surroundings_of(session)
        go_without(session, enterprise.id, now=around.clock.now(), registry=around.registry)
