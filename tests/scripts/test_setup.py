"""The set-up scripts do their work once, and say what to ask for when they may not do it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the set-up with an environment that only pretends."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text("nothing==1\n")
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\n[ "$2" = pip ] && echo "$@" >>calls\nexit 0\n')
    python.chmod(0o755)
    return tmp_path


def set_up(folder: Path) -> list[str]:
    subprocess.run(["scripts/python.sh", "run"], cwd=folder, check=True, capture_output=True)
    return (folder / "calls").read_text().splitlines()


def test_second_start_installs_nothing(copy: Path) -> None:
    assert set_up(copy) == set_up(copy)


def test_changed_pin_is_installed(copy: Path) -> None:
    before = len(set_up(copy))
    (copy / "requirements.txt").write_text("nothing==2\n")
    assert len(set_up(copy)) > before


def test_missing_debian_package_is_named_to_an_ordinary_user(tmp_path: Path) -> None:
    for name, answer in (("id", "echo 1000"), ("dpkg-query", "exit 1"), ("apt-get", "exit 9")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [ROOT / "scripts/debian-packages.sh", "postgresql", "chromium"],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends postgresql chromium" in done.stderr
