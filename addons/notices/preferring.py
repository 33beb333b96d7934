"""What accounts want to hear of, and how: read, changed, and asked for when something is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from addons.licensing.telling import Group
from addons.notices.models import Preference
from addons.notices.ways import IN_APP, MUST, Choices, is_fixed
from kernel import audit


def choices_of(session: Session, users: Iterable[int]) -> dict[int, dict[tuple[str, str], bool]]:
    """What each of the accounts has chosen; the usual holds for the rest."""
    found: dict[int, dict[tuple[str, str], bool]] = {}
    rows = session.scalars(select(Preference).where(Preference.user_id.in_(list(users))))
    for row in rows:
        found.setdefault(row.user_id, {})[row.about, row.way] = row.wanted
    return found


def hidden_groups(session: Session, user_id: int) -> frozenset[str]:
    """The groups that the account does not want among its notices."""
    rows = select(Preference.about).where(
        Preference.user_id == user_id, Preference.way == IN_APP, Preference.wanted.is_(False)
    )
    return frozenset(session.scalars(rows)) - {group.value for group in MUST}


def choose(
    session: Session,
    user_id: int,
    wanted: Mapping[tuple[str, str], bool],
    *,
    actor: str,
    now: datetime,
    address: str,
) -> bool:
    """The account hears of things as it has chosen; what must be told stays on. Whether anything changed."""
    before: Choices = choices_of(session, [user_id]).get(user_id, {})
    kept = {
        (about, way): chosen
        for (about, way), chosen in wanted.items()
        if about in set(Group) and not is_fixed(Group(about), way)
    }
    if all(before.get(key) == chosen for key, chosen in kept.items()):
        return False
    session.execute(delete(Preference).where(Preference.user_id == user_id))
    session.add_all(
        Preference(user_id=user_id, about=about, way=way, wanted=chosen)
        for (about, way), chosen in {**before, **kept}.items()
    )
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="notices.preferences",
        thing=f"account:{user_id}",
        detail={},
        now=now,
        address=address,
    )
    return True
