"""Under which names the platform answers: where the settings name its address, a request to another host is refused."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""What this machine calls itself: a proxy or a check on it need not know our name."""
EVERYWHERE = frozenset({"/healthz"})
"""Asked by balancers, under whatever address they have of this machine."""
WRONG = 400


def refuse_foreign_hosts(app: Flask, settings: Mapping[str, Any]) -> None:
    """The application answers under the names of the settings; under every name when they have none."""
    known = frozenset(map(plain_name, settings["ALLOWED_HOSTS"]))
    if not known:
        return
    allowed, address = known | HERE, settings["PUBLIC_URL"]

    def refuse() -> Response | None:
        host = request.environ.get("HTTP_HOST", "")
        if host_in(host) in allowed or request.path in EVERYWHERE:
            return None
        said = (
            f"本平台不使用这个网址，请访问 {address} 。\nThe platform is not found here: go to {address} .\n"
        )
        return Response(said, WRONG, mimetype="text/plain")

    app.before_request(refuse)


def host_in(written: str) -> str:
    """The host of a Host header without its port, in the one way in which it is compared."""
    if written.startswith("["):
        return plain_name(written.partition("]")[0][1:])
    return plain_name(written.partition(":")[0])


def plain_name(name: str) -> str:
    """The name as the net writes it: small letters, no dot at the end, Chinese as its punycode."""
    name = name.strip().rstrip(".").lower()
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
