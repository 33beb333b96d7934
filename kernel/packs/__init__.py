"""Plugins as zip files: read with limits, written from the studio layer or from files."""

from kernel.packs.needs import needed_by
from kernel.packs.reading import unpacked
from kernel.packs.writing import base_document, packed, studio_pack

__all__ = ["base_document", "needed_by", "packed", "studio_pack", "unpacked"]
