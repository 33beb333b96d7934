"""No act without the token of the session's own page."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, Rule

from tests.app.offices import token

ACTING = {"POST", "PUT", "PATCH", "DELETE"}


def acts(app: Flask) -> list[tuple[str, str]]:
    """A path and the method of every route that acts."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        return sorted(
            {
                (adapter.build(rule.endpoint, arguments(rule), method), method)
                for rule in app.url_map.iter_rules()
                for method in (rule.methods or set()) & ACTING
            }
        )


def arguments(rule: Rule) -> dict[str, str | int]:
    """One for each part of the address; of given words any."""
    listed = {name: part for name, part in rule._converters.items() if isinstance(part, AnyConverter)}
    return {name: min(listed[name].items) if name in listed else 1 for name in rule.arguments}


def test_every_act_is_refused_without_a_token(app: Flask, admin: FlaskClient) -> None:
    paths = acts(app)
    assert ("/login", "POST") in paths
    answers = {(path, method): admin.open(path, method=method).status_code for path, method in paths}
    assert answers == dict.fromkeys(paths, 400)
    assert admin.get("/").status_code == 200


def test_token_of_another_session_is_refused(app: Flask, admin: FlaskClient) -> None:
    foreign = token(app.test_client())
    answer = admin.post("/logout", data={"csrf_token": foreign})
    assert answer.status_code == 400
    assert "页面已过期" in answer.text
    assert admin.get("/").status_code == 200


def test_token_in_the_header_is_accepted(admin: FlaskClient) -> None:
    answer = admin.post("/logout", headers={"X-CSRFToken": token(admin, "/")})
    assert answer.status_code == 302


def test_no_page_acts_on_get(app: Flask, admin: FlaskClient) -> None:
    readers = [
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    for rule in readers:
        admin.get(rule.rule)
    assert admin.get("/").status_code == 200


def test_form_that_has_expired_leads_back_to_its_page_though_it_is_sent_to_the_same_address(
    app: Flask,
) -> None:
    visitor = app.test_client()
    page = {"Referer": "http://localhost/login?next=/work/12"}
    answer = visitor.post("/login", data={"csrf_token": "old"}, headers=page)
    assert answer.status_code == 400
    assert 'href="/login?next=/work/12"' in answer.text
    elsewhere = visitor.post("/login", data={}, headers={"Referer": "http://elsewhere.example/login"})
    assert "elsewhere.example" not in elsewhere.text
