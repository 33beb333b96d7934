"""A certificate type: what a kind of certificate is called, how it is numbered and how long it is valid; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from addons.certificates.numbers import CertificateNumber, certificate_number
from addons.certificates.words import Operation, State
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Appointment:
    """A post in which a holder works, under the code of the national list."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Category:
    """A class of the type, and the posts in which its holders may work; `legacy` ones are not issued any more."""

    value: str
    title: Text
    appointments: tuple[str, ...] = ()
    legacy: bool = False
    printed: Text | None = None
    """What stands at the head of the certificate, above what its type prints."""


@dataclass(frozen=True, slots=True)
class Validity:
    """The usual term."""

    years: int


@dataclass(frozen=True, slots=True)
class Photo:
    """What the photograph on the certificate has to be; sizes in pixels."""

    width: int
    height: int
    most_kb: int
    formats: tuple[str, ...]
    background: str


@dataclass(frozen=True, slots=True)
class CertificateType:
    """One kind of certificate, as its definition says it."""

    title: Text
    family: str
    licence_type: str
    number: str
    categories: tuple[Category, ...]
    appointments: tuple[Appointment, ...]
    states: Mapping[State, str]
    operations: Mapping[Operation, str]
    validity: Validity | None = None
    photo: Photo | None = None
    help: Text | None = None
    printed: Text | None = None
    """What stands at the head of every certificate of the type, where that is not its title."""

    def category(self, value: str) -> Category | None:
        """The category of that value."""
        return next((one for one in self.categories if one.value == value), None)

    def appointment(self, value: str) -> Appointment | None:
        """The appointment of that code, or of that Chinese title."""
        return next((one for one in self.appointments if value in (one.value, one.title.zh)), None)

    def numbered(self, typed: str) -> CertificateNumber:
        """The number as this type prints it, or a refusal."""
        return certificate_number(
            typed, pattern=self.number, categories=tuple(one.value for one in self.categories)
        )
