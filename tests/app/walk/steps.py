"""The walk itself: every route as everybody, once with what a browser sends and once without the token."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kernel.web import access_map
from tests.addons.spine import Spine
from tests.app.offices import platform_of, token
from tests.app.walk.addresses import Address, Found, Map, explored
from tests.app.walk.secrets import Secrets, Somebody, shown
from tests.app.walk.world import NOBODY, Person, cast, restored
from tests.app.walk.writes import Writes

LEAVING = frozenset({"sign_in.leave", "profile.change"})
"""Acts after which one signs in again."""
TEXTS = ("text/", "application/json")
BARE, SENT = "without a token", "with a token"


@dataclass(frozen=True, slots=True)
class Step:
    """One request and what came of it."""

    person: str
    endpoint: str
    method: str
    path: str
    manner: str
    may: bool
    """Whether the declaration of the route lets this person in."""
    status: int
    location: str
    leaked: tuple[str, ...]
    wrote: tuple[str, ...]
    lacking: tuple[str, ...]
    """Headers that every answer carries, and this one did not."""

    def __str__(self) -> str:
        told = f"{self.method} {self.path} as {self.person or 'nobody'} {self.manner}: {self.status}"
        return told + (f" to {self.location}" if self.location else "")


@dataclass(frozen=True, slots=True)
class Walked:
    """Everything that was seen."""

    people: tuple[Person, ...]
    endpoints: frozenset[str]
    steps: tuple[Step, ...]
    broken: tuple[str, ...]
    """Links of somebody's own pages that led nowhere."""
    found: tuple[Found, ...]
    """What each of the people came to, in the same order."""
    forbidden: tuple[Sequence[tuple[str, Somebody]], ...]
    """What no page may show to each of them, as it was before anybody acted."""


HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cache-Control",
)


def closed(step: Step) -> bool:
    """Whether the guard turned the person away."""
    return step.status in {401, 403} or (step.location.startswith("/login") and step.endpoint not in LEAVING)


def walked(office: Spine, most: int) -> Walked:
    """So many addresses of each route have been tried: reads first, as everybody; then acts, the least powerful first, so that nothing they need is gone."""
    routes, people = Map(office.app), cast(office)
    writes, secrets = Writes(platform_of(office.app).database), Secrets(office)
    forbidden = tuple(secrets.forbidden(person) for person in people)
    walks = [_Walk(office, person, writes, hidden) for person, hidden in zip(people, forbidden, strict=True)]
    found = [walk.explore(routes) for walk in walks]
    ways = _ways(routes, found, most)
    for walk in walks:
        walk.read(ways)
    for walk in walks:
        restored(office)
        walk.act(ways)
    broken = [
        f"{one.person.username or 'nobody'}: {what}"
        for one, seen in zip(walks, found, strict=True)
        for what in seen.broken
    ]
    steps = [step for walk in walks for step in walk.steps]
    return Walked(
        tuple(people), frozenset(access_map(office.app)), tuple(steps), tuple(broken), tuple(found), forbidden
    )


def _ways(routes: Map, found: Iterable[Found], most: int) -> list[Address]:
    """Of every route and method some addresses that people came to, or else one that is made up."""
    led: dict[tuple[str, str], list[list[Address]]] = defaultdict(list)
    for seen in found:
        for kept in (
            *seen.addresses.values(),
            *([form.address for form in forms] for forms in seen.forms.values()),
        ):
            for key in sorted({(one.endpoint, one.method) for one in kept}):
                led[key].append([one for one in kept if (one.endpoint, one.method) == key])
    ways = {key: _in_turn(lists)[:most] for key, lists in led.items()}
    for one in routes.invented():
        ways.setdefault((one.endpoint, one.method), [one])
    every = [one for some in ways.values() for one in some]
    return sorted(every, key=lambda one: (one.endpoint in LEAVING, one.endpoint, one.path))


def _in_turn(lists: Iterable[list[Address]]) -> list[Address]:
    """The first that each of the people came to, then the second."""
    mixed = [one for row in zip_longest(*lists) for one in row if one is not None]
    return list(dict.fromkeys(mixed))


class _Walk:
    """One person on the way, with their browser."""

    def __init__(
        self, office: Spine, person: Person, writes: Writes, forbidden: Sequence[tuple[str, Somebody]]
    ) -> None:
        self.office, self.person, self.writes, self.forbidden = office, person, writes, forbidden
        self.access = access_map(office.app)
        self.client: FlaskClient = office.client(person.username)
        self.token = ""
        self.steps: list[Step] = []

    def explore(self, routes: Map) -> Found:
        """Everything that the start page leads to has been opened, as far as it is theirs."""
        return explored(self._opened, routes, start=Address("start.index", "GET", "/"))

    def read(self, ways: Iterable[Address]) -> None:
        """Every other address is opened as well; of a route that is closed to them one will do."""
        done = {step.path for step in self.steps}
        closed: set[str] = set()
        for way in ways:
            if way.method == "GET" and way.path not in done and way.endpoint not in closed:
                self._opened(way)
                closed |= set() if self._may(way) else {way.endpoint}

    def act(self, ways: Iterable[Address]) -> None:
        """Every act is tried with nothing but the token; by those who might do it, and by nobody, without it too."""
        acts = [way for way in ways if way.method != "GET"]
        self.client = self.office.client(self.person.username)
        for way in acts:
            if self._may(way) or self.person.username == NOBODY:
                self._taken(way, BARE)
        self.token = token(self.client, "/")
        for way in acts:
            self._taken(way, SENT)
            if self.person.username != NOBODY and self._is_out(way):
                # an act before this one has ended the session, and the token with it
                self.steps.pop()
                self.office.clients.pop(self.person.username)
                self.client = self.office.client(self.person.username)
                self.token = token(self.client, "/")
                self._taken(way, SENT)

    def _is_out(self, way: Address) -> bool:
        return self.steps[-1].status == 400 or (self._may(way) and closed(self.steps[-1]))

    def _may(self, way: Address) -> bool:
        return self.person.may_open(self.access[way.endpoint])

    def _opened(self, way: Address) -> TestResponse:
        return self._taken(way, "")

    def _taken(self, way: Address, manner: str) -> TestResponse:
        data = {"csrf_token": self.token} if manner == SENT else None
        may = self._may(way)
        # a refusal as a page costs ten times as much, and there are many; the fuzz looks at those
        headers = {} if may and manner != BARE else {"Accept": "application/json"}
        self.writes.taken()
        answer = self.client.open(way.path, method=way.method, data=data, headers=headers)
        text = answer.get_data(as_text=True) if answer.content_type.startswith(TEXTS) else ""
        answer.close()
        self.steps.append(
            Step(
                person=self.person.username,
                endpoint=way.endpoint,
                method=way.method,
                path=way.path,
                manner=manner,
                may=may,
                status=answer.status_code,
                location=answer.location or "",
                leaked=tuple(shown(text, self.forbidden)),
                wrote=self.writes.taken(),
                lacking=tuple(name for name in HEADERS if name not in answer.headers),
            )
        )
        return answer
