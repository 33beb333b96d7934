"""The keys: where they lie, who may read them, which are missing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.doctor.finding import bad
from kernel.health import Health, well
from kernel.keys import KeyRing, given, missing, read_keys, refuse_inside, ring_of
from kernel.keys.ring import PURPOSE_NAMES
from kernel.text import Text

MAKE = Text("python -m app keys make 会补齐。", "python -m app keys make adds them.")


def keys(settings: Mapping[str, Any]) -> Health:
    """Whether every purpose has a key, in a file that only its owner reads, apart from the data."""
    path: Path = settings["KEYS_FILE"]
    refuse_inside(path, settings["DATA_DIR"])
    lacking = missing(ring(settings))
    if lacking:
        return bad(
            Text(
                f"{path} 与环境变量中缺少密钥：{'、'.join(PURPOSE_NAMES[one].zh for one in lacking)}。",
                f"Keys are missing in {path} and the environment: {', '.join(lacking)}.",
            ),
            MAKE,
        )
    return well(f"各用途的密钥齐全（{path}）。", f"Every purpose has a key ({path}).")


def ring(settings: Mapping[str, Any]) -> KeyRing:
    """The keys as they are now; nothing is made."""
    return ring_of(read_keys(settings["KEYS_FILE"]), given(settings["KEYS"]))
