"""What a page may not show to somebody: names and numbers of people whose rows none of their rules reaches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from addons.parties.protection import decrypted
from tests.addons.spine import Spine
from tests.app.walk.world import Person

PERSON = "parties_person"
HELD = ("certificates_certificate", "licensing_application", "letters_document")
"""Rows that name a person, an enterprise and an office; who sees one knows whom it is about."""
BOUND = ("ab_user", "parties_membership")
"""Who looks after accounts reads the names of those who hold one."""
COLUMNS = {"certificates_certificate": "holder_id"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the registers with what tells who it is."""

    id: int
    name: str
    marks: tuple[str, ...]
    """The name and the numbers of certificates: for those who know the person."""
    numbers: tuple[str, ...]
    """Document and mobile number, which no page of a list or a case shows to anybody else."""


class Secrets:
    """Who is known to whom, worked out row by row from the tables."""

    def __init__(self, office: Spine) -> None:
        self.office = office
        self.people = _people(office)
        self.above = {row["id"]: row["parent_id"] for row in office.rows("SELECT * FROM parties_office")}
        self.region = {row["id"]: row["region_id"] for row in office.rows("SELECT * FROM parties_office")}
        self.regions = {row["id"]: row["parent_id"] for row in office.rows("SELECT * FROM parties_region")}
        self.firms = {row["id"]: row["office_id"] for row in office.rows("SELECT * FROM parties_enterprise")}
        self.jobs = office.rows("SELECT * FROM parties_employment WHERE ended_on IS NULL")

    def forbidden(self, person: Person) -> list[tuple[str, Somebody]]:
        """Every mark that no page may show to this person, with whose it is."""
        known, name = self.known(person), self._called(person)
        own = self._own(person)
        marks = [
            (mark, one) for one in self.people if one.id not in known for mark in one.marks if mark != name
        ]
        return marks + [(number, one) for one in self.people if one.id != own for number in one.numbers]

    def known(self, person: Person) -> set[int]:
        """The people whom some rule of the person's roles reaches."""
        if ("*", "all") in person.scopes:
            return {one.id for one in self.people}
        found: set[int] = set()
        for resource, scope in person.scopes:
            if resource == PERSON:
                found |= self._reached(person, scope)
            elif resource in HELD:
                found |= self._named(person, resource, scope)
            elif resource in BOUND and scope == "all":
                found |= self._account_holders()
        return found | ({self._own(person) or 0} - {0})

    def _reached(self, person: Person, scope: str) -> set[int]:
        match scope:
            case "all":
                return {one.id for one in self.people}
            case "self":
                return {self._own(person) or 0} - {0}
            case "enterprise":
                mine = self._stands_for(person, "enterprise_id")
            case "jurisdiction":
                # the province looks after those whom nobody employs
                free = {one.id for one in self.people} - {job["person_id"] for job in self.jobs}
                return self._reached(person, "region") | (free if self._is_of_province(person) else set())
            case "office" | "region":
                offices = self._offices(person, scope)
                mine = {firm for firm, office in self.firms.items() if office in offices}
            case _:
                return set()
        return {job["person_id"] for job in self.jobs if job["enterprise_id"] in mine}

    def _named(self, person: Person, resource: str, scope: str) -> set[int]:
        column = COLUMNS.get(resource, "person_id")
        rows = self.office.rows(f"SELECT * FROM {resource} WHERE {column} IS NOT NULL")
        match scope:
            case "all":
                seen = rows
            case "enterprise" | "employer":
                firms = self._stands_for(person, "enterprise_id")
                seen = [row for row in rows if row["enterprise_id"] in firms]
            case "supervised":
                offices = self._offices(person, "region")
                kept = (offices & {row["office_id"], self.firms.get(row["enterprise_id"])} for row in rows)
                seen = [row for row, within in zip(rows, kept, strict=True) if within]
            case "office" | "region":
                offices = self._offices(person, scope)
                seen = [row for row in rows if row["office_id"] in offices]
            case _:
                seen = []
        return {row[column] for row in seen}

    def _offices(self, person: Person, scope: str) -> set[int]:
        mine = self._stands_for(person, "office_id")
        if scope == "office":
            return {office for office in self.above if mine & set(_up(office, self.above))}
        regions = {self.region[office] for office in mine}
        return {office for office, region in self.region.items() if regions & set(_up(region, self.regions))}

    def _called(self, person: Person) -> str:
        """What the account is called, which stands at the head of every page of theirs."""
        rows = self.office.rows(
            "SELECT last_name || first_name AS name FROM ab_user WHERE username = :username",
            username=person.username,
        )
        return next((str(row["name"]) for row in rows), "")

    def _account_holders(self) -> set[int]:
        rows = self.office.rows("SELECT person_id FROM parties_membership WHERE person_id IS NOT NULL")
        return {row["person_id"] for row in rows}

    def _is_of_province(self, person: Person) -> bool:
        mine = self._stands_for(person, "office_id")
        levels = {row["id"]: row["level"] for row in self.office.rows("SELECT id, level FROM parties_office")}
        return any(levels[office] == "province" for office in mine)

    def _own(self, person: Person) -> int | None:
        return next(iter(self._stands_for(person, "person_id")), None)

    def _stands_for(self, person: Person, column: str) -> set[int]:
        rows = self.office.rows(
            f"SELECT m.{column} AS party FROM parties_membership m JOIN ab_user u ON u.id = m.user_id"
            f" WHERE u.username = :username AND m.{column} IS NOT NULL",
            username=person.username,
        )
        return {row["party"] for row in rows}


def shown(text: str, marks: Iterable[tuple[str, Somebody]]) -> list[str]:
    """Whose marks stand in the text, each with the mark."""
    return sorted({f"{mark} of {one.name}" for mark, one in marks if mark in text})


def _people(office: Spine) -> list[Somebody]:
    keys = office.platform.keys
    held: dict[int, list[str]] = {}
    for row in office.rows("SELECT holder_id, number FROM certificates_certificate"):
        held.setdefault(row["holder_id"], []).append(row["number"])
    return [
        Somebody(
            id=row["id"],
            name=row["name"],
            marks=(row["name"], *held.get(row["id"], ())),
            numbers=tuple(
                decrypted(keys, row[f"{part}_cipher"], context=f"person.{part}")
                for part in ("document", "mobile")
                if row[f"{part}_cipher"]
            ),
        )
        for row in office.rows("SELECT * FROM parties_person ORDER BY id")
    ]


def _up(start: int | None, above: Mapping[int, int | None]) -> Iterable[int]:
    while start is not None:
        yield start
        start = above[start]
