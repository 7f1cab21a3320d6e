#!/usr/bin/env bash
# Records by premises: a departement × 10 in Arcep's shape, parsed, parted and joined; beside the floor (reading the bytes, counting the
# lines) and two usual routes on one departement (sqlite3, awk), all in one run on the same files.
#   benchmarks/records.sh [--departements N] [--threads N] [--no-usual]
# The files are made once, in $COVMAP_BENCH_DIR (default: build/bench): 0.3 GB a departement and order.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=benchmarks/prepare.sh
. benchmarks/prepare.sh

departements=10 threads=2 usual=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --departements) departements=$2; shift ;;
    --threads) threads=$2; shift ;;
    --no-usual) usual=no ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

build_release
programs=$built/benchmarks
base=${COVMAP_BENCH_DIR:-build/bench}
seconds() { # of CPU, so that a busy machine tells the same
  (
    TIMEFORMAT='%U %S'
    time "$@" >/dev/null
  ) 2>&1 | awk '{ printf "%.2f", $1 + $2 }'
}
count_lines() { cat "$1"/actuel_*.csv | wc -l; }

for order in by-building by-operator; do
  folder="$base/records-$departements-$order"
  if [ ! -f "$folder/counts.txt" ]; then
    options=()
    [ "$order" = by-operator ] && options=(--by-operator)
    "$programs/bench_make_records" "$folder" --departements "$departements" "${options[@]}"
  fi
  echo "records $order: $(cat "$folder/counts.txt")"
  count_lines "$folder" >/dev/null # into the page cache
  echo "  floor: cat | wc -l $(seconds count_lines "$folder") s of CPU"
  for n in 1 "$threads"; do "$programs/bench_records" "$folder" --threads "$n"; done
done

if [ "$usual" = yes ]; then
  folder="$base/records-$departements-by-building"
  echo "usual routes, one departement, one thread: the buildings of each operator with 30 Mbit/s or more by wire"
  sqlite_route() {
    rm -f "$base/usual.db"
    sqlite3 "$base/usual.db" \
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" ".separator ;" ".import $folder/base_imb_01.csv b" ".import $folder/actuel_01.csv r" "CREATE INDEX i ON b(imb_id);" \
      "SELECT code_operateur, COUNT(DISTINCT r.imb_id) FROM r JOIN b ON b.imb_id = r.imb_id WHERE code_techno IN ('FO','CU','COAX') AND classe_debit_descendant IN ('THD30','THD100','THD1G') GROUP BY 1;"
    rm -f "$base/usual.db"
  }
  awk_route() {
    awk -F';' 'FNR == NR { known[$1] = 1; next }
      ($1 in known) && $5 ~ /^(FO|CU|COAX)$/ && $7 ~ /^THD/ && !(($1, $4) in seen) { seen[$1, $4] = 1; n[$4]++ }
      END { for (o in n) print o, n[o] }' "$folder/base_imb_01.csv" "$folder/actuel_01.csv"
  }
  records=$(($(wc -l <"$folder/actuel_01.csv") - 1))
  for route in sqlite awk; do
    taken=$(seconds "${route}_route")
    awk "BEGIN { printf \"  %s: %s s of CPU, %.2f million records a second\n\", \"$route\", $taken, $records / $taken / 1e6 }"
  done
fi
