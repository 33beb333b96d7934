"""Manifests: what a plugin says of itself, read, checked, found on the addons path."""

from kernel.manifest.discovery import Discovery, discovered
from kernel.manifest.externals import External, missing_externals
from kernel.manifest.model import MANIFEST, DataEntry, Manifest
from kernel.manifest.reading import read_manifest

__all__ = [
    "MANIFEST",
    "DataEntry",
    "Discovery",
    "External",
    "Manifest",
    "discovered",
    "missing_externals",
    "read_manifest",
]
