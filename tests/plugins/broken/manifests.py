"""Manifests that are refused, and dependencies that cannot be met."""

from pathlib import Path

from kernel.errors import DependencyError, ManifestError
from tests.plugins.broken.variant import MANIFEST, Broken, manifest
from tests.plugins.variants import edited


def cycle(folder: Path) -> Path:
    """Alpha needs beta, which needs alpha."""
    return edited(folder, "alpha/__manifest__.py", '["forms", "approvals"]', '["forms", "approvals", "beta"]')


MANIFESTS = (
    Broken(
        "manifest-syntax",
        "beta",
        ManifestError,
        f"{MANIFEST}:",
        manifest('"name": "beta",', '"name": "beta"'),
    ),
    Broken(
        "manifest-unknown-key",
        "beta",
        ManifestError,
        f"{MANIFEST}:3",
        manifest('"name": "beta",', '"nmae": "x", "name": "beta",'),
    ),
    Broken("manifest-version", "beta", ManifestError, f"{MANIFEST}:6", manifest('"1.0.0"', '"1.0"')),
    Broken(
        "manifest-call",
        "beta",
        ManifestError,
        f"{MANIFEST}:6",
        manifest('"1.0.0"', 'open("/etc/passwd").read()'),
    ),
    Broken(
        "manifest-other-name",
        "beta",
        ManifestError,
        f"{MANIFEST}:3",
        manifest('"name": "beta"', '"name": "betta"'),
    ),
    Broken(
        "manifest-no-file",
        "beta",
        ManifestError,
        f"{MANIFEST}:",
        manifest('"forms/request.yaml"', '"forms/gone.yaml"'),
    ),
    Broken(
        "manifest-way-out",
        "beta",
        ManifestError,
        f"{MANIFEST}:",
        manifest('"forms/request.yaml"', '"../alpha/forms/request.yaml"'),
    ),
)
DEPENDENCIES = (
    Broken("cycle", "alpha", DependencyError, "", cycle),
    Broken(
        "missing-dependency", "beta", DependencyError, "beta", manifest('["alpha"]', '["alpha", "delta"]')
    ),
)
