#!/usr/bin/env bash
# Installs what is needed, builds covmap and runs its tests. Tests on real data run where the data is at hand (COVMAP_REAL_DATA).
#   ./test.sh          all tests but those of real clients (QGIS, a browser, LibreOffice, lintian, pandas, R, DuckDB, PostGIS)
#   ./test.sh --all    those too
#   ./test.sh --preset asan [ctest options...]    another preset; the options go to ctest and replace the selection above
# The last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"

preset=dev
clients=()
without='qgis|browser|office|package|tables'
options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --all)
      without=
      clients=(--qgis --browser --office --package --tables)
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

folder=build/$preset
selection=()
if [ "$preset" = asan ]; then # stands in the folder of check: .ci/build
  folder=build/check
  selection=(-L asan)
elif [ "${#options[@]}" -eq 0 ]; then # several -LE of ctest would have to match together
  selection=(-LE "${without:+$without|}slurm|asan") # slurm: ctest -L slurm, by hand
fi

.ci/install
# QGIS, LibreOffice, the browser and the others come while the compiler works: most of that time is the network's and the disk's.
.ci/install "${clients[@]}" &
clients_installed=$!
.ci/build "$preset"
wait "$clients_installed"

results=$folder/ctest-$preset.log
status=0
# One more than there are cores: some tests wait for a browser, a server or QGIS most of their time.
ctest --test-dir "$folder" --output-on-failure -j "$(($(nproc) + 1))" "${selection[@]}" "${options[@]}" 2>&1 | tee "$results" || status=$?

# "98% tests passed, 1 tests failed out of 43"
summary=$(grep -E 'tests passed, [0-9]+ tests failed out of [0-9]+' "$results" || true)
if [ -z "$summary" ]; then
  echo "no test ran" >&2
  exit 1
fi
echo "the slowest tests:"
sed -nE 's/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: ([^ ]+) .* ([0-9.]+) sec$/\2 s \1/p' "$results" | sort -rn | head -n 10
failed=$(sed -E 's/.*, ([0-9]+) tests failed.*/\1/' <<<"$summary")
total=$(sed -E 's/.*out of ([0-9]+).*/\1/' <<<"$summary")
skipped=$(grep -c '\*\*\*Skipped' "$results" || true)
echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
exit "$status"
