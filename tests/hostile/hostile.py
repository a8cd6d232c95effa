#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Renders damaged files: small ones of each container, cut off at random places and with random bits
turned over. Each must give a whole render, a part and a note that says so, or one sentence; never a
hang, a signal, a report of a sanitizer, gigabytes of memory, or a file left behind after a refusal.

    tools/hostile.py PROGRAM [--flips N] [--cuts N] [--all N] [--seed N] [--only KIND,…] [--keep FOLDER]
"""
import argparse
import concurrent.futures
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

LONGEST_S = 10.0
MOST_MIB = 1500  # a sanitizer's own memory included
TOLERANCE_S = 0.12  # the program says what is missing from a tenth of a second on

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=0.5"]
SOUND = ["-f", "lavfi", "-i", "aevalsrc=0.3*sin(2000*t)|0.2*sin(3000*t):s=48000:d=0.5"]
# Options, and whether the file says how long it is.
KINDS = {
    "wav": (["-c:a", "pcm_s16le"], True),
    "rf64": (["-c:a", "pcm_s16le", "-rf64", "always", "-f", "wav"], True),
    "w64": (["-c:a", "pcm_s16le"], True),
    "aiff": (["-c:a", "pcm_s16be"], True),
    "caf": (["-c:a", "pcm_s16be"], True),
    "flac": (["-c:a", "flac"], True),
    "mp3": (["-c:a", "libmp3lame"], False),
    "m4a": (["-c:a", "aac"], True),
    "aac": (["-c:a", "aac", "-f", "adts"], False),
    "ac3": (["-c:a", "ac3"], False),
    "ogg": (["-c:a", "libvorbis", "-page_duration", "20000"], False),
    "opus": (["-c:a", "libopus", "-page_duration", "20000"], False),
    "mkv": (["-c:v", "mpeg4", "-c:a", "aac"], True),
    "webm": (["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"], True),
    "mp4": (["-c:v", "mpeg4", "-c:a", "aac"], True),
    "mov": (["-c:v", "mpeg4", "-c:a", "pcm_s16le"], True),
    "avi": (["-c:v", "mpeg4", "-c:a", "libmp3lame"], True),
    "ts": (["-c:v", "mpeg2video", "-c:a", "mp2"], False),
    "mpg": (["-c:v", "mpeg2video", "-c:a", "mp2"], False),
    "nut": (["-c:v", "mpeg4", "-c:a", "flac"], False),
    "mxf": (["-c:v", "mpeg2video", "-c:a", "pcm_s16le"], True),
}
FILMS = ("mkv", "webm", "mp4", "mov", "avi", "ts", "mpg", "nut", "mxf")


def make(kind, folder):
    path = os.path.join(folder, "whole." + kind)
    picture = PICTURE if kind in FILMS else []
    subprocess.run(["ffmpeg", "-v", "error", "-y", *picture, *SOUND, *KINDS[kind][0], path], check=True)
    with open(path, "rb") as file:
        return file.read()


def damaged(whole, how, number, seed):
    """The same bytes for the same kind, number and seed."""
    chance = random.Random(f"{seed} {how} {number} {len(whole)}")
    if how == "cut":
        return whole[:chance.randrange(len(whole))]
    data = bytearray(whole)
    # Headers are small: every second file is damaged in its first kilobyte only.
    reach = min(len(data), 1024) if number % 2 else len(data)
    for _ in range(1 + int(chance.expovariate(0.25))):
        data[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    return bytes(data)


def limit_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(program, path, out):
    """Exit status, standard output, standard error, MiB, seconds."""
    env = dict(os.environ, OTOSCAPE_CACHE="off",
               ASAN_OPTIONS="detect_leaks=0:max_allocation_size_mb=1500:exitcode=99",
               UBSAN_OPTIONS="halt_on_error=1:exitcode=99")
    began = time.monotonic()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [program, "render", path, "-o", out, "--listener", "preset:normal", "--json", "--threads", "1"],
            stdin=subprocess.DEVNULL, stdout=said, stderr=errors, env=env, preexec_fn=limit_files)
        status = None
        while status is None and time.monotonic() - began < LONGEST_S:
            done, status_word, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                status = os.waitstatus_to_exitcode(status_word)
            else:
                time.sleep(0.004)
        if status is None:
            process.send_signal(signal.SIGKILL)
            _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        said.seek(0)
        errors.seek(0)
        return (status, said.read().decode(errors="replace"), errors.read().decode(errors="replace"),
                usage.ru_maxrss / 1024, time.monotonic() - began)


def judge(result, out, folder, whole_s, has_length):
    """What a run was, ("whole", "part", "refused" or "fault"), and why it is a fault."""
    status, said, errors, mib, _ = result
    if status is None:
        return "fault", f"still running after {LONGEST_S:.0f} s"
    if "Sanitizer" in errors or "runtime error" in errors:
        return "fault", next(line for line in errors.splitlines() if "Sanitizer" in line or "runtime error" in line)
    if status < 0:
        return "fault", f"signal {-status}: {errors.strip()}"
    if mib > MOST_MIB:
        return "fault", f"{mib:.0f} MiB of memory"
    if status != 0:
        left = [name for name in os.listdir(folder) if not name.startswith("in.")]
        lines = errors.splitlines()
        if left:
            return "fault", f"left behind: {left}"
        if len(lines) != 1 or not lines[0].startswith("otoscape: ") or "bad_alloc" in errors:
            return "fault", f"exit status {status}, says {errors!r}"
        return "refused", ""
    if not os.path.exists(out):
        return "fault", "exit status 0, but no output"
    summary = json.loads(said)
    seconds = max(track["seconds"] for track in summary["tracks"])
    if abs(seconds - whole_s) <= TOLERANCE_S:
        return ("part" if summary["notes"] else "whole"), ""
    if summary["notes"] or not has_length:
        return "part", ""
    return "fault", f"{seconds:.3f} s instead of {whole_s:.3f}, without a note"


class Kind:
    """One container, whole, and its damaged forms."""

    def __init__(self, program, name, folder):
        self.program, self.name, self.folder = program, name, folder
        self.whole = make(name, folder)
        outcome = self.render(self.whole, "whole")[1]
        self.whole_s = max(track["seconds"] for track in json.loads(outcome[1])["tracks"])

    def render(self, data, label):
        """Folder, result and output; the caller removes the folder."""
        folder = tempfile.mkdtemp(dir=self.folder)
        path = os.path.join(folder, "in." + ("wav" if self.name == "rf64" else self.name))
        with open(path, "wb") as file:
            file.write(data)
        out = os.path.join(folder, "out.mkv" if self.name in FILMS else "out.wav")
        result = run(self.program, path, out)
        if label == "whole" and result[0] != 0:
            sys.exit(f"{self.name}: the whole file fails: {result[2]}")
        return folder, result, out

    def attempt(self, how, number, seed):
        data = damaged(self.whole, how, number, seed)
        folder, result, out = self.render(data, how)
        # Of a file that does not say its length, a cut at the end of a packet leaves no trace.
        verdict, why = judge(result, out, folder, self.whole_s, KINDS[self.name][1])
        subprocess.run(["rm", "-rf", folder], check=False)
        return how, number, verdict, why, data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--flips", type=int, default=1000, help="files with turned bits, per container")
    parser.add_argument("--cuts", type=int, default=200, help="files cut off, per container")
    parser.add_argument("--all", type=int, help="so many of each kind over all containers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="containers, with commas")
    parser.add_argument("--keep", help="folder for the files that make a fault")
    asked = parser.parse_args()
    names = asked.only.split(",") if asked.only else list(KINDS)
    rows, faults = [], []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for place, name in enumerate(names):
            cuts, flips = asked.cuts, asked.flips
            if asked.all is not None:
                cuts = flips = len(range(place, asked.all, len(names)))
            kind = Kind(asked.program, name, folder)
            jobs.append((name, [pool.submit(kind.attempt, how, number, asked.seed)
                                for how, count in (("cut", cuts), ("flip", flips)) for number in range(count)]))
        print(f"{'container':10} {'tried':>6} {'whole':>6} {'part':>6} {'refused':>8} {'faults':>7}", flush=True)
        for name, attempts in jobs:
            counts = {"whole": 0, "part": 0, "refused": 0, "fault": 0}
            for attempt in attempts:
                how, number, verdict, why, data = attempt.result()
                counts[verdict] += 1
                if verdict == "fault":
                    faults.append(f"{name} {how} {number}: {why}")
                    if asked.keep:
                        os.makedirs(asked.keep, exist_ok=True)
                        with open(os.path.join(asked.keep, f"{how}{number}.{name}"), "wb") as file:
                            file.write(data)
            rows.append(counts)
            print(f"{name:10} {len(attempts):6} {counts['whole']:6} {counts['part']:6} "
                  f"{counts['refused']:8} {counts['fault']:7}", flush=True)
    total = {key: sum(row[key] for row in rows) for key in rows[0]}
    print(f"{'all':10} {sum(total.values()):6} {total['whole']:6} {total['part']:6} "
          f"{total['refused']:8} {total['fault']:7}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
