"""An office with the sample pack installed, in this process; plugins of data only, code would stay loaded."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import demo
from app.installation import Installation, declared
from app.serve.prepare import perform, prepare
from kernel import access, proposals
from kernel.accounts import add_account
from kernel.clock import Clock, SystemClock
from kernel.db import Database
from kernel.definitions import current
from kernel.install.plan import Act
from kernel.models import AccessRule
from kernel.site import Site
from tests import databases
from tests.app.installations import BUILT_IN
from tests.app.offices import make_app, platform_of, sign_in, token
from tests.app.processes import ROOT

SAMPLE = "pack_sample"
FORM = "pack_sample.commitment"
TEMPLATE = "office_with_sample"
ONLOOKER = "onlooker"
PUBLISHER = "second.person"
EDITOR = re.compile(r"<textarea[^>]*data-editor[^>]*>(.*?)</textarea>", re.DOTALL)


@contextmanager
def plugin_office(folder: Path, *, clock: Clock | None = None, **overrides: Any) -> Iterator[Flask]:
    """The application; plugins lie in `folder/addons`, uploads in `folder/data/addons`."""
    with databases.database("sqlite", folder, databases.template("sqlite", TEMPLATE, fill)) as url:
        (folder / "addons").mkdir()
        (folder / "data" / "addons").mkdir(parents=True)
        ways = (ROOT / "addons" / SAMPLE, folder / "addons", folder / "data" / "addons")
        settings = {"ADDONS_PATH": ways, "PLUGIN_FOLDERS": (*BUILT_IN, *ways)}
        app = make_app(url, folder, clock=clock or SystemClock(), **settings, **overrides)
        yield app
        platform_of(app).database.close()


def fill(url: str) -> None:
    """What every installation has, the demo accounts and the sample pack."""
    database = Database(url)
    with closing(database), tempfile.TemporaryDirectory() as folder:
        site = Site(database.engine, (*BUILT_IN, ROOT / "addons" / SAMPLE), Path(folder))
        here = Installation({}, database, site)
        prepare(here, lambda _said: None)
        perform(here, Act.INSTALL, SAMPLE)
        demo.load(database)
        _add_onlooker(here)


def _add_onlooker(here: Installation) -> None:
    """Somebody who may see plugins and definitions, and change neither."""
    registry = here.loaded().registry
    with here.database.transaction() as session:
        for resource in ("Plugins", "Definitions"):
            session.add(AccessRule(plugin="app", role=ONLOOKER, permission="can_read", resource=resource))
        access.synchronise(session, declared(registry), plugins=registry.plugins)
        add_account(session, ONLOOKER, name="旁观", password=demo.PASSWORD, roles=(ONLOOKER,))


def visitor_of(app: Flask, username: str) -> FlaskClient:
    """Somebody who is signed in, or with no name somebody who is not."""
    client = app.test_client()
    if username:
        assert sign_in(client, username).status_code == 302
    return client


def post(
    client: FlaskClient, path: str, fields: Mapping[str, Any], *, page: str = "/packs/upload"
) -> TestResponse:
    """The form posted with the session's token; a list stands for a field that comes several times."""
    return client.post(path, data={**fields, "csrf_token": token(client, page)})


def text_in_editor(client: FlaskClient, name: str = FORM) -> str:
    """What the editor of a definition holds."""
    return typed_in(client.get(f"/studio/definitions/{name}/edit").text)


def typed_in(html: str) -> str:
    """The text in the editor of a page."""
    found = EDITOR.search(html)
    assert found
    return unescape(found[1])


def change_in_studio(
    client: FlaskClient, old: str, new: str, *, seen: int = 1, name: str = FORM
) -> TestResponse:
    """The definition proposed with other words and published by somebody else; what the proposal's page answered."""
    text = text_in_editor(client, name)
    assert old in text
    fields = {"body": text.replace(old, new), "seen": seen, "reason": f"{old} → {new}"}
    answered = post(client, f"/studio/definitions/{name}/propose", fields)
    assert answered.status_code == 302, answered.text
    here = platform_of(client.application)
    with here.database.transaction() as session:
        proposals.publish(
            session, here.registry, number_in(answered.location), actor=PUBLISHER, now=here.clock.now()
        )
    return answered


def propose_in(app: Flask, *, title: str, actor: str = "designer") -> int:
    """The sample form waits to be called so, under this number."""
    here = platform_of(app)
    with here.database.transaction() as session:
        now = current(session, FORM)
        assert now is not None
        return proposals.propose(
            session,
            here.registry,
            FORM,
            "form",
            now.body | {"title": {"zh": title, "en": title}},
            seen=now.number,
            actor=actor,
            reason=f"改称{title}",
            now=here.clock.now(),
        ).id


def number_in(address: str) -> int:
    """The number at the end of a proposal's address."""
    return int(address.rpartition("/")[2])
