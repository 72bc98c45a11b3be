# Packages of other Debian releases, unpacked into the tools folder without touching the system.
# Sourced by setup.sh. The mirror's address is read from the machine's own apt configuration.

debian_mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk '$2 !~ /security/ { print $1; exit }'
}

private_apt() { # apt tool, arguments...
  local tool=$1
  shift
  "$tool" -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$tools/apt/sources" \
    -o "Dir::State::lists=$tools/apt/lists" -o "Dir::Cache=$tools/apt/cache" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Sandbox::User="$(id -un)" "$@" >&2
}

# Runs once per setup, before the first download.
prepare_private_apt() {
  [ ! -f "$tools/apt/ready" ] || return 0
  local mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || fail "no Debian mirror found in this machine's apt sources" \
    "use a Debian machine, or put emcc >= 3.1.60 on the PATH and set IMGUI_DIR, HNSWLIB_DIR and NLOHMANN_JSON_DIR"
  rm -rf "$tools/apt"
  mkdir -p "$tools"/apt/{sources,lists/partial,cache/archives/partial}
  local entry
  for entry in "deb trixie" "deb-src sid"; do
    printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
      ${entry% *} "$mirror" ${entry#* } "$keyring"
  done >"$tools/apt/sources/labelscape.sources"
  private_apt apt-get -qq update || fail "the package lists of Debian trixie and sid could not be read" \
    "check the network and the address in /etc/apt, then run again"
  touch "$tools/apt/ready"
}

fetch_packages() { # folder, package...
  local folder=$1
  shift
  prepare_private_apt
  mkdir -p "$folder"
  (cd "$folder" && private_apt apt-get -qq download "$@") ||
    fail "could not download $*" "check the network, then run again"
}

unpack_packages() { # folder with .deb files, target folder, tar options...
  local debs=$1 target=$2 deb
  shift 2
  mkdir -p "$target"
  for deb in "$debs"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$target" "$@" ||
      fail "could not unpack $deb" "check that the disk is not full (2 GB are needed), then run again"
  done
}
