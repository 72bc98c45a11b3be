#!/bin/bash
# Installs what building and testing Labelscape needs on Debian 12 or later. Safe to run again: it
# does only what is missing, and returns at once when nothing is.
#
#   source "$(wasm/toolchain/setup.sh --print-env)"    # emcc, IMGUI_DIR, ... in this shell
#   cmake --preset wasm && cmake --build --preset wasm
#
# System packages come from the machine's own apt (root or sudo needed only if some are missing).
# Everything else goes into one folder, $LABELSCAPE_TOOLS (default ~/.cache/labelscape), so that a
# fresh clone starts fast; deleting that folder undoes it. The system's apt lists stay untouched.
#
# Used instead of ours when already there: an emcc >= 3.1.60 on the PATH, and the folders named by
# IMGUI_DIR, HNSWLIB_DIR, NLOHMANN_JSON_DIR, GTEST_DIR and the program named by CHROMIUM.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=${LABELSCAPE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/labelscape}
env_file=$tools/env.sh
started=$SECONDS

source "$here/private_apt.sh"
source "$here/parts.sh"

say() { echo "setup: $*" >&2; }

fail() { # what happened, what to do
  say "FAILED: $1"
  say "what to do: $2"
  exit 1
}

timed() { # description, command...
  local what=$1 from=$SECONDS
  shift
  say "$what ..."
  "$@"
  say "$what: done in $((SECONDS - from)) s"
}

need() { # file, description, function that brings it
  if [ ! -f "$1" ]; then timed "$2" "$3"; fi
}

write_env() {
  local ours=$tools/emscripten/usr/share/emscripten
  {
    echo "# written by wasm/toolchain/setup.sh"
    if [ "$use_own_emcc" = yes ]; then
      printf 'export PATH=%q:"$PATH"\n' "$ours"
      printf 'export EM_CONFIG=%q EM_CACHE=%q\n' "$tools/emscripten.config" "$ours/cache"
      printf 'export EMSCRIPTEN_ROOT=%q\n' "$ours"
    else
      printf 'export EMSCRIPTEN_ROOT=%q\n' "$(em-config EMSCRIPTEN_ROOT)"
    fi
    echo 'export EMSCRIPTEN_CMAKE="$EMSCRIPTEN_ROOT/cmake/Modules/Platform/Emscripten.cmake"'
    printf 'export IMGUI_DIR=%q HNSWLIB_DIR=%q\n' "$imgui_dir" "$hnswlib_dir"
    printf 'export NLOHMANN_JSON_DIR=%q GTEST_DIR=%q\n' "$json_dir" "$gtest_dir"
    printf 'export CHROMIUM=%q\n' "$(chromium_path)"
    echo 'export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache'
    printf 'export CCACHE_DIR=${CCACHE_DIR:-%q}\n' "$tools/ccache"
  } >"$env_file.new"
  mv "$env_file.new" "$env_file"
}

# The stamp names everything that decides what env.sh says; a change of it runs the setup again.
stamp_text() {
  cat "$here"/*.sh | sha256sum
  echo "$use_own_emcc $(command -v emcc node || true)"
  echo "${IMGUI_DIR:-} ${HNSWLIB_DIR:-} ${NLOHMANN_JSON_DIR:-} ${GTEST_DIR:-} ${CHROMIUM:-}"
}

main() {
  # A shell that has sourced our own env.sh must not pass for a machine with its own tools.
  if [ -f "$env_file" ] && [ "${EMSCRIPTEN_ROOT:-}" = "$tools/emscripten/usr/share/emscripten" ]; then
    PATH=${PATH//"$EMSCRIPTEN_ROOT:"/}
    unset EMSCRIPTEN_ROOT EM_CONFIG EM_CACHE
    unset IMGUI_DIR HNSWLIB_DIR NLOHMANN_JSON_DIR GTEST_DIR CHROMIUM
  fi

  mkdir -p "$tools"
  exec 9>"$tools/lock"
  flock 9

  use_own_emcc=yes
  if emcc_is_recent; then use_own_emcc=no; fi
  imgui_dir=${IMGUI_DIR:-$tools/imgui}
  hnswlib_dir=${HNSWLIB_DIR:-$tools/hnswlib/usr/include}
  json_dir=${NLOHMANN_JSON_DIR:-$tools/json/usr/include}
  gtest_dir=${GTEST_DIR:-/usr/src/googletest}

  if [ -n "$(missing_packages)" ]; then
    timed "installing system packages" install_system_packages
  fi
  if [ -f "$env_file" ] && [ "$(cat "$tools/stamp" 2>/dev/null)" = "$(stamp_text)" ]; then
    return
  fi

  say "tools go to $tools (set LABELSCAPE_TOOLS to change it)"
  if [ "$use_own_emcc" = no ]; then
    say "using the emcc that is already here: $(command -v emcc)"
  else
    need "$tools/emscripten/ready" "fetching Emscripten 3.1.69 (240 MB)" install_emscripten
    need "$tools/binaryen/ready" "fetching Binaryen 120" install_binaryen
    write_emscripten_config
  fi
  need "$hnswlib_dir/hnswlib/hnswlib.h" "fetching hnswlib" install_hnswlib
  need "$json_dir/nlohmann/json.hpp" "fetching nlohmann/json" install_json
  need "$imgui_dir/imgui.h" "fetching the source of Dear ImGui" install_imgui
  rm -rf "$tools/apt"
  write_env
  timed "checking the compiler with a small program" check_compiler
  stamp_text >"$tools/stamp"
  say "ready after $((SECONDS - started)) s"
}

main
if [ "${1:-}" = --print-env ]; then echo "$env_file"; fi
