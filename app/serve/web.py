"""What runs inside one generation: gunicorn with our settings, telling the supervisor how the start went."""

import gc
import importlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.errors import AppImportError

from app.serve.kinship import end_with
from kernel.errors import TongbanError

APPLICATION = "app.factory:create_app"
GRACE_SECONDS = 30
SENTENCE_LIMIT = 600  # two sentences of Chinese still fit one atomic write to a pipe


@dataclass(frozen=True, slots=True)
class WebOrder:
    """What the supervisor asks of a generation; travels as one argument of the command line."""

    listener: int
    report: int
    parent: int
    workers: int
    threads: int
    boot_seconds: int
    application: str = APPLICATION

    def as_text(self) -> str:
        """The order as one argument."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "WebOrder":
        """The order from that argument."""
        return cls(**json.loads(text))


class Web(BaseApplication):
    """Gunicorn without a configuration file, a control socket or a preloaded application."""

    def __init__(self, order: WebOrder) -> None:
        self.order = order
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn's settings for the order."""
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def _settings(self) -> dict[str, Any]:
        return {
            "bind": f"fd://{self.order.listener}",
            "worker_class": "app.serve.worker.Worker",
            "workers": self.order.workers,
            "threads": self.order.threads,
            "graceful_timeout": GRACE_SECONDS,
            # says how long a worker may take to build the application; a thread may serve for longer
            "timeout": self.order.boot_seconds,
            "loglevel": "warning",
            # a file is written like everything else: only that ends when a client stops reading
            "sendfile": False,
            "post_worker_init": self._ready,
            # its default path is one per user: two installations of one user would share it
            "control_socket_disable": True,
            "proc_name": "tongban",
        }

    def load(self) -> Any:
        """The application, built whole in the worker; a failure is reported before it is raised."""
        module, _, factory = self.order.application.partition(":")
        try:
            with collector_resting():
                create: Callable[[], Any] = getattr(importlib.import_module(module), factory)
                return create()
        except BaseException as error:
            self._say({"failed": _failure(error)})
            if isinstance(error, TongbanError):
                # told by the supervisor, in both languages; a traceback would say nothing more
                raise AppImportError(error.sentence("en")) from error
            if isinstance(error, Exception):
                raise
            # gunicorn takes SystemExit for an orderly end and would start the worker again for ever
            raise RuntimeError(f"the application ended the process: {error!r}") from error

    def _ready(self, _worker: Any) -> None:
        self._say({"ready": os.getpid()})

    def _say(self, message: dict[str, Any]) -> None:
        # a worker that replaces a lost one speaks to a supervisor that no longer listens
        with suppress(OSError):
            os.write(self.order.report, (json.dumps(message, ensure_ascii=False) + "\n").encode())


def run(order: WebOrder) -> None:
    """Serves until told to end."""
    end_with(order.parent)
    # the workers share what is loaded here; what fails they meet again, and report
    with suppress(Exception, SystemExit), collector_resting():
        warm = getattr(importlib.import_module(order.application.partition(":")[0]), "warm", None)
        if warm is not None:
            warm()
    Web(order).run()


@contextmanager
def collector_resting() -> Iterator[None]:
    """Nothing is looked through for garbage, and what was made is not looked at again with every request."""
    # a start makes much and drops little: a fifth of its time went into looking
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _failure(error: BaseException) -> dict[str, str]:
    if isinstance(error, TongbanError):
        zh, en = error.sentence("zh"), error.sentence("en")
    else:
        said = f"{type(error).__name__}: {error}"
        zh, en = f"程序无法启动：{said}", f"The application does not start: {said}"
    return {"zh": zh[:SENTENCE_LIMIT], "en": en[:SENTENCE_LIMIT]}
