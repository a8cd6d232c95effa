#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Precision and recall of `otoscape loudness` in finding speech, by construction: voices placed at
known times, alone and above music. docs/models/dialogue.md has our figures.

    tools/dialogue.py build/otoscape --voices VOICE... --music MUSIC...

VOICE is a folder of one talker's recordings, or a file; MUSIC a file without song. Anything FFmpeg
reads. Where Python's webrtcvad is installed (pip: webrtcvad-wheels) its figures stand beside ours.
Needs numpy and the ffmpeg program.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
import wave

import numpy

RATE = 16000
STEP = RATE // 100  # frames of 10 ms
LEVELS = (None, 20.0, 10.0, 5.0, 0.0)  # dB of speech above music; None: alone


def load(path):
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    return numpy.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, numpy.float32)


def rms(sound):
    return numpy.sqrt(numpy.mean(sound.astype(float) ** 2) + 1e-15)


def talker(path):
    """Recordings of at least half a second, at one level."""
    path = pathlib.Path(path)
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    sounds = [load(file) for file in files[:80]]
    return [0.05 * sound / rms(sound) for sound in sounds if len(sound) > RATE // 2]


def spoken(sound):
    """Frames within 35 dB of the loudest; pauses up to 0.4 s belong to the speech."""
    count = len(sound) // STEP
    level = numpy.sqrt(numpy.mean(sound[: count * STEP].reshape(count, STEP) ** 2, axis=1))
    active = level > level.max() * 10 ** (-35 / 20)
    at = numpy.flatnonzero(active)
    for before, after in zip(at[:-1], at[1:]):
        if after - before <= 40:
            active[before:after] = True
    return active


def place(random, talkers, seconds):
    """Phrases of 1.5 to 7 s, 1.5 to 6 s apart; the sound and which frames are speech."""
    sound = numpy.zeros(RATE * seconds)
    truth = numpy.zeros(100 * seconds, bool)
    at = random.uniform(0.5, 3.0)
    while at < seconds - 3:
        voice = talkers[random.integers(len(talkers))]
        phrase = numpy.zeros(0)
        wanted = RATE * random.uniform(1.5, 7.0)
        while len(phrase) < wanted:
            pause = numpy.zeros(int(RATE * random.uniform(0.1, 0.3)))
            phrase = numpy.concatenate([phrase, voice[random.integers(len(voice))], pause])
        phrase = phrase[: int(RATE * min(9.0, seconds - at - 0.5))]
        first = int(100 * at)
        frames = spoken(phrase)
        sound[first * STEP : first * STEP + len(phrase)] += phrase * 10 ** (random.uniform(-3, 3) / 20)
        truth[first : first + len(frames)] |= frames[: len(truth) - first]
        at += len(phrase) / RATE + random.uniform(1.5, 6.0)
    return sound, truth


def mixed(random, sound, truth, music, above_db):
    level = rms(sound[numpy.repeat(truth, STEP)[: len(sound)]])
    if above_db is None:
        return sound + random.normal(0.0, 1.0, len(sound)) * level * 10 ** (-45 / 20)
    bed = music[random.integers(len(music))]
    first = random.integers(max(1, len(bed) - len(sound)))
    bed = numpy.resize(bed[first : first + len(sound)], len(sound))
    return sound + bed / rms(bed) * level * 10 ** (-above_db / 20)


def write(path, sound):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((32767 * numpy.clip(sound, -1, 1)).astype("<i2").tobytes())


def by_otoscape(program, path, frames):
    command = [program, "loudness", str(path), "--json", "-q"]
    report = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    answer = numpy.zeros(frames, bool)
    for begin, end in report["dialogue"]:
        answer[round(100 * begin) : round(100 * end)] = True
    return answer


def by_webrtc(path, frames):
    import webrtcvad  # the middle of its four modes but one: 2

    detector = webrtcvad.Vad(2)
    with wave.open(str(path), "rb") as file:
        data = file.readframes(file.getnframes())
    answer = numpy.zeros(frames, bool)
    for frame in range(min(frames, len(data) // (2 * STEP))):
        part = data[2 * STEP * frame : 2 * STEP * (frame + 1)]
        answer[frame] = detector.is_speech(part, RATE)
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--voices", nargs="+", required=True)
    parser.add_argument("--music", nargs="+", required=True)
    parser.add_argument("--minutes", type=int, default=8, help="of each condition")
    parser.add_argument("--seed", type=int, default=2)
    asked = parser.parse_args()
    talkers = [talker(path) for path in asked.voices]
    music = [load(path) for path in asked.music]
    detectors = {"otoscape": lambda path, frames: by_otoscape(asked.program, path, frames)}
    try:
        import webrtcvad  # noqa: F401

        detectors["webrtcvad"] = by_webrtc
    except ImportError:
        print("webrtcvad is not installed: no yardstick")
    print(f"{'speech re music':18}" + "".join(f"{name:>12} P     R" for name in detectors))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "mix.wav"
        for above_db in LEVELS:
            random = numpy.random.default_rng(asked.seed)
            counts = {name: numpy.zeros(3) for name in detectors}
            for _ in range(asked.minutes):
                sound, truth = place(random, talkers, 60)
                write(path, mixed(random, sound, truth, music, above_db))
                for name, detect in detectors.items():
                    answer = detect(path, len(truth))
                    counts[name] += ((answer & truth).sum(), answer.sum(), truth.sum())
            row = "alone" if above_db is None else f"{above_db:+.0f} dB"
            for both, said, there in counts.values():
                row = f"{row:18}" + f"{'':7}{both / max(said, 1):.3f} {both / there:.3f}"
            print(row)
        said = {name: 0.0 for name in detectors}
        for bed in music:
            write(path, 0.05 * bed[: 60 * RATE] / rms(bed[: 60 * RATE]))
            frames = min(6000, len(bed) // STEP)
            for name, detect in detectors.items():
                said[name] += detect(path, frames).mean() / len(music)
        print("music alone: " + ", ".join(f"{name} {100 * share:.0f} % of it" for name, share in said.items()))


if __name__ == "__main__":
    main()
