"""Warm children that draw: lent one at a time, retired after some documents, killed when they hang."""

import atexit
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from addons.letters.rendering.child import unrenderable
from addons.letters.rendering.frames import Silent, packed, receive, send
from kernel.errors import Conflict, Invalid
from kernel.text import Text

ROOT = Path(__file__).resolve().parents[3]
BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from addons.letters.rendering.child import main; main(sys.argv[2])"
BARE: Mapping[str, str] = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
STARTING = 90.0
"""Seconds that a child may take to start on a busy machine."""
TEMPLATES_KEPT = 24


class Child:
    """One process and what it has been given."""

    def __init__(self, role: str) -> None:
        self.uses = 0
        self.known: set[str] = set()
        # -I: neither the environment nor the user's own packages have a say
        self.process = subprocess.Popen(  # noqa: S603 our own interpreter, our own module
            [sys.executable, "-I", "-c", BEGIN, str(ROOT), role],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=dict(BARE),
            cwd="/",
            start_new_session=True,
        )
        self._input, self._output = self._pipes()
        try:
            receive(self._output, time.monotonic() + STARTING)
        except Silent:
            self.kill()
            raise

    def ask(self, head: Mapping[str, Any], body: bytes, patience: float) -> tuple[dict[str, Any], bytes]:
        """Its answer; a child that stays silent is dead afterwards."""
        self.uses += 1
        until = time.monotonic() + patience
        try:
            send(self._input, packed(head, body), until)
            return receive(self._output, until)
        except (Silent, ValueError) as error:
            self.kill()
            raise Silent from error

    def kill(self) -> None:
        """The process is gone and waited for."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.process.kill()
        self.process.wait()

    def _pipes(self) -> tuple[int, int]:
        given, made = self.process.stdin, self.process.stdout
        if given is None or made is None:
            raise Silent
        os.set_blocking(given.fileno(), False)
        return given.fileno(), made.fileno()


class Pool:
    """Up to `size` children of one role; each is retired after `uses` documents."""

    def __init__(self, role: str, *, size: int = 2, uses: int = 500, patience: float = 20.0) -> None:
        self.role, self.uses, self.patience = role, uses, patience
        self._turns = BoundedSemaphore(size)
        self._lock = Lock()
        self._idle: list[Child] = []

    def ask(self, head: Mapping[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """What a child answers; its refusals are raised here, and silence is one of them."""
        with self._turns:
            child = self._lent()
            try:
                found, made = child.ask(head, body, self.patience)
            except Silent as error:
                raise _hung() from error
            self._given_back(child)
        if not found.get("ok"):
            raise unrenderable(found)
        return found, made

    def ask_of(self, key: str, head: Mapping[str, Any], template: bytes) -> tuple[dict[str, Any], bytes]:
        """The same; the template goes along unless the child that is asked has it already."""
        with self._turns:
            child = self._lent()
            body = b"" if key in child.known else template
            try:
                found, made = child.ask({**head, "key": key}, body, self.patience)
            except Silent as error:
                raise _hung() from error
            if found.get("ok"):
                child.known.add(key)
            self._given_back(child)
        if not found.get("ok"):
            raise unrenderable(found)
        return found, made

    def close(self) -> None:
        """Every idle child is gone."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.kill()

    def _lent(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                # one that died while it waited is nobody's fault
                if child.process.poll() is None:
                    return child
                child.kill()
        try:
            return Child(self.role)
        except (Silent, OSError) as error:
            raise _not_starting() from error

    def _given_back(self, child: Child) -> None:
        if child.uses >= self.uses or len(child.known) > TEMPLATES_KEPT:
            child.kill()
            return
        with self._lock:
            self._idle.append(child)


@cache
def templates() -> Pool:
    """The children of this process that fill docx templates."""
    return _kept(Pool("templates"))


@cache
def layouts() -> Pool:
    """The children of this process that draw our own layouts."""
    return _kept(Pool("layouts"))


def _kept(pool: Pool) -> Pool:
    atexit.register(pool.close)
    return pool


def _hung() -> Invalid:
    return Invalid(
        Text(
            "文书生成超时，或用尽了允许的内存。",
            "Drawing the document took too long or used up its memory.",
        ),
        remedy=Text(
            "请检查模板里的循环和图片大小；正常的模板一秒内完成。",
            "See the loops and pictures of the template; an ordinary one takes less than a second.",
        ),
        place="letters",
    )


def _not_starting() -> Conflict:
    return Conflict(
        Text("文书生成进程启动失败。", "The process that draws documents does not start."),
        remedy=Text("请查看日志；稍后会自动重试。", "See the log; it is tried again by itself."),
        place="letters",
    )
