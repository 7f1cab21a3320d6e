#!/usr/bin/env bash
# Installs what is needed, builds covmap and runs its tests. Tests on real data run where the data is at hand (COVMAP_REAL_DATA).
#   ./test.sh          all tests but those of real clients (QGIS, a browser)
#   ./test.sh --all    those too
#   ./test.sh --preset asan [ctest options...]    another preset; the options go to ctest and replace the selection above
# The last line is «N passed, N failed».
set -euo pipefail
cd "$(dirname "$0")"

preset=dev
clients=()
selection=(-LE 'qgis|browser')
options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --all)
      selection=()
      clients=(--qgis --browser)
      ;;
    --preset)
      preset=${2:?--preset needs a name}
      shift
      ;;
    -h | --help)
      sed -n '2,6s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *) options+=("$1") ;;
  esac
  shift
done

if [ "${#options[@]}" -gt 0 ]; then
  selection=() # several -LE of ctest would have to match together
fi

.ci/install "${clients[@]}"
echo "building (build/$preset) ..."
cmake --preset "$preset" >/dev/null
log=build/$preset/build.log
cmake --build --preset "$preset" >"$log" 2>&1 || { tail -n 60 "$log" >&2; exit 1; }

results=build/$preset/ctest.log
status=0
ctest --test-dir "build/$preset" --output-on-failure "${selection[@]}" "${options[@]}" 2>&1 | tee "$results" || status=$?

# «98% tests passed, 1 tests failed out of 43»
summary=$(grep -E 'tests passed, [0-9]+ tests failed out of [0-9]+' "$results" || true)
if [ -z "$summary" ]; then
  echo "no test ran" >&2
  exit 1
fi
failed=$(sed -E 's/.*, ([0-9]+) tests failed.*/\1/' <<<"$summary")
total=$(sed -E 's/.*out of ([0-9]+).*/\1/' <<<"$summary")
echo "$((total - failed)) passed, $failed failed"
exit "$status"
