#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Highway and GoogleTest for 64-bit Arm, unpacked into FOLDER, for ./run targets. They come as this distribution's own
# packages, by an apt of its own beside them: the system's list of architectures stays as it is, and root is not needed.
set -euo pipefail
folder=${1:?"tools/arm_packages.sh FOLDER"}
packages=(libhwy-dev libhwy1 libgtest-dev)
[ -f "$folder/complete" ] && exit

rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial"
folder=$(cd "$folder" && pwd)
touch "$folder/apt/status"
cat > "$folder/apt/apt.conf" <<TEXT
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
APT::Sandbox::User "root";
Dir::State "$folder/apt";
Dir::State::status "$folder/apt/status";
Dir::Cache "$folder/apt";
TEXT
export APT_CONFIG="$folder/apt/apt.conf"
echo "Fetching ${packages[*]} for arm64"
cd "$folder/apt"
if ! { apt-get update -qq && apt-get download -qq "${packages[@]}"; } > log 2>&1; then
  cat log >&2
  echo "This distribution's mirror has no packages for arm64 (Debian's have): ./run targets needs them." >&2
  exit 1
fi
for package in ./*.deb; do dpkg-deb -x "$package" "$folder"; done
rm -rf "$folder/apt"
touch "$folder/complete"
