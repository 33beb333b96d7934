"""Deferred work: a notice finds its readers elsewhere; letters, digests and proofs leave the house."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from addons.notices.addresses import CONFIRM
from addons.notices.carrying import Carrier, Told, carriers
from addons.notices.composing import one_digest, one_notice, proof_letter
from addons.notices.models import Address
from addons.notices.sending import SEND, SEND_DIGEST, SPREAD, spread
from addons.notices.ways import MAIL
from kernel.seams import topic
from kernel.surroundings import Surroundings, surroundings_of
from kernel.text import Text


@topic(SPREAD, title=Text("分发消息", "notices to be sent on"))
def find_readers(session: Session, payload: Mapping[str, Any]) -> None:
    """Whoever wants the notice elsewhere is going to get it there."""
    spread(session, payload["notice"], around=surroundings_of(session))


@topic(SEND, title=Text("发送消息", "a notice sent"), outward=True)
def send(session: Session, payload: Mapping[str, Any]) -> None:
    """The notice has been carried to the account."""
    around = surroundings_of(session)
    told = one_notice(session, payload["notice"], payload["user"], around)
    _carried(session, around, payload["way"], payload["user"], told)


@topic(SEND_DIGEST, title=Text("发送每日摘要", "a digest sent"), outward=True)
def send_digest(session: Session, payload: Mapping[str, Any]) -> None:
    """The digest of the day has been carried to the account."""
    around, user_id = surroundings_of(session), payload["user"]
    told = one_digest(session, user_id, date.fromisoformat(payload["day"]), around)
    _carried(session, around, MAIL, user_id, told)


@topic(CONFIRM, title=Text("确认邮箱", "proof of a mail address"), outward=True, attempts=4)
def send_proof(session: Session, payload: Mapping[str, Any]) -> None:
    """The letter with the link is with the mail server; whoever has confirmed meanwhile needs none."""
    around = surroundings_of(session)
    row = session.get(Address, payload["user"])
    carrier = _carrier(around, MAIL)
    if row is None or row.pending is None or carrier is None or around.keys is None:
        return
    address, told = row.pending, proof_letter(session, row, around.keys, around)
    # nothing is held open while a server elsewhere takes its time
    session.rollback()
    carrier.carry(around, address, told)


def _carried(session: Session, around: Surroundings, way: str, user_id: int, told: Told | None) -> None:
    carrier = _carrier(around, way)
    address = carrier.address(session, user_id) if carrier is not None else None
    session.rollback()
    if carrier is not None and address is not None and told is not None:
        carrier.carry(around, address, told)


def _carrier(around: Surroundings, way: str) -> Carrier | None:
    return next((found for name, _, found in carriers(around.registry, around) if name == way), None)
