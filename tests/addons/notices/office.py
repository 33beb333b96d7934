"""An application with notices installed, made once in a run, and the people who read them."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from addons.notices import service
from addons.parties import service as parties
from addons.parties.queries import office_by_code
from addons.parties.words import DocumentType
from app import demo
from app.installation import Installation
from app.serve.prepare import perform, prepare
from approvals.people.assignment import PartyKind, PartyRef
from kernel.accounts import add_account
from kernel.clock import FixedClock
from kernel.db import Database
from kernel.install.plan import Act
from kernel.site import Site
from tests import databases
from tests.addons.notices.samples import make_message
from tests.addons.parties.oracles import make_identity
from tests.addons.parties.test_protection import make_ring
from tests.addons.parties.town import CHANGCHUN, LONG_AGO
from tests.app.installations import BUILT_IN
from tests.app.offices import make_app, platform_of
from tests.app.processes import ROOT
from tests.conftest import TODAY

TEMPLATE = "office_with_notices"
PLUGINS = ("parties", "certificates", "licensing", "notices")
FOLDERS = (*BUILT_IN, *(ROOT / "addons" / name for name in PLUGINS))
PEOPLE = ("zhang", "li")


def fill(url: str) -> None:
    """What every installation has, notices, and accounts: two people, a clerk, an administrator."""
    database = Database(url)
    with closing(database), tempfile.TemporaryDirectory() as folder:
        here = Installation({}, database, Site(database.engine, FOLDERS, Path(folder)))
        prepare(here, lambda _said: None)
        perform(here, Act.INSTALL, "notices")
        demo.load(database)
        with database.transaction() as session:
            for number, name in enumerate(PEOPLE):
                user = add_account(session, name, name=name, password=demo.PASSWORD, roles=("applicant",))
                person = parties.register_person(
                    session,
                    DocumentType.RESIDENT_ID,
                    make_identity(LONG_AGO.replace(year=1980 + number)),
                    name="张小山",
                    keys=make_ring("key-1"),
                    now=TODAY,
                )
                parties.bind_person(session, user, person.id, actor="test", now=TODAY)
            clerk = add_account(session, "wang", name="王窗口", password=demo.PASSWORD, roles=("city_clerk",))
            office = office_by_code(session, CHANGCHUN)
            assert office is not None
            parties.bind_office(session, clerk, office.id, actor="test", now=TODAY)


@contextmanager
def notice_office(folder: Path, clock: FixedClock, **overrides: Any) -> Iterator[Flask]:
    """The application on a database of its own."""
    with databases.database("sqlite", folder, databases.template("sqlite", TEMPLATE, fill)) as url:
        app = make_app(url, folder, clock=clock, PLUGIN_FOLDERS=FOLDERS, **overrides)
        yield app
        platform_of(app).database.close()


def tell(app: Flask, *to: PartyRef, key: str, **changes: Any) -> None:
    """These parties are told something, committed."""
    here = platform_of(app)
    with here.database.transaction() as session:
        service.keep(session, make_message(*to, key=key, at=here.clock.now(), **changes))


def person(number: int) -> PartyRef:
    """Zhang is the first person, Li the second."""
    return PartyRef(PartyKind.PERSON, number)


def window(app: Flask) -> PartyRef:
    """The window of Changchun."""
    with platform_of(app).database.transaction() as session:
        office = office_by_code(session, CHANGCHUN)
        assert office is not None
        return PartyRef(PartyKind.OFFICE, office.id)
