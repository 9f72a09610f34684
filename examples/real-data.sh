#!/bin/sh
# Takes a workspace made of real data through throughline, from insight to learning, twice around.
set -eu

usage() {
  cat <<'HELP'
Usage: examples/real-data.sh DATA_DIR [OUT_DIR]

Makes a workspace in OUT_DIR (./real-data-workspace) from DATA_DIR, which holds
  footwear-copy.csv         brand_line,product,text,…,seen_at
  headline-experiments.csv  experiment,arm,week,headline,…,impressions,clicks
  media/{photos,music,logos}
and answers for its people from recorded decisions. Needs Python 3 and throughline, on the PATH or
built: cargo build --release -p throughline -p throughline-media
HELP
}

case "${1:-}" in
  --help | -h) usage; exit 0 ;;
esac
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  usage >&2
  exit 2
fi

HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
DATA=$1
OUT=${2:-./real-data-workspace}

say() { printf '\n== %s\n' "$*"; }
die() { status=$1; shift; printf 'real-data.sh: %s\n' "$*" >&2; exit "$status"; }

[ -d "$DATA" ] || die 2 "\`$DATA\` is not a folder"
[ ! -e "$OUT" ] || die 2 "\`$OUT\` is there already: name another folder, or remove it"
command -v python3 >/dev/null 2>&1 || die 4 'python3 is missing'
PATH="$PATH:$HERE/../target/release"
export PATH
command -v throughline >/dev/null 2>&1 ||
  die 4 'throughline is missing: cargo build --release -p throughline -p throughline-media'

real_data() { python3 "$HERE/real_data.py" "$@"; }

# Goes as far as possible. Files that fail the gate (exit 1) stay behind, and the rest goes on.
go() {
  status=0
  throughline run -C "$OUT" --decisions "$OUT/decisions.csv" || status=$?
  [ "$status" -le 1 ] || exit "$status"
}

# Lets results of a delivered round come in, and follows what is recommended.
learn_and_decide() {
  say "round $1: results come in (real counts of other ads, borrowed)"
  real_data results "$DATA" "$OUT" "$1"
  go
  say "round $1: recommendations, followed"
  recommended="$OUT/.recommendations.json"
  throughline decide -C "$OUT" --format json >"$recommended"
  real_data decisions "$OUT" "$1" <"$recommended"
  rm "$recommended"
}

say "a workspace in $OUT, from $DATA"
real_data make "$DATA" "$OUT"

say 'round 1: from the market to the delivery'
go
learn_and_decide 1

say 'round 2: from what was learnt to the delivery'
go
learn_and_decide 2

say 'the end of the second round'
go

say 'is everything as it was written?'
throughline verify -C "$OUT"

say 'done'
printf 'report: %s\n' "$OUT/campaigns/born-then/out/report.html"
