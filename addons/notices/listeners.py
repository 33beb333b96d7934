"""The way of telling that this plugin offers: a notice to be read here, and carried to who wants it elsewhere."""

from sqlalchemy.orm import Session

from addons.licensing.seams import told
from addons.licensing.telling import Message
from addons.notices.sending import spread_later
from addons.notices.service import kept
from addons.notices.wordings import reworded


@told("notices")
def in_app(session: Session, message: Message) -> None:
    """Every party of the message finds it among its notices, once, in the words of this office."""
    new = kept(session, reworded(session, message))
    spread_later(session, new, now=message.at)
