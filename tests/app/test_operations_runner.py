"""An install started by a request runs in a process of its own."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app import operations_runner
from app.factory import create_app
from app.operations_runner import environment_of
from kernel.db import session_factory, transaction
from kernel.install.operations import planned, queue
from kernel.models import Plugin, PluginOperation
from kernel.models.plugins import OperationState
from kernel.web import platform
from tests.app.installations import BUILT_IN
from tests.app.packs import make_pack
from tests.app.processes import Place, until


def test_settings_given_directly_reach_the_process(tmp_path: Path):
    variables = environment_of(
        {
            "DATA_DIR": tmp_path,
            "DATABASE_URL": "sqlite:///x.db",
            "KEYS_FILE": tmp_path / "k.json",
            "ADDONS_PATH": (Path("/packs"), tmp_path / "addons"),
            "DEMO": False,
        }
    )
    assert variables["ADDONS_PATH"] == "/packs"
    assert variables["DATABASE_URL"] == "sqlite:///x.db"
    assert variables["DEMO"] == ""


@pytest.mark.parametrize("fault", [False, True])
def test_an_operation_ends_whatever_becomes_of_it(place: Place, fault: bool):
    pack = make_pack(place.addons, "tryout")
    data = place.folder / "data"
    settings = {
        "DATA_DIR": data,
        "DATABASE_URL": place.database_url,
        "KEYS_FILE": place.folder / "keys.json",
        "ADDONS_PATH": (place.addons, data / "addons"),
        "PLUGIN_FOLDERS": (*BUILT_IN, place.addons),
    }
    app = create_app(settings)
    with app.app_context():
        here = platform()
        with transaction(here.site.engine) as session:
            plan = planned(session, here.site, "install", "tryout", registry=here.registry)
            operation = queue(session, here.site, plan, actor="admin", choices={})
        if fault:
            (pack / "forms" / "request.yaml").write_text("model: [")

        operations_runner.start(operation)

        def state() -> str:
            with session_factory(here.site.engine)() as session:
                return session.get_one(PluginOperation, operation).state

        assert until(lambda: state() in {OperationState.DONE, OperationState.FAILED})
        assert state() == (OperationState.FAILED if fault else OperationState.DONE)
        with session_factory(here.site.engine)() as session:
            names = set(session.scalars(select(Plugin.name)))
        assert ("tryout" in names) is not fault
        assert (data / "operations" / f"{operation}.log").exists()
        here.database.close()
