"""A file over HTTP: to the reader of the link only, as an attachment that nothing runs."""

from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import Engine, select

from forms.fields.file import FileField
from forms.links import shown
from forms.pages.files import forms_pages
from forms.storage import LocalFiles, folder_in
from forms.uploads import keep
from kernel.clock import FixedClock
from kernel.db import session_factory, transaction
from kernel.errors import NotFound
from kernel.models import AuditEntry
from kernel.web import EXTENSION, Visitor, guard
from kernel.web.access import NotSignedIn
from tests.forms.test_uploads import KEYS, PDF

SIGNED_IN = 7


@pytest.fixture
def site(forms_engine: Engine, clock: FixedClock, tmp_path: Path) -> SimpleNamespace:
    """An application of these pages only, with one file; `reader` is who asks."""
    storage = LocalFiles(folder_in(tmp_path))
    put = partial(keep, owner="person:1", field=FileField(), storage=storage, now=clock.now())
    with transaction(forms_engine) as session:
        upload = put(session, PDF, name="张三 证明.pdf")
        address = shown([upload], SIGNED_IN, keys=KEYS, now=clock.now())[upload.id].address
    app = Flask(__name__)
    app.testing = True
    app.extensions[EXTENSION] = SimpleNamespace(
        database=SimpleNamespace(
            session=session_factory(forms_engine), transaction=partial(transaction, forms_engine)
        ),
        clock=clock,
        keys=KEYS,
        site=SimpleNamespace(folder=tmp_path),
    )
    found = SimpleNamespace(
        client=app.test_client(), address=address, reader=SIGNED_IN, upload=upload.id, engine=forms_engine
    )

    def who() -> None:
        actor: Any = SimpleNamespace(user_id=found.reader, username="li")
        g.visitor = Visitor(actor)
        guard()

    app.before_request(who)
    forms_pages().register(app)
    return found


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_reader_gets_an_attachment_that_nothing_runs(site: SimpleNamespace):
    answer = site.client.get(site.address)

    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_nobody_else_opens_it_and_nobody_guesses(site: SimpleNamespace):
    site.reader = 8
    with pytest.raises(NotFound):
        site.client.get(site.address)
    site.reader = SIGNED_IN
    with pytest.raises(NotFound):
        site.client.get("/files/1.99999999999.x.old")
    site.reader = None
    with pytest.raises(NotSignedIn):
        site.client.get(site.address)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_page_of_ours_may_show_it_in_place_and_nobody_elses(site: SimpleNamespace):
    answer = site.client.get(f"{site.address}/view")

    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'"
    site.reader = 8
    with pytest.raises(NotFound):
        site.client.get(f"{site.address}/view")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["", "/view"])
def test_a_part_of_the_file_may_be_asked_for(site: SimpleNamespace, path: str):
    answer = site.client.get(f"{site.address}{path}", headers={"Range": "bytes=1-3"})
    assert (answer.status_code, answer.data) == (206, PDF[1:4])
    assert answer.headers["Content-Range"] == f"bytes 1-3/{len(PDF)}"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_taken_away_is_on_record_and_what_is_looked_at_is_not(site: SimpleNamespace):
    site.client.get(f"{site.address}/view")
    site.client.get(site.address)
    with transaction(site.engine) as session:
        [entry] = session.scalars(select(AuditEntry)).all()
        assert (entry.actor, entry.action, entry.thing) == ("li", "file.downloaded", f"file:{site.upload}")
        assert entry.address == "127.0.0.1"
