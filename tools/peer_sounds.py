# SPDX-License-Identifier: Apache-2.0
"""Sounds for comparing programs: the same every time, plain Python, 44.1 kHz, one channel."""
import array
import math
import os
import random
import shutil
import subprocess
import wave

RATE = 44100
FULL_SCALE_DB_SPL = 120.0
TEXT = ("The tide had gone out in the night, and by seven the whole harbour lay on its side. Six boats, "
        "four gulls, one dog. Who left the kettle on? She laughed, shut the window with a bang, and sat "
        "down again; it was far too early for questions. Later the rain came in from the west, soft at "
        "first, then hard enough to hear through two doors. They played cards until supper. ")


def at_level(samples, db_spl):
    """As 32-bit floats whose RMS has this level."""
    rms = math.sqrt(sum(x * x for x in samples) / len(samples))
    gain = 10.0 ** ((db_spl - FULL_SCALE_DB_SPL) / 20.0) / rms
    return array.array("f", (gain * x for x in samples))


def speech(folder):
    """About half a minute by espeak-ng, twice its rate by interpolation, or None."""
    if not shutil.which("espeak-ng"):
        return None
    path = os.path.join(folder, "speech.wav")
    subprocess.run(["espeak-ng", "-v", "en-gb", "-w", path, TEXT], check=True)
    with wave.open(path) as file:
        if file.getframerate() * 2 != RATE:
            return None
        x = array.array("h", file.readframes(file.getnframes()))
    between = [0.5 * (a + b) for a, b in zip(x, x[1:])]
    return [value for pair in zip(x, between) for value in pair]


def music(seconds, seed):
    """Plucked chords of three notes with six harmonics, one every quarter to half second."""
    chance = random.Random(seed)
    out = [0.0] * int(seconds * RATE)
    at = 0
    while at < len(out):
        length = min(int(chance.uniform(0.25, 0.5) * RATE), len(out) - at)
        for _ in range(3):
            base_hz = 110.0 * 2.0 ** (chance.randrange(36) / 12.0)
            for harmonic in range(1, 7):
                step = 2.0 * math.pi * base_hz * harmonic / RATE
                fade = math.exp(-harmonic * 2.0 / RATE)
                height = 1.0 / harmonic
                for n in range(length):
                    out[at + n] += height * math.sin(step * n)
                    height *= fade
        at += length
    return out


def noise(seconds, seed):
    """Bursts of white or darker noise, some of them after digital silence."""
    chance = random.Random(seed)
    out = []
    while len(out) < seconds * RATE:
        out += [0.0] * chance.choice((0, 0, chance.randrange(8000)))
        keep, level, last = chance.choice((0.0, 0.5, 0.95)), 10.0 ** chance.uniform(-1.5, 0.0), 0.0
        for _ in range(chance.randrange(4000, 40000)):
            last = keep * last + level * chance.gauss(0.0, 1.0)
            out.append(last)
    return out[:int(seconds * RATE)]


def cut(samples, seconds, seed):
    """A stretch from somewhere, repeated where the sound is shorter."""
    length = int(seconds * RATE)
    while len(samples) < length:
        samples = samples + samples
    first = random.Random(seed).randrange(len(samples) - length + 1)
    return samples[first:first + length]
