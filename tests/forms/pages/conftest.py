"""One office with the sample pack for all tests of a module; each test has a form of its own on the board."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.app.plugin_office import plugin_office


@pytest.fixture(scope="module")
def studio_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The office."""
    with plugin_office(tmp_path_factory.mktemp("designs")) as app:
        yield app
