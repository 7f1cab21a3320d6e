#!/usr/bin/env python3
"""Several test files as one to compile: what they share is parsed once, and the names of each stand in a namespace of its own.

    one_unit.py UNIT FILE...

UNIT includes the headers of all files first, so that within a namespace none is opened any more. A file may use namespaces, and open
unnamed ones; one that opens a named one is compiled alone (tests/CMakeLists.txt).
"""
import pathlib
import re
import sys


def unit_of(files: list[pathlib.Path]) -> str:
    """The text of the unit."""
    headers: dict[str, None] = {}
    bodies = []
    for file in files:
        text = file.read_text(encoding='utf-8')
        named = re.search(r'^namespace +\w[\w:]* *\{', text, re.MULTILINE)
        if named:
            raise SystemExit(f'{file}: opens {named.group()[:-1].strip()}, so it has to be compiled alone: configure again')
        headers.update(dict.fromkeys(re.findall(r'^#include .*$', text, re.MULTILINE)))
        bodies.append(f'namespace of_{file.stem} {{\n#include "{file}"\n}}')
    return '\n'.join([*headers, *bodies, ''])


if __name__ == '__main__':
    pathlib.Path(sys.argv[1]).write_text(unit_of([pathlib.Path(path) for path in sys.argv[2:]]), encoding='utf-8')
