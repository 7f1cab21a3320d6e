#!/usr/bin/env python3
"""Compares what two builds of covmap publish: the same jobs, run by both, file by file.

    tests/builds/compare_builds.py OLD NEW            two programs
    tests/builds/compare_builds.py RUN_A RUN_B        two folders of runs, as they are
    tests/builds/compare_builds.py OLD NEW --jobs sample,lot --keep /tmp/both

By bytes: CSV, CSVT, rasters, tiles, pages and whatever is not named here. GeoJSON: every coordinate and value as it is written, whatever
the white space. GeoPackage and MBTiles: schema and rows. As trees: QML, QLR, QMD, JUnit and JSON. Aside: manifest.json, timings.json,
ro-crate-metadata.json and covmap's own binary files (.covt, .covc, .covz). Jobs on published data run where the data is at hand, else they are named as not
compared.

Exit codes: 0 nothing differs, 1 something does or a run failed, 2 bad command line.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from jobs import JOBS, Job, Program, real_data
from outputs import Difference, compare_folders


def compare_job(job: Job, programs: list[Program], folder: Path, data: Path | None) -> list[Difference]:
    folders = [folder / job.name / side for side in ("old", "new")]
    failed = []
    for side, program in zip(folders, programs):
        side.mkdir(parents=True)
        failed += [Difference(job.name, fault) for fault in job.run(program, side, data)]
    return failed + compare_folders(*folders)


def print_result(name: str, differences: list[Difference], shown: int) -> None:
    print(f"{name}: {'nothing differs' if not differences else 'DIFFERENT'}", flush=True)
    for difference in differences[:shown]:
        print(f"  {difference}")
    if len(differences) > shown:
        print(f"  and {len(differences) - shown} more")


def compare_programs(options: argparse.Namespace, folder: Path) -> int:
    programs = [Program(path.resolve()) for path in (options.old, options.new)]
    data = options.data or real_data()
    different, missing = [], []
    for job in JOBS:
        if options.jobs and job.name not in options.jobs:
            continue
        needed = job.missing(data)
        if needed:
            missing.append(f"{job.name}: not compared: {needed}")
            continue
        differences = compare_job(job, programs, folder, data)
        print_result(job.name, differences, options.show)
        if differences:
            different.append(job.name)
    print(*missing, sep="\n", end="\n" if missing else "")
    print("different: " + ", ".join(different) if different else "nothing differs")
    return 1 if different else 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, help="a program, or the folder of a run")
    parser.add_argument("new", type=Path, help="the other one, of the same kind")
    names = [job.name for job in JOBS]
    parser.add_argument("--jobs", type=lambda text: text.split(","), help="some of " + ", ".join(names))
    parser.add_argument("--data", type=Path, help="the folder of published data; default: COVMAP_REAL_DATA")
    parser.add_argument("--keep", type=Path, help="leave the runs in this new folder")
    parser.add_argument("--show", type=int, default=40, help="differences to print for each job; default 40")
    options = parser.parse_args(arguments)
    for path in (options.old, options.new):
        if not path.exists():
            parser.error(f"there is no {path}")
    if options.old.is_dir() != options.new.is_dir():
        parser.error("two programs or two folders, not one of each")
    unknown = [name for name in options.jobs or [] if name not in names]
    if unknown:
        parser.error(f"there is no job {', '.join(unknown)}; there are {', '.join(names)}")
    if options.keep and options.keep.exists():
        parser.error(f"{options.keep} is there already")
    return options


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    if options.old.is_dir():
        differences = compare_folders(options.old, options.new)
        print_result(f"{options.old}, {options.new}", differences, options.show)
        return 1 if differences else 0
    if options.keep:
        return compare_programs(options, options.keep.resolve())
    with tempfile.TemporaryDirectory(prefix="covmap-builds-") as folder:
        return compare_programs(options, Path(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
