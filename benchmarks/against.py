#!/usr/bin/env python3
"""Two builds of covmap on one job, in turn: what each phase costs, and the ratio.

    benchmarks/against.py THEN NOW JOB FOLDER [--rounds 5] [--threads 2]

THEN and NOW are programs, FOLDER takes their output. For each phase the median of its CPU seconds over the rounds, from timings.json
(seconds by the clock where a build does not tell CPU), the spread (largest - smallest), and NOW divided by THEN.
"""
import argparse
import json
import pathlib
import statistics
import subprocess


def run_once(program, job, out, threads):
    subprocess.run([program, "run", job, "-o", out, "--threads", str(threads), "--overwrite", "--progress", "none"],
                   check=True, stdout=subprocess.DEVNULL)
    timings = json.loads((out / "timings.json").read_text())
    costs = {phase["phase"]: phase.get("cpu_seconds", phase["seconds"]) for phase in timings["phases"]}
    costs["in all, CPU"] = timings["cpu_seconds"]
    costs["in all, by the clock"] = timings["total_seconds"]
    costs["peak memory, GiB"] = timings["peak_memory_bytes"] / 2**30
    return costs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("then")
    parser.add_argument("now")
    parser.add_argument("job")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    rounds = {"then": [], "now": []}
    for _ in range(asked.rounds):
        for name, program in (("then", asked.then), ("now", asked.now)):
            rounds[name].append(run_once(program, asked.job, asked.folder / name, asked.threads))
    print(f"{'':24}{'then':>10}{'spread':>9}{'now':>10}{'spread':>9}{'ratio':>8}")
    for cost in rounds["now"][0]:
        line = f"{cost:24}"
        medians = []
        for name in ("then", "now"):
            values = [each[cost] for each in rounds[name] if cost in each]
            if not values:
                continue
            medians.append(statistics.median(values))
            line += f"{medians[-1]:10.2f}{max(values) - min(values):9.2f}"
        if len(medians) == 2 and medians[0] > 0:
            line += f"{medians[1] / medians[0]:8.2f}"
        print(line)


if __name__ == "__main__":
    main()
