"""An office with the sample pack installed, in this process; plugins of data only, code would stay loaded."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from app import demo
from app.installation import Installation
from app.serve.prepare import perform, prepare
from kernel.clock import Clock, SystemClock
from kernel.db import Database
from kernel.plan import Act
from kernel.site import Site
from tests import databases
from tests.app.installations import BUILT_IN
from tests.app.offices import make_app, platform_of
from tests.app.processes import ROOT

SAMPLE = "pack_sample"
FORM = "pack_sample.commitment"
TEMPLATE = "office_with_sample"


@contextmanager
def plugin_office(folder: Path, *, clock: Clock | None = None, **overrides: Any) -> Iterator[Flask]:
    """The application; plugins lie in `folder/addons`, uploads in `folder/data/addons`."""
    with databases.database("sqlite", folder, databases.template("sqlite", TEMPLATE, fill)) as url:
        (folder / "addons").mkdir()
        (folder / "data" / "addons").mkdir(parents=True)
        ways = (ROOT / "addons", folder / "addons", folder / "data" / "addons")
        settings = {"ADDONS_PATH": ways, "PLUGIN_FOLDERS": (*BUILT_IN, *ways)}
        app = make_app(url, folder, clock=clock or SystemClock(), **settings, **overrides)
        yield app
        platform_of(app).database.close()


def fill(url: str) -> None:
    """What every installation has, the demo accounts and the sample pack."""
    database = Database(url)
    with closing(database), tempfile.TemporaryDirectory() as folder:
        site = Site(database.engine, (*BUILT_IN, ROOT / "addons"), Path(folder))
        here = Installation({}, database, site)
        prepare(here, lambda _said: None)
        perform(here, Act.INSTALL, SAMPLE)
        demo.load(database)
