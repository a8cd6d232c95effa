#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files over 4 GB in and out: seconds, peak memory, and whether all of it came out. Needs 15 GB of disk.

    tools/bench_large.py PROGRAM [FOLDER]
"""
import json
import os
import struct
import subprocess
import sys
import tempfile
import time

GIB = 1 << 30
MORE_THAN_4_GB = 4 * GIB + 200_000_000
RATE, CHANNELS, SAMPLE_BYTES = 192000, 2, 4


def frames_of(byte_count):
    return byte_count // (CHANNELS * SAMPLE_BYTES)


def make_wav(path, is_rf64):
    """Sparse silence, as float: RF64 (EBU Tech 3306), or RIFF whose size field has overflowed."""
    sound = MORE_THAN_4_GB // 8 * 8
    wrap = 1 << 32
    with open(path, "wb") as file:
        if is_rf64:
            file.write(b"RF64" + struct.pack("<I", wrap - 1) + b"WAVEds64")
            file.write(struct.pack("<IQQQI", 28, sound + 72, sound, frames_of(sound), 0))
        else:
            file.write(b"RIFF" + struct.pack("<I", (sound + 36) % wrap) + b"WAVE")
        file.write(b"fmt " + struct.pack("<IHHIIHH", 16, 3, CHANNELS, RATE, RATE * 8, 8, 32))
        file.write(b"data" + struct.pack("<I", wrap - 1 if is_rf64 else sound % wrap))
        # Silence alone behind the stated end would be padding.
        file.seek(file.tell() + sound % wrap)
        file.write(struct.pack("<ff", 0.25, -0.25))
        file.truncate(file.tell() - 8 - sound % wrap + sound)
    return frames_of(sound) / RATE


def make_film(path):
    """Noise as MJPEG with AAC, a second that is repeated."""
    folder = os.path.dirname(path)
    second = os.path.join(folder, "second.mkv")
    quiet = ["ffmpeg", "-v", "error", "-y"]
    subprocess.run([*quiet, "-f", "lavfi", "-i", "nullsrc=s=1920x1080:r=25:d=1,geq=random(1)*255:128:128",
                    "-f", "lavfi", "-i", "sine=r=48000:d=1", "-c:v", "mjpeg", "-q:v", "1", "-pix_fmt",
                    "yuvj420p", "-c:a", "aac", second], check=True)
    count = MORE_THAN_4_GB // os.path.getsize(second) + 1
    subprocess.run([*quiet, "-stream_loop", str(count - 1), "-i", second, "-c", "copy", path], check=True)
    os.remove(second)
    return length_of(path)


def length_of(path):
    said = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "json", path],
                          check=True, capture_output=True, text=True).stdout
    return float(json.loads(said)["format"]["duration"])


def measure(program, path, out, seconds, *more):
    env = dict(os.environ, OTOSCAPE_CACHE="off")
    began = time.monotonic()
    words = [program, "render", path, "-o", out, "--listener", "preset:normal", "--quiet", "--overwrite", *more]
    process = subprocess.Popen(words, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    took = time.monotonic() - began
    if status != 0:
        sys.exit(f"{path} to {out}: exit status {os.waitstatus_to_exitcode(status)}")
    came_out = length_of(out)
    whole = "whole" if abs(came_out - seconds) < 0.1 else f"{came_out:.2f} s INSTEAD OF {seconds:.2f}"
    print(f"{os.path.basename(path):12} {os.path.getsize(path) / 1e9:5.2f} GB  to  {os.path.basename(out):9} "
          f"{os.path.getsize(out) / 1e9:5.2f} GB  {took:6.1f} s  {usage.ru_maxrss / 1024:5.0f} MiB  {whole}",
          flush=True)
    os.remove(out)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        path = os.path.join(folder, "rf64.wav")
        seconds = make_wav(path, True)
        for extension in ("wav", "w64", "mkv"):
            pcm = ["--audio-codec", "pcm", "--sample-format", "f32"] if extension == "mkv" else []
            measure(program, path, os.path.join(folder, "out." + extension), seconds, *pcm)
        os.remove(path)
        path = os.path.join(folder, "wrapped.wav")
        seconds = make_wav(path, False)
        measure(program, path, os.path.join(folder, "out.wav"), seconds)
        os.remove(path)
        for extension in ("mkv", "mp4"):
            path = os.path.join(folder, "film." + extension)
            seconds = make_film(path)
            measure(program, path, os.path.join(folder, "out." + extension), seconds)
            os.remove(path)


if __name__ == "__main__":
    main()
