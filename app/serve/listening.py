"""The one socket that every generation of servers accepts from."""

import errno
import socket

from kernel.errors import TongbanError
from kernel.text import Text

BACKLOG = 2048


class CannotListen(TongbanError):
    code = "cannot_listen"


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise _refusal(host, port, error) from error
    listener.setblocking(False)
    return listener


def address(listener: socket.socket) -> str:
    """The address a person on this machine types."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _refusal(host: str, port: int, error: OSError) -> CannotListen:
    place = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return CannotListen(
            Text(f"端口 {port} 已被占用。", f"Port {port} is already in use."),
            remedy=Text(
                "请停止占用它的程序，或换一个端口：PORT=8081 make run。",
                "Stop the program that holds it, or take another port: PORT=8081 make run.",
            ),
            place=place,
        )
    return CannotListen(
        Text(f"无法在 {place} 上监听：{error.strerror}。", f"Cannot listen on {place}: {error.strerror}."),
        remedy=Text("请核对 HOST 与 PORT。", "Check HOST and PORT."),
        place=place,
    )
