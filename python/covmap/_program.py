"""The program covmap, asked: what it writes, what it answers, how it refuses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ._errors import CovmapError
from ._job import Job, job_file, output_folder, toml_value
from ._run import Run, open_run

Progress = Callable[[str, float], None]
"""Called with the phase of a run and how much of it is done, from 0 to 1."""


@dataclass(frozen=True)
class Finding:
    """What `covmap check` found: severity "error", "warning" or "info"; where (file and line); what, with its remedy."""

    severity: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.what}"


def run(
    job: Job,
    output: str | os.PathLike[str] | None = None,
    *,
    folder: str | os.PathLike[str] | None = None,
    settings: Mapping[str, Any] | None = None,
    from_run: str | os.PathLike[str] | Run | None = None,
    overwrite: bool = False,
    strict: bool | Iterable[str] = False,
    allow_unknown: bool = False,
    language: str | None = None,
    threads: int = 0,
    memory_mb: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Answers a job by `covmap run` (docs/commands/run.md), and opens the run.

    job        a job file, or its content as a dictionary. A dictionary is saved as `<name>.toml` in `folder` (default: the working
               folder), to which its paths are relative: the manifest names that file, and faults its lines
    output     the folder of the run; default: `output.folder` of the job, beside the job file
    settings   values of the job changed for this run, by their paths: {"output.formats": ["csv"], "supply[0].date": "2024-12-31"}
    from_run   an earlier run that answers, without reading the inputs again
    overwrite  replaces an earlier run in that folder, once the new one is complete
    strict     bad records end the run: all, or those of a code or several
    language   "fr" or "en": of the files and of the summary, as `output.language` of the job
    threads    0 takes all; the outputs are the same for any number
    memory_mb  megabytes to stay within
    progress   called in this thread, at most a hundred times a phase

    The folder appears whole or not at all. Errors: CovmapError with the program's words (all faults of the job at once), its kind and exit
    code. KeyboardInterrupt, and whatever progress raises, ends the program first, and nothing is published.
    """
    changed = dict(settings or {})
    if "output.folder" in changed:
        raise ValueError("settings: give output instead of output.folder")
    path = job_file(job, folder)
    target = Path(output) if output is not None else output_folder(path, job)
    words = ["run", str(path), "-o", str(target), "--threads", str(threads), "--progress", "json"]
    for key, value in changed.items():
        words += ["--set", f"{key}={toml_value(value, key)}"]
    if from_run is not None:
        words += ["--from", str(from_run.folder if isinstance(from_run, Run) else from_run)]
    if strict is not False:
        codes = [strict] if isinstance(strict, str) else strict
        words.append("--strict" if codes is True else "--strict=" + ",".join(codes))
    words += ["--overwrite"] * overwrite + ["--allow-unknown"] * allow_unknown
    words += ["--language", language] if language else []
    words += ["--memory", str(memory_mb)] if memory_mb is not None else []
    summary = _run_with_progress(words, progress)
    return open_run(target, _summary=summary)


def check(job: Job, *, folder: str | os.PathLike[str] | None = None, settings: Mapping[str, Any] | None = None) -> list[Finding]:
    """All that can be found wrong with a job without sweeping its coverage, by `covmap check` (docs/commands/check.md).

    The job is good where no finding is an error. `job`, `folder` and `settings` are those of run; a dictionary is saved as there.
    Errors: CovmapError where there is no such file.
    """
    words = ["check", str(job_file(job, folder)), "--format", "json"]
    for key, value in (settings or {}).items():
        words += ["--set", f"{key}={toml_value(value, key)}"]
    done = _ask(words)
    if not done.stdout:
        raise _refusal(done.stderr, done.returncode)
    return [Finding(found["severity"], found["where"], found["what"]) for found in json.loads(done.stdout)["findings"]]


def answer(words: list[str]) -> str:
    """What the program prints. Errors: CovmapError with its words where it fails."""
    done = _ask(words)
    if done.returncode != 0:
        raise _refusal(done.stderr, done.returncode)
    return done.stdout


def program() -> str:
    """The program. Errors: CovmapError (kind "program") with the remedy where there is none."""
    named = os.environ.get("COVMAP_PROGRAM")
    found = shutil.which(named or "covmap")
    if found is None:
        what = f"COVMAP_PROGRAM names {named}, which is no program" if named else "the program covmap is not on the PATH"
        raise CovmapError(what, advice="build or install it (README.md), or set COVMAP_PROGRAM to its path", kind="program")
    return found


def _ask(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program(), *words], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False)


def _run_with_progress(words: list[str], progress: Progress | None) -> str:
    """The summary of a run, its events told on the way."""
    # In a group of its own: Ctrl-C in a terminal would reach it twice, once from there and once from us, which ends it at once.
    with tempfile.TemporaryFile() as printed, subprocess.Popen(
        [program(), *words], stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", process_group=0
    ) as process:
        try:
            error, other = _follow(process, progress)
            code = process.wait()
        except BaseException:  # an interrupt, or a fault of the caller's own progress
            _end(process)
            raise
        if code > 0 and error is not None:
            raise CovmapError(error["what"], where=error["where"], advice=error["advice"], kind=error["kind"], exit_code=code)
        if code != 0:
            raise _refusal(other, code)
        printed.seek(0)
        return printed.read().decode("utf-8")


def _follow(process: subprocess.Popen[str], progress: Progress | None) -> tuple[dict[str, Any] | None, str]:
    """Reads stderr to its end: the event of an error, and all that is no event."""
    error: dict[str, Any] | None = None
    other = ""
    assert process.stderr is not None
    for line in process.stderr:
        event = _event(line)
        if event is None:
            other += line
        elif event["event"] == "error":
            error = event
        elif event["event"] == "progress" and progress is not None:
            progress(event["phase"], event["fraction"])
    return error, other


def _event(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


def _end(process: subprocess.Popen[str]) -> None:
    """Politely, and heard to its end, so that it can remove what is unfinished; one that has ended by itself is only waited for."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.communicate()


def _refusal(said: str, code: int) -> CovmapError:
    """What the program printed on stderr, «covmap: the fault», as an error."""
    if code < 0:
        return CovmapError(f"the program was ended by {signal.Signals(-code).name}", kind="program", exit_code=code)
    text = said.strip().removeprefix("covmap: ") or "the program failed without a word"
    return CovmapError(text, kind="usage" if code == 2 else "failed", exit_code=code)
