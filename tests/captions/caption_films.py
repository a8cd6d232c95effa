# SPDX-License-Identifier: Apache-2.0
"""A film of noise and its captions along a scene that comes with the program."""
import os
import subprocess

# 84 s: the length of the longest scene. Nobody speaks in it, so that voices are told by the ears alone.
LENGTH, RATE = 84, 25
SCENES = ["after-the-concert", "age-40-to-80", "one-ear", "otosclerosis", "sudden-loss", "underwater",
          "years-of-drumming"]


def make_film(folder):
    path = os.path.join(folder, "film.mkv")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"color=c=gray:s=64x64:r={RATE}:d={LENGTH}",
                    "-f", "lavfi", "-i", f"anoisesrc=a=0.05:c=pink:seed=1:r=48000:d={LENGTH}", "-ac", "2", "-c:v",
                    "mpeg4", "-c:a", "flac", path], check=True)
    return path


def captions(program, film, scene, out, *more):
    done = subprocess.run([program, "captions", film, "--scene", "preset:" + scene, "--fit", "-o", out, "--overwrite",
                           *more], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{scene}: {done.stderr}")
    with open(out, encoding="utf-8") as file:
        return file.read()
