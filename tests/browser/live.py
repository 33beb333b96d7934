"""The platform on a port of this machine, for a browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import databases
from tests.app.offices import fill, make_app, platform_of


class Silent(WSGIRequestHandler):
    """Requests are not written to the terminal of the tests."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def live_office(folder: Path, **overrides: Any) -> Iterator[tuple[str, Flask]]:
    """The shell with the demo accounts, served from this process: its address, and the application."""
    template = databases.template("sqlite", "office", fill)
    with databases.database("sqlite", folder, template) as url:
        app = make_app(url, folder, **overrides)
        with served(app) as address:
            yield address, app
        platform_of(app).database.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the application while it is served in a thread."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
