#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes public/media/voice-*.flac: a voice that says good morning, 16 kHz, one channel, its mean at -26 dB re full scale
# where it speaks. Needs flite, espeak-ng, ffmpeg; what it makes is kept in the repository, so that the page needs none.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flite -voice slt --setf duration_stretch=1.08 -o "$work/en.wav" \
  -t "Good morning. Did you sleep well? The coffee is almost ready, and there is fresh bread on the table."
espeak-ng -v de+f2 -s 138 -p 42 -g 3 -w "$work/de.wav" \
  "Guten Morgen. Hast du gut geschlafen? Der Kaffee ist gleich fertig, und auf dem Tisch steht frisches Brot."
mkdir -p public/media
for language in en de; do
  mean=$(ffmpeg -nostdin -v info -i "$work/$language.wav" -af silenceremove=stop_periods=-1:stop_threshold=-45dB,volumedetect \
    -f null - 2>&1 | sed -n 's/.*mean_volume: \(-*[0-9.]*\) dB/\1/p')
  gain=$(python3 -c "print(-26 - ($mean))")
  ffmpeg -nostdin -v error -y -i "$work/$language.wav" -af "aresample=16000,volume=${gain}dB,apad=pad_dur=0.15" \
    -ar 16000 -ac 1 -sample_fmt s16 -compression_level 12 -map_metadata -1 -fflags +bitexact "public/media/voice-$language.flac"
done
