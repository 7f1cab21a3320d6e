#!/usr/bin/env bash
# The tries of tests/faults in great number, and their table into docs/tested.md where all hold: at_length.sh BUILD [FOLDER]
# BUILD: the folder of a build, with its tests. FOLDER: where the tries are made, emptied first; default BUILD/tests/faults/at_length.
set -euo pipefail
build=$(cd "${1:?the folder of a build}" && pwd)
cd "$(dirname "$0")/../.."
python3 -B tests/faults/faults.py --at-length "$build/cli/covmap" "$build/tests/faults/libfault_shim.so" data/sample \
  "${2:-$build/tests/faults/at_length}" docs/tested.md
