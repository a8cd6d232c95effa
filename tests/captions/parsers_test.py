#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Parsers of others find no fault in the captions that the program writes, and find one that is
planted: webvtt-parser (the W3C's) and imscJS, by tests/pages/captions.mjs. Exit status 77 where
they are not installed there; `npm ci` in that folder does it.
"""
import os
import shutil
import subprocess
import sys
import tempfile

from caption_films import SCENES, captions, make_film

PROGRAM, SOURCE = sys.argv[1:3]
JUDGE = os.environ.get("OTOSCAPE_CAPTION_JUDGE", os.path.join(SOURCE, "tests", "pages", "captions.mjs"))
PACKAGES = [os.path.join(os.path.dirname(JUDGE), "node_modules", name) for name in ("webvtt-parser", "imsc")]
WORDS = """WEBVTT

STYLE
::cue(v[voice="Bo"]) { color: lime; }

00:01.000 --> 00:04.000 line:0 position:10% align:start
<v Ana &amp; Bo><c.yellow>A & B < C</c></v> <i>and</i>

00:05.000 --> 00:08.000
Two
lines --&gt; <b>here</b>
"""


def judged(*paths):
    done = subprocess.run(["node", JUDGE, *paths], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main():
    if shutil.which("node") is None or not all(os.path.exists(path) for path in (JUDGE, *PACKAGES)):
        print("skipped: node, webvtt-parser or imsc is not installed")
        return 77
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        def path(name, text=None):
            if text is not None:
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
            return os.path.join(folder, name)
        if judged(path("planted.vtt", "WEBVTT\n\n00:03.000 --> 00:01.000\n<nothing>\n"))[0] == 0:
            failures.append("the parser finds no fault where one is planted")
        words = path("words.vtt", WORDS)
        film = make_film(folder)
        for scene in SCENES:
            captions(PROGRAM, film, scene, path("c.vtt"), "--subtitles", words)
            captions(PROGRAM, film, scene, path("c.ttml"), "--subtitles", words)
            status, said = judged(*map(path, ("c.vtt", "c.full.vtt", "c.ttml", "c.full.ttml")))
            if status != 0:
                failures.append(f"{scene}: {said}")
    print("\n".join(failures) or f"{len(SCENES)} scenes: the parsers find no fault")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
