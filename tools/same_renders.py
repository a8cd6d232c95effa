#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether two programs write the same bytes: renders some ninety cases with builds of two commits
and compares all files and all that is printed. For changes that must not change what comes out.

    tools/same_renders.py BEFORE AFTER [--jobs N] [--keep DIR] [--only PATTERN]
    tools/same_renders.py --self-test

BEFORE and AFTER are two otoscape programs. Each case has a line: `same`, or what differs in each
file; of sound the peak of the difference re the peak of the earlier sound. Exit status: 0 where all
are the same, 1 where not, 2 where a program failed or was called with wrong options. Lossy codecs
and dither make more of a difference than there was; the cases ears/* tell its size. Needs numpy,
ffmpeg and espeak-ng.
"""
import argparse
import contextlib
import fnmatch
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from file_difference import compare, in_db, self_test
from render_cases import cases
from render_inputs import make_inputs

SAME, DIFFER, FAILED = 0, 1, 2
TIMEOUT_S = 300
MOST_FILES = 3  # in a case's line
# Of a render's summary, as JSON and as text: how long it took.
TIMES = re.compile(rb'^ *("seconds_taken"|took ).*\n', re.MULTILINE)


class ProgramFailed(Exception):
    pass


@dataclass(frozen=True)
class Outcome:
    name: str
    text: str
    status: int
    db: float = -math.inf  # the largest difference; infinite where it has no size
    worst: str = ""  # the same in words


def run(program, words, folder):
    """What a command prints. Nothing that it learns of a file may reach another case."""
    try:
        done = subprocess.run([program, *words], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT_S,
                              env={**os.environ, "OTOSCAPE_CACHE": "off"})
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProgramFailed(str(error)) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise ProgramFailed(f"status {done.returncode}: {said[-200:]}")
    return done.stdout


def write_outputs(case, program, folder, inputs):
    """Runs a case's commands in a folder. Answers the names of the files to compare."""
    os.makedirs(folder)
    os.symlink(inputs, os.path.join(folder, "in"))
    for number, words in enumerate(case.commands, 1):
        printed = run(program, words, folder)
        kind = ".wav" if printed.startswith(b"RIFF") else ".txt"
        with open(os.path.join(folder, f"stdout-{number}{kind}"), "wb") as file:
            file.write(printed if kind == ".wav" else TIMES.sub(b"", printed))
    return {entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)}


def differences(names, folders):
    """(file, dB, what differs) for each that differs; the largest first, summaries last."""
    before, after = names
    found = []
    for name in sorted(before | after):
        if name not in before or name not in after:
            found.append((name, math.inf, "only one program writes it"))
            continue
        try:
            difference = compare(*(os.path.join(folder, name) for folder in folders))
        except (RuntimeError, ValueError) as error:  # of tools that read a file no longer
            found.append((name, math.inf, f"cannot be compared: {error}"))
            continue
        if difference:
            found.append((name, difference.db, difference.text))
    return sorted(found, key=lambda one: (one[0].startswith("stdout"), -one[1]))


def try_case(case, programs, work, keep):
    folders = [os.path.join(work, side, case.name) for side in ("before", "after")]
    names = []
    for side, program, folder in zip(("before", "after"), programs, folders):
        try:
            names.append(write_outputs(case, program, folder, os.path.join(work, "in")))
        except ProgramFailed as error:
            return Outcome(case.name, f"FAILED {side}: {error}", FAILED)
    found = differences(names, folders)
    if not keep:
        for folder in folders:
            shutil.rmtree(folder)
    if not found:
        return Outcome(case.name, "same", SAME)
    parts = [f"{name}: {difference}" for name, _, difference in found]
    more = [f"and {len(parts) - MOST_FILES} more"] if len(parts) > MOST_FILES else []
    text = "; ".join(parts[:MOST_FILES] + more)
    return Outcome(case.name, text, DIFFER, found[0][1], found[0][2])


def summary(outcomes):
    """The last line: how many cases, and the largest difference."""
    count = {status: sum(o.status == status for o in outcomes) for status in (SAME, DIFFER, FAILED)}
    text = f"{len(outcomes)} cases: {count[SAME]} same"
    if count[DIFFER]:
        differing = [o for o in outcomes if o.status == DIFFER]
        text += f", {len(differing)} differ ({worst_of(differing)})"
    return text + (f", {count[FAILED]} failed" if count[FAILED] else "")


def worst_of(differing):
    sized = [o for o in differing if o.db < math.inf]
    others = [o for o in differing if o.db == math.inf]
    said = []
    if sized:
        worst = max(sized, key=lambda o: o.db)
        size = in_db(worst.db) if math.isfinite(worst.db) else worst.worst
        said.append(f"worst {size}: {worst.name}")
    if others:
        said.append(f"{len(others)} without a size, first {others[0].name}")
    return "; ".join(said)


def render_all(programs, chosen, jobs, work, keep):
    outcomes = []
    with ThreadPoolExecutor(jobs) as pool:
        for outcome in pool.map(lambda case: try_case(case, programs, work, keep), chosen):
            print(f"{outcome.name:30}{outcome.text}", flush=True)
            outcomes.append(outcome)
    print(summary(outcomes))
    return max(o.status for o in outcomes)


@contextlib.contextmanager
def work_folder(keep):
    """An empty folder with one for what goes in; it stays where it was asked for."""
    with contextlib.ExitStack() as stack:
        work = os.path.abspath(keep) if keep else stack.enter_context(tempfile.TemporaryDirectory())
        os.makedirs(os.path.join(work, "in"))
        yield work


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("before", nargs="?", metavar="BEFORE", help="an otoscape program")
    parser.add_argument("after", nargs="?", metavar="AFTER", help="another one")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="cases at once; 2")
    parser.add_argument("--keep", metavar="DIR", help="keep all files there; a new or empty folder")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="these cases, as 'ears/*'")
    parser.add_argument("--self-test", action="store_true",
                        help="whether differences of known sizes are found")
    asked = parser.parse_args()
    if asked.self_test:
        return asked, parser
    if not asked.after:
        parser.error("give two programs, BEFORE and AFTER")
    for program in (asked.before, asked.after):
        if not (os.path.isfile(program) and os.access(program, os.X_OK)):
            parser.error(f"{program} is no program")
    if asked.jobs < 1:
        parser.error("--jobs: at least 1")
    if asked.keep and os.path.exists(asked.keep) and os.listdir(asked.keep):
        parser.error(f"--keep {asked.keep}: the folder is not empty")
    return asked, parser


def main():
    asked, parser = arguments()
    for name in ("ffmpeg", "ffprobe", "espeak-ng"):
        if not shutil.which(name):
            parser.error(f"{name} is needed and not installed")
    if asked.self_test:
        return SAME if self_test() else DIFFER
    programs = [os.path.abspath(program) for program in (asked.before, asked.after)]
    try:
        listing = run(programs[0], ["presets"], None).decode()
        chosen = [c for c in cases(listing) if fnmatch.fnmatch(c.name, asked.only)]
    except (ProgramFailed, ValueError) as error:
        parser.error(f"{asked.before}: {error}")
    if not chosen:
        parser.error(f"--only {asked.only}: no case is called so")
    with work_folder(asked.keep) as work:
        try:
            make_inputs(os.path.join(work, "in"))
        except RuntimeError as error:
            parser.error(f"the sounds to render cannot be made: {error}")
        return render_all(programs, chosen, asked.jobs, work, asked.keep)


if __name__ == "__main__":
    sys.exit(main())
