"""Large type: asked for by a plain post, remembered through the sign-in, and given up again."""

from flask.testing import FlaskClient

from tests.app.offices import sign_in, submit


def is_large(client: FlaskClient, path: str = "/login") -> bool:
    html = client.get(path).text
    return '<html lang="zh-CN" class="large">' in html and "css/large.css" in html


def test_type_has_its_usual_size_at_first(client: FlaskClient) -> None:
    assert not is_large(client)


def test_chosen_size_stays(client: FlaskClient) -> None:
    answer = submit(client, "/large-type", {"large": "1", "next": "/login?next=/profile"})
    assert answer.location == "/login?next=/profile"
    assert is_large(client)


def test_size_survives_the_sign_in(client: FlaskClient) -> None:
    submit(client, "/large-type", {"large": "1", "next": "/login"})
    sign_in(client, "admin")
    assert is_large(client, "/profile")


def test_usual_size_comes_back(client: FlaskClient) -> None:
    submit(client, "/large-type", {"large": "1", "next": "/login"})
    submit(client, "/large-type", {"large": "", "next": "/login"})
    assert not is_large(client)


def test_switch_stays_on_this_site(client: FlaskClient) -> None:
    assert submit(client, "/large-type", {"large": "1", "next": "//evil.invalid"}).location == "/"
