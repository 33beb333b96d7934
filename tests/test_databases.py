"""The databases the tests stand on are fresh, both kinds, and shared by nobody."""

import subprocess
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text

from tests import cluster, databases


def tables_of(url: str) -> list[str]:
    engine = create_engine(url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def run(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_database_starts_empty_and_takes_tables(database_url: str) -> None:
    assert tables_of(database_url) == []
    run(database_url, "CREATE TABLE seal (id integer)")
    assert tables_of(database_url) == ["seal"]


def test_database_made_from_a_template_holds_its_tables_and_leaves_it_alone(
    backend: str, tmp_path: Path
) -> None:
    name = databases.template(backend, "sample", lambda url: run(url, "CREATE TABLE seal (id integer)"))
    with databases.database(backend, tmp_path, name) as first:
        run(first, "CREATE TABLE ink (id integer)")
        with databases.database(backend, tmp_path, name) as second:
            assert tables_of(second) == ["seal"]


def test_migrated_database_has_the_tables_of_sign_in(migrated_url: str) -> None:
    assert "ab_user" in tables_of(migrated_url)


def test_missing_component_skips_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium"):
        databases.absent("Chromium")


def test_missing_component_fails_in_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Chromium"):
        databases.absent("Chromium")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("backend")
def test_cluster_goes_when_its_run_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "600"]) as run_process:
        url = cluster.kept(tmp_path / "cluster", run_process.pid)
        assert tables_of(url) == []
        run_process.kill()
    address = url.replace("+psycopg", "")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return
        time.sleep(0.2)
    pytest.fail("the cluster outlived its run")
