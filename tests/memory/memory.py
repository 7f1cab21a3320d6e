#!/usr/bin/env python3
"""memory.py COVMAP FOLDER: what --memory promises, on a world of five million vertices.

A run with little memory takes little, publishes the same bytes, and leaves nothing when it is killed; what cannot be done in it is told
before the sweep.
"""

import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import world  # noqa: E402

PARTS, VERTICES = 240, 5000  # of each of four layers
VERTICES_MB = 4 * PARTS * VERTICES * 16 / 1e6
LITTLE_MB = 130
WIDE = 1.3  # the machine's libraries differ in size; unbounded, the vertices alone would exceed it


class Broken(Exception):
    """A claim that did not hold."""


def claim(holds, what):
    if not holds:
        raise Broken(what)


def begin(covmap, job, out, scratch, options):
    command = [covmap, "run", str(job), "-o", str(out), "--overwrite", "--progress", "plain", "--threads", "2", *options]
    return subprocess.Popen(command, env={**os.environ, "TMPDIR": str(scratch)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run(covmap, job, out, scratch, *options):
    """Exit code, both outputs as text, peak megabytes of the process."""
    process = begin(covmap, job, out, scratch, options)
    stdout, stderr = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, (stdout + stderr).decode(), usage.ru_maxrss * 1024 / 1e6


def hashes(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("timings.json", "manifest.json", "ro-crate-metadata.json")
    }


def holds_scratch(pid, scratch):
    """Has the process an open file of the folder that has no name any more?"""
    try:
        links = [os.readlink(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd")]
    except OSError:
        return False
    return any(link.startswith(str(scratch)) and link.endswith(" (deleted)") for link in links)


def bounded(covmap, folder, job, scratch, _):
    code, text, roomy_mb = run(covmap, job, folder / "roomy", scratch, "--memory", "1GiB")
    claim(code == 0, f"with 1 GiB: exit {code}: {text}")
    code, text, little_mb = run(covmap, job, folder / "little", scratch, "--memory", f"{LITTLE_MB}MB")
    claim(code == 0, f"with {LITTLE_MB} MB: exit {code}: {text}")
    print(f"  peak {roomy_mb:.0f} MB with 1 GiB, {little_mb:.0f} MB with {LITTLE_MB} MB; the vertices are {VERTICES_MB:.0f} MB")
    claim(little_mb < WIDE * LITTLE_MB, f"took {little_mb:.0f} MB of {LITTLE_MB}")
    claim(little_mb < roomy_mb - VERTICES_MB / 3, f"took {little_mb:.0f} MB, not much less than {roomy_mb:.0f}")
    claim(hashes(folder / "roomy") == hashes(folder / "little"), "other bytes with less memory")
    claim(os.listdir(scratch) == [], f"left in TMPDIR: {os.listdir(scratch)}")


def killed(covmap, folder, job, scratch, small):
    process = begin(covmap, job, folder / "killed", scratch, ["--memory", f"{LITTLE_MB}MB"])
    while process.poll() is None and not holds_scratch(process.pid, scratch):
        time.sleep(0.005)
    claim(process.poll() is None, "never used scratch")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    claim(process.returncode == -signal.SIGKILL, f"exit {process.returncode}")
    claim(os.listdir(scratch) == [], f"left in TMPDIR by a killed run: {os.listdir(scratch)}")
    partial = [path.name for path in folder.glob("killed*")]
    claim(len(partial) == 1, f"beside the folder: {partial}")
    code, text, _ = run(covmap, small, folder / "killed", scratch)
    claim(code == 0, f"after a killed run: exit {code}: {text}")
    claim([path.name for path in folder.glob("killed*")] == ["killed"], "the next run left what the killed one had begun")


def refused(covmap, folder, _, scratch, job):
    """The outlines of the territories are held whole: where they alone are too much, the run does not begin the sweep."""
    code, text, _ = run(covmap, job, folder / "refused", scratch, "--memory", "10B")
    claim(code == 2 and "is no amount of memory" in text, f"10B: exit {code}: {text}")
    code, text, _ = run(covmap, job, folder / "refused", scratch, "--memory", "1kB")
    claim(code == 1 and "needs about" in text and "outlines of 4 territories" in text, f"1kB: exit {code}: {text}")
    claim("give --memory" in text, text)
    claim(not (folder / "refused").exists(), "a refused run left a folder")
    code, text, _ = run(covmap, job, folder / "told", scratch, "--memory", "20MB")
    claim(code == 0 and "warning: memory = 20 MiB may not be enough" in text, f"20MB: exit {code}: {text}")
    claim("more than the 20 MiB that it was given" in text, text)


def main():
    covmap, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    job = world.make(folder / "world", layers=4, parts=PARTS, vertices=VERTICES)
    small = world.make(folder / "small", layers=1, parts=4, vertices=500)
    scratch = folder / "scratch"
    scratch.mkdir()
    try:
        for test in (bounded, killed, refused):
            began = time.monotonic()
            test(covmap, folder, job, scratch, small)
            print(f"{test.__name__}: {time.monotonic() - began:.1f} s")
    except Broken as broken:
        sys.exit(f"memory.py: {broken}")
    shutil.rmtree(folder)


main()
