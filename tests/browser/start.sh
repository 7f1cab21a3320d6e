#!/bin/sh
# Installs the tests' packages beside the build, once for each lockfile, and runs one script there: start.sh FOLDER SCRIPT ARGUMENTS…
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
script=$2
shift 2
mkdir -p "$folder"
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$folder"
cd "$folder"
if ! cmp -s package-lock.json node_modules/.lock-of-tests; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.lock-of-tests
fi
exec node "$script" "$@"
