# SPDX-License-Identifier: Apache-2.0
"""The comparison itself, run by truth.py with the Python that has HASPI."""
import concurrent.futures.process
import os
import sys
import time

import models
import options
import pairs
import report
import self_check
import talkers
import work
from fault import Fault
from score_store import ScoreStore


def known_audiograms(args):
    audiograms = {name: models.audiogram(args.program, name) for name in pairs.LISTENERS}
    for name, points in audiograms.items():
        if args.before and models.audiogram(args.before, name) != points:
            raise Fault(f"{name} has another audiogram in {args.before}: the two cannot be compared")
    return audiograms


def planned(args, names):
    if args.quick:
        return pairs.quick(names)
    return pairs.full(names) if args.full else pairs.half(names)


def compare(args):
    began = time.monotonic()
    store = ScoreStore(args.cache)
    listed = talkers.listed(args.talkers)
    speech = {talker["name"]: talkers.speech(talker, args.cache) for talker in listed}
    seeds = {talker["name"]: talkers.seed(talker) for talker in listed}
    audiograms = known_audiograms(args)
    chosen = models.chosen(args.program, args.before)
    first = listed[0]["name"]
    nothing = {hz: 0.0 for hz in audiograms["N2"]}
    self_check.check(speech[first], seeds[first], chosen, audiograms | {"normal": nothing})
    plan = planned(args, list(speech))
    work.JOB.update(speech=speech, seeds=seeds, audiograms=audiograms, models=chosen, scores=store.scores,
                    known_only=args.known)
    print(f"{len(plan)} pairs of {len(speech)} talkers ({args.talkers}), {len(chosen)} models, {args.jobs} processes",
          flush=True)
    rows = work.spread(plan, args.jobs, store)
    if len(rows) < len(plan):
        print(f"{len(rows)} of these pairs are known: not yet the comparison")
    if not rows:
        raise Fault("no pair is known; without --known they are scored")
    report.write_csv(args.csv, rows, chosen)
    print(f"\nHASPI of the simulation in a typical ear against HASPI of the original in the ear with the loss\n"
          f"{report.table(rows, chosen)}\n")
    for other in [name for name in chosen if name != "live"]:
        print(report.talkers_test(rows, "live", other))
    print(f"All pairs: {os.path.relpath(args.csv)}; {time.monotonic() - began:.0f} s in all")


def main():
    args = options.read(sys.argv[1:])
    try:
        compare(args)
    except Fault as fault:
        print(f"bench truth: {fault}", file=sys.stderr)
        return 1
    except concurrent.futures.process.BrokenProcessPool:
        print("bench truth: one of the processes was killed, perhaps for want of memory; what is scored is kept",
              file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEnded. What is scored is kept: the same command goes on with the rest.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
