#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The whole command on films: times real time, one core against two, and peak memory for 6, 10 and 60
minutes.

    tools/bench_command.py PROGRAM
"""
import os
import subprocess
import sys
import tempfile
import time

MINUTES = (6, 10, 60)


def make_minute(folder, codec="aac"):
    """One minute with a moving picture and stereo noise whose level moves like speech's."""
    sound = "0.2*(random(0)*2-1)*abs(sin(2*PI*1.7*t))*(1+sin(2*PI*0.31*t))"
    path = os.path.join(folder, f"minute-{codec}.mkv")
    quality = ["-b:a", "192k"] if codec == "aac" else ["-sample_fmt", "s16"]
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=60",
         "-f", "lavfi", "-i", f"aevalsrc={sound}|{sound}:s=48000:d=60", "-c:v", "mpeg4", "-q:v", "5",
         "-c:a", codec, *quality, path], check=True)
    return path


def make_film(folder, minute, minutes, extension):
    path = os.path.join(folder, f"film{minutes}.{extension}")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-stream_loop", str(minutes - 1), "-i", minute,
                    "-c", "copy", path], check=True)
    return path


def render(program, film, threads=0, hearing=("--listener", "preset:N4")):
    """Seconds and peak memory in MiB of one render."""
    seconds, memory, _ = measured(program, film, threads, hearing)
    return seconds, memory


def measured(program, film, threads, hearing, cores=None):
    """Seconds, peak memory in MiB and processor seconds of one render, on so many cores."""
    out = os.path.join(os.path.dirname(film), "out" + os.path.splitext(film)[1])
    child = os.fork()
    if child == 0:
        if cores is not None:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
        os.execv(program, [program, "render", film, "-o", out, "--overwrite", "--quiet",
                           "--threads", str(threads), *hearing])
    began = time.monotonic()
    _, status, used = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"the render of {film} failed")
    return time.monotonic() - began, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def two_cores(program, folder, runs=3):
    """A film with lossless sound in one thread on one core, and on two. The runs alternate; the
    best of each counts: another program on the machine only ever makes one slower."""
    minute = make_minute(folder, "flac")
    film = make_film(folder, minute, 20, "mkv")
    print(f"\n20 min .mkv with FLAC sound, best of {runs} runs each")
    for name, hearing in (("N4", ("--listener", "preset:N4")),
                          ("bimodal", ("--listener", "preset:bimodal")),
                          ("two-years", ("--listener", "preset:two-years", "--tinnitus", "off"))):
        best = {}
        for _ in range(runs):
            for cores in (1, 2):
                run = measured(program, film, 1 if cores == 1 else 0, hearing, cores)
                best[cores] = min(best.get(cores, run), run)
        for cores, (seconds, memory, used) in best.items():
            print(f"  {name}, {cores} core{'s' * (cores > 1)}: {1200 / seconds:6.1f} x real time, "
                  f"{seconds:.2f} s, processors {used:.2f} s, peak memory {memory:.1f} MiB")
        print(f"  {name}: two cores are {best[1][0] / best[2][0]:.2f} times as fast as one")
    os.remove(film)


# Two different ears with three layers of ringing, twice over; the scene goes to and fro between them.
LISTENER = """
[listeners.{name}.both]
air_db_hl = {{ 500 = {low}, 4000 = {high} }}
[[listeners.{name}.both.tinnitus]]
name = "whistle"
level_db_spl = 45
[[listeners.{name}.left.tinnitus]]
name = "hiss"
kind = "noise"
level_db_spl = 35
[listeners.{name}.right]
air_db_hl = {{ 500 = {right}, 4000 = {high} }}
[[listeners.{name}.right.tinnitus]]
name = "crickets"
kind = "crickets"
level_db_spl = 30
"""


def make_scene(folder, seconds, keyframes):
    """A scene with this many keyframes: ramps, cuts, perspectives, a body that comes and goes."""
    path = os.path.join(folder, f"scene{keyframes}.toml")
    with open(path, "w", encoding="utf-8") as text:
        text.write('format = "otoscape.scene/1"\n')
        text.write(LISTENER.format(name="mild", low=20, high=50, right=30))
        text.write(LISTENER.format(name="deep", low=60, high=85, right=70))
        for i in range(keyframes):
            text.write(f"[[at]]\ntime = {seconds * i / keyframes:.3f}\n"
                       f'listener = "{("mild", "deep")[i % 2]}"\n'
                       f"perspective = {(1.0, 1.0, 0.5, 0.0)[i % 4]}\n"
                       f'body = {{ breath_db = {-(i % 7)}, heart_db = {-(i % 5)} }}\n')
            if i % 3 != 0:
                text.write('ramp = "4s"\n')
    return path


def scenes(program, folder, minute):
    """A long film along a scene of many keyframes, and a region of it once the film is known."""
    print("\nwhole command along a scene, two ears, smearing, three layers each, body, perspective")
    seconds = {}
    for minutes, keyframes in ((9, 40), (90, 400)):
        film = make_film(folder, minute, minutes, "mkv")
        scene = ("--scene", make_scene(folder, 60 * minutes, keyframes))
        first, _ = render(program, film, 0, scene)
        seconds[minutes], memory = render(program, film, 0, scene)
        part = ("--start", str(60 * minutes - 300), "--duration", "10")
        region, _ = render(program, film, 0, scene + part)
        print(f"  {minutes:3} min, {keyframes:3} keyframes: {minutes * 60 / seconds[minutes]:5.1f} x "
              f"real time (the first time {minutes * 60 / first:.1f}), peak memory {memory:.1f} MiB; "
              f"10 s near the end: {region:.2f} s")
        os.remove(film)
    print(f"  time of 90 min over ten times that of 9: {seconds[90] / seconds[9] / 10:.3f}")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OTOSCAPE_CACHE"] = "off"
        two_cores(program, folder)
        os.environ["OTOSCAPE_CACHE"] = os.path.join(folder, "cache")
        minute = make_minute(folder)
        print(f"\nwhole command, N4, smearing on, stereo 48 kHz, 640x360 picture copied, "
              f"{os.cpu_count()} cores")
        for extension in ("mkv", "mp4"):
            memory = {}
            for minutes in MINUTES:
                film = make_film(folder, minute, minutes, extension)
                seconds, memory[minutes] = render(program, film, 0)
                print(f"  {minutes:3} min .{extension}: {minutes * 60 / seconds:6.1f} x real time, "
                      f"peak memory {memory[minutes]:6.1f} MiB")
                if minutes == 10:
                    seconds, _ = render(program, film, 1)
                    print(f"         --threads 1: {minutes * 60 / seconds:6.1f} x real time")
                os.remove(film)
            print(f"  memory of 60 min over that of 6: {memory[60] / memory[6]:.3f}")
        scenes(program, folder, minute)


if __name__ == "__main__":
    main()
