"""What a demo of this plugin brings: certificates of the synthetic people."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from addons.certificates.demonstration import desk_of, load
from forms.storage import folder_in
from kernel.seams import demo
from kernel.surroundings import surroundings_of


@demo("certificates")
def demo_certificates(session: Session, folders: Mapping[str, Path]) -> None:
    """The certificates in demo/certificates.csv of the installed plugins are in the ledger."""
    around = surroundings_of(session)
    site = folder_in(around.folder) if around.folder else None
    load(desk_of(session, keys=around.keys, now=around.clock.now(), folder=site), folders)
