#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""otoscape's MSBG beside the published program it follows: same files, one run, one core.

    tools/bench_peers.py PROGRAM [--seconds 30] [--tries 3] [--audiograms 24] [--ours-only]

PROGRAM is build/otoscape_msbg. The published program, pyclarity, is fetched into
build/peers; without a package registry our half is measured alone. Fails where outputs differ.
"""
import argparse
import array
import json
import os
import platform
import random
import subprocess
import sys
import tempfile

import peer_python
import peer_sounds as sounds

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HERE = os.path.join(ROOT, "tools")
FREQUENCIES_HZ = (250, 375, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000)
CLASSES = {  # no loss, then Bisgaard's N1, N2 and S2
    "nothing": (0,) * 10,
    "mild": (10, 10, 10, 10, 10, 10, 15, 20, 30, 40),
    "moderate": (20, 20, 20, 22.5, 25, 30, 35, 40, 45, 50),
    "severe": (20, 20, 20, 22.5, 25, 35, 55, 75, 95, 95),
}
LIMITS = {"double": 1e-6, "single": 1e-4}  # of the peak
SIMULATOR = peer_python.PACKAGES[:3]  # what a figure of the simulator depends on
KINDS = {"double": "d", "single": "f"}
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
EXCERPT_SECONDS = 2.0


def write_sound(path, samples):
    with open(path, "wb") as file:
        samples.tofile(file)
    return path


def read_samples(path, kind):
    samples = array.array(kind)
    with open(path, "rb") as file:
        samples.frombytes(file.read())
    return samples


def ours(program, job, precision):
    """What otoscape_msbg says it cost; the sound beside the job's own, named by precision."""
    audiogram = ",".join(f"{f}:{level}" for f, level in zip(job["frequencies"], job["levels"]))
    done = subprocess.run([program, job["in"], f"{job['out']}.{precision}", audiogram, precision],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.strip())
    return json.loads(done.stdout)


def theirs(python, folder, jobs):
    """Their figures, one for each job, all in one process."""
    path = os.path.join(folder, "jobs.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(jobs, file)
    done = subprocess.run([python, os.path.join(HERE, "peer_clarity.py"), path], env=os.environ | ONE_THREAD,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("the published program failed: " + done.stderr.strip()[-2000:])
    return [json.loads(line) for line in done.stdout.splitlines()]


def difference(job, precision, reference=None):
    """Worst difference from the reference (theirs), of its peak."""
    reference = reference or read_samples(job["out"], "d")
    got = read_samples(f"{job['out']}.{precision}", KINDS[precision])
    if len(got) != len(reference):
        sys.exit(f"{len(got)} samples and not {len(reference)}: {job}")
    peak = max(max(reference), -min(reference))
    return max(abs(a - b) for a, b in zip(got, reference)) / peak


def make_job(folder, name, sound, levels):
    return {"in": sound, "out": os.path.join(folder, name), "frequencies": FREQUENCIES_HZ,
            "levels": list(levels)}


def time_class(program, python, folder, name, sound, tries):
    """Best processor seconds, tries of both programs in turn; then memory on another length."""
    job, third, tenfold = (make_job(folder, f"{name} {length}", sound[length], CLASSES[name])
                           for length in ("whole", "third", "tenfold"))
    best = {}
    for _ in range(tries):
        for precision in KINDS:
            keep(best, precision, ours(program, job, precision))
        if python:
            keep(best, "theirs", theirs(python, folder, [job])[0])
    for precision in KINDS:  # ten times as long, since so little is added
        more = ours(program, tenfold, precision)
        best[precision]["growth_kib"] = (more["peak_kib"] - best[precision]["peak_kib"]) / 9
        if python:
            best[precision]["difference"] = difference(job, precision)
    if python:
        less = theirs(python, folder, [third])[0]
        best["theirs"]["growth_kib"] = (best["theirs"]["peak_kib"] - less["peak_kib"]) * 3 / 2
    return best


def keep(best, who, cost):
    if who not in best or cost["seconds"] < best[who]["seconds"]:
        best[who] = cost


def print_class(name, best, seconds):
    for precision in KINDS:
        cost = best[precision]
        line = (f"{name:9} {precision:7} {cost['seconds'] / seconds:9.5f} "
                f"{cost['peak_kib'] / 1024:8.1f} {cost['growth_kib'] / 1024 * 60 / seconds:9.2f}")
        if "theirs" in best:
            peer = best["theirs"]
            line += (f" {peer['seconds'] / seconds:10.4f} {peer['peak_kib'] / 1024:9.0f} "
                     f"{peer['growth_kib'] / 1024 * 60 / seconds:9.0f} "
                     f"{peer['seconds'] / cost['seconds']:7.1f} {cost['difference']:11.1e}")
        print(line, flush=True)


def random_levels(chance):
    """Rising, falling or flat with steps, rounded to 5 dB like a clinic's."""
    low, slope = chance.uniform(-5, 60), chance.uniform(-3, 9)
    return [min(100, max(-10, 5 * round((low + slope * i + chance.gauss(0, 5)) / 5)))
            for i in range(len(FREQUENCIES_HZ))]


def compare_random(program, python, folder, count, voice):
    """Whether everything agrees; prints the worst difference of each kind of sound."""
    jobs, kinds = [], []
    for seed in range(count):
        chance = random.Random(1000 + seed)
        levels = random_levels(chance)
        makers = {"music-like": lambda s=seed: sounds.music(EXCERPT_SECONDS, s),
                  "noise": lambda s=seed: sounds.noise(EXCERPT_SECONDS, s)}
        if voice:
            makers["speech"] = lambda s=seed: sounds.cut(voice, EXCERPT_SECONDS, s)
        for kind, make in makers.items():
            path = os.path.join(folder, f"in{seed}{kind}")
            write_sound(path, sounds.at_level(make(), chance.uniform(55, 85)))
            jobs.append(make_job(folder, f"out{seed}{kind}", path, levels))
            kinds.append(kind)
    severities = [answer["severity"] for answer in theirs(python, folder, jobs)]
    counts = ", ".join(f"{severities[::len(set(kinds))].count(name)} {name}" for name in CLASSES)
    print(f"\n{count} random audiograms ({counts}), each with {EXCERPT_SECONDS:g} s of each sound;\n"
          "worst difference, of the peak:")
    fine = True
    for precision, limit in LIMITS.items():
        for job in jobs:
            ours(program, job, precision)
        found = [difference(job, precision) for job in jobs]
        worst = {kind: max(d for d, k in zip(found, kinds) if k == kind) for kind in sorted(set(kinds))}
        print(f"  {precision}: " + ", ".join(f"{kind} {d:.1e}" for kind, d in worst.items()) +
              f" (limit {limit:g})")
        fine = fine and max(found) <= limit
    return fine


def compare_kept(program, folder):
    """Against an output of the published program that lies in the repository."""
    kept = os.path.join(ROOT, "otoscape", "loss", "msbg", "testdata")
    job = make_job(folder, "kept", os.path.join(kept, "input.f32"), CLASSES["mild"])
    reference = read_samples(os.path.join(kept, "n1_ff.f32"), "f")
    fine = True
    for precision, limit in LIMITS.items():
        ours(program, job, precision)
        worst = difference(job, precision, reference)
        print(f"A kept output of the published program, {precision}: within {worst:.1e} of its peak")
        fine = fine and worst <= limit
    return fine


def describe(python, voice, seconds):
    model = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), model)
    print(f"{model}, one core; load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}"
          + (f", {', '.join(SIMULATOR)}" if python else ""))
    print(f"{seconds:g} s of {'speech' if voice else 'noise'}, one ear, 44.1 kHz, free field; best of the tries; "
          "s/s: processor seconds per second of audio\n")
    header = f"{'class':9} {'ours':7} {'s/s':>9} {'MiB':>8} {'MiB/min':>9}"
    if python:
        header += f" {'theirs s/s':>10} {'MiB':>9} {'MiB/min':>9} {'ratio':>7} {'difference':>11}"
    print(header, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--audiograms", type=int, default=24)
    parser.add_argument("--ours-only", action="store_true")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):  # this and all it starts: one core
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    python = None if args.ours_only else peer_python.set_up("Our half alone:")
    with tempfile.TemporaryDirectory() as folder:
        voice = None if args.ours_only else sounds.speech(folder)
        whole = sounds.at_level(sounds.cut(voice or sounds.noise(args.seconds, 1), args.seconds, 1), 65.0)
        lengths = {"third": whole[:len(whole) // 3], "whole": whole, "tenfold": whole * 10}
        sound = {name: write_sound(os.path.join(folder, name), x) for name, x in lengths.items()}
        describe(python, voice, args.seconds)
        fine = True
        for name in CLASSES:
            best = time_class(args.program, python, folder, name, sound, args.tries)
            print_class(name, best, args.seconds)
            fine = fine and all(best[p].get("difference", 0) <= LIMITS[p] for p in LIMITS)
        if python:
            fine = compare_random(args.program, python, folder, args.audiograms, voice) and fine
        print()
        fine = compare_kept(args.program, folder) and fine
    print("\nAgreed." if fine else "\nThe outputs differ by more than the limit.")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
