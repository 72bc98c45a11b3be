# The parts of the toolchain, one function each. Sourced by setup.sh.

emcc_is_recent() {
  local version
  version=$(emcc --version 2>/dev/null | sed -n '1s/.* \([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p') || return 1
  [ -n "$version" ] && [ "$(printf '%s\n3.1.60\n' "$version" | sort -V | head -n 1)" = 3.1.60 ]
}

chromium_path() { echo "${CHROMIUM:-$(command -v chromium || true)}"; }

# Prints the packages that are missing, for programs we start and for files we read.
missing_packages() {
  local pair needed=(cmake:cmake ninja:ninja-build ccache:ccache g++:g++ git:git python3:python3 xz:xz-utils)
  if [ "$use_own_emcc" = yes ]; then
    needed+=(clang-19:clang-19 wasm-ld-19:lld-19 llvm-ar-19:llvm-19)
  fi
  [ -n "${CHROMIUM:-}" ] || needed+=(chromium:chromium)
  for pair in "${needed[@]}"; do
    command -v "${pair%%:*}" >/dev/null || echo "${pair#*:}"
  done
  [ -f "$gtest_dir/CMakeLists.txt" ] || echo googletest
  # The renderer compiles natively, too.
  [ -f /usr/include/GLES3/gl3.h ] || echo libgles-dev
  # What no shipped font has, the browser draws: the end-to-end tests look at texts of every script.
  if [ -z "${CHROMIUM:-}" ] && ! compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null; then
    echo fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
  fi
}

install_system_packages() {
  local packages as_root=
  packages=$(missing_packages | tr '\n' ' ')
  local by_hand="run as root: apt-get update && apt-get install -y $packages"
  say "  missing: $packages"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "system packages are missing and this is not root" "$by_hand"
    as_root=sudo
  fi
  local install=($as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  "${install[@]}" update >&2 || say "  apt-get update failed; trying with the lists that are here"
  # shellcheck disable=SC2086
  if ! "${install[@]}" install -y --no-install-recommends $packages \
    >"$tools/apt.log" 2>&1; then
    tail -n 20 "$tools/apt.log" >&2
    fail "apt-get could not install: $packages" "$by_hand"
  fi
}

# Debian's package brings all system libraries prebuilt; we leave out the position-independent ones
# and the test suite (1 GB). acorn goes where Emscripten's JS optimizer looks for it.
install_emscripten() {
  local target=$tools/emscripten
  rm -rf "$target" "$tools/apt/emscripten"
  fetch_packages "$tools/apt/emscripten" emscripten=3.1.69* node-acorn
  unpack_packages "$tools/apt/emscripten" "$target" \
    --exclude='*/wasm32-emscripten/pic' --exclude='*/wasm32-emscripten/lto-pic' \
    --exclude='./usr/share/emscripten/test' --exclude='./usr/share/doc' --exclude='./usr/share/man'
  ln -s ../nodejs "$target/usr/share/emscripten/node_modules"
  touch "$target/ready"
}

# Binaryen 120 needs a newer C library than Debian 12 has: it runs with its own, through wrappers.
install_binaryen() {
  local target=$tools/binaryen loader libraries program
  rm -rf "$target" "$tools/apt/binaryen"
  fetch_packages "$tools/apt/binaryen" binaryen=120* libc6 libstdc++6 libgcc-s1
  unpack_packages "$tools/apt/binaryen" "$target/unpacked"
  loader=$(find "$target/unpacked" -name 'ld-linux*.so.*' -type f | head -n 1)
  [ -n "$loader" ] || fail "the C library for Binaryen has no loader" "report the output of: dpkg --print-architecture"
  libraries=$(dirname "$loader")
  mkdir -p "$target/bin"
  for program in "$target"/unpacked/usr/bin/wasm*; do
    printf '#!/bin/sh\nexec %q --library-path %q %q "$@"\n' "$loader" "$libraries" "$program" \
      >"$target/bin/$(basename "$program")"
    chmod +x "$target/bin/$(basename "$program")"
  done
  "$target/bin/wasm-opt" --version >&2 ||
    fail "Binaryen does not run" "delete $target and run again; else put emcc >= 3.1.60 on the PATH"
  touch "$target/ready"
}

write_emscripten_config() {
  cat >"$tools/emscripten.config" <<END
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = '$tools/binaryen'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
END
}

install_hnswlib() { fetch_headers hnswlib libhnswlib-dev; }
install_json() { fetch_headers json nlohmann-json3-dev; }

fetch_headers() { # folder, package
  rm -rf "${tools:?}/$1" "$tools/apt/$1"
  fetch_packages "$tools/apt/$1" "$2"
  unpack_packages "$tools/apt/$1" "$tools/$1"
}

# The version is pinned: the probe uses hooks of an internal header.
install_imgui() {
  prepare_private_apt
  rm -rf "$tools/imgui" "$tools/apt/imgui"
  mkdir -p "$tools/apt/imgui" "$tools/imgui.new"
  (cd "$tools/apt/imgui" && private_apt apt-get -qq source --download-only imgui=1.92.2b+ds-1) ||
    fail "the source of Dear ImGui 1.92.2b is not in Debian sid" \
      "unpack that version somewhere and set IMGUI_DIR to the folder that has imgui.h"
  tar -x -f "$tools"/apt/imgui/*.orig.tar.xz -C "$tools/imgui.new" --strip-components=1
  mv "$tools/imgui.new" "$tools/imgui"
}

# Both builds, compiled, linked with GL and run: proves the compiler and every library we rely on.
check_compiler() {
  local folder=$tools/check flags
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$here/check.cpp" "$folder"
  for flags in "" "-pthread -sPTHREAD_POOL_SIZE=1"; do
    # shellcheck disable=SC2086
    (
      source "$env_file" && cd "$folder" && em++ -std=c++20 -O2 -msimd128 -fwasm-exceptions $flags check.cpp -o check.mjs --bind \
        -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=node,worker -sEXIT_RUNTIME -sALLOW_MEMORY_GROWTH \
        -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sFULL_ES3 -Wno-pthreads-mem-growth >&2 &&
        node -e "import('$folder/check.mjs').then((check) => check.default())" >&2
    ) || fail "the small program did not build or run" "see the message above; delete $tools to start afresh"
  done
  rm -rf "$folder"
}
