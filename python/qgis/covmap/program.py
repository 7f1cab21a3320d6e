"""Starts the program covmap and passes on what it says: log lines, progress, its own message where it fails."""

import json
import os
import queue
import shutil
import signal
import subprocess
import threading
import time

from processing.core.ProcessingConfig import ProcessingConfig
from qgis.core import QgsProcessingException

SETTING = "COVMAP_PROGRAM"
GRACE_S = 10  # between the request to stop and the kill
POLL_S = 0.1


def program():
    """The path of covmap: that of the settings, else the one on PATH. Raises where there is none."""
    chosen = ProcessingConfig.getSetting(SETTING)
    if chosen:
        if os.path.isfile(chosen):
            return chosen
        raise QgsProcessingException(f"{chosen}: no such file; set the program covmap in Settings > Options > Processing > Providers > covmap")
    found = shutil.which("covmap")
    if found is None:
        raise QgsProcessingException(
            "The program covmap is not on PATH; install it, or set its path in Settings > Options > Processing > Providers > covmap"
        )
    return found


class Outcome:
    """What covmap left: its exit code, its stdout, and what it said on stderr besides progress."""

    def __init__(self):
        self.code, self.stdout, self.said, self.cancelled = None, "", [], False


def call(arguments, feedback, expected=(0,)):
    """Runs covmap to its end; returns its Outcome.

    Progress (stderr of `--progress json`) and log lines go to `feedback`. A cancelled feedback interrupts the program, as Ctrl+C
    does, and kills it after 10 s. Raises QgsProcessingException with the program's own message where its exit code is not one of
    `expected`, where it failed without an answer on stdout, and where it was cancelled.
    """
    command = [program(), *[str(word) for word in arguments]]
    feedback.pushCommandInfo(" ".join(command))
    outcome = Outcome()
    with started(command) as process:
        try:
            listen(process, outcome, feedback)
        except BaseException:
            process.kill()
            raise
    outcome.code = process.returncode
    if outcome.cancelled:
        raise QgsProcessingException("\n".join(outcome.said) or "covmap was stopped")
    if outcome.code not in expected or (outcome.code != 0 and not outcome.stdout):
        raise QgsProcessingException("\n".join(outcome.said) or f"covmap ended with exit code {outcome.code}")
    for line in outcome.said:
        feedback.pushWarning(line)
    return outcome


def ask(arguments, feedback):
    """What a command with `--format json` answers, where 1 and 2 may be answers as well («errors were found»)."""
    outcome = call([*arguments, "--format", "json"], feedback, expected=(0, 1, 2))
    try:
        return json.loads(outcome.stdout)
    except json.JSONDecodeError as error:
        raise QgsProcessingException(f"covmap {arguments[0]}: its answer is no JSON ({error}); is the program of this plugin's version?") from error


def started(command):
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows: no console beside QGIS
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace", creationflags=hidden,
        )
    except OSError as error:
        raise QgsProcessingException(f"{command[0]}: cannot be started: {error.strerror}") from error


def listen(process, outcome, feedback):
    """Passes lines on as they come, until both streams have ended."""
    lines = queue.Queue()

    def pump(stream, name):
        for line in stream:
            lines.put((name, line))
        lines.put((name, None))

    for stream, name in ((process.stdout, "out"), (process.stderr, "err")):
        threading.Thread(target=pump, args=(stream, name), daemon=True).start()
    running, stopped_at = 2, None
    while running:
        if feedback.isCanceled() and stopped_at is None:
            outcome.cancelled, stopped_at = True, time.monotonic()
            interrupt(process)
        if stopped_at is not None and time.monotonic() - stopped_at > GRACE_S:
            process.kill()
        try:
            name, line = lines.get(timeout=POLL_S)
        except queue.Empty:
            continue
        if line is None:
            running -= 1
        elif name == "out":
            outcome.stdout += line
        else:
            hear(line.rstrip("\r\n"), outcome, feedback)


def interrupt(process):
    if os.name == "nt":
        process.terminate()
    else:
        process.send_signal(signal.SIGINT)


def hear(line, outcome, feedback):
    """One line of stderr: an event of `--progress json`, else a message."""
    event = {}
    if line.startswith("{"):
        try:
            event = json.loads(line)
        except json.JSONDecodeError:
            event = {}
    kind = event.get("event")
    if kind == "phase":
        feedback.setProgressText(event["phase"])
        feedback.setProgress(0)
    elif kind == "progress":
        feedback.setProgress(100 * event["fraction"])
    elif kind == "note":
        feedback.pushInfo(event["text"])
    elif kind == "error":
        outcome.said.append(": ".join(part for part in (event["where"], event["what"]) if part))
        if event["advice"]:
            outcome.said.append(event["advice"])
    elif kind is None and line:
        outcome.said.append(line)
