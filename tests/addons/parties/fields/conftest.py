"""What parties offer, read before a test begins to write."""

import pytest

from kernel.registry import Registry
from tests.kernel.install.house import House


@pytest.fixture
def registry(house: House) -> Registry:
    """The snapshot of the house."""
    return house.registry
