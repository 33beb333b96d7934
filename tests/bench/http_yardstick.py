"""The pages' entry into the yardsticks: one case with its whole history, read by a clerk who has signed in."""

import http.cookiejar
import re
import sys
import urllib.parse
import urllib.request
from pathlib import Path

CLERK, PASSWORD = "li", "Tongban-2026"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
http_path = "/work/record/"


def http_command(db: str, port: int) -> list[str]:
    """A site of our own beside the harness's database, filled with as many cases."""
    folder = Path(db).parent / "tongban-http"
    start = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from pathlib import Path; "
        "from tests.bench.http_site import main; main(Path(sys.argv[1]), sys.argv[2])"
    )
    root = str(Path(__file__).resolve().parents[2])
    return [sys.executable, "-c", start, root, str(folder), str(port)]


def http_headers(port: int) -> dict[str, str]:
    """The cookie of somebody who has signed in."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/login"
    found = TOKEN.search(browser.open(address, timeout=5).read().decode())
    assert found is not None
    fields = {"csrf_token": found[1], "username": CLERK, "password": PASSWORD}
    browser.open(address, urllib.parse.urlencode(fields).encode(), timeout=10).read()
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)}
