#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ends renders at random moments and looks at what lies under OUT's name afterwards.

    interrupt_anywhere.py PROGRAM [--runs N] [--seed S]

A third of the renders each gets SIGTERM, SIGINT and SIGKILL, from before the program's first line
until after its last; half of them replace a file. OUT must be whole (the bytes of a render that
nobody ended), or as it was before. Besides SIGKILL, which no program sees, nothing else may be left
in the folder. Then the same with a disk that is full after a random number of bytes, and in a
folder that may not be written.
"""
import argparse
import collections
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)
NAMES = ("out.wav", "out.mkv", "out.mp4", "out.flac")
OLD = b"what was there before"
# What a program may leave that is ended by SIGKILL: its unfinished file, under another name.
UNFINISHED = ".part"


class Renders:
    """Renders of one short film into folders of their own."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.film = folder / "film.mkv"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=320x240:d=4", "-f", "lavfi",
             "-i", "anoisesrc=d=4:a=0.1:seed=1", "-c:v", "mpeg4", "-c:a", "flac", self.film],
            check=True)
        self.whole, self.seconds = {}, {}
        for name in NAMES:
            began = time.monotonic()
            process = self.start(self.folder / name)
            _, said = process.communicate()
            if process.returncode != 0:
                sys.exit(f"a render to {name}: {said.decode()}")
            self.seconds[name] = time.monotonic() - began
            self.whole[name] = (self.folder / name).read_bytes()

    def start(self, out, limit=None):
        words = [self.program, "render", self.film, "-o", out, "--listener", "preset:N3", "--quiet",
                 "--overwrite", "--cache", "off", "--threads", "1"]

        def full_disk():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                preexec_fn=full_disk if limit is not None else None)


def faults_in(folder, name, old, whole, may_leave):
    """What is wrong in a folder after a render to `name` there was ended, as sentences."""
    faults = []
    there = sorted(os.listdir(folder))
    if name in there:
        found = (folder / name).read_bytes()
        if found != whole and found != old:
            faults.append(f"{name} holds {len(found)} of {len(whole)} bytes")
    elif old is not None:
        faults.append(f"{name} was there and is gone")
    for other in there:
        if other != name and not (may_leave and other.endswith(UNFINISHED)):
            faults.append(f"{other} is left")
    return faults


def prepared(name, replaces):
    folder = tempfile.TemporaryDirectory()
    path = pathlib.Path(folder.name)
    old = OLD if replaces else None
    if replaces:
        (path / name).write_bytes(OLD)
    return folder, path, old


def end_at_random(renders, chance, number):
    """One render ended by a signal. Returns what became of OUT and the faults."""
    name = chance.choice(NAMES)
    folder, path, old = prepared(name, chance.random() < 0.5)
    with folder:
        process = renders.start(path / name)
        # More often late, where the file is closed and renamed.
        time.sleep(chance.random() ** 0.5 * renders.seconds[name] * 1.2)
        process.send_signal(number)
        process.communicate()
        faults = faults_in(path, name, old, renders.whole[name], number == signal.SIGKILL)
        whole = (path / name).exists() and (path / name).read_bytes() == renders.whole[name]
    return "whole" if whole else "as before", [f"{number.name}: {f}" for f in faults]


def fill_the_disk(renders, chance):
    """One render that may write so many bytes and no more."""
    name = chance.choice(NAMES)
    folder, path, old = prepared(name, chance.random() < 0.5)
    limit = int(chance.random() * len(renders.whole[name]))
    with folder:
        process = renders.start(path / name, limit)
        _, said = process.communicate()
        faults = faults_in(path, name, old, renders.whole[name], False)
        whole = (path / name).exists() and (path / name).read_bytes() == renders.whole[name]
        # A muxer may write its index in place, and so have need of less than the whole.
        if not whole and (process.returncode != 1 or said.count(b"\n") != 1):
            faults.append(f"{name}, full after {limit} bytes: {process.returncode}, {said!r}")
    return "whole" if whole else "as before", faults


def write_nowhere(renders, chance):
    """A render into a folder that may not be written. Root may write everywhere."""
    name = chance.choice(NAMES)
    folder, path, old = prepared(name, True)
    with folder:
        path.chmod(0o500)
        process = renders.start(path / name)
        _, said = process.communicate()
        path.chmod(0o700)
        faults = faults_in(path, name, old, renders.whole[name], False)
        if process.returncode != 1 or said.count(b"\n") != 1:
            faults.append(f"a folder that may not be written: {process.returncode}, {said!r}")
    return "as before", faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    became, faults = collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        renders = Renders(asked.program, pathlib.Path(folder))
        for run in range(asked.runs):
            number = SIGNALS[run % len(SIGNALS)]
            outcome, found = end_at_random(renders, chance, number)
            became[number.name, outcome] += 1
            faults += found
        for _ in range(max(1, asked.runs // 10)):
            outcome, found = fill_the_disk(renders, chance)
            became["a full disk", outcome] += 1
            faults += found
        if os.geteuid() != 0:
            outcome, found = write_nowhere(renders, chance)
            became["a folder that may not be written", outcome] += 1
            faults += found
    for (what, outcome), count in sorted(became.items()):
        print(f"{what}: OUT is {outcome}: {count}")
    for fault in faults[:20]:
        print(fault)
    print(f"{asked.runs} renders ended, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
