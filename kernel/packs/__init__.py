"""Plugins as zip files: read with limits, written from the studio layer."""

from kernel.packs.reading import unpacked
from kernel.packs.writing import studio_pack

__all__ = ["studio_pack", "unpacked"]
