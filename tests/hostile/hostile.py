#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Renders damaged files: small ones of each container, cut off at random places and with random bits
turned over. Each must give a whole render, a part and a note that says so, or one sentence; never a
hang, a signal, a report of a sanitizer, gigabytes of memory, or a file left behind after a refusal.

    hostile.py FORK_SERVER [--flips N] [--cuts N] [--all N] [--seed N] [--only KIND,…] [--keep FOLDER]
"""
import argparse
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading

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


class Server:
    """One process that forks the program for each render; see fork_server.cc."""

    def __init__(self, path):
        env = dict(os.environ, OTOSCAPE_CACHE="off",
                   ASAN_OPTIONS="detect_leaks=0:max_allocation_size_mb=1500:exitcode=99",
                   UBSAN_OPTIONS="halt_on_error=1:exitcode=99")
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True)

    def run(self, path, out):
        """Exit status (None: ended for being late), standard output, standard error, MiB."""
        said, errors = path + ".stdout", path + ".stderr"
        words = [str(LONGEST_S), said, errors, "render", path, "-o", out, "--listener", "preset:normal", "--json",
                 "--threads", "1"]
        self.process.stdin.write("\t".join(words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        status = None if answer[0] == "late" else int(answer[0])
        with open(said, errors="replace") as out_text, open(errors, errors="replace") as error_text:
            return status, out_text.read(), error_text.read(), float(answer[1])


class Servers:
    """One server for each thread that asks."""

    def __init__(self, path):
        self.path, self.own = path, threading.local()

    def run(self, path, out):
        if not hasattr(self.own, "server"):
            self.own.server = Server(self.path)
        return self.own.server.run(path, out)


def stated_s(path):
    """The length that a damaged file itself states, without damage that can be seen: from where its sound begins."""
    said = subprocess.run(["ffprobe", "-v", "quiet", "-show_entries", "format=start_time,duration", "-of", "json", path],
                          capture_output=True, text=True, check=False).stdout
    about = json.loads(said or "{}").get("format", {})
    return float(about.get("duration", 0)) - float(about.get("start_time", 0))


def judge(result, paths, whole, has_length):
    """What a run was, ("whole", "part", "refused" or "fault"), and why it is a fault."""
    status, said, errors, mib = result
    path, out = paths
    folder = os.path.dirname(path)
    whole_s = whole["seconds"]
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
    track = max(summary["tracks"], key=lambda track: track["seconds"])
    seconds = track["seconds"]
    # A file whose rate was turned over plays all its samples at another pace.
    lengths = (seconds, track["frames"] / whole["rate_hz"])
    if any(abs(length - whole_s) <= TOLERANCE_S for length in lengths):
        return ("part" if summary["notes"] else "whole"), ""
    if summary["notes"] or not has_length or abs(stated_s(path) - seconds) <= TOLERANCE_S:
        return "part", ""
    return "fault", f"{seconds:.3f} s instead of {whole_s:.3f}, without a note"


class Kind:
    """One container, whole, and its damaged forms."""

    def __init__(self, servers, name, folder):
        self.servers, self.name, self.folder = servers, name, folder
        self.whole = make(name, folder)
        outcome = self.render(self.whole, "whole")[0]
        self.track = max(json.loads(outcome[1])["tracks"], key=lambda track: track["seconds"])

    def render(self, data, label):
        """Result, input and output; the caller removes their folder."""
        folder = tempfile.mkdtemp(dir=self.folder)
        path = os.path.join(folder, "in." + ("wav" if self.name == "rf64" else self.name))
        with open(path, "wb") as file:
            file.write(data)
        out = os.path.join(folder, "out.mkv" if self.name in FILMS else "out.wav")
        result = self.servers.run(path, out)
        if label == "whole" and result[0] != 0:
            sys.exit(f"{self.name}: the whole file fails: {result[2]}")
        return result, path, out

    def attempt(self, how, number, seed):
        data = damaged(self.whole, how, number, seed)
        result, *paths = self.render(data, how)
        # Of a file that does not say its length, a cut at the end of a packet leaves no trace.
        verdict, why = judge(result, paths, self.track, KINDS[self.name][1])
        shutil.rmtree(os.path.dirname(paths[0]))
        return how, number, verdict, why, data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fork_server")
    parser.add_argument("--flips", type=int, default=1000, help="files with turned bits, per container")
    parser.add_argument("--cuts", type=int, default=200, help="files cut off, per container")
    parser.add_argument("--all", type=int, help="so many of each kind over all containers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="containers, with commas")
    parser.add_argument("--keep", help="folder for the files that make a fault")
    asked = parser.parse_args()
    names = asked.only.split(",") if asked.only else list(KINDS)
    rows, faults = [], []
    servers = Servers(asked.fork_server)
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for place, name in enumerate(names):
            cuts, flips = asked.cuts, asked.flips
            if asked.all is not None:
                cuts = flips = len(range(place, asked.all, len(names)))
            kind = Kind(servers, name, folder)
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
