#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The whole command on films: times real time, and peak memory for 6, 10 and 60 minutes.

    tools/bench_command.py PROGRAM
"""
import os
import subprocess
import sys
import tempfile
import time

MINUTES = (6, 10, 60)


def make_minute(folder):
    """One minute with a moving picture and stereo noise whose level moves like speech's."""
    sound = "0.2*(random(0)*2-1)*abs(sin(2*PI*1.7*t))*(1+sin(2*PI*0.31*t))"
    path = os.path.join(folder, "minute.mkv")
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=60",
         "-f", "lavfi", "-i", f"aevalsrc={sound}|{sound}:s=48000:d=60", "-c:v", "mpeg4", "-q:v", "5",
         "-c:a", "aac", "-b:a", "192k", path], check=True)
    return path


def make_film(folder, minute, minutes, extension):
    path = os.path.join(folder, f"film{minutes}.{extension}")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-stream_loop", str(minutes - 1), "-i", minute,
                    "-c", "copy", path], check=True)
    return path


def render(program, film, threads):
    """Seconds and peak memory in MiB of one render."""
    out = os.path.join(os.path.dirname(film), "out" + os.path.splitext(film)[1])
    child = os.fork()
    if child == 0:
        os.execv(program, [program, "render", film, "-o", out, "--overwrite", "--quiet",
                           "--listener", "preset:N4", "--threads", str(threads)])
    began = time.monotonic()
    _, status, used = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"the render of {film} failed")
    return time.monotonic() - began, used.ru_maxrss / 1024


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
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


if __name__ == "__main__":
    main()
