"""Self-checks: whether the roster can still be read with the keys that there are."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.parties.identity.models import RosterEntry
from addons.parties.identity.roster import count_older
from kernel.health import Health, HealthState, well
from kernel.seams import health
from kernel.surroundings import surroundings_of
from kernel.text import Text


@health("parties.roster", title=Text("实名名册", "Roster of identities"))
def roster(session: Session) -> Health:
    """Whether the roster stands under the key in use: digests cannot be renewed, only imported anew."""
    keys = surroundings_of(session).keys
    entries = session.scalar(select(func.count()).select_from(RosterEntry)) or 0
    older = count_older(session, keys=keys) if keys is not None and entries else 0
    if not older:
        return well(f"名册有 {entries} 条。", f"The roster has {entries} entries.")
    return Health(
        HealthState.WARN,
        Text(
            f"名册中有 {older} 条使用旧的盲索引密钥。",
            f"{older} entries of the roster stand under an older blind index key.",
        ),
        Text(
            "请重新导入名册，之后才能移除旧密钥。", "Import the roster again before the older key is removed."
        ),
    )
