"""The application on a house in which letters are installed, and the browsers of its accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.addons.letters.bureau import Bureau
from tests.app.offices import enter, make_app, platform_of
from tests.kernel.install.house import BUILT_IN


@dataclass
class Site:
    """The application and the bureau that works on its database."""

    app: Flask
    bureau: Bureau

    def client(self, user_id: int | None = None, address: str = "203.0.113.7") -> FlaskClient:
        """The browser of an account, or of nobody, at an address."""
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        if user_id is not None:
            enter(self.app, client, user_id)
        return client


@pytest.fixture
def site(bureau: Bureau, tmp_path: Path) -> Iterator[Site]:
    """The application, whose files lie where the bureau keeps its own."""
    url = bureau.house.engine.url.render_as_string(hide_password=False)
    app = make_app(
        url,
        tmp_path,
        clock=bureau.clock,
        DATA_DIR=bureau.house.folder,
        PLUGIN_FOLDERS=(*BUILT_IN, bureau.house.addons),
    )
    yield Site(app, bureau)
    platform_of(app).database.close()
