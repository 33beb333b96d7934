"""The key file: readable by its owner only, outside the data folder, never rewritten in place."""

import base64
import json
import os
import secrets
import stat
from pathlib import Path
from typing import Any

from kernel.errors import Invalid
from kernel.keys.ring import MINIMUM, Key, KeyRing, Purpose, key_of, purpose_of
from kernel.text import Text

PRIVATE = 0o600


def read_keys(path: Path) -> KeyRing:
    """The ring in the file; an empty one when there is no file."""
    if not path.exists():
        return KeyRing({})
    _refuse_open(path)
    return KeyRing(
        {
            purpose_of(name, place=str(path)): _keys_of(name, written, path)
            for name, written in _written(path).items()
        }
    )


def ensure_keys(path: Path) -> KeyRing:
    """The ring in the file, which a demo makes on its first start; a purpose without a key gets one."""
    ring = read_keys(path)
    lacking = [purpose for purpose in Purpose if not ring.all(purpose)]
    if lacking:
        ring = KeyRing({**ring.keys, **{purpose: (_new(purpose),) for purpose in lacking}})
        if path.exists():
            _write(path, ring)
        elif not _create(path, ring):
            return ensure_keys(path)
    return ring


def rotated(path: Path, purpose: Purpose) -> KeyRing:
    """The file has a new key for the purpose; the older ones stay to open what they closed."""
    ring = read_keys(path)
    ring = KeyRing({**ring.keys, purpose: (_new(purpose), *ring.all(purpose))})
    _write(path, ring)
    return ring


def refuse_inside(path: Path, folder: Path) -> None:
    """The key file does not lie in the data folder, whose copies would carry the keys along."""
    if path.resolve().is_relative_to(folder.resolve()):
        raise Invalid(
            Text("密钥文件在数据目录之内。", "The key file lies inside the data folder."),
            remedy=Text(
                "请把 KEYS_FILE 指到数据目录之外，备份才不会连钥匙一起带走。",
                "Point KEYS_FILE outside of it, so that a backup does not carry the keys along.",
            ),
            place=str(path),
        )


def _keys_of(name: str, written: Any, path: Path) -> tuple[Key, ...]:
    place = f"{path}: {name}"
    if not isinstance(written, dict) or set(written) != {"current", "keys"}:
        raise _unreadable(place)
    current, keys = written["current"], written["keys"]
    if not isinstance(keys, dict) or current not in keys:
        raise _unreadable(place)
    ordered = [current, *(key_id for key_id in keys if key_id != current)]
    return tuple(key_of(str(key_id), str(keys[key_id]), place=place) for key_id in ordered)


def _written(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise _unreadable(str(path)) from None
    if not isinstance(found, dict):
        raise _unreadable(str(path))
    return found


def _refuse_open(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) & ~PRIVATE:
        raise Invalid(
            Text("密钥文件可被其他用户读取。", "Other users may read the key file."),
            remedy=Text(f"请执行 chmod 600 {path}。", f"Run chmod 600 {path}."),
            place=str(path),
        )


def _new(purpose: Purpose) -> Key:
    return Key(f"{purpose}-{secrets.token_hex(4)}", secrets.token_bytes(MINIMUM))


def _create(path: Path, ring: KeyRing) -> bool:
    """Writes a first file; False when another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, ring)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def _write(path: Path, ring: KeyRing) -> None:
    _draft(path, ring).replace(path)


def _draft(path: Path, ring: KeyRing) -> Path:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(_as_json(ring), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _as_json(ring: KeyRing) -> dict[str, Any]:
    return {
        str(purpose): {
            "current": keys[0].id,
            "keys": {key.id: base64.b64encode(key.secret).decode() for key in keys},
        }
        for purpose, keys in ring.keys.items()
    }


def _unreadable(place: str) -> Invalid:
    return Invalid(
        Text("密钥文件读不懂。", "The key file cannot be read."),
        remedy=Text(
            '每个用途应写成 {"current": 编号, "keys": {编号: base64}}；请从备份恢复它。',
            'Each purpose is {"current": id, "keys": {id: base64}}; restore it from a backup.',
        ),
        place=place,
    )
