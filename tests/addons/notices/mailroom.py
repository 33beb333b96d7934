"""A mail server of this machine that keeps what it is given, and an office whose letters go there."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask

from addons.licensing.telling import Group, Message
from addons.notices.listeners import in_app
from app.mailing import mail_of
from approvals.people.assignment import PartyRef
from kernel.clock import FixedClock
from kernel.outbox import drain
from kernel.surroundings import Surroundings
from tests.addons.notices.office import notice_office
from tests.addons.notices.samples import make_message
from tests.app.offices import platform_of

LINK = re.compile(r"/my/preferences/confirm/[0-9a-f]+")


class Server:
    """Takes every letter, but for those to addresses that it is told to refuse, for good or for now."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.busy: set[str] = set()
        self.closing: Callable[[], object] = lambda: None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 named by SMTP
        """Whether somebody reads this address."""
        if address in self.refused:
            return "550 nobody reads this"
        if address in self.busy:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 named by SMTP
        """The letter is kept."""
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def shut(self) -> None:
        """Nobody answers any more."""
        self.closing()

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address."""
        return [one for one in self.letters if one["To"] == address]


@contextmanager
def mail_server() -> Iterator[tuple[Server, int]]:
    """A server that listens, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    found = Server()
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    found.closing = controller.stop
    try:
        yield found, port
    finally:
        if controller.loop.is_running():
            controller.stop()


@contextmanager
def mailing_office(folder: Path, clock: FixedClock) -> Iterator[tuple[Flask, Server]]:
    """An office with notices whose mail goes to a server of this machine."""
    with mail_server() as (server, port):
        reached: dict[str, Any] = {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": port,
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "no-reply@example.org",
        }
        with notice_office(folder, clock, **reached) as app:
            yield app, server


def around(app: Flask) -> Surroundings:
    """What jobs and handlers of the office ask for."""
    here = platform_of(app)
    address, mail = here.settings["PUBLIC_URL"], mail_of(here.settings)
    return Surroundings(here.registry, here.clock, here.keys, here.site.folder, (), address, mail)


def work(app: Flask) -> int:
    """Everything deferred that is due is carried out; returns how much failed."""
    here, failed = platform_of(app), 0
    while (
        found := drain(
            here.database.engine, here.registry, clock=here.clock, worker="w", surroundings=around(app)
        )
    ).done:
        failed += found.failed
    return failed + found.failed


def tell(app: Flask, *to: PartyRef, key: str, group: Group = Group.OUTCOME, **changes: Any) -> None:
    """These parties are told something as licensing tells it."""
    here = platform_of(app)
    plain = make_message(*to, key=key, at=here.clock.now(), **changes)
    message = Message(plain.key, plain.to, plain.title, plain.body, plain.link, plain.at, group=group)
    with here.database.transaction() as session:
        in_app(session, message)


def text_of(letter: EmailMessage) -> str:
    """What the letter says."""
    return str(letter.get_content())
