"""The way of telling that this plugin offers: a notice to be read here."""

from sqlalchemy.orm import Session

from addons.licensing.seams import told
from addons.licensing.telling import Message
from addons.notices.service import keep


@told("notices")
def in_app(session: Session, message: Message) -> None:
    """Every party of the message finds it among its notices, once."""
    keep(session, message)
