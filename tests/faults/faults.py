#!/usr/bin/env python3
"""Makes covmap fail, and looks at what is left.

  python3 faults.py COVMAP SHIM SAMPLE FOLDER [KIND]    the tries of each check, or those of one kind
  python3 faults.py --at-length COVMAP SHIM SAMPLE FOLDER PAGE    many more; where all hold, their table goes into PAGE
  python3 faults.py --in-step PAGE                      is the table in PAGE the one of this script?

COVMAP: the program. SHIM: shim.cpp, built. SAMPLE: data/sample. Exit code 0 where every claim holds. Every choice follows from SEED.
"""

import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys

import kinds
from scene import Broken, Scene, World
from tries import MAKERS

SEED = 20251129
TABLE = re.compile(r"\| kind \|.*\n(\|.*\n)+")


def make(world, kind, number):
    folder = world.folder / f"{kind}-{number}"
    try:
        MAKERS[kind](Scene(world, folder), random.Random(f"{SEED} {kind} {number}"), number)
    except (Broken, subprocess.TimeoutExpired) as broken:
        return f"{kind} {number}: {broken} (left in {folder})"
    shutil.rmtree(folder, ignore_errors=True)
    return None


def run_all(program, shim, sample, folder, count_of):
    """`count_of`: tries of a row of KINDS. Tries made by kind, and the claims that were broken."""
    shutil.rmtree(folder, ignore_errors=True)
    world = World(program, shim, sample, folder)
    tries = [(row[0], number) for row in kinds.KINDS for number in range(count_of(row))]
    with concurrent.futures.ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        broken = []
        for told in pool.map(lambda one: make(world, *one), tries):
            if told:
                broken.append(told)
                print(told, flush=True)
    print(f"{len(tries)} tries, {len(broken)} broken claims")
    return {kind: sum(1 for one, _ in tries if one == kind) for kind in MAKERS}, broken


def without_counts(table):
    """The tries at length are of the run that wrote them."""
    return [re.sub(r"^(\|[^|]*\|[^|]*\|)[^|]*\|", r"\1", line) for line in table.splitlines()]


def in_step(page):
    missing = sorted({row[0] for row in kinds.KINDS} ^ set(MAKERS))
    for kind in missing:
        print(f"{kind} has no maker or no row")
    found = TABLE.search(pathlib.Path(page).read_text(encoding="utf-8"))
    if not found or without_counts(found.group()) != without_counts(kinds.table()):
        print(f"{page} does not hold the table of tests/faults/kinds.py; run the tries at length, which writes it there")
        missing.append(page)
    return 1 if missing else 0


def at_length(program, shim, sample, folder, page):
    made, broken = run_all(program, shim, sample, folder, lambda row: row[2])
    if broken:
        return 1
    text = page.read_text(encoding="utf-8")
    page.write_text(TABLE.sub(lambda _: kinds.table(made), text), encoding="utf-8")
    return 0


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--in-step":
        return in_step(arguments[1])
    if len(arguments) == 6 and arguments[0] == "--at-length":
        return at_length(*(pathlib.Path(a).absolute() for a in arguments[1:]))
    if len(arguments) not in (4, 5) or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    paths = [pathlib.Path(a).absolute() for a in arguments[:4]]
    only = arguments[4:]
    _, broken = run_all(*paths, lambda row: row[1] if not only or row[0] in only else 0)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
