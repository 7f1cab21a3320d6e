"""A scratch folder in which the commands of a page are typed: copies of what they read, and covmap on the path."""

import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time
import urllib.request
from pathlib import Path

COLUMNS = 80
SIGPIPE_CODE = 128 + signal.SIGPIPE  # how a shell tells that head had enough
PATIENCE_S = 90.0  # where many tests run at once


class Workbench:
    def __init__(self, program: Path, source: Path, copied: list[str], locale: str):
        self.folder = Path(tempfile.mkdtemp(prefix="covmap-docs-"))
        for name in copied:
            copy = shutil.copytree if (source / name).is_dir() else shutil.copy
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            copy(source / name, self.folder / name)
        self._tools = self.folder / "tools"
        self._tools.mkdir()
        (self._tools / "covmap").symlink_to(program)
        self._opened = self._tools / "opened"  # by the desktop's browser, which this stands for
        opener = self._tools / "xdg-open"
        opener.write_text(f'#!/bin/sh\necho "$1" > {self._opened}.part && mv {self._opened}.part {self._opened}\n', encoding="utf-8")
        opener.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name != "LANGUAGE"}
        self._environment = {**kept, "PATH": f"{self._tools}:/usr/bin:/bin", "LANG": locale, "NO_COLOR": "1", "TERM": "xterm"}

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    def type(self, line: str) -> tuple[int, str, str]:
        """The exit code of a line of bash, and what it prints on a terminal of 80 columns, and as errors."""
        terminal, ours = pty.openpty()
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
        attributes = termios.tcgetattr(ours)
        attributes[1] &= ~termios.OPOST  # lines end as they were written
        termios.tcsetattr(ours, termios.TCSANOW, attributes)
        with tempfile.TemporaryFile() as errors:
            shell = subprocess.Popen(
                ["bash", "-o", "pipefail", "-c", line], cwd=self.folder, env=self._environment, stdin=subprocess.DEVNULL, stdout=ours, stderr=errors
            )
            os.close(ours)
            printed = _all_of(terminal)
            os.close(terminal)
            code = shell.wait()
            errors.seek(0)
            said = errors.read().decode()
        return 0 if code == SIGPIPE_CODE and "|" in line else code, printed, said

    def serve(self, line: str) -> tuple[int, str]:
        """Starts a line that serves and opens a browser; fetches the page that the browser is given, and ends the server politely.
        Its exit code, and the page."""
        self._opened.unlink(missing_ok=True)
        silent = subprocess.DEVNULL
        server = subprocess.Popen(
            ["bash", "-c", "exec " + line], cwd=self.folder, env=self._environment, stdin=silent, stdout=silent, stderr=silent
        )
        try:
            deadline = time.monotonic() + PATIENCE_S
            while not self._opened.exists():
                if server.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(f"{line}: no browser was opened (exit code {server.poll()})")
                time.sleep(0.02)
            address = self._opened.read_text(encoding="utf-8").strip()
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with direct.open(address, timeout=PATIENCE_S) as answer:
                page = answer.read().decode()
            server.terminate()
            return server.wait(PATIENCE_S), page
        finally:
            if server.poll() is None:
                server.kill()
                server.wait()


def _all_of(terminal: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux tells that nobody writes any more
            part = b""
        if not part:
            return b"".join(parts).decode()
        parts.append(part)
