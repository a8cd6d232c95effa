#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# make_films.sh FOLDER: two films of 12 s with the same picture, a tone and a softer tone, for the pages of this folder.
set -euo pipefail
mkdir -p "$1"
for film in one:0.2 two:0.02; do
  ffmpeg -v error -y -f lavfi -i "testsrc2=size=320x180:rate=25:duration=12" \
    -f lavfi -i "sine=frequency=440:sample_rate=48000:duration=12" -af "volume=${film#*:}" \
    -c:v libvpx-vp9 -b:v 150k -deadline realtime -cpu-used 8 -g 25 -c:a libopus -b:a 48k \
    -cues_to_front 1 "$1/${film%:*}.webm"
done
# A film whose sound no browser decodes: AC-3.
ffmpeg -v error -y -i "$1/two.webm" -c:v copy -c:a ac3 "$1/ac3.mp4"
