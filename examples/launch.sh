#!/bin/sh
# Builds every format of a launch from one concept, in English and Arabic, out of real media.
set -eu

usage() {
  cat <<'HELP'
Usage: examples/launch.sh DATA_DIR [OUT_DIR]

Makes a workspace in OUT_DIR (./launch-workspace) from DATA_DIR (see examples/real-data.sh), asks for
the 47 formats of the pack's launch set in two markets, and takes it to the delivered package.
Needs Python 3 and throughline, on the PATH or built:
  cargo build --release -p throughline -p throughline-media
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
OUT=${2:-./launch-workspace}
[ ! -e "$OUT" ] || { printf 'launch.sh: `%s` is there already\n' "$OUT" >&2; exit 2; }
PATH="$PATH:$HERE/../target/release"
export PATH

python3 "$HERE/real_data.py" make "$DATA" "$OUT"
python3 "$HERE/launch.py" "$OUT"
# Files that fail the gate (exit 1) stay behind, and the rest goes on.
status=0
throughline run -C "$OUT" --decisions "$OUT/decisions.csv" || status=$?
[ "$status" -le 1 ] || exit "$status"
printf 'report: %s\n' "$OUT/campaigns/born-then/out/report.html"
