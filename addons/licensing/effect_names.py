"""What the enterprises and posts that effects name are called."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.certificates.queries import certificate_type
from addons.licensing.effect_words import POST, Names, employers_in
from addons.parties.models import Enterprise
from kernel.effects import Preview
from kernel.text import Text


def names_of_effects(session: Session, previews: Sequence[Preview]) -> Names:
    """Asked only where an effect names one."""
    numbers = employers_in(previews)
    named = select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(numbers))
    employers = {row.id: row.name for row in session.execute(named)} if numbers else {}
    posts: dict[str, Text] = {}
    for one in previews:
        if one.change.after and POST in one.change.after:
            posts |= _posts(session, one)
    return Names(employers, posts)


def _posts(session: Session, preview: Preview) -> dict[str, Text]:
    certificate = session.get(Certificate, preview.parameters.get("certificate") or 0)
    if certificate is None:
        return {}
    kind = certificate_type(session, certificate.type)
    codes = {side.get(POST) for side in (preview.change.before, preview.change.after) if side}
    found = (kind.appointment(code) for code in codes if isinstance(code, str))
    return {one.value: one.title for one in found if one is not None}
