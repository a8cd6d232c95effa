# SPDX-License-Identifier: Apache-2.0
"""The command line of ./run bench truth."""
import argparse
import os
import shutil

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "otoscape-truth")


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def parser():
    options = argparse.ArgumentParser(
        prog="./run bench truth", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="HASPI v2 of the simulated sound in a typical ear against HASPI v2 of the original in the\n"
                    "ear with the loss, over talkers, levels, noises and listeners, for each model.",
        epilog="It can be ended at any time: the same command goes on with the pairs that are left.\n"
               "docs/models/evidence.md says what the figures mean and what they do not.")
    options.add_argument("--program", default=os.path.join(ROOT, "build", "otoscape"),
                         help="the otoscape that renders 'live' and 'msbg'; build/otoscape")
    options.add_argument("--before", help="another otoscape, whose live model is judged beside it")
    options.add_argument("--talkers", choices=("judged", "tuned"), default="judged",
                         help="judged: on whom nothing is tuned. tuned: the others, to tune on")
    options.add_argument("--quick", action="store_true", help="a dozen pairs, to see that it runs")
    options.add_argument("--full", action="store_true",
                         help="every level in every noise for every listener: twice as many pairs")
    options.add_argument("--known", action="store_true",
                         help="nothing is scored: the table of the pairs that are, of a run that was ended")
    options.add_argument("--csv", default=os.path.join(ROOT, "out", "truth.csv"),
                         help="where all pairs are written; out/truth.csv")
    options.add_argument("--cache", default=cache_folder(),
                         help="folder for scores and recordings; $XDG_CACHE_HOME/otoscape-truth")
    options.add_argument("--jobs", type=int, default=cores(), help="processes; one for each core")
    return options


def read(words):
    """The options; ends the program with a sentence where they cannot be followed."""
    options = parser()
    args = options.parse_args(words)
    if args.quick and args.full:
        options.error("--quick and --full exclude each other")
    if args.jobs < 1:
        options.error("--jobs is 1 or more")
    for name in ("program", "before"):
        path = getattr(args, name)
        if path and not shutil.which(path):
            options.error(f"--{name} {path} is not a program; ./run build makes build/otoscape")
        if path:
            setattr(args, name, os.path.abspath(shutil.which(path)))
    return args
