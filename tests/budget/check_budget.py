#!/usr/bin/env python3
"""Counts the instructions of the sweep with callgrind and holds them against a kept budget.

usage: check_budget.py COVMAP BUDGET_JSON [--renew]      --renew writes the budget anew

Instructions do not depend on what else a machine does, only on the program, its compiler and its libraries: Debian 12's. The sweep of
a small world is counted, sinks included, on one thread: in all, for each cut cell and for each piece. Exit code 1 where one of them is
more than 3 % above the budget; a tenth below is told, for then the budget should be renewed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

import world

KERNEL = "covmap::sweep::Worker::sweep_band*"
ABOVE, BELOW = 1.03, 0.90


def counted(covmap, folder):
    job = world.write(folder)
    profile, run = os.path.join(folder, "callgrind.out"), os.path.join(folder, "run")
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", "--collect-atstart=no", f"--toggle-collect={KERNEL}",
               covmap, "run", job, "-o", run, "--threads", "1"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}\nexit code {done.returncode}")
    with open(profile, encoding="utf-8") as file:
        instructions = int(re.search(r"^(?:totals|summary): (\d+)", file.read(), re.MULTILINE).group(1))
    with open(os.path.join(run, "manifest.json"), encoding="utf-8") as file:
        counts = json.load(file)["counts"]
    return {
        "instructions": instructions,
        "per_cut_cell": round(instructions / counts["cut_cells"], 1),
        "per_piece": round(instructions / counts["pieces"], 1),
    }


def main():
    arguments = [a for a in sys.argv[1:] if a != "--renew"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    covmap, kept = arguments
    with tempfile.TemporaryDirectory() as folder:
        now = counted(covmap, folder)
    if "--renew" in sys.argv:
        with open(kept, "w", encoding="utf-8") as file:
            json.dump(now, file, indent=2)
            file.write("\n")
        return 0
    with open(kept, encoding="utf-8") as file:
        budget = json.load(file)
    status = 0
    for name, most in budget.items():
        ratio = now[name] / most
        word = "ABOVE THE BUDGET" if ratio > ABOVE else "renew the budget" if ratio < BELOW else "within"
        print(f"{name}: {now[name]} of {most} ({ratio:.3f}): {word}")
        status |= ratio > ABOVE
    return status


if __name__ == "__main__":
    sys.exit(main())
