#!/bin/sh
# Makes a workspace of many variants, builds all of them once, and measures what it takes to find
# out that there is nothing left to do.
set -eu

usage() {
  cat <<'HELP'
Usage: examples/ten-thousand.sh [COUNT] [DIR]

Makes two workspaces in DIR (./ten-thousand), of COUNT (10000) variants and of a tenth as many; takes
each from nothing to a delivered package; then runs each three more times with nothing to do and
says how long that takes and how much memory. COUNT is a multiple of 10000: a campaign has 25
concepts, 2 markets, 20 hooks, and as many calls to action as it takes.
Needs Python 3 and throughline, on the PATH or built:
  cargo build --release -p throughline -p throughline-media
HELP
}

case "${1:-}" in
  --help | -h) usage; exit 0 ;;
esac
if [ $# -gt 2 ]; then
  usage >&2
  exit 2
fi

CONCEPTS=25
HOOKS=20
# Concepts, two markets, hooks: variants for each call to action.
EACH=$((CONCEPTS * 2 * HOOKS))
COUNT=${1:-10000}
OUT=${2:-./ten-thousand}
HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

say() { printf '\n== %s\n' "$*"; }
die() { status=$1; shift; printf 'ten-thousand.sh: %s\n' "$*" >&2; exit "$status"; }

case "$COUNT" in
  '' | 0* | *[!0-9]*) die 2 "COUNT is a number, not \`$COUNT\`" ;;
esac
[ $((COUNT % (10 * EACH))) -eq 0 ] || die 2 "COUNT is a multiple of $((10 * EACH)), not $COUNT"
[ ! -e "$OUT" ] || die 2 "\`$OUT\` is there already: name another folder, or remove it"
command -v python3 >/dev/null 2>&1 || die 4 'python3 is missing'
PATH="$PATH:$HERE/../target/release"
export PATH
command -v throughline >/dev/null 2>&1 ||
  die 4 'throughline is missing: cargo build --release -p throughline -p throughline-media'

answers() {
  cat <<'CSV'
question,answer
brand,Morgenbrot
sells,Fresh bread at your door before seven
stalls,First-time buyers do not order a second time
evidence,Order data 2026: 71 of 100 never return
kpi,Second orders within 30 days
owner,Ana
reviewer,Ben
audience,Families who bought once
proposition,Your second loaf is already in the oven
proof,We bake to order at four every morning
thought,Will it still be warm at seven?
lead,emotion
because,Everybody else in the category leads with price
colour,#b3541e
starts,2027-03-01
markets,de:de; at:de
platforms,meta
call_to_action,Order again
landing,https://example.com/again
CSV
}

# One tiny format: the thread is measured here, not the drawing.
formats() {
  cat <<'CSV'
id,platform,placement,kind,width,height,containers,codecs,max_bytes,audio,source,source_date
tiny,Example,Feed,still,160,160,jpeg,,,,made up for this example,2026-01-01
CSV
}

decisions() {
  cat <<'CSV'
round,subject,verdict,reason_code,note,by,at
1,*,keep,strong-hook,,Ben,
1,*,approve,unviewed,,Ben,
CSV
}

# Prints HEADER, then LINE for each number up to COUNT, with every @ replaced by the number.
table() {
  awk -v header="$1" -v line="$2" -v count="$3" 'BEGIN {
    print header
    for (n = 1; n <= count; n++) { row = line; gsub(/@/, n, row); print row }
  }'
}

# Prints names for a list in a brief: , "hook-1", "hook-2" …
names() {
  awk -v word="$1" -v count="$2" 'BEGIN {
    for (n = 1; n <= count; n++) printf ", \"%s-%d\"", word, n
  }'
}

# Makes a workspace in $1 with $2 calls to action.
workspace() {
  throughline new "$1" --from "$OUT/answers.csv" >/dev/null 2>&1
  formats >"$1/formats.csv"
  printf 'schema = "tiers/1"\n[scaled]\nconcepts = %d\n' "$CONCEPTS" >"$1/tiers.toml"
  table id,text,line,form 'hook-@,A warm loaf at your door on morning @,Fresh at seven,statement' \
    "$HOOKS" >"$1/components/hooks.csv"
  table id,text,path,focus_x,focus_y,ink \
    'scene-@,scene @,components/media/draft-dusk.png,0.5,0.45,light' 8 >"$1/components/scenes.csv"
  # The starter's own call to action is first; its closing card asks for it.
  table id,text 'main,Order again' 1 >"$1/components/ctas.csv"
  table '' 'cta-@,Order loaf @' $(($2 - 1)) | sed 1d >>"$1/components/ctas.csv"
  brief=$1/campaigns/first/brief.toml
  awk -v hooks="$(names hook "$HOOKS")" -v ctas="$(names cta $(($2 - 1)))" '
    /^formats = \[$/ { skip = 1 }
    !skip { print }
    skip && /^\]$/ {
      skip = 0
      print "formats = [\"tiny\"]\nhooks = [" substr(hooks, 3) "]\nctas = [\"main\"" ctas "]"
    }' "$brief" >"$brief.new"
  mv "$brief.new" "$brief"
}

# Runs once, with recorded decisions, and says how long it took and the most memory it held.
measured() {
  python3 - "$@" <<'PY'
import resource, subprocess, sys, time

started = time.monotonic()
ran = subprocess.run(
    ["throughline", "run", "-C", sys.argv[1], "--decisions", sys.argv[2]],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.PIPE,
    text=True,
)
seconds = time.monotonic() - started
# Kilobytes on Linux, bytes on macOS.
unit = 2**20 if sys.platform == "darwin" else 2**10
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
print(f"{seconds:8.2f} s {peak:8.1f} MiB")
if ran.returncode:
    sys.exit(ran.stderr)
PY
}

mkdir -p "$OUT/cache/throughline"
# Fonts, and no models: reading the words of every picture is hours of work and another question.
find "${XDG_CACHE_HOME:-$HOME/.cache}/throughline" -type f -size -1024k \
  -exec cp {} "$OUT/cache/throughline" \;
XDG_CACHE_HOME=$(CDPATH='' cd -- "$OUT/cache" && pwd)
export XDG_CACHE_HOME
answers >"$OUT/answers.csv"
decisions >"$OUT/decisions.csv"
for count in $((COUNT / 10)) "$COUNT"; do
  say "$count variants"
  workspace "$OUT/$count" $((count / EACH))
  printf 'made once  '
  measured "$OUT/$count" "$OUT/decisions.csv"
  for _ in 1 2 3; do
    printf 'no-op      '
    measured "$OUT/$count" "$OUT/decisions.csv"
  done
done
