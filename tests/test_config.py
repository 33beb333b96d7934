"""Settings: safe by default, refused when they cannot be meant, read in one place."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from kernel.errors import Invalid

ROOT = Path(__file__).resolve().parent.parent
READS = re.compile(r"os\.(?:environ(?:\.get|\[[^]]+\](?!\s*=[^=]))|getenv)")
NAMES = (
    "DATA_DIR",
    "DATABASE_URL",
    "KEYS_FILE",
    "ADDONS_PATH",
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "DEMO",
    "LOG_LEVEL",
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def settings() -> dict[str, Any]:
    """The settings as this environment makes them."""
    return runpy.run_path(str(ROOT / "config.py"))


def test_defaults_serve_this_machine_only() -> None:
    found = settings()
    assert (found["HOST"], found["PORT"], found["DEMO"]) == ("127.0.0.1", 8080, False)
    assert found["PUBLIC_URL"] == "http://127.0.0.1:8080"
    assert found["DATABASE_URL"] == f"sqlite:///{ROOT / 'var' / 'data' / 'tongban.db'}"


def test_keys_lie_beside_the_data_and_not_in_it() -> None:
    found = settings()
    assert not found["KEYS_FILE"].is_relative_to(found["DATA_DIR"])


def test_data_folder_carries_the_rest_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    found = settings()
    assert found["DATABASE_URL"] == f"sqlite:///{tmp_path / 'tongban.db'}"
    assert found["KEYS_FILE"] == Path(f"{tmp_path}.keys.json")
    assert tmp_path / "addons" in found["PLUGIN_FOLDERS"]


def test_addons_path_is_a_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ADDONS_PATH", f"{tmp_path / 'a'}:{tmp_path / 'b'}")
    assert settings()["ADDONS_PATH"][:2] == (tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("text", ["eighty", "-1", "65536", "80 80", "８０"])
def test_number_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Invalid, match="PORT"):
        settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://office:secret@db/tongban"),
        ("DATABASE_URL", "postgresql://office:secret@db/tongban"),
        ("DATABASE_URL", "office:secret@db"),
        ("LOG_LEVEL", "LOUD"),
        ("PUBLIC_URL", "tongban.example"),
        ("PUBLIC_URL", "ftp://tongban.example"),
    ],
)
def test_word_that_means_nothing_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Invalid, match=name) as caught:
        settings()
    assert "secret" not in str(caught.value)


def test_flask_appbuilder_neither_creates_nor_syncs() -> None:
    found = settings()
    assert (found["FAB_CREATE_DB"], found["FAB_UPDATE_PERMS"]) == (False, False)


def test_environment_is_read_nowhere_else() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("app", "kernel", "forms", "approvals", "addons")
        for path in (ROOT / folder).rglob("*.py")
        if READS.search(path.read_text(encoding="utf-8"))
    }
    assert readers == set()


def test_every_setting_from_outside_is_explained() -> None:
    text = (ROOT / "config.py").read_text(encoding="utf-8")
    names = set(re.findall(r'(?:environ\.get\(|_number\(|_words\(|_one_of\()\s*"([A-Z_]+)"', text))
    explained = set(re.findall(r"\b([A-Z][A-Z_]+)\b", " ".join(re.findall(r"#.*", text))))
    assert names - explained == set()


@pytest.mark.parametrize(
    ("address", "more", "hosts"),
    [
        ("", "", ()),
        ("https://Tongban.example:8443/", "", ("tongban.example",)),
        (
            "https://tongban.example",
            "10.0.0.5, 内网.example",
            ("tongban.example", "10.0.0.5", "内网.example"),
        ),
        ("", "tongban.example", ("tongban.example",)),
    ],
)
def test_hosts_are_known_where_an_address_is_set(
    monkeypatch: pytest.MonkeyPatch, address: str, more: str, hosts: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PUBLIC_URL", address)
    monkeypatch.setenv("ALLOWED_HOSTS", more)
    assert settings()["ALLOWED_HOSTS"] == hosts
