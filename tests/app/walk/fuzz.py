"""The fuzz: weird requests to every route, as somebody who may and as somebody who may not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

from kernel.web import access_map
from tests.addons.spine import Spine
from tests.app.offices import platform_of, token
from tests.app.walk.addresses import Address, Form, Found, Map
from tests.app.walk.secrets import Secrets, Somebody, shown
from tests.app.walk.steps import HEADERS, TEXTS, Walked
from tests.app.walk.weird import Shot, shots
from tests.app.walk.world import NOBODY, Person
from tests.app.walk.writes import Writes
from tests.kernel.install.house import ROOT

COUNTED = frozenset({"audit_entry", "letters_lookup", "user_state", "ab_user", "throttle_count"})
"""What a refusal may leave: that it happened, and how often."""
MACHINE = re.compile(
    rf"Traceback \(most|File \"/|{re.escape(str(ROOT))}|site-packages|sqlalchemy|psycopg|sqlite3",
    re.IGNORECASE,
)
Marks = Sequence[tuple[str, Somebody]]
REVEALED = "parties_records.revealed"
"""Where a number is shown in full to those who reach the person and say why; it is logged."""
STRANGER = 0.2
"""How often somebody who may not sends it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A request that was answered wrongly."""

    person: str
    shot: Shot
    status: int
    what: str

    def __str__(self) -> str:
        sent = {name: value for name, value in self.shot.options.items() if name != "headers"}
        return (
            f"{self.shot.method} {self.shot.path[:200]} as {self.person or 'nobody'} ({self.shot.what} "
            f"{str(sent)[:300]}): {self.status}, {self.what}"
        )


class Fuzz:
    """The application under odd requests, after everybody has walked through it."""

    def __init__(self, office: Spine, walk: Walked, *, seed: int) -> None:
        found = dict(zip(walk.people, walk.found, strict=True))
        self.office, self.found, self.draw = office, found, Random(seed)  # noqa: S311 not a secret
        self.access, self.routes = access_map(office.app), Map(office.app)
        self.writes, self.secrets = Writes(platform_of(office.app).database), Secrets(office)
        self.forbidden = dict(zip(walk.people, walk.forbidden, strict=True))
        self.tokens: dict[Person, tuple[FlaskClient, str]] = {}
        self.sent: set[str] = set()
        """The routes that were tried."""

    def faults(self, number: int) -> list[Fault]:
        """What went wrong with so many requests to every method of every route."""
        return [fault for rule, method in self._targets() for fault in self._tried(rule, method, number)]

    def _targets(self) -> Iterator[tuple[str, str]]:
        for rule in sorted(self.routes.rules, key=lambda one: (one.endpoint, one.rule)):
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield rule.rule, method

    def _tried(self, rule: str, method: str, number: int) -> Iterator[Fault]:
        endpoint = next(
            one.endpoint for one in self.routes.rules if one.rule == rule and method in (one.methods or ())
        )
        invented = [one for one in self.routes.invented() if (one.endpoint, one.method) == (endpoint, method)]
        for _ in range(number):
            person = self._sender(endpoint)
            ways = (
                _ways(self.found[person], endpoint, method)
                or _anybodys(self.found.values(), endpoint, method)
                or invented
            )
            names = sorted({name for way in ways for name in _names(way)})
            client, known = self._browser(person)
            (shot,) = shots(rule, ways, method, names=names, draw=self.draw, token=known, number=1)
            yield from self._sent(person, client, shot)

    def _sender(self, endpoint: str) -> Person:
        """Somebody who may, most often one who came here by a link; now and then somebody who may not."""
        may = [person for person in self.found if person.may_open(self.access[endpoint])]
        others = [person for person in self.found if person not in may]
        if others and (not may or self.draw.random() < STRANGER):
            return self.draw.choice(others)
        led = [
            one for one in may if endpoint in self.found[one].addresses or endpoint in self.found[one].forms
        ]
        return self.draw.choice(led or may)

    def _sent(self, person: Person, client: FlaskClient, shot: Shot) -> Iterator[Fault]:
        self.sent.add(shot.endpoint)
        self.writes.taken()
        answer = client.open(shot.path, method=shot.method, **shot.options)
        text = answer.get_data(as_text=True) if (answer.content_type or "").startswith(TEXTS) else ""
        answer.close()
        wrote = set(self.writes.taken())
        forbidden = self._forbidden(person, shot.endpoint)
        for what in self._wrong(forbidden, answer.status_code, text, wrote):
            yield Fault(person.username, shot, answer.status_code, what)
        for name in HEADERS:
            if name not in answer.headers:
                yield Fault(person.username, shot, answer.status_code, f"without {name}")
        if answer.status_code in {400, 401} or (answer.location or "").startswith("/login"):
            # what was done before may have ended the session
            self.tokens.pop(person, None)

    def _forbidden(self, person: Person, endpoint: str) -> Marks:
        """What no answer may show them; whom they know, they may be shown in full where they say why."""
        if endpoint != REVEALED:
            return self.forbidden[person]
        known = self.secrets.known(person)
        return [(mark, one) for mark, one in self.forbidden[person] if one.id not in known]

    def _wrong(self, forbidden: Marks, status: int, text: str, wrote: set[str]) -> Iterator[str]:
        if status >= 500:
            yield "a failure"
        if found := MACHINE.search(text):
            yield f"says {found[0]!r}"
        if leaked := shown(text, forbidden):
            yield f"shows {leaked}"
        if status >= 400 and wrote - COUNTED:
            yield f"refused, and yet written: {sorted(wrote - COUNTED)}"

    def _browser(self, person: Person) -> tuple[FlaskClient, str]:
        if person not in self.tokens:
            self.office.clients.pop(person.username, None)
            client = self.office.client(person.username)
            self.tokens[person] = client, token(client, "/login" if person.username == NOBODY else "/")
        return self.tokens[person]


def _ways(found: Found, endpoint: str, method: str) -> list[Address | Form]:
    kept: list[Address | Form] = [one for one in found.addresses.get(endpoint, ()) if one.method == method]
    return kept + [form for form in found.forms.get(endpoint, ()) if form.address.method == method]


def _anybodys(found: Iterable[Found], endpoint: str, method: str) -> list[Address | Form]:
    return [way for one in found for way in _ways(one, endpoint, method)]


def _names(way: Address | Form) -> list[str]:
    path = way.path if isinstance(way, Address) else way.address.path
    asked = [name for name, _ in parse_qsl(urlsplit(path).query)]
    return asked if isinstance(way, Address) else asked + [name for name, _ in way.fields]
