"""How many of the certificates that end soon have an application under way, beside the calendar of what ends."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Select, func, select

from addons.certificates.ending import SOON
from addons.certificates.models import Certificate
from addons.certificates.pages.yearly import listable
from addons.certificates.words import State
from addons.licensing.models import Application
from addons.licensing.words import ApplicationState
from kernel.seams import slot
from kernel.web.registers.here import reader_here


@slot("licensing.applied", slot="certificates.soon")
def applied(today: date) -> Markup:
    """The number, of those certificates that the visitor may list."""
    reader = reader_here()
    number = reader.session.scalar(listable(_counted(today), reader)) or 0
    return Markup.escape(_("，已申请 %(n)s 本", n=f"{number:,}"))


def _counted(today: date) -> Select[Any]:
    running = select(Application.id).where(
        Application.certificate_id == Certificate.id, Application.state == ApplicationState.OPEN
    )
    counted: Any = select(func.count()).select_from(Certificate)
    found: Select[Any] = counted.where(
        Certificate.state == State.VALID,
        Certificate.valid_to >= today,
        Certificate.valid_to <= today + timedelta(days=SOON),
        running.exists(),
    )
    return found
