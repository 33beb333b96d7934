"""What is looked after without anybody: old keys, names that cannot be found yet, regions that are new."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from addons.parties import country
from addons.parties.finding import indexed
from addons.parties.identity.closing import erased
from addons.parties.identity.closing import renewed as identities_renewed
from addons.parties.rotation import renewed
from addons.parties.settings import KEPT
from kernel.jobs import Daily, Every, Slot
from kernel.keys import KeyRing
from kernel.seams import job
from kernel.settings import settings_of
from kernel.surroundings import surroundings_of
from kernel.text import Text

MOST = 2_000
"""In one run: a transaction stays short."""


@job("parties.rotation", title=Text("更换密钥后重新加密", "Renew encryption"), schedule=Every(15), catch_up=1)
def rotation(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Numbers closed with an older key are closed with the one in use, some at a time."""
    keys = surroundings_of(session).keys or KeyRing({})
    return {
        "renewed": renewed(session, keys=keys, most=MOST),
        "identities": identities_renewed(session, keys=keys, most=MOST),
    }


@job(
    "parties.upkeep", title=Text("维护姓名索引与区划", "Keep names findable"), schedule=Every(15), catch_up=1
)
def upkeep(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Names that files brought or changed are found; regions that an upgrade brings are there."""
    return {"regions": country.bring(session), "indexed": indexed(session, most=MOST)}


@job(
    "parties.identities",
    title=Text("删除逾期未核验的证件信息", "Erase documents that nobody verified"),
    schedule=Daily("03:40"),
    catch_up=1,
)
def identities(session: Session, slot: Slot) -> dict[str, Any]:  # noqa: ARG001 a job is called with both
    """Numbers that waited for too long are gone, some at a time; their accounts stay."""
    around = surroundings_of(session)
    days = settings_of(session.connection(), around.registry)[KEPT]
    now = around.clock.now()
    return {"erased": erased(session, before=now - timedelta(days=days), now=now, most=MOST)}
