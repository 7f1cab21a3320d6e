"""What is tried, how often, and what that does not show: the table of docs/tested.md."""

import hostile

SAFE = "the folder is the earlier run whole or the new one whole; no file of the user's is touched; the next run succeeds and leaves nothing"
TOLD = "as above; exit 1, one message that names the cause, nothing left beside the folder nor in the scratch folder"
QUIET = "exit 0 or 1 within two minutes, one message, in which no character moves the cursor; nothing of the user's changes, nothing is left"

# kind, tries at a time, tries at length, what is done, what must hold, what it does not show
KINDS = [
    ("killed-later", 6, 100, "`kill -9` after a random time", SAFE, "a power cut: the disk's own cache is not lost"),
    ("killed-at", 24, 300, "`kill -9` at the n-th open, write, sync, rename, removal or folder made, with and without RENAME_EXCHANGE", SAFE,
     "what happens inside one system call"),
    ("failed-disk", 12, 120, "the n-th open, write, sync, rename, removal or folder made fails with EIO", TOLD + "; where only a removal failed, exit 0 and the new run; where the last sync failed, a warning",
     "disks that return other bytes than were written"),
    ("failed-input", 6, 80, "from the n-th read on inputs fail with EIO, as on a broken disk", TOLD + "; or, where it was a look at what is not needed, exit 0 and the same run", "inputs that are mapped into memory"),
    ("full-disk", 5, 60, "from the n-th open, write or folder made all fail with ENOSPC", TOLD, "quotas that are noticed at close alone (NFS)"),
    ("limited-files", 4, 16, "`ulimit -f`: none, 4 kB, half of the largest file, one byte less than it, then at random", TOLD, ""),
    ("limited-memory", 8, 32, "`ulimit -v`, in steps from what loads the program to what the run needs", TOLD + "; or exit 0 and the new run",
     "the system's own OOM killer: as `kill -9`"),
    ("at-once", 2, 20, "two runs into one folder at the same moment", "one of them stands whole; the other too, or it says that a run is there",
     "more than two; two machines on one network disk"),
    ("read-meanwhile", 2, 10, "`tally` again and again while a run replaces another, with and without RENAME_EXCHANGE", "each time the old tally or the new one", "readers that keep files open over hours"),
    ("damaged", 21, 150, "a file of a run is missing, cut or has other bytes; `verify`, `at`, `tally`, `diff`, `report`, `tiles`, `run --from` read it",
     "`verify` finds it; no command crashes or changes the run; exit 0, 1 or 3", "changes of a file and of the manifest alike"),
    ("hostile-archive", len(hostile.ARCHIVES), len(hostile.ARCHIVES), "archives that climb out, hold links, pipes, devices, bombs, nothing, or lie; cut or encrypted ones: `run` and `inspect`", QUIET,
     "formats that GDAL unpacks by itself inside others"),
    ("hostile-name", len(hostile.NAMES), len(hostile.NAMES), "names of files, communes and operators that are options, commands, formulas, HTML, control characters, too long", QUIET, "what a spreadsheet does with a file"),
]

# By the fault: one of these stands in the message.
WORDS = {
    "EIO": ["Input/output error", "disk I/O error", "see that the disk has room and is sound", "cannot be removed"],
    "input": ["Input/output error", "disk I/O error", "cannot be read", "could not be read"],
    "ENOSPC": ["No space left on device", "disk is full", "see that the disk has room"],
    "EFBIG": ["File too large", "ulimit -f"],
    "ENOMEM": ["out of memory", "no thread can be started"],
    "busy": ["another run is writing there", "holds a run already"],
}

# A file of a run, and commands that need it.
READERS = [
    ("tally.covt", [["tally", "RUN"], ["report", "RUN", "--territory", "all", "-o", "page.html"], ["run", "JOB", "--from", "RUN", "-o", "again"]]),
    ("cells.covc", [["at", "RUN", "0.5", "45.5"], ["tiles", "RUN", "-o", "run.pmtiles", "--overwrite"]]),
    ("zones.covz", [["at", "RUN", "0.5", "45.5"], ["diff", "RUN", "OTHER"]]),
    ("manifest.json", [["diff", "RUN", "OTHER"], ["diff", "OTHER", "RUN", "--format", "json"]]),
    ("commune.csv", [["diff", "RUN", "OTHER"], ["report", "RUN", "--territory", "all", "--overwrite", "-o", "page.html"]]),
    ("covmap.gpkg", [["report", "RUN", "--territory", "all", "--overwrite", "-o", "page.html"]]),
    ("commune.geojson", [["at", "RUN", "0.5", "45.5"]]),
]


def table(made=None):
    """As Markdown; `made`: tries by kind, where they were counted."""
    lines = ["| kind | at a time | at length | what is done | what must hold | what it does not show |", "|---|---|---|---|---|---|"]
    for kind, tries, at_length, what, holds, not_shown in KINDS:
        lines.append(f"| {kind} | {tries} | {at_length if made is None else made[kind]} | {what} | {holds} | {not_shown or '–'} |")
    return "\n".join(lines) + "\n"
