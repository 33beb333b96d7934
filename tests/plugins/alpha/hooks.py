"""The hooks of the manifest; each leaves a mark."""

from sqlalchemy.orm import Session

from .models import AlphaMark


def greeted(session: Session) -> None:
    """Marks that the install has begun."""
    session.add(AlphaMark(what="pre_init"))


def filled(session: Session) -> None:
    """Marks that everything is in place."""
    session.add(AlphaMark(what="post_init"))


def left(session: Session) -> None:
    """Marks that the plugin is about to go."""
    session.add(AlphaMark(what="uninstall"))
