"""Variants that have to be refused, each with the error and the place that the refusal names."""

from tests.plugins.broken.definitions import DEFINITIONS, YAML
from tests.plugins.broken.manifests import DEPENDENCIES, MANIFESTS
from tests.plugins.broken.programs import CODE
from tests.plugins.broken.tables import TABLES
from tests.plugins.broken.variant import Broken

EVERY = (*MANIFESTS, *DEPENDENCIES, *YAML, *DEFINITIONS, *TABLES, *CODE)

__all__ = ["CODE", "DEFINITIONS", "DEPENDENCIES", "EVERY", "MANIFESTS", "TABLES", "YAML", "Broken"]
