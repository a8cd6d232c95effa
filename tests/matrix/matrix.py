#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Renders one rich input of each container into each, and compares what ffprobe finds with FFmpeg's own copy.

matrix.py PROGRAM some          pairs that differ in kind; fails where the copy keeps what a render loses unsaid
matrix.py PROGRAM all PAGE      all pairs, and writes the page
matrix.py PROGRAM IN:OUT …      these pairs, with what differs
"""
import concurrent.futures
import os
import re
import shutil
import sys
import tempfile

import copies
import facts
import inputs
import page

ALL = [*inputs.FILMS, *inputs.SOUNDS]
# Every container comes back as itself; the two that hold most go into each and come from each; sound alone.
SOME = ([(x, x) for x in ALL] + [("mkv", x) for x in [*inputs.FILMS, "wav", "m4a", "mka", "mp3"] if x != "mkv"] +
        [(x, "mkv") for x in inputs.FILMS if x != "mkv"] +
        [("mp4", x) for x in inputs.FILMS if x not in ("mp4", "mkv")] +
        [(x, "mp4") for x in inputs.FILMS if x not in ("mkv", "mp4")] +
        [("hdr.mkv", "mp4"), ("hdr.mkv", "mkv"), ("hdr.mkv", "ts")] +
        [(x, "mka") for x in ("wav", "flac", "mp3", "m4a", "ogg")] + [("mp3", "flac"), ("flac", "mp3"), ("m4a", "wav")])


class Result:
    """One pair: `kept`, `notes` or `refused`, and what the render lost unsaid."""

    def __init__(self, source, target):
        self.pair = (source, target)
        self.notes, self.refused, self.unsaid, self.streams = [], "", [], []


def is_said(loss, notes):
    """Whether a note names the stream, the tag or the chapters of a loss."""
    stream = re.search(r"stream (\d+)", loss)
    text = " ".join(notes)
    # A whole stream that the copy keeps is no matter of words; only a cover that would become a second picture, and the
    # second of two mono tracks, which is the right channel of the render.
    if re.fullmatch(r"stream \d+ \([^()]*\)", loss):
        joined = "(pcm_" in loss and "two mono tracks became one" in text
        return joined or f"the cover in stream {stream.group(1)} " in text
    if loss.startswith(("tag ", "chapters")):
        return loss.split()[0 if loss.startswith("chapters") else 1] in text.lower()
    return stream is not None and f"stream {stream.group(1)} " in text + " "


def lost_unsaid(source, target, kept, result):
    """What FFmpeg's copy (of the source's streams `kept`) keeps and the render loses without a note."""
    copy, ours = facts.Facts(target["copy"]), facts.Facts(target["out"])
    track = copies.default_track(source.all)
    losses = facts.compare(facts.Copied(source, copy, kept, track), ours)
    pictures = [f"stream {s['index']} (" for s in source.streams
                if s["codec_type"] == "video" and not s["disposition"]["attached_pic"]]
    # Of sounds of which a container takes one the rendered one has the place.
    losses = [loss for loss in losses if not re.fullmatch(r"stream \d+ \([^()]*\)", loss)
              or copies.fits_beside(target["out"], source.path, loss.split()[1])]
    without = any(note.startswith("the picture is left out") for note in result.notes)
    return [loss for loss in losses if not is_said(loss, result.notes) and
            not (without and any(p in loss for p in pictures))]


def needless(source, copied, kept):
    """Of a refused pair: whether FFmpeg's copy keeps the picture all the same."""
    copy = facts.Facts(copied)
    numbers = facts.Copied(source, copy, kept, None).numbers
    pictures = [s["index"] for s in source.streams
                if s["codec_type"] == "video" and not s["disposition"]["attached_pic"]]
    return bool(pictures) and all(
        p in numbers and copy.streams[numbers.index(p)]["nb_read_packets"] == source.streams[p]["nb_read_packets"]
        for p in pictures)


def try_pair(program, made, pair, folder):
    source, target = pair
    result = Result(*pair)
    result.streams = made[source].streams
    stem = os.path.join(folder, source.replace(".", "-"))
    out = {"out": f"{stem}-out.{target}", "copy": f"{stem}-copy.{target}"}
    status, result.notes, error = copies.render(program, made[source].path, out["out"])
    streams = [s["index"] for s in made[source].streams if not facts.is_made_anew(s)]
    kept = copies.best_copy(made[source].path, out["copy"], streams)
    if status != 0:
        result.refused = error
        if kept and needless(made[source], out["copy"], kept):
            result.unsaid = ["refused, though FFmpeg's copy keeps the picture"]
    elif kept:
        result.unsaid = lost_unsaid(made[source], out, kept, result)
    for path in out.values():
        if os.path.exists(path):
            os.remove(path)
    return result


def run(program, pairs):
    folder = tempfile.mkdtemp(prefix="otoscape-matrix-")
    try:
        made = {name: facts.Facts(path) for name, path in inputs.make_all(folder).items()}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            return list(pool.map(lambda pair: try_pair(program, made, pair, folder), pairs))
    finally:
        shutil.rmtree(folder)


def main():
    program, what, *rest = sys.argv[1:]
    if what == "some":
        pairs = SOME
    elif what == "all":
        pairs = [(x, y) for x in [*ALL, *inputs.EXTRA] for y in ALL]
    else:
        pairs = [tuple(pair.rsplit(":", 1)) for pair in (what, *rest)]
    results = run(program, pairs)
    for result in results:
        if result.unsaid or what not in ("some", "all"):
            print(f"{result.pair[0]} to {result.pair[1]}: lost unsaid: {result.unsaid}; notes: {result.notes}; "
                  f"refused: {result.refused}")
    if what == "all":
        page.write(rest[0], results, [*ALL, *inputs.EXTRA], ALL)
    lost = sum(bool(result.unsaid) for result in results)
    print(f"{len(results)} pairs, {sum(bool(r.refused) for r in results)} refused, {lost} with a loss unsaid")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
