#!/bin/sh
# Installs the packages of a folder of scripts beside the build, once for each lockfile, and runs one script there:
#   node_start.sh SOURCES FOLDER SCRIPT ARGUMENTS…
set -eu
sources=$1
folder=$2
script=$3
shift 3
mkdir -p "$folder"
cp "$sources"/*.mjs "$sources"/package.json "$sources"/package-lock.json "$folder"
cd "$folder"
if ! cmp -s package-lock.json node_modules/.lock-of-tests; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.lock-of-tests
fi
exec node "$script" "$@"
