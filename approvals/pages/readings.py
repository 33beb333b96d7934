"""The conditions of a chain in plain words, by what the matters on it call their facts."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy.orm import Session

from approvals.chains.fitting import ground_of
from approvals.drawing.plan import Reading
from kernel.conditions import Sort, Subject
from kernel.conditions.subjects import TODAY
from kernel.designs.ruling import Ruling
from kernel.errors import TongbanError
from kernel.functions import functions_of
from kernel.registry import Registry
from kernel.text import Text


def ruling_of(facts: Mapping[str, Subject], registry: Registry) -> Ruling:
    """What the conditions of a chain can be about."""
    day = Subject("today", TODAY, Sort.DATE)
    return Ruling({**facts, day.name: day}, functions_of(registry), typed=("among",))


def said_by(rules: Ruling) -> Reading:
    """Reads conditions in plain words; one that cannot be read so stands as it is written."""

    def said(source: str) -> Text:
        try:
            return rules.said(source)
        except (TongbanError, KeyError):
            # a fact that no matter on this chain gives has no title
            return Text(source, source)

    return said


def reading_of(session: Session, registry: Registry, chain: str) -> Reading:
    """The same of the chain of this name; what its matters know is looked up when the first condition is read."""

    @cache
    def known() -> Reading:
        return said_by(ruling_of(ground_of(session, registry, chain).facts, registry))

    def said(source: str) -> Text:
        return known()(source)

    return said
