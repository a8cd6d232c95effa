#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# make_small_page.sh OTOSCAPE FOLDER: a film of 12 s with two voices and subtitles, rendered along a story with its
# report, FOLDER/small.html. Every check of pages that needs minutes of a demo needs seconds of it.
set -euo pipefail
otoscape=$1 folder=$2
rm -rf "$folder"
mkdir -p "$folder"

say() { espeak-ng -v "$1" -w "$folder/$2.wav" "$3"; }
say en-us+m3 one "Can you hear the bell from here?"
say en-gb+f2 two "I think so. It is far away, over the bridge."
say en-us+m3 three "Then let us walk a little."

cat > "$folder/words.srt" <<'TEXT'
1
00:00:00,500 --> 00:00:02,800
Can you hear the bell from here?

2
00:00:03,500 --> 00:00:07,000
I think so. It is far away,
over the bridge.

3
00:00:08,000 --> 00:00:10,500
Then let us walk a little.
TEXT

ffmpeg -v error -y -f lavfi -i "testsrc2=size=640x360:rate=25:duration=12" \
  -i "$folder/one.wav" -i "$folder/two.wav" -i "$folder/three.wav" \
  -f lavfi -i "anoisesrc=color=pink:amplitude=0.003:sample_rate=48000:duration=12:seed=1" -i "$folder/words.srt" \
  -filter_complex "[1]adelay=500[a];[2]adelay=3500[b];[3]adelay=8000[c];
    [a][b][c][4]amix=inputs=4:normalize=0:duration=longest,aresample=48000,aformat=channel_layouts=stereo,atrim=0:12[out]" \
  -map 0:v -map "[out]" -map 5:s -c:v libx264 -preset veryfast -crf 30 -pix_fmt yuv420p -g 25 -c:a aac -c:s mov_text \
  -metadata:s:s:0 language=eng -movflags +faststart -bitexact "$folder/film.mp4"
rm "$folder"/{one,two,three}.wav

options=$("$otoscape" render --help)
if [[ $options != *--report* ]]; then
  echo "$otoscape has no option --report: there is no page to open" >&2
  exit 1
fi
captions=()
[[ $options != *--captions* ]] || captions=(--captions "$folder/heard.vtt" --captions "$folder/heard.ttml")
"$otoscape" render "$folder/film.mp4" -o "$folder/heard.mp4" "${captions[@]}" --scene preset:one-ear --fit --report "$folder/small.html" \
  > "$folder/render.txt" 2>&1 || { cat "$folder/render.txt" >&2; exit 1; }
