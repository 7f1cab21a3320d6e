#!/usr/bin/env python3
"""Each header compiles alone.

headers_alone.py SOURCE_DIR SCRATCH_DIR PRECOMPILED COMPILER [flags...]: compiles a unit for each header of engine/ and cli/ that
includes it first and twice, on all cores. Headers are found on disk, so that one nobody listed is compiled too. The standard
headers of PRECOMPILED ("a|b") are precompiled, which saves time; test_std_includes.cpp sees whether one is missing.

A header that another one includes before anything foreign to it has been compiled alone when that one is: it gets no unit of
its own. Foreign is what it does not itself include, directly or not.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

INCLUDE = re.compile(r'^#include ([<"])([^">]+)[">]', re.M)


def included_by(source, precompiled):
    """Of each header, by the name it is included by: what it includes in order, without the precompiled."""
    headers = {}
    for room in ("engine", "cli"):
        base = source / room if room == "engine" else source
        for path in sorted((source / room).rglob("*.hpp")):
            found = INCLUDE.findall(path.read_text(encoding="utf-8"))
            headers[path.relative_to(base).as_posix()] = [name for mark, name in found if mark == '"' or name not in precompiled]
    return headers


def all_below(headers):
    """Of each name, itself and all it includes."""
    known = {}

    def below(name):
        if name not in known:
            known[name] = {name}
            for other in headers.get(name, ()):
                known[name] = known[name] | below(other)
        return known[name]

    for name in headers:
        below(name)
    return known


def shown_by_others(headers):
    """The headers that another one includes with nothing foreign before."""
    below = all_below(headers)
    shown = set()
    for names in headers.values():
        before = set()
        for name in names:
            if before <= below[name]:
                shown.add(name)
            before |= below[name]
    return shown


def main():
    source, scratch, precompiled = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3].split("|")
    compiler = [*sys.argv[4:], "-O0", "-g0", "-w"]
    scratch.mkdir(parents=True, exist_ok=True)
    standard = scratch / "standard.hpp"
    standard.write_text("".join(f"#include <{name}>\n" for name in precompiled), encoding="utf-8")
    subprocess.run([*compiler, "-x", "c++-header", standard, "-o", f"{standard}.gch"], check=True)

    headers = included_by(source, set(precompiled))
    units = sorted(set(headers) - shown_by_others(headers))

    def compile_alone(name):
        unit = f'#include "{name}"\n' * 2
        return subprocess.run([*compiler, "-include", standard, "-fsyntax-only", "-x", "c++", "-"], input=unit, text=True, capture_output=True)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, result in zip(units, pool.map(compile_alone, units)):
            if result.returncode != 0:
                failed += 1
                print(f"{name} does not compile alone, or not what it includes first:\n{result.stderr}", file=sys.stderr)
    print(f"{len(headers)} headers, compiled as {len(units)} units, {failed} failed")
    return 1 if failed or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
