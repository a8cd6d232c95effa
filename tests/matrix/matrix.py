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
        [(x, "mkv") for x in inputs.FILMS if x != "mkv"] + [("mp4", x) for x in inputs.FILMS if x != "mp4"] +
        [(x, "mp4") for x in inputs.FILMS if x not in ("mkv", "mp4")] +
        [("hdr.mkv", "mp4"), ("hdr.mkv", "mkv"), ("hdr.mkv", "ts")] +
        [(x, "mka") for x in ("wav", "flac", "mp3", "m4a", "ogg")] + [("mp3", "flac"), ("flac", "mp3"), ("m4a", "wav")])


class Result:
    """One pair: `kept`, `notes` or `refused`, and what the render lost unsaid."""

    def __init__(self, source, target):
        self.pair = (source, target)
        self.notes, self.refused, self.unsaid = [], "", []


def is_said(loss, notes):
    """Whether a note names the stream, the tag or the chapters of a loss."""
    stream = re.search(r"stream (\d+)", loss)
    text = " ".join(notes)
    if loss.startswith(("tag ", "chapters")):
        return loss.split()[0 if loss.startswith("chapters") else 1] in text.lower()
    if "the picture is left out" in text and "(video)" in loss:
        return True
    return stream is not None and f"stream {stream.group(1)} " in text + " "


def original_numbers(losses, kept):
    """FFmpeg's copy numbers its streams anew; notes speak of the source's."""
    return [re.sub(r"stream (\d+)", lambda m: f"stream {kept[int(m.group(1))]}", loss) for loss in losses]


def try_pair(program, made, pair, folder):
    source, target = pair
    result = Result(*pair)
    out = os.path.join(folder, f"{source.replace('.', '-')}-out.{target}")
    copied = os.path.join(folder, f"{source.replace('.', '-')}-copy.{target}")
    status, result.notes, error = copies.render(program, made[source], out)
    probed = facts.probe(made[source])
    if status != 0:
        result.refused = error
    else:
        kept = copies.best_copy(made[source], copied, len(probed["streams"]))
        theirs, ours = facts.Facts(copied) if kept else None, facts.Facts(out)
        if theirs:
            track = copies.default_track(probed)
            rendered = kept.index(track) if track in kept else None
            losses = original_numbers(facts.compare(theirs, ours, rendered), kept) \
                if len(theirs.streams) == len(kept) else facts.compare_files(theirs.all, ours.all)
            pictures = {f"stream {s['index']} " for s in probed["streams"] if s["codec_type"] == "video" and
                        not s["disposition"]["attached_pic"]}
            without = any(n.startswith("the picture is left out") for n in result.notes)
            result.unsaid = [x for x in losses if not is_said(x, result.notes) and
                             not (without and any(p in x for p in pictures))]
    for path in (out, copied):
        if os.path.exists(path):
            os.remove(path)
    return result


def run(program, pairs):
    folder = tempfile.mkdtemp(prefix="otoscape-matrix-")
    try:
        made = inputs.make_all(folder)
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
